import { TerraformDataSource, type TerraformElement, TerraformModule, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { literalArn } from "./arn-form";
import type { PlacedResource } from "./pipeline";
import { placed, textsIn, withReferences } from "./placed-resources";
import { accountWithId, isSameAccount } from "./sign-in";

/** By the service and the kind in an ARN, the type that it is of, and by which argument such a resource is known. */
const typesByArn: Readonly<Record<string, readonly [type: string, name: string]>> = {
  "kinesis:stream": ["aws_kinesis_stream", "name"],
  "firehose:deliverystream": ["aws_kinesis_firehose_delivery_stream", "name"],
  "lambda:function": ["aws_lambda_function", "function_name"],
};

/** A reference to one attribute of one resource or data source of AWS, as `PlacedResource` has it. */
const isReference = /^\$\{([^{}]*\/((?:data\.)?aws_\w+)\.[\w-]+)\.\w+\}$/;

type AppElement = TerraformResource | TerraformDataSource;

/** The resources and data sources of an app as they are at this moment, each read when it is first asked for. */
export class AppResources {
  private readonly byType = new Map<string, Map<string, AppElement>>();
  private readonly read = new Map<TerraformResource, PlacedResource | undefined>();
  private readonly indexes = new Map<string, ReadonlyMap<string, readonly PlacedResource[]>>();
  private elements?: readonly AppElement[];
  private handedOn?: ReadonlySet<string>;

  public constructor(private readonly root: IConstruct) {}

  /** The one that a text refers to by an attribute, such as its ARN; `undefined` for any other text. */
  public referredTo(scope: IConstruct, text: string): PlacedResource | undefined {
    return this.atReference(withReferences(scope, text));
  }

  /** The same for a text that has its references as `PlacedResource` has them. */
  public atReference(text: string): PlacedResource | undefined {
    const found = this.elementAt(text);
    return TerraformResource.isTerraformResource(found) ? this.placedOnce(found) : undefined;
  }

  /** The construct that such a text refers to by an attribute. */
  public elementAt(text: string): AppElement | undefined {
    const [, address, type] = isReference.exec(text) ?? [];
    return address === undefined || type === undefined ? undefined : this.addressesOf(type).get(address);
  }

  /**
   * The one that an ARN or a reference to one means. A resource that may be of another account than the ARN is none.
   *
   * @param account that of what names it, as `accountKey` has it
   */
  public namedBy(scope: IConstruct, text: string, account: string): PlacedResource | undefined {
    const found = this.referredTo(scope, text);
    const arn = literalArn(text);
    const [kind = "", name] = arn?.resource.split(/[:/]/) ?? [];
    const [type, argument] = typesByArn[`${arn?.service}:${kind}`] ?? [];
    if (found || arn === undefined || type === undefined || argument === undefined) return found;
    return this.named(type, argument, name).find(
      (resource) =>
        resource.region === arn.region &&
        (resource.account === account || isSameAccount(resource.account, accountWithId(arn.account)) === true),
    );
  }

  /** The key that a text refers to, itself or by its alias. */
  public keyBehind(text: string): PlacedResource | undefined {
    const found = this.atReference(text);
    if (found?.type === "aws_kms_alias") return this.keyBehind(String(found.attributes.target_key_id));
    return /^aws_kms_(?:replica_)?(?:external_)?key$/.test(found?.type ?? "") ? found : undefined;
  }

  /** All resources of a type whose argument, a literal or a reference, is this. */
  public named(type: string, argument: string, value: unknown): readonly PlacedResource[] {
    return this.indexed(type, argument, ({ attributes }) => [String(attributes[argument])]).get(String(value)) ?? [];
  }

  /**
   * The resources of a type by keys. Each is asked for its own once, so that an app with many takes no time for pairs of them.
   *
   * @param by tells one index of a type from another
   */
  public indexed(
    type: string,
    by: string,
    keysOf: (resource: PlacedResource) => readonly string[],
  ): ReadonlyMap<string, readonly PlacedResource[]> {
    const known = this.indexes.get(`${type} ${by}`);
    if (known) return known;
    const index = new Map<string, PlacedResource[]>();
    for (const element of this.addressesOf(type).values()) {
      const resource = TerraformResource.isTerraformResource(element) ? this.placedOnce(element) : undefined;
      if (resource === undefined) continue;
      for (const key of new Set(keysOf(resource))) {
        const same = index.get(key);
        if (same) same.push(resource);
        else index.set(key, [resource]);
      }
    }
    this.indexes.set(`${type} ${by}`, index);
    return index;
  }

  /** Is one of these texts given to something that may change what has that address or name, and that is not read here? */
  public isHandedOn(texts: readonly unknown[]): boolean {
    this.handedOn ??= new Set(
      this.root.node
        .findAll()
        .filter(isOpaque)
        .flatMap((each) => [...textsIn(each)]),
    );
    const { handedOn } = this;
    return texts.some((text) => typeof text === "string" && handedOn.has(text));
  }

  private addressesOf(type: string): Map<string, AppElement> {
    this.elements ??= this.root.node
      .findAll()
      .filter((each) => TerraformResource.isTerraformResource(each) || TerraformDataSource.isTerraformDataSource(each));
    const known = this.byType.get(type);
    if (known) return known;
    const addresses = new Map(
      this.elements
        .filter((element) => typeOf(element) === type)
        .map((element) => [`${TerraformStack.of(element).node.path}/${type}.${element.friendlyUniqueId}`, element]),
    );
    this.byType.set(type, addresses);
    return addresses;
  }

  private placedOnce(resource: TerraformResource): PlacedResource | undefined {
    if (!this.read.has(resource)) this.read.set(resource, withoutIgnored(placed(resource)));
    return this.read.get(resource);
  }
}

/** A module, a resource of another provider than AWS, and one that makes others of what it is given. */
function isOpaque(construct: IConstruct): construct is TerraformElement {
  if (construct instanceof TerraformModule) return true;
  if (!TerraformResource.isTerraformResource(construct)) return false;
  return /^(?!aws_)|^aws_cloud(?:formation|control)/.test(construct.terraformResourceType);
}

/** What Terraform is told to ignore may be anything in AWS. */
function withoutIgnored(resource: PlacedResource | undefined): PlacedResource | undefined {
  const { ignore_changes: ignored } = (resource?.attributes.lifecycle ?? {}) as { ignore_changes?: unknown };
  if (resource === undefined || ignored === undefined) return resource;
  const { attributes } = resource;
  if (ignored === "all") return { ...resource, attributes: new Proxy(attributes, { get: () => onlyInAws }) };
  const names = [ignored].flat().map((path) => [String(path).split(/[.[]/)[0], onlyInAws] as const);
  return { ...resource, attributes: { ...attributes, ...Object.fromEntries(names) } };
}

const onlyInAws = `\${ignored}`;

function typeOf(element: AppElement): string {
  const { terraformResourceType: type } = element;
  return TerraformDataSource.isTerraformDataSource(element) ? `data.${type}` : type;
}

const fresh = new WeakMap<TerraformStack, AppResources>();

/**
 * The resources of the app for the validations of this stack, which are read anew with each synth.
 *
 * @returns a function to be called in a validation of `scope`
 */
export function resourcesAtSynth(scope: IConstruct): () => AppResources {
  const stack = TerraformStack.of(scope);
  if (!watched.has(stack)) {
    watched.add(stack);
    // The stack is validated before what is in it.
    stack.node.addValidation({
      validate: () => {
        fresh.set(stack, new AppResources(stack.node.root));
        return [];
      },
    });
  }
  return () => fresh.get(stack) ?? new AppResources(stack.node.root);
}

const watched = new WeakSet<TerraformStack>();

const kept = new WeakMap<IConstruct, AppResources>();

/**
 * The resource or data source that a token refers to, while values are resolved: the index is kept, since each value of a large
 * app asks. What it finds is read live.
 */
export function elementBehind(scope: IConstruct, token: string): AppElement | undefined {
  const { root } = scope.node;
  const text = withReferences(scope, token);
  const known = kept.get(root)?.elementAt(text);
  if (known || !isReference.test(text)) return known;
  const anew = new AppResources(root);
  kept.set(root, anew);
  return anew.elementAt(text);
}
