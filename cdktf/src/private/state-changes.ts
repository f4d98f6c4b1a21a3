import { TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";

/** Where the resources of a construct come from. */
export interface Origin {
  /** The address that a resource had, or `undefined` for one that does not come from elsewhere. */
  readonly formerAddress: (resource: TerraformResource) => string | undefined;
  /** The key of the instance that it becomes, of a resource with `for_each`. */
  readonly instance?: string;
}

/** Something that says of former addresses what became of them. */
abstract class StateChanges extends TerraformElement {
  /** Whose addresses they were, in an error. */
  public abstract readonly subject: string;
  public abstract get formerAddresses(): readonly string[];

  protected constructor(scope: Construct, id: string) {
    super(scope, id);
    checkOnce(TerraformStack.of(this));
  }
}

/** Writes `moved` blocks for what a construct makes. Resolved at synth, since the construct may make more until then. */
export class Moves extends StateChanges {
  /** @throws an error where a resource has an origin already */
  constructor(
    private readonly construct: Construct,
    private readonly origin: Origin,
  ) {
    refuseSecondMove(construct, (resource) => origin.formerAddress(resource) !== undefined);
    super(construct, "Moves");
    const [finding] = this.originFindings();
    if (finding !== undefined) throw new Error(finding);
    this.node.addValidation({ validate: () => this.originFindings() });
  }

  public get subject(): string {
    return this.construct.node.path;
  }

  /** None of instances: the address of the resource without a key is still the resource's own. */
  public get formerAddresses(): readonly string[] {
    return this.origin.instance === undefined ? this.blocks.map(({ from }) => from) : [];
  }

  public covers(resource: TerraformResource): boolean {
    return resource.node.scopes.includes(this.construct) && this.origin.formerAddress(resource) !== undefined;
  }

  public override toTerraform(): unknown {
    return { moved: this.blocks };
  }

  public override toHclTerraform(): unknown {
    const reference = (value: string) => ({ value, isBlock: false, type: "simple", storageClassType: "reference" });
    return { moved: this.blocks.map(({ from, to }) => ({ to: reference(to), from: reference(from) })) };
  }

  private get blocks(): { from: string; to: string }[] {
    const { formerAddress, instance } = this.origin;
    return resourcesOf(this.construct).flatMap((resource) => {
      const from = formerAddress(resource);
      const to = presentAddress(resource) + (instance === undefined ? "" : `[${JSON.stringify(instance)}]`);
      return from === undefined || from === to ? [] : [{ from, to }];
    });
  }

  private originFindings(): string[] {
    return resourcesOf(this.construct)
      .filter((resource) => this.covers(resource))
      .flatMap((resource) => {
        const { imports } = resource.toMetadata() as { imports?: unknown };
        const other = resource.hasResourceMove() ? "a move" : imports && "an import";
        return other ? [secondOrigin(resource, `${other} of its own`, this.subject)] : [];
      });
  }
}

/** Writes `removed` blocks, so that Terraform forgets resources and leaves them as they are. */
export class Removals extends StateChanges {
  constructor(
    stack: TerraformStack,
    public readonly subject: string,
    public readonly formerAddresses: readonly string[],
  ) {
    const home = (stack.node.tryFindChild(removalsId) as Construct | undefined) ?? new Construct(stack, removalsId);
    if (home.node.children.some(({ node }) => node.id === subject.replace(/\//g, "--"))) {
      throw new Error(`${subject} is removed from the state already; leave out one of the two [LD2020]`);
    }
    super(home, subject);
  }

  public override toTerraform(): unknown {
    return { removed: this.formerAddresses.map((from) => ({ from, lifecycle: { destroy: false } })) };
  }

  /** Left out in silence, what is to be kept would be destroyed. */
  public override toHclTerraform(): unknown {
    throw new Error(
      `removeFromState of ${this.subject}: no removed block is written in HCL; synthesize JSON, without --hcl [LD2014]`,
    );
  }
}

/**
 * Refuses another move or import of what a construct makes beside a move.
 *
 * @throws an error where one of these resources has a move by a construct
 */
export function refuseSecondMove(construct: IConstruct, concerned: (resource: TerraformResource) => boolean): void {
  const around = construct.node.scopes.flatMap(({ node }) => node.tryFindChild("Moves") ?? []);
  const moves = [...around, ...construct.node.findAll()].filter((found): found is Moves => found instanceof Moves);
  for (const resource of resourcesOf(construct).filter(concerned)) {
    const other = moves.find((move) => move.covers(resource));
    if (other) throw new Error(secondOrigin(resource, `the move of ${other.subject}`, construct.node.path));
  }
}

function secondOrigin(resource: TerraformResource, first: string, second: string): string {
  return (
    `${resource.node.path} has ${first}, and a resource comes from one place; leave that out, once every state has it ` +
    `applied, or leave out the one of ${second} [LD2012]`
  );
}

/** The resources of a construct that stand in its stack, those of constructs within it too. */
function resourcesOf(construct: IConstruct): TerraformResource[] {
  const stack = TerraformStack.of(construct);
  const all = construct.node.findAll().filter(TerraformResource.isTerraformResource);
  return all.filter((resource) => TerraformStack.of(resource) === stack);
}

function presentAddress({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

const checked = new WeakSet<TerraformStack>();

/** One look at the whole stack, which may have many moves. */
function checkOnce(stack: TerraformStack): void {
  if (checked.has(stack)) return;
  checked.add(stack);
  stack.node.addValidation({ validate: () => formerAddressFindings(stack) });
}

function formerAddressFindings(stack: TerraformStack): string[] {
  const present = new Map(resourcesOf(stack).map((resource) => [presentAddress(resource), resource.node.path]));
  const claimed = new Map<string, string>();
  const changes = stack.node
    .findAll()
    .filter((found): found is StateChanges => found instanceof StateChanges && TerraformStack.of(found) === stack);
  return changes.flatMap(({ subject, formerAddresses }) =>
    formerAddresses.flatMap((address) => {
      const holder = present.get(address);
      const other = claimed.get(address);
      claimed.set(address, subject);
      if (holder !== undefined) {
        return [
          `${address} is named as a former address of ${subject}, but ${holder} still has it; ${remedyOfHeld} [LD2013]`,
        ];
      }
      if (other === undefined) return [];
      return [
        `${address} is named as a former address of ${other} and of ${subject}; leave out one of the two [LD2021]`,
      ];
    }),
  );
}

const remedyOfHeld = "take that out or give it another id, or correct the former path";

// No id that a user would choose.
const removalsId = "_LogDestinationsRemoved";
