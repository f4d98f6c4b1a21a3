import { LogDestination, LogDestinationPolicy, LogDestinationTarget, LogSubscriber } from "@log-destinations/cdktf";
import { maxAccessPolicyBytes, policyRefusalTexts } from "@log-destinations/core/service";
import { sender, stream } from "../local/wire.ts";
import { destinationArn, goodRequest } from "./good-requests.ts";
import type { Mistake, Refusal } from "./refusal.ts";

const allow = {
  Effect: "Allow",
  Principal: { AWS: sender },
  Action: "logs:PutSubscriptionFilter",
  Resource: destinationArn,
};
const document = (...statements: unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const withMembers = (members: object) => document({ ...allow, ...members });
const principal = (Principal: unknown) => withMembers({ Principal });

/** Half as many characters as bytes. */
const tooLarge = withMembers({ Sid: "é".repeat(maxAccessPolicyBytes / 2) });
const manyAccounts = LogSubscriber.accounts(Array.from({ length: 400 }, (_, n) => String(100_000_000_000 + n)));
const target = LogDestinationTarget.kinesisStream(stream);

const subscriber = (
  factory: "account" | "accounts" | "organization" | "organizations" | "organizationPath" | "organizationPaths",
  id: string,
  says = /expected/,
): Mistake => ({
  prop: `LogSubscriber.${factory}`,
  make: () => (factory.endsWith("s") ? LogSubscriber[factory]([id] as never) : LogSubscriber[factory](id as never)),
  says,
});

const { grammar } = policyRefusalTexts;

/** Access policies that the service refuses. */
const policies: readonly [how: string, accessPolicy: string, answer: string, elsewhere?: readonly Mistake[]][] = [
  [
    "that has fewer characters than are allowed, and more bytes",
    tooLarge,
    policyRefusalTexts.size(maxAccessPolicyBytes).slice(-60),
    [
      {
        prop: "LogDestination.subscribers",
        make: (stack) =>
          new LogDestination(stack, "It", { destinationName: "central", target, subscribers: [manyAccounts] }),
        says: /the service takes 5120/,
      },
      {
        prop: "LogDestination.grantSubscribe",
        make: (stack) =>
          new LogDestination(stack, "It", { destinationName: "central", target }).grantSubscribe(manyAccounts),
        says: /the service takes 5120/,
      },
      {
        prop: "LogDestinationPolicy.subscribers",
        make: (stack) => {
          const destination = LogDestination.fromDestinationArn(stack, "Central", destinationArn);
          new LogDestinationPolicy(stack, "It", { destination, subscribers: [manyAccounts] });
        },
        says: /the service takes 5120/,
      },
    ],
  ],
  ["that is no JSON", "logs:PutSubscriptionFilter", grammar],
  ["that is a list", JSON.stringify([allow]), grammar],
  ["without a statement", JSON.stringify({ Version: "2012-10-17" }), grammar],
  ["with an empty list of statements", document(), grammar],
  ["with a statement that is a text", document("Allow"), grammar],
  ["with both Principal and NotPrincipal", withMembers({ NotPrincipal: { AWS: sender } }), grammar],
  ["with both Action and NotAction", withMembers({ NotAction: "logs:*" }), grammar],
  ["with both Resource and NotResource", withMembers({ NotResource: "*" }), grammar],
  ["with an Action that is a number", withMembers({ Action: 1 }), grammar],
  ["with a Resource that is an object", withMembers({ Resource: {} }), grammar],
  ["with a Principal that is an account id alone", principal(sender), grammar],
  ["with an account id that is a number", principal({ AWS: Number(sender) }), grammar],
  ["with a Condition that is a text", withMembers({ Condition: "StringEquals" }), grammar],
  ["with an operator without keys", withMembers({ Condition: { StringEquals: "o-a1b2c3d4e5" } }), grammar],
  ["with a key whose value is an object", withMembers({ Condition: { Null: { "aws:PrincipalOrgID": {} } } }), grammar],
  [
    "with another condition key",
    withMembers({ Condition: { StringEquals: { "aws:SourceAccount": sender } } }),
    policyRefusalTexts.conditionKey,
  ],
  [
    "with a condition key in another case",
    withMembers({ Condition: { StringEquals: { "aws:principalorgid": "o-a1b2c3d4e5" } } }),
    policyRefusalTexts.conditionKey,
  ],
  ["with a NotPrincipal", document({ ...allow, Principal: undefined, NotPrincipal: { AWS: sender } }), grammar],
  ["without a Principal", document({ ...allow, Principal: undefined }), grammar],
  ["that names a service alone", principal({ Service: "logs.amazonaws.com" }), grammar],
  ["that names nobody", principal({ AWS: [] }), grammar],
  ["for everybody without a condition", principal("*"), grammar],
  [
    "for every AWS account without a condition",
    principal({ AWS: [sender, "*"] }),
    policyRefusalTexts.principalEveryone,
    [subscriber("account", "*", /lets nobody in by \*/), subscriber("accounts", "*", /lets nobody in by \*/)],
  ],
  ...[`arn:aws:iam::${sender}:root`, `arn:aws:iam::${sender}:role/sender`, "arn:aws:iam:::root"].map(
    (arn): (typeof policies)[number] => [
      `that names ${arn}`,
      principal({ AWS: [sender, arn] }),
      policyRefusalTexts.principalArn(arn),
      [subscriber("account", arn), subscriber("accounts", arn)],
    ],
  ),
];

export const refusedPolicies: readonly Refusal[] = policies.map(([how, accessPolicy, answer, elsewhere = []]) => ({
  name: `PutDestinationPolicy accessPolicy ${how}`,
  operation: "PutDestinationPolicy",
  request: { ...goodRequest("PutDestinationPolicy"), accessPolicy },
  member: "accessPolicy",
  kind: "rule",
  answer,
  elsewhere,
}));
