import { Fn, Token } from "cdktf";
import type { LogSubscriptionTarget } from "../log-subscription-target";
import { maxInlineRolePolicyLength, sourceArn } from "./core";
import { refuseRoleOfFunction } from "./direct-target";
import { encodedList, unquoted } from "./encoded-list";
import { isLiteral } from "./literal";
import type { Location } from "./location";
import { operand } from "./operand";
import { policyDocument } from "./policy-document";
import { refuseBadLogGroupPattern } from "./rules";
import { assumeRoleStatement, type ServiceRoleParts } from "./service-role";

/** What a role sends, and to which stream in place of a destination. */
interface Sending {
  readonly target?: LogSubscriptionTarget;
  readonly logGroupNames?: string[];
}

type Documents = Pick<ServiceRoleParts, "description" | "trustPolicy" | "policyName" | "permissionsPolicy">;

/**
 * The documents of a role that filters name.
 *
 * @throws an error for props that exclude each other, and for names of log groups as `sendingPolicy` does
 */
export function senderDocuments({ target, logGroupNames }: Sending, locations: readonly Location[]): Documents {
  if (target === undefined) {
    return {
      description: "CloudWatch Logs sends log events to a log destination with this role",
      // As documented, without a condition: whether the service tells its source for this role is not known. [F118, F279]
      trustPolicy: trustPolicy(),
      policyName: "send-log-events",
      permissionsPolicy: sendingPolicy(logGroupNames, locations),
    };
  }
  if (target.permissionsPolicy === undefined) refuseRoleOfFunction("target");
  if (logGroupNames !== undefined) {
    throw new Error(
      "logGroupNames and target are given, and writing to a stream is not by log group; leave logGroupNames out [LD2526]",
    );
  }
  return {
    description: "CloudWatch Logs writes log events to a stream with this role",
    trustPolicy: trustPolicy({ StringLike: { "aws:SourceArn": locations.map(sourceArn) } }), // [F384]
    policyName: "write-to-target",
    permissionsPolicy: target.permissionsPolicy,
  };
}

function trustPolicy(condition?: object): string {
  return policyDocument(assumeRoleStatement(condition));
}

/**
 * The permissions policy of a role that sends to destinations: to put log events of these log groups in these places, of every
 * log group where none are named.
 *
 * @throws an error for what names no log group, an empty list, and more names than IAM has room for
 */
function sendingPolicy(logGroupNames: string[] | undefined, locations: readonly Location[]): string {
  if (logGroupNames !== undefined && Token.isUnresolved(logGroupNames)) {
    const names = Fn.flatten([operand(logGroupNames)]);
    const arns = encodedList(
      [],
      locations.map(({ partition, region, account }) =>
        Fn.formatlist("arn:%s:logs:%s:%s:log-group:%s:*", [partition, region, account, names]),
      ),
    );
    return unquoted(document(arns), [arns]);
  }
  if (logGroupNames?.length === 0) {
    throw new Error(
      "logGroupNames is empty; name the log groups, or leave it out for every one of the account [LD2506]",
    );
  }
  for (const name of logGroupNames ?? []) refuseBadLogGroupPattern(name);
  const names = logGroupNames ?? ["*"];
  refuseTooLong(names, locations);
  return document(arnsOf(names, locations));
}

/** Refuses names for which the policy is over what IAM takes, however short the tokens come out. */
function refuseTooLong(names: readonly string[], locations: readonly Location[]): void {
  const shortest = ({ region }: Location): Location => ({
    partition: "aws",
    region: isLiteral(region) ? region : "us-east-1",
    account: "123456789012",
  });
  const { length } = document(
    arnsOf(
      names.map((name) => (isLiteral(name) ? name : "n")),
      locations.map(shortest),
    ),
  );
  if (length <= maxInlineRolePolicyLength) return;
  const where = locations.length === 1 ? "" : ` in ${locations.length} Regions`;
  throw new Error(
    `${names.length} log groups${where} make a policy of ${length} characters, and IAM takes ${maxInlineRolePolicyLength} in the ` +
      'inline policies of a role; use a wildcard in the logGroupNames of a LogSubscriptionRole, such as "/aws/lambda/*" [LD2520]',
  );
}

function arnsOf(names: readonly string[], locations: readonly Location[]): string[] {
  return locations.flatMap(({ partition, region, account }) =>
    names.map((name) => `arn:${partition}:logs:${region}:${account}:log-group:${name}:*`),
  );
}

function document(resource: string | string[]): string {
  return policyDocument({ Effect: "Allow", Action: "logs:PutLogEvents", Resource: resource });
}
