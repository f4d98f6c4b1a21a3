import type { IConstruct } from "constructs";

/**
 * Things in AWS that one construct of an app may put. Two constructs that put the same thing would undo each other with
 * each apply, and neither Terraform nor the service reports it.
 */
export class AppRegistry<Owner extends IConstruct> {
  private readonly byApp = new WeakMap<IConstruct, Map<string, Owner>>();

  /** @param remedy what to do where the thing belongs to another construct */
  constructor(private readonly remedy: string) {}

  /**
   * Registers the owner of a thing. Called just before the thing is made, so that a construct that fails earlier owns
   * nothing.
   *
   * @param thing its name in an error
   * @param key identifies it
   * @throws an error where it belongs to another construct
   */
  public register(owner: Owner, thing: string, key: readonly string[]): void {
    this.refuseTaken(owner, thing, key);
    const { root } = owner.node;
    const owners = this.byApp.get(root) ?? new Map<string, Owner>();
    this.byApp.set(root, owners);
    owners.set(JSON.stringify(key), owner);
  }

  /** Throws where `register` would, and registers nothing. */
  public refuseTaken(owner: Owner, thing: string, key: readonly string[]): void {
    const other = this.ownerOf(owner, key) ?? owner;
    if (other !== owner) throw new Error(`${thing} belongs to ${other.node.path} already; ${this.remedy} [LD2005]`);
  }

  /** The owner in the app of `scope`, unless it was removed from the tree. */
  public ownerOf(scope: IConstruct, key: readonly string[]): Owner | undefined {
    const owner = this.byApp.get(scope.node.root)?.get(JSON.stringify(key));
    return owner && isInTree(owner) ? owner : undefined;
  }
}

function isInTree({ node }: IConstruct): boolean {
  if (node.scope === undefined) return true;
  return node.scope.node.tryFindChild(node.id)?.node === node && isInTree(node.scope);
}
