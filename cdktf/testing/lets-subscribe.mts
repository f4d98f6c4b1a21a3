import { mayPutAccountPolicy, mayPutSubscriptionFilter, type Subscriber } from "../../core/src/policy/decide.ts";
import { type AccessPolicy, isUnreadable, parseAccessPolicy } from "../../core/src/policy/document.ts";
import { findDestination } from "./found-destination.mts";
import { refuseBadQuestion } from "./questions.mts";
import type { Sender } from "./sender.mts";
import { type Resource, resourcesOf, type SynthesizedStack, synthesized } from "./synthesized.mts";
import { trusts } from "./trust.mts";

/** Whether a sender gets through, and what decided it. */
export interface Judgement {
  passes: boolean;
  reason: string;
}

/**
 * Would the log events of this sender arrive? Evaluates the access policy as the service does when the filter is put,
 * and, where the role is made in the stack too, whether it trusts the service to act for the sender afterwards.
 *
 * @param stack a `TerraformStack`, or its synthesized JSON
 * @throws an error where the stack has no such destination, or the answer hangs on what only Terraform can compute, on
 * a condition whose operator is not one over strings, or on a variable of IAM
 */
export function letsSubscribe(stack: unknown, sender: Sender): Judgement {
  refuseBadQuestion("sender", sender);
  const read = synthesized(stack);
  const found = findDestination(read, sender);
  const { destination, policy: resource, name } = found;
  if (!resource)
    return { passes: false, reason: `${name} has no access policy, so that nobody may subscribe [LD2711]` };
  const text = String(resource.attributes.access_policy);
  const policy = readable(text, resource);
  const ownArn = destination && `\${${destination.address}.arn}`;

  const decide = (subscriber: Subscriber) =>
    (sender.accountLevel ? mayPutAccountPolicy : mayPutSubscriptionFilter)({
      policy: asSent(text),
      destinationArn: asSent(ownArn && text.includes(ownArn) ? ownArn : arnIn(policy, name)),
      // The owner may subscribe whatever the policy says, which would prove nothing.
      owner: "",
      subscriber,
    });
  const subscriber = inItsOrganization(sender);
  const decision = decide(subscriber);
  const other = pathsWithin(policy, subscriber).find(
    (organizationPath) => decide({ ...subscriber, organizationPath }).allowed !== decision.allowed,
  );
  if (other !== undefined) {
    throw new Error(
      `whether ${sender.account} gets through hangs on its place in ${subscriber.organization}, such as ${other}; give organizationPath [LD2720]`,
    );
  }
  if (!decision.allowed) {
    // An answer either way would let a test pass that has shown nothing.
    if (decision.reason === "undecided") {
      throw new Error(
        `whether ${sender.account} gets through hangs on ${decision.statement}, which cannot be evaluated: ${text}; use operators over strings, and no variables of IAM [LD2703]`,
      );
    }
    if (decision.reason !== "explicit-deny" && namesTokens(policy)) {
      throw new Error(
        `only Terraform can compute whom the access policy of ${resource.address} names: ${text} [LD2704]`,
      );
    }
    const why = decision.reason === "explicit-deny" ? `${decision.statement} denies it` : "no statement allows it";
    return { passes: false, reason: `${why}: ${text} [LD2712]` };
  }
  if (decision.roleRequired && sender.role === false) {
    return {
      passes: false,
      reason: `${decision.statement} lets it in by its organization, which takes a role [LD2713]`,
    };
  }
  const role = destination && roleOf(read, destination);
  const trust = role && trusts(read, role, found, sender);
  return trust?.answer === "no"
    ? {
        passes: false,
        reason: `${decision.statement} lets it subscribe, but ${role?.address} does not trust the service to act for it, so that nothing would arrive: ${trust.reason} [LD2714]`,
      }
    : { passes: true, reason: `${decision.statement} allows it` };
}

/** An account that has a place in an organization is in that organization. */
function inItsOrganization({ account, organization, organizationPath }: Sender): Subscriber {
  const id = organization ?? organizationPath?.split("/")[0];
  return {
    account,
    ...(id !== undefined && { organization: id }),
    ...(organizationPath !== undefined && { organizationPath }),
  };
}

/** A path for each that the policy compares, in place of one that the question leaves out. */
function pathsWithin({ statements }: AccessPolicy, { organization, organizationPath }: Subscriber): string[] {
  if (organization === undefined || organizationPath !== undefined) return [];
  return statements
    .flatMap(({ conditions }) => conditions.filter(({ key }) => key.toLowerCase() === "aws:principalorgpaths"))
    .flatMap(({ values }) => values)
    .filter((value) => value.startsWith(`${organization}/`))
    .map((value) => value.replaceAll("*", ""));
}

function readable(text: string, { address }: Resource): AccessPolicy {
  const policy = parseAccessPolicy(text);
  if (!isUnreadable(policy)) return policy;
  throw new Error(
    `only Terraform can compute the access policy of ${address}: ${policy.where} ${policy.message} [LD2705]`,
  );
}

/** The text with Terraform's expressions as texts that are no variables of IAM, which have two dollar signs here. */
function asSent(text: string): string {
  return text.replace(/\$(\$?)\{/g, (_, escaped: string) => (escaped === "" ? "#{" : "${"));
}

function namesTokens({ statements }: AccessPolicy): boolean {
  return statements.some(({ principals, conditions }) =>
    [...(principals.aws ?? []), ...conditions.flatMap(({ values }) => values)].some((text) => /(?<!\$)\$\{/.test(text)),
  );
}

/** The ARN by which the policy names a destination that is made elsewhere. */
function arnIn({ statements }: AccessPolicy, name: string): string {
  const resources = statements.flatMap((statement) => statement.resources);
  return resources.find((resource) => resource.endsWith(`:destination:${name}`)) ?? `:destination:${name}`;
}

function roleOf(stack: SynthesizedStack, { attributes }: Resource): Resource | undefined {
  return resourcesOf(stack, "aws_iam_role").find(({ address }) => attributes.role_arn === `\${${address}.arn}`);
}
