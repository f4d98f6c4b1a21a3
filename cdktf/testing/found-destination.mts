import { type Attributes, type Resource, resourcesOf, type SynthesizedStack } from "./synthesized.mts";

/** Which destination is meant, where a stack has several. */
export interface DestinationChoice {
  /** The name of the destination. @default the only one, or the only one whose policy is in the stack */
  destination?: string;
  /** The Region of the destination, its own or its provider's, where several have the same name. @default the only one */
  region?: string;
  /**
   * The provider of the destination as Terraform names it, `aws.central`, or `aws` for the default one, where several
   * have the same name and Region. @default the only one
   */
  provider?: string;
}

/** A destination, its policy, or both: what the stack has of them. */
export interface FoundDestination {
  readonly name: string;
  /** `undefined` where neither it nor its provider names one. */
  readonly region: string | undefined;
  readonly provider: string;
  readonly policy?: Resource;
  readonly destination?: Resource;
}

/** @throws an error where it is none or several */
export function findDestination(stack: SynthesizedStack, choice: DestinationChoice): FoundDestination {
  const all = destinationsOf(stack);
  const meant = all.filter(
    ({ name, region, provider }) =>
      name === (choice.destination ?? name) &&
      region === (choice.region ?? region) &&
      provider === (choice.provider ?? provider),
  );
  const open = meant.filter(({ policy }) => policy);
  const [found, ...others] = open.length > 0 ? open : meant;
  if (found && others.length === 0) return found;
  const has = `the stack has those of ${all.map(described).join(", ") || "no destination"}`;
  const wanted = [choice.destination ?? "any destination", choice.region && `in ${choice.region}`, choice.provider];
  throw new Error(
    found
      ? `several access policies can be meant: ${has}; say which one by destination, region and provider [LD2701]`
      : `there is no access policy of ${wanted.filter(Boolean).join(" ")}; ${has} [LD2702]`,
  );
}

function described({ name, region, provider }: FoundDestination): string {
  return [name, region && `in ${region}`, provider !== "aws" && `by ${provider}`].filter(Boolean).join(" ");
}

function destinationsOf(stack: SynthesizedStack): FoundDestination[] {
  const placed = (type: string, nameOf: (attributes: Attributes) => unknown) =>
    resourcesOf(stack, type).map((resource) => {
      const provider = String(resource.attributes.provider ?? "aws");
      const region = (resource.attributes.region as string | undefined) ?? regionOf(stack, provider);
      return { resource, name: String(nameOf(resource.attributes)), provider, region };
    });
  const made = placed("aws_cloudwatch_log_destination", ({ name }) => name);
  const policies = placed("aws_cloudwatch_log_destination_policy", ({ destination_name }) => destination_name);
  const isOf = (policy: (typeof policies)[number]) => (destination: (typeof made)[number]) =>
    destination.name === policy.name &&
    destination.provider === policy.provider &&
    destination.region === policy.region;
  return [
    ...policies.map((policy) => {
      const destination = made.find(isOf(policy))?.resource;
      return { ...policy, policy: policy.resource, ...(destination && { destination }) };
    }),
    ...made
      .filter((destination) => !policies.some((policy) => isOf(policy)(destination)))
      .map((destination) => ({ ...destination, destination: destination.resource })),
  ];
}

/** The Region of a provider, by the name that resources have for it, where that is a literal. */
export function regionOf(stack: SynthesizedStack, provider: string): string | undefined {
  const region = providerNamed(stack, provider)?.region;
  return typeof region === "string" && !region.includes("${") ? region : undefined;
}

/** @throws TypeError where no stack has a provider of that alias, under which nothing would ever be found */
export function refuseUnknownProvider(stacks: readonly SynthesizedStack[], provider: unknown): void {
  if (typeof provider !== "string" || provider === "aws" || stacks.some((stack) => providerNamed(stack, provider)))
    return;
  const aliases = stacks
    .flatMap((stack) => [((stack.provider ?? {}) as { aws?: Attributes | Attributes[] }).aws ?? []].flat())
    .map(({ alias }) => (alias === undefined ? "aws" : `aws.${alias}`));
  throw new TypeError(
    `provider is ${JSON.stringify(provider)}; the stacks have ${[...new Set(aliases)].join(", ") || "none"} [LD2717]`,
  );
}

/** The configuration of a provider of AWS, by the name that resources have for it. */
export function providerNamed(stack: SynthesizedStack, provider: string): Attributes | undefined {
  const { aws = [] } = (stack.provider ?? {}) as { aws?: Attributes | Attributes[] };
  const alias = provider === "aws" ? undefined : provider.replace(/^aws\./, "");
  return [aws].flat().find((each) => each.alias === alias);
}
