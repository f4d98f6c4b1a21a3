import { partitionOf } from "../../core/src/partitions.ts";
import { matchesFilterPattern } from "../../core/src/patterns/index.ts";
import { rolePermits } from "../../core/src/policy/permissions.ts";
import { Pipelines } from "../src/private/pipeline.ts";
import { accountWithId, isSameAccount } from "../src/private/sign-in.ts";
import { refuseUnknownProvider } from "./found-destination.mts";
import { type JoinedResource, joinedResources, joinedStacks } from "./joined-stacks.mts";
import { type Judgement, letsSubscribe } from "./lets-subscribe.mts";
import { refuseBadQuestion } from "./questions.mts";
import type { Sender } from "./sender.mts";
import { type Subscription, subscriptionsOf } from "./subscriptions.mts";
import { hasToken, plainValueOf } from "./terraform-text.mts";
import { trusts, withRegion } from "./trust.mts";

/** A line in a log group of an account. */
export interface SentLine extends Pick<Sender, "account" | "organization" | "organizationPath"> {
  /** The name of the log group. */
  logGroupName: string;
  /** The text of the line. @default one that matches the filter pattern */
  message?: string;
  /** The Region of the log group. @default any */
  region?: string;
  /** The provider of the sending account as Terraform names it, `aws.workload`. @default any */
  provider?: string;
}

/**
 * Would this line arrive? Follows it from the subscription of its log group or account, over the sender's role and the access
 * policy of the destination, to the role that writes to the target. A judgement of a line that comes back says so.
 *
 * @param stacks those of the sender and of the owner of the destination: each a `TerraformStack`, or its synthesized JSON
 * @throws an error where the destination is in none of the stacks, or the answer hangs on what only Terraform can compute
 */
export function delivers(stacks: readonly unknown[], line: SentLine): Judgement {
  refuseBadQuestion("line", line);
  if (stacks.length === 0) throw new TypeError("no stack is given, so that nothing would be shown [LD2723]");
  const read = joinedStacks(stacks);
  refuseUnknownProvider(read, line.provider);
  const resources = joinedResources(read);
  const pipelines = new Pipelines(resources);
  const undecided: unknown[] = [];
  const judgements = resources.filter(isOf(line)).flatMap((resource) => {
    try {
      return subscriptionsOf(resource).map((subscription) => {
        const judgement = judge(subscription, line, resources, pipelines);
        if (judgement.sends && isPlaceOpen(resource, line)) throw openPlace(resource, line);
        return judgement;
      });
    } catch (error) {
      undecided.push(error);
      return [];
    }
  });
  const best = judgements.find(({ passes }) => passes);
  if (best) return best;
  // The line does not hang on it where another subscription sends it.
  if (undecided.length > 0) throw undecided[0];
  const sending = judgements.filter(({ sends }) => sends);
  const reasons = [...new Set((sending.length > 0 ? sending : judgements).map(({ reason }) => reason))];
  if (reasons.length > 0) return { passes: false, reason: reasons.join("; ") };
  return { passes: false, reason: "the stacks subscribe no log group of this account and Region [LD2912]" };
}

/** Is a resource in the account and Region of the line, and by its provider, where these are known? */
function isOf(line: SentLine) {
  return ({ provider, region, account }: JoinedResource): boolean =>
    provider === (line.provider ?? provider) &&
    (region === (line.region ?? region) || isRegionOpen(region)) &&
    isSameAccount(account, accountWithId(line.account)) !== false;
}

/** Is it the question whether the resource is in the Region of the line? */
function isPlaceOpen({ region }: JoinedResource, line: SentLine): boolean {
  return line.region !== undefined && isRegionOpen(region);
}

function isRegionOpen(region: string | undefined): boolean {
  return region === undefined || hasToken(region);
}

function openPlace({ addressInStack }: JoinedResource, { region }: SentLine): Error {
  return new Error(
    `only Terraform can compute whether ${addressInStack} is in ${region}; give its provider a Region, or leave region out [LD2721]`,
  );
}

interface Followed extends Judgement {
  /** The subscription sends the log group, whatever comes of it. */
  readonly sends: boolean;
}

