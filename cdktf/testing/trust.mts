import { partitionOf } from "../../core/src/partitions.ts";
import { unknownText } from "../../core/src/policy/request-conditions.ts";
import { mayAssumeRole } from "../../core/src/policy/trust.ts";
import type { Verdict } from "../../core/src/policy/verdict.ts";
import type { FoundDestination } from "./found-destination.mts";
import type { Sender } from "./sender.mts";
import { type Resource, resourcesOf, type SynthesizedStack } from "./synthesized.mts";
import { hasToken, plainValueOf } from "./terraform-text.mts";

/**
 * May the service assume this role to deliver what the sender's filter sends?
 *
 * @throws an error where that hangs on what only Terraform can compute, or cannot be decided for another reason
 */
export function trusts(
  stack: SynthesizedStack,
  role: Resource,
  destination: FoundDestination,
  sender: Sender,
): Verdict {
  const region = destination.region === undefined || hasToken(destination.region) ? undefined : destination.region;
  const text = withRegion(String(role.attributes.assume_role_policy), region, stack, destination);
  const source = { ...sender, region };
  const policy = withoutTokens(text);
  const verdict = policy === undefined ? computed : mayAssumeRole(policy, source);
  if (verdict.answer !== "undecided") return verdict;
  const whether = `whether ${role.address} trusts the service to act for ${sender.account}: ${verdict.reason}`;
  throw new Error(
    hasToken(text) || region === undefined
      ? `only Terraform can compute ${whether}; write its trust policy as a document, such as the destination's trustPolicy [LD2706]`
      : `it cannot be decided ${whether} [LD2707]`,
  );
}

const computed: Verdict = { answer: "undecided", reason: "the document is not known yet" };

/**
 * The text with what the destination's provider looks up in it: its Region and partition. Where these are unknown, they
 * become a wildcard, as they are the same on both sides of the comparison.
 */
export function withRegion(
  text: string,
  region: string | undefined,
  stack: SynthesizedStack,
  { provider, policy, destination }: FoundDestination,
): string {
  const partition = region && partitionOf(region).name;
  const lookups: [type: string, attribute: string, value: string | undefined][] = [
    ["aws_region", "region", region],
    ["aws_partition", "partition", partition],
  ];
  const data = (stack.data ?? {}) as SynthesizedStack["resource"];
  const known = lookups.flatMap(([type, attribute, value]) =>
    resourcesOf({ resource: data }, type)
      .filter(({ attributes }) => (attributes.provider ?? "aws") === provider)
      .map(({ address }): [string, string] => [`\${data.${address}.${attribute}}`, value ?? "*"]),
  );
  const own = (policy ?? destination)?.attributes.region;
  if (typeof own === "string") known.push([own, region ?? "*"]);
  return known.reduce((filled, [token, value]) => filled.replaceAll(token, value), text);
}

/** The policy with its tokens marked as such; `undefined` where they are not within its strings. */
function withoutTokens(text: string): string | undefined {
  try {
    const policy: unknown = JSON.parse(text, (_, value) => (typeof value === "string" ? marked(value) : value));
    return JSON.stringify(policy);
  } catch {
    return hasToken(text) ? undefined : text;
  }
}

function marked(text: string): string {
  return hasToken(text) ? unknownText : plainValueOf(text);
}
