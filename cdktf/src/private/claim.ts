import type { IConstruct } from "constructs";

/**
 * Things in AWS that one construct of the app has for its own. Two that put the same thing would undo each other with
 * each apply, and neither Terraform nor the service says so.
 */
export class Claims<Owner extends IConstruct> {
  private readonly byApp = new WeakMap<IConstruct, Map<string, Owner>>();

  /** @param remedy what to do about a thing that is taken */
  constructor(private readonly remedy: string) {}

  /**
   * Claims a thing, just before it is made: what failed before that has claimed nothing.
   *
   * @param thing how an error names it
   * @param key what makes it that one thing
   * @throws an error where it belongs to another construct
   */
  public take(owner: Owner, thing: string, key: readonly string[]): void {
    this.refuseTaken(owner, thing, key);
    const { root } = owner.node;
    const holders = this.byApp.get(root) ?? new Map<string, Owner>();
    this.byApp.set(root, holders);
    holders.set(JSON.stringify(key), owner);
  }

  /** Throws where `take` would, and claims nothing. */
  public refuseTaken(owner: Owner, thing: string, key: readonly string[]): void {
    const holder = this.holder(owner, key) ?? owner;
    if (holder !== owner) throw new Error(`${thing} belongs to ${holder.node.path} already; ${this.remedy}`);
  }

  /** The construct of the app that claims it, unless that was removed since. */
  public holder(scope: IConstruct, key: readonly string[]): Owner | undefined {
    const holder = this.byApp.get(scope.node.root)?.get(JSON.stringify(key));
    return holder && isInTree(holder) ? holder : undefined;
  }
}

function isInTree({ node }: IConstruct): boolean {
  if (node.scope === undefined) return true;
  return node.scope.node.tryFindChild(node.id)?.node === node && isInTree(node.scope);
}
