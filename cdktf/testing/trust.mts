import { partitionOf } from "../../core/src/partitions.ts";
import { conditionHolds, isKnownOperator, matchesPattern } from "../../core/src/policy/conditions.ts";
import { coversAction } from "../../core/src/policy/decide.ts";
import {
  isUnreadable,
  type PolicyCondition,
  type PolicyStatement,
  readAccessPolicy,
} from "../../core/src/policy/document.ts";
import type { FoundDestination } from "./found-destination.mts";
import type { Sender } from "./lets-subscribe.mts";
import { type Resource, resourcesOf, type SynthesizedStack } from "./synthesized.mts";

/**
 * May the service assume this role to deliver what the sender's filter sends?
 *
 * @returns `undefined` where only Terraform can compute what that hangs on
 */
export function trusts(
  stack: SynthesizedStack,
  role: Resource,
  destination: FoundDestination,
  sender: Sender,
): boolean | undefined {
  const place = placeOf(stack, destination);
  const text = place.told(String(role.attributes.assume_role_policy));
  const policy = readAccessPolicy(text);
  if (isUnreadable(policy)) return isUnknown(text) ? undefined : false;
  // Evaluated twice: what is unknown at synth once does not match and once does.
  const some = (effect: string, unknownApplies: boolean) =>
    policy.statements.some((each) => each.effect === effect && applies(each, { place, sender, unknownApplies }));
  const surely = some("Allow", false) && !some("Deny", true);
  const perhaps = some("Allow", true) && !some("Deny", false);
  return surely === perhaps ? surely : undefined;
}

interface Place {
  readonly region: string;
  readonly partition: string;
  readonly regionKnown: boolean;
  /** The text with what the destination's provider tells in it. */
  readonly told: (text: string) => string;
}

function placeOf(stack: SynthesizedStack, { region, provider, policy, destination }: FoundDestination): Place {
  const regionKnown = region !== undefined && !isUnknown(region);
  const place = regionKnown
    ? { region, partition: partitionOf(region).name }
    : { region: "the-destinations-region", partition: "the-destinations-partition" };
  const lookups: [type: string, attribute: string, value: string][] = [
    ["aws_region", "region", place.region],
    ["aws_partition", "partition", place.partition],
  ];
  const data = (stack.data ?? {}) as SynthesizedStack["resource"];
  const known = new Map<string, string>();
  for (const [type, attribute, value] of lookups) {
    for (const { address, attributes } of resourcesOf({ resource: data }, type)) {
      if ((attributes.provider ?? "aws") === provider) known.set(`\${data.${address}.${attribute}}`, value);
    }
  }
  const own = (policy ?? destination)?.attributes.region;
  if (typeof own === "string") known.set(own, place.region);
  const told = (text: string) => [...known].reduce((filled, [token, value]) => filled.replaceAll(token, value), text);
  return { ...place, regionKnown, told };
}

interface Question {
  readonly place: Place;
  readonly sender: Sender;
  readonly unknownApplies: boolean;
}

function applies(statement: PolicyStatement, question: Question): boolean {
  const { place, unknownApplies } = question;
  const names = ["logs.amazonaws.com", `logs.${place.region}.${partitionOf(place.region).dnsSuffix}`];
  const named = statement.principals.services.some((name) =>
    isUnknown(name) || (!place.regionKnown && /^logs\..+\.amazonaws\./.test(name))
      ? unknownApplies
      : names.includes(name),
  );
  const actionUnknown = statement.actions.some(isUnknown);
  return (
    (statement.principals.everyone || named) &&
    (actionUnknown ? unknownApplies : coversAction(statement, "sts:AssumeRole")) &&
    statement.conditions.every((condition) => holds(condition, question))
  );
}

function holds({ operator: written, key, values }: PolicyCondition, question: Question): boolean {
  const { place, sender, unknownApplies } = question;
  const arn = `arn:${place.partition}:logs:${place.region}:${sender.account}:*`;
  const present = new Map<string, string | undefined>([
    ["aws:sourcearn", arn],
    ["aws:sourceaccount", sender.account],
    ["aws:sourceorgid", sender.organization],
    ["aws:sourceorgpaths", sender.organizationPath],
  ]);
  // ArnEquals and ArnLike are the same to IAM, and both take wildcards. [F122]
  const operator = written.replace(/\bArn(Not)?(?:Equals|Like)/, "String$1Like");
  if (!present.has(key.toLowerCase()) || !isKnownOperator(operator)) return unknownApplies;
  const own = [present.get(key.toLowerCase()) ?? []].flat();
  // Where the destination's Region is unknown, it may or may not be the one that is written out here.
  const known = values.filter(
    (value) => !isUnknown(value) && (place.regionKnown || !/^arn:/.test(value) || matchesPattern(value, arn)),
  );
  const without = conditionHolds({ operator, key, values: known }, own);
  const matching =
    known.length === values.length ? without : conditionHolds({ operator, key, values: [...known, ...own] }, own);
  return unknownApplies ? without || matching : without && matching;
}

function isUnknown(text: string): boolean {
  return text.includes("${");
}
