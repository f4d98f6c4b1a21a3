import {
  DefaultTokenResolver,
  type IResolvable,
  type IResolveContext,
  StringConcat,
  type TerraformElement,
  type TerraformProvider,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";
import { accountKey } from "./account";
import { knownRegion } from "./location";
import type { PlacedResource } from "./pipeline";

/** The resources of the app that are of one of these types, of all stacks. */
export function placedResources(root: IConstruct, types: ReadonlySet<string>): PlacedResource[] {
  return root.node
    .findAll()
    .flatMap((construct) =>
      TerraformResource.isTerraformResource(construct) && types.has(construct.terraformResourceType)
        ? (placed(construct) ?? [])
        : [],
    );
}

/** A text with the references in it as `PlacedResource` has them. */
export function withReferences(scope: IConstruct, text: string): string {
  return String(resolved(TerraformStack.of(scope), text));
}

/** A resource as Terraform gets it, overrides included; `undefined` for one that was moved to another, and is made there. */
export function placed(resource: TerraformResource): PlacedResource | undefined {
  const stack = TerraformStack.of(resource);
  const { terraformResourceType: type, friendlyUniqueId: id } = resource;
  const { resource: byType } = resource.toTerraform() as { resource?: Record<string, Record<string, object>> };
  if (byType === undefined) return undefined;
  const attributes = resolved(stack, byType[type]?.[id] ?? {}) as Record<string, unknown>;
  const provider = providerOf(resource, attributes.provider);
  return {
    type,
    address: addressIn(stack, `${type}.${id}`),
    account: accountKey(resource, provider),
    region: knownRegion(resource, provider, typeof attributes.region === "string" ? attributes.region : undefined),
    attributes,
  };
}

/** @param address that of the provider, which an override may have changed */
function providerOf(resource: TerraformResource, address: unknown): TerraformProvider | undefined {
  if (address === resource.provider?.fqn) return resource.provider;
  return TerraformStack.of(resource)
    .allProviders()
    .find(({ fqn }) => fqn === address);
}

/** The texts in what a construct gives to Terraform, and the addresses in them. */
export function textsIn(element: TerraformElement): Set<string> {
  const texts = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === "string") {
      texts.add(value);
      for (const [address] of value.matchAll(/[\w./-]+\/aws_\w+\.[\w-]+/g)) texts.add(address);
    } else if (typeof value === "object" && value !== null) {
      for (const member of Object.values(value)) visit(member);
    }
  };
  visit(resolved(TerraformStack.of(element), element.toTerraform()));
  return texts;
}

function addressIn(stack: TerraformStack, address: string): string {
  return `${stack.node.path}/${address}`;
}

function resolved(stack: TerraformStack, value: unknown): unknown {
  return Tokenization.resolve(value, { scope: stack, resolver: new AcrossStacks(), preparing: false });
}

/** Resolves a reference to the thing that it is to, and not to the output of another stack. */
class AcrossStacks extends DefaultTokenResolver {
  public constructor() {
    super(new StringConcat());
  }

  // biome-ignore lint/suspicious/noExplicitAny: as the base class has it
  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: any): any {
    // There is no other way to what a reference is to.
    const { identifier, originStack } = token as { identifier?: unknown; originStack?: TerraformStack };
    if (typeof identifier !== "string" || originStack === undefined) {
      return super.resolveToken(token, context, postProcessor);
    }
    const reference = addressIn(originStack, identifier);
    const { suppressBraces } = context;
    context.suppressBraces = true;
    return suppressBraces ? reference : `\${${reference}}`;
  }
}
