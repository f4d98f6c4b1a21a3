import { destinationArn as formatDestinationArn } from "../../arn.ts";
import { accountIdPattern } from "../../limits.ts";
import { coversAction, coversResource } from "../decide.ts";
import type { PolicyStatement } from "../document.ts";
import type { StatementRule } from "../finding.ts";

/** Statements that the service accepts and that do nothing: they apply to nobody, no action or no resource. */

export const effects: StatementRule = ({ at, effect }) =>
  effect === "Allow" || effect === "Deny"
    ? []
    : [
        {
          rule: "effect",
          severity: "advice",
          where: `${at}.Effect`,
          message: `is ${JSON.stringify(effect)}, so the statement does nothing`,
          remedy: 'write "Allow" or "Deny"',
        },
      ];

const subscribeActions = ["logs:PutSubscriptionFilter", "logs:PutAccountPolicy"];

export const actions: StatementRule = (statement) =>
  subscribeActions.some((action) => coversAction(statement, action))
    ? []
    : [
        {
          rule: "action",
          severity: "advice",
          where: `${statement.at}.Action`,
          message: `is ${JSON.stringify(statement.actions)}, which no sender needs, so the statement does nothing`,
          remedy: "write logs:PutSubscriptionFilter",
        },
      ];

export const resources: StatementRule = (statement, { destinationArn, destinationName }) => {
  const covers =
    destinationArn !== undefined
      ? coversResource(statement, destinationArn)
      : destinationName === undefined || coversDestinationNamed(statement, destinationName);
  if (covers) return [];
  return [
    {
      rule: "resource",
      severity: "advice",
      where: `${statement.at}.Resource`,
      message: `is ${JSON.stringify(statement.resources)}, which is not this destination, so the statement does nothing`,
      remedy: `write ${destinationArn ?? `arn:aws:logs:REGION:ACCOUNT:destination:${destinationName}`}`,
    },
  ];
};

/** Could the statement cover a destination of this name, in the partition, Region and account that it names? */
function coversDestinationNamed(statement: PolicyStatement, destinationName: string): boolean {
  return statement.resources.some((pattern) => {
    const [, partition = "*", , region = "*", account = "*"] = pattern.split(":");
    return coversResource(statement, formatDestinationArn({ partition, region, account, destinationName }));
  });
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
