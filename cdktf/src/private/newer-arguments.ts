import { TerraformProvider, type TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { admitsNoneBelow } from "./version-constraint";

/**
 * Arguments that are newer than version 6.25.0 of the AWS provider, the oldest one whose classes these constructs are compiled
 * against: by resource type, with the first version that has them.
 */
const firstVersions = {
  aws_cloudwatch_log_subscription_filter: { apply_on_transformed_logs: "6.28.0", emit_system_fields: "6.28.0" }, // [F349]
} as const;

type FirstVersions = typeof firstVersions;

/** A value for each newer argument of a resource type, tokens included; `undefined` leaves it out. */
type NewerArguments<Type extends keyof FirstVersions> = { readonly [Argument in keyof FirstVersions[Type]]: unknown };

/**
 * Writes arguments that not every version of the AWS provider has. A given one is refused at synth where a version that the
 * stack admits lacks it.
 *
 * @param owner the construct whose props they are
 */
export function setNewerArguments<Type extends keyof FirstVersions>(
  owner: IConstruct,
  resource: TerraformResource,
  type: Type,
  values: NewerArguments<Type>,
): void {
  for (const [argument, least] of Object.entries<string>(firstVersions[type])) {
    const value = (values as Record<string, unknown>)[argument];
    if (value === undefined) continue;
    const prop = propOf(argument);
    const inClass = prop in resource;
    if (inClass) Object.assign(resource, { [prop]: value });
    else resource.addOverride(argument, value);
    // The provider and an override of its version may come after the construct.
    owner.node.addValidation({ validate: () => versionFindings(TerraformStack.of(owner), prop, least, inClass) });
  }
}

function propOf(argument: string): string {
  return argument.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function versionFindings(stack: TerraformStack, prop: string, least: string, inClass: boolean): string[] {
  const constraint = providerConstraint(stack);
  const admitted = typeof constraint === "string" ? admitsNoneBelow(least, constraint) : undefined;
  if (admitted) return [];
  const asked = constraint === undefined ? "no version of it" : JSON.stringify(constraint);
  const why = constraint !== undefined && admitted === undefined ? ", which cannot be read here" : "";
  const remedies = [
    ...(inClass ? [] : ["move to CDK Terrain, whose provider package has it (@log-destinations/cdktn)"]),
    `ask for a later version, stack.addOverride("terraform.required_providers.aws.version", ">= ${least}")`,
    "leave the prop out",
  ];
  return [
    `${prop} takes version ${least} or later of the AWS provider, and the stack asks for ${asked}${why}; ` +
      `${remedies.join(", or ")} [LD2802]`,
  ];
}

/** What `required_providers` of a stack will say of the version of the AWS provider. */
function providerConstraint(stack: TerraformStack): unknown {
  // There is no other way to what `addOverride` collects.
  const overrides = (stack as unknown as { rawOverrides?: unknown }).rawOverrides;
  const overridden = ["terraform", "required_providers", "aws"].reduce<unknown>(memberOf, overrides);
  if (typeof overridden === "object" && overridden !== null && "version" in overridden) return overridden.version;
  // Where providers of several packages are in the stack, the version of the last one is written.
  const metadata = awsProvidersIn(stack).at(-1)?.terraformGeneratorMetadata;
  return metadata?.providerVersion || metadata?.providerVersionConstraint;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** In the order in which they are synthesized, those of stacks within the stack left out. */
function awsProvidersIn({ node }: IConstruct): TerraformProvider[] {
  return node.children.flatMap((child) => {
    if (TerraformStack.isStack(child)) return [];
    const found = awsProvidersIn(child);
    return isAwsProvider(child) ? [child, ...found] : found;
  });
}

function isAwsProvider(construct: IConstruct): construct is TerraformProvider {
  return TerraformProvider.isTerraformProvider(construct) && construct.terraformResourceType === "aws";
}