function judge(
  subscription: Subscription,
  line: SentLine,
  resources: readonly JoinedResource[],
  pipelines: Pipelines,
): Followed {
  const { resource, targetArn, filterPattern, logGroupName, excludeLogGroups } = subscription;
  const { addressInStack: address, region, account } = resource;
  const not = (reason: string, sends = true): Followed => ({ passes: false, reason, sends });
  if (logGroupName !== undefined && pipelines.logGroupName(logGroupName) !== line.logGroupName) {
    return not(`${address} sends ${pipelines.logGroupName(logGroupName)} alone [LD2921]`, false);
  }
  if (excludeLogGroups?.some((name) => pipelines.logGroupName(name) === line.logGroupName)) {
    return not(`${address} leaves ${line.logGroupName} out [LD2922]`, false);
  }
  if (line.message !== undefined && !matchesFilterPattern(literal(filterPattern, resource), line.message)) {
    return not(`the filter pattern of ${address} does not match the line: ${filterPattern} [LD2914]`);
  }
  if (!isDestination(targetArn, pipelines)) {
    throw new Error(
      `${address} sends to ${targetArn}, a stream or function of its own account; only what is sent to a destination is followed [LD2924]`,
    );
  }
  const owned = ownerOf(targetArn, resources, pipelines, address);
  if (region !== undefined && owned.region !== undefined && region !== owned.region) {
    return not(`${address} is in ${region} and its destination in ${owned.region} [LD2913]`);
  }
  const sender: Sender = {
    account: line.account,
    ...(line.organization !== undefined && { organization: line.organization }),
    ...(line.organizationPath !== undefined && { organizationPath: line.organizationPath }),
    destination: owned.name,
    ...(owned.region !== undefined && { region: owned.region }),
    provider: owned.provider,
    role: subscription.roleArn !== undefined,
    accountLevel: excludeLogGroups !== undefined,
  };
  const admission = letsSubscribe(owned.stack, sender);
  if (!admission.passes) return not(admission.reason);
  const obstacle = obstacleOfRole(subscription, line, resources, pipelines);
  if (obstacle !== undefined) return not(obstacle);
  const loop = pipelines
    .logsBehind(targetArn)
    .find(
      (log) =>
        log.logGroupName === line.logGroupName &&
        log.region === region &&
        (log.account === account || log.account === accountWithId(line.account)),
    );
  const again = loop ? `, and makes another line there, without end: ${loop.writer} writes to it [LD2917]` : "";
  return { passes: true, reason: `${address} sends it, and ${admission.reason}${again}`, sends: true };
}

/** Anything but what is known to be a stream or a function. */
function isDestination(arn: string, pipelines: Pipelines): boolean {
  const type = pipelines.find(arn)?.type ?? "";
  return !/^arn:[\w-]+:(?:kinesis|firehose|lambda):/.test(arn) && !/^aws_(?:kinesis|lambda)_/.test(type);
}

interface Owned {
  readonly name: string;
  readonly region: string | undefined;
  readonly provider: string;
  readonly stack: JoinedResource["stack"];
}

/** The destination of that ARN, or its access policy, which can be in a stack without it. */
function ownerOf(arn: string, resources: readonly JoinedResource[], pipelines: Pipelines, from: string): Owned {
  const found = pipelines.find(arn) as JoinedResource | undefined;
  if (found?.type === "aws_cloudwatch_log_destination") {
    return { name: String(found.attributes.name), ...found };
  }
  const [, name] = /:destination:([^:]+)$/.exec(arn) ?? [];
  const policy = resources.find(
    ({ type, attributes }) =>
      type === "aws_cloudwatch_log_destination_policy" && name !== undefined && attributes.destination_name === name,
  );
  if (policy && name !== undefined) return { name, ...policy };
  throw new Error(`${from} sends to ${arn}, which is in none of the stacks; give that of its owner too [LD2910]`);
}

/** Why the role that the subscription names cannot serve, where it is in the stacks. */
function obstacleOfRole(
  { roleArn, resource: { stack, provider, region } }: Subscription,
  line: SentLine,
  resources: readonly JoinedResource[],
  pipelines: Pipelines,
): string | undefined {
  const role = roleArn === undefined ? undefined : (pipelines.find(roleArn) as JoinedResource | undefined);
  if (role?.type !== "aws_iam_role") return undefined;
  const place = { name: "", region, provider };
  const trust = trusts(stack, { address: role.addressInStack, attributes: role.attributes }, place, line);
  if (trust.answer === "no") {
    return `${role.addressInStack} does not trust the service to send: ${trust.reason} [LD2915]`;
  }
  const isOfRole = (value: unknown) => typeof value === "string" && pipelines.find(value) === role;
  // What a managed policy allows is not in the stacks.
  if (
    resources.some(({ type, attributes }) => /^aws_iam_role_policy_attachment/.test(type) && isOfRole(attributes.role))
  ) {
    return undefined;
  }
  const own = resources.filter(({ type, attributes }) => type === "aws_iam_role_policy" && isOfRole(attributes.role));
  const policies = own.map(({ addressInStack: name, attributes }) => {
    const located = withRegion(String(attributes.policy), region, role.stack, { ...place, provider: role.provider });
    const document = located
      .replaceAll(/\$\{data\.aws_caller_identity\.[\w-]+\.account_id\}/g, line.account)
      .replaceAll(/\$\{[^{}]+\}/g, (reference) => pipelines.logGroupName(reference));
    if (hasToken(document)) {
      throw new Error(`only Terraform can compute what ${name} allows: ${document}; test with literals [LD2919]`);
    }
    return { name, document: plainValueOf(document) };
  });
  const where = region ?? "*";
  const logGroup = `arn:${partitionOf(where).name}:logs:${where}:${line.account}:log-group:${line.logGroupName}:log-stream:any`;
  const session = { arn: `arn:aws:iam::${line.account}:role/any`, organization: line.organization };
  const verdict = rolePermits(
    { policies },
    { action: "logs:PutLogEvents", resource: logGroup, streamArn: logGroup, role: session },
  );
  if (verdict.answer === "yes") return undefined;
  return `${role.addressInStack} may not put log events of ${line.logGroupName} in ${where}: ${verdict.reason} [LD2916]`;
}

function literal(text: string, { addressInStack }: JoinedResource): string {
  if (!hasToken(text)) return plainValueOf(text);
  throw new Error(`only Terraform can compute the filter pattern of ${addressInStack}; leave message out [LD2920]`);
}
