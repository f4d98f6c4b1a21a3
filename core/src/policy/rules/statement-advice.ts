import { destinationArn as formatDestinationArn } from "../../arn.ts";
import { accountIdPattern } from "../../limits.ts";
import { coversAction } from "../decide.ts";
import type { PolicyContext, PolicyFinding, PolicyRule, StatementRule } from "../finding.ts";
import { coversResource, hasWildcardForService, reachesOverColons } from "../resources.ts";
import { holdsVariable } from "../variables.ts";

/** Statements that the service accepts and that do nothing: they apply to nobody, no action or no resource. */

export const effects: StatementRule = ({ at, effect }) => {
  if (effect === "Allow" || effect === "Deny") return [];
  const got = effect === "" ? "missing, or no text" : JSON.stringify(effect);
  const remedy = 'write "Allow" or "Deny"';
  return [nothing("effect", `${at}.Effect`, `is ${got}`, remedy)];
};

const subscribeActions = ["logs:PutSubscriptionFilter", "logs:PutAccountPolicy"];

export const actions: StatementRule = (statement) => {
  if (subscribeActions.some((action) => coversAction(statement, action))) return [];
  const { at, actions: list, actionsExcluded: excluded } = statement;
  const where = `${at}.${excluded ? "NotAction" : "Action"}`;
  const remedy = excluded ? "leave it out, and write Action" : "write logs:PutSubscriptionFilter";
  const what = excluded ? "and leaves out what senders need" : "which no sender needs";
  return [nothing("action", where, got(list, what), remedy)];
};

export const resources: StatementRule = (statement, context, version) => {
  const { at, resources: list, resourcesExcluded: excluded } = statement;
  const reached = (pattern: string, arn: string): boolean =>
    coversResource({ ...statement, resources: [pattern] }, arn, version) ||
    (!excluded && reachesOverColons(pattern, arn));
  const { destinationArn, destinationName } = context;
  const covers =
    destinationArn !== undefined && excluded
      ? coversResource(statement, destinationArn, version)
      : list.some((pattern) => {
          const arn = arnFor(pattern, context);
          return arn === undefined || reached(pattern, arn);
        });
  if (covers) return [];
  const where = `${at}.${excluded ? "NotResource" : "Resource"}`;
  const what = excluded ? "and leaves out this destination" : "which is not this destination";
  const remedy = `write ${excluded ? "Resource, with " : ""}${destinationArn ?? `arn:aws:logs:REGION:ACCOUNT:destination:${destinationName ?? "NAME"}`}`;
  return [nothing("resource", where, got(list, what), remedy)];
};

/** [F354] */
export const wildcards: StatementRule = (statement, context, version) => {
  const { at, resources: list, resourcesExcluded: excluded } = statement;
  const shown = (pattern: string): string => `holds ${JSON.stringify(pattern)}, where`;
  return list.flatMap((pattern): PolicyFinding[] => {
    const where = `${at}.${excluded ? "NotResource" : "Resource"}`;
    const finding = { rule: "wildcard", severity: "advice", where } as const;
    if (holdsVariable(pattern, version)) return [];
    if (hasWildcardForService(pattern)) {
      const message = `${shown(pattern)} the service is a wildcard, which IAM does not take, so whether it is this destination is not known`;
      return [{ ...finding, message, remedy: "write logs for the service" }];
    }
    const arn = arnFor(pattern, context);
    if (arn === undefined || !reachesOverColons(pattern, arn)) return [];
    const message = `${shown(pattern)} a wildcard would have to match a colon, which only a * does that ends a part of the ARN, so that it is not this destination`;
    return [{ ...finding, message, remedy: "write a wildcard in each part, as arn:aws:logs:*:*:destination:NAME" }];
  });
};

/** The ARN of the destination, or of one of its name in the partition, Region and account that the pattern has. */
function arnFor(pattern: string, { destinationArn, destinationName }: PolicyContext): string | undefined {
  if (destinationArn !== undefined || destinationName === undefined) return destinationArn;
  const [, partition = "*", , region = "*", account = "*"] = pattern.split(":");
  return formatDestinationArn({ partition, region, account, destinationName });
}

/** The finding about an element for which the whole statement does nothing. */
function nothing(rule: PolicyRule, where: string, message: string, remedy: string): PolicyFinding {
  return { rule, severity: "advice", where, message: `${message}, so the statement does nothing`, remedy };
}

/** The values of an element, and what is wrong with them; or that there are none. */
function got(values: readonly string[], wrong: string): string {
  return values.length === 0 ? "is missing or empty" : `is ${JSON.stringify(values)}, ${wrong}`;
}

// The unique ids of roles and users begin with AROA and AIDA [F60] and are taken as principals [F59].
const uniqueId = /^A(ROA|IDA)[A-Z0-9]{12,}$/;

export const unknownPrincipals: StatementRule = ({ at, principals: { aws = [] } }) =>
  aws
    .filter((name) => name !== "*" && !name.startsWith("arn:") && !accountIdPattern.test(name) && !uniqueId.test(name))
    .map((name) => ({
      rule: "unknown-principal",
      severity: "advice",
      where: `${at}.Principal`,
      message: `holds ${JSON.stringify(name)}, which is no account id and matches nobody`,
      remedy: "write an account id of 12 digits, as a string",
    }));
