import { type SubscriptionPolicy, subscriptionPolicyDocument } from "@log-destinations/core";
import { owner, region, role, stream } from "../local/wire.ts";
import { regionProps } from "./constructs.ts";
import { destinationArn, goodRequest } from "./good-requests.ts";
import type { Refusal } from "./refusal.ts";

const noDelivery = "Could not deliver test message to specified destination.";
const vendorLogs = "Invalid destination. Vendor logs not supported.";
const cannotAssume = "Make sure you have given CloudWatch Logs permission to assume the provided role.";
const crossAccount = "Cross-account role passing is not allowed.";
const invalidArn = "Invalid resourceArn";

const streamOf = (service: string, resource: string, account = owner, where = region) =>
  `arn:aws:${service}:${where}:${account}:${resource}`;
const roleOf = (resource: string, account = owner) => `arn:aws:iam::${account}:${resource}`;

/** Texts that are no ARN of a role. */
const noRoles = [
  "to-central",
  roleOf("to-central"),
  roleOf("role/"),
  roleOf("user/somebody"),
  `arn:aws:sts::${owner}:assumed-role/to-central/session`,
];

const rolesOfOtherAccounts = ["999900001111", "11112222333", ""].map((account) => roleOf("role/to-central", account));

/** The forms of ARNs that are no stream. */
const noStreams = [
  "central",
  streamOf("kinesis", "central"),
  streamOf("kinesis", "stream/"),
  streamOf("kinesis", "stream/central/consumer/reader:1"),
  streamOf("kinesis", "stream/cent ral"),
  streamOf("kinesis", `stream/${"a".repeat(129)}`),
  streamOf("kinesis", "stream/central", "11112222333"),
  streamOf("kinesis", "stream/central", ""),
  streamOf("kinesis", "stream/central", owner, ""),
  streamOf("kinesis", "deliverystream/central"),
  streamOf("firehose", "stream/central"),
];
const otherVendors = ["s3", "sqs"].map((service) => streamOf(service, "logs"));
const lambdaFunction = streamOf("lambda", "function:reader");
const logGroup = streamOf("logs", "log-group:app");

type Row = [operation: string, member: string, values: readonly string[], answer: string, kind?: Refusal["kind"]];

/** One member that has the right length and characters, and is wrong by another rule. */
const members: readonly Row[] = [
  ["PutDestination", "targetArn", [...noStreams, ...otherVendors, lambdaFunction], noDelivery],
  ["PutDestination", "targetArn", [logGroup, destinationArn], vendorLogs],
  ["PutDestination", "roleArn", noRoles, noDelivery],
  ["PutDestination", "roleArn", rolesOfOtherAccounts, crossAccount],
  ["PutSubscriptionFilter", "destinationArn", [...noStreams, logGroup], "Invalid destinationArn"],
  ["PutSubscriptionFilter", "destinationArn", otherVendors, "cannot work with destinationArn for vendor"],
  ["PutSubscriptionFilter", "destinationArn", [lambdaFunction], "destinationArn for vendor lambda cannot be used with"],
  [
    "PutSubscriptionFilter",
    "fieldSelectionCriteria",
    ["@aws.region = eu-west-1", '@aws.region = "a" "b"', '@source.log = "a"', "@aws.account IN []"],
    "The provided fieldSelectionCriteria string is invalid.",
  ],
  [
    "PutSubscriptionFilter",
    "destinationArn",
    [destinationArn.replace(region, "us-east-1")],
    "The specified destination does not exist.",
  ],
  ["PutSubscriptionFilter", "roleArn", noRoles, cannotAssume],
  ["PutSubscriptionFilter", "roleArn", rolesOfOtherAccounts, crossAccount],
  ...["ListTagsForResource", "TagResource", "UntagResource"].map(
    (operation): Row => [operation, "resourceArn", ["central", stream, role], invalidArn],
  ),
];

const event = (timestamp: number, message = "a line") => ({ timestamp, message });
const now = Date.now();
const hour = 3_600_000;

function rule(operation: string, member: string, how: string, request: object, answer: string): Refusal {
  return {
    name: `${operation} ${member} ${how}`,
    operation,
    request: { ...goodRequest(operation), ...request },
    member,
    kind: "rule",
    answer,
  };
}

const goodPolicy = { DestinationArn: destinationArn, FilterPattern: "ERROR", RoleArn: role };
const document = (members: Partial<Record<keyof SubscriptionPolicy, unknown>> & object) =>
  subscriptionPolicyDocument({ ...goodPolicy, ...members } as SubscriptionPolicy);
const malformed = "Malformed Subscription filter policy";
const invalidCriteria = "The provided SelectionCriteria string is invalid.";

/** Documents of account policies that the service refuses, and its answer. */
const documents: readonly [how: string, policyDocument: string, answer: string][] = [
  ["that is no JSON", "DestinationArn", malformed],
  ["that is no object", "[]", malformed],
  [
    "without a DestinationArn",
    document({ DestinationArn: undefined }),
    "MissingDestinationArnfield in policy document",
  ],
  ["without a FilterPattern", document({ FilterPattern: undefined }), "MissingFilterPatternfield in policy document"],
  [
    "in camelCase",
    JSON.stringify({ destinationArn, filterPattern: "" }),
    "MissingDestinationArnfield in policy document",
  ],
  ["with a member of filters", JSON.stringify({ ...goodPolicy, emitSystemFields: "@aws.account" }), malformed],
  ["with a pattern that is no text", document({ FilterPattern: 7 }), malformed],
  ["with another distribution", document({ Distribution: "Even" }), malformed],
  ["with a pattern of 1025 characters", document({ FilterPattern: "a".repeat(1025) }), "less than or equal to 1024"],
  ["with a pattern that cannot be read", document({ FilterPattern: "{ $.level }" }), "Invalid filter pattern"],
  ["with a destination of another form", document({ DestinationArn: "central" }), "Invalid destinationArn"],
  ["with an empty destination", document({ DestinationArn: "" }), "greater than or equal to 1"],
  [
    "with a destination in another Region",
    document({ DestinationArn: destinationArn.replace(region, "us-east-1") }),
    "The specified destination does not exist.",
  ],
  [
    "with a stream and no role",
    document({ DestinationArn: stream, RoleArn: undefined }),
    "destinationArn for vendor kinesis cannot be used without roleArn",
  ],
  ["with a role of another form", document({ RoleArn: "to-central" }), cannotAssume],
];

/** Selection criteria that the service refuses. */
const criteria: readonly string[] = [
  "",
  'LogGroupNamePrefix "/aws/lambda"',
  'LogGroupName IN ["a"]',
  "LogGroupName NOT IN ['a', 'b']",
  "LogGroupName NOT IN [ /aws/x development ]",
  'LogGroupName NOT IN ["a",]',
  'LogGroupName NOT IN ["a"] AND LogGroupName NOT IN ["b"]',
  'LogGroupName NOT IN ["/aws/lambda/*"]',
  "LogGroupName NOT IN [7]",
];

const accountPolicies: readonly Refusal[] = [
  ...documents.map(([how, policyDocument, answer]) =>
    rule("PutAccountPolicy", "policyDocument", how, { policyDocument }, answer),
  ),
  ...criteria.map((selectionCriteria) =>
    rule("PutAccountPolicy", "selectionCriteria", `"${selectionCriteria}"`, { selectionCriteria }, invalidCriteria),
  ),
  ...["PutAccountPolicy", "DeleteAccountPolicy"].map((operation) =>
    rule(operation, "dryRun", "of a subscription", { dryRun: true }, "DryRun is not yet supported"),
  ),
  rule(
    "PutSubscriptionFilter",
    "emitSystemFields",
    "with a name that is none",
    { emitSystemFields: ["@aws.account", "@aws.partition"] },
    'The system field "@aws.partition" is invalid.',
  ),
  ...["PutAccountPolicy", "DescribeAccountPolicies", "DeleteAccountPolicy"].map((operation) =>
    rule(operation, "policyType", "of another kind", { policyType: "RETENTION_POLICY" }, "is not modelled"),
  ),
];

/** What a value of its own does not show. */
const combinations: readonly Refusal[] = [
  ...[
    ["kinesis", stream],
    ["firehose", streamOf("firehose", "deliverystream/central")],
  ].map(([vendor, destinationArn]) =>
    rule(
      "PutSubscriptionFilter",
      "destinationArn",
      `${destinationArn} without a role`,
      { destinationArn, roleArn: undefined },
      `destinationArn for vendor ${vendor} cannot be used without roleArn`,
    ),
  ),
  ...(
    [
      ["that are too large together", [event(now, "a".repeat(2 ** 20))], "Upload too large"],
      ["that are not in order", [event(now), event(now - 1)], "chronological order"],
      ["that span more than a day", [event(now - 25 * hour), event(now)], "cannot span more than 24 hours"],
    ] as const
  ).map(([how, logEvents, answer]) => rule("PutLogEvents", "logEvents", how, { logEvents }, answer)),
  rule("PutRetentionPolicy", "retentionInDays", "of 2 days", { retentionInDays: 2 }, "Invalid retentionInDays: 2"),
  rule(
    "AssociateKmsKey",
    "resourceIdentifier",
    "beside a logGroupName",
    { logGroupName: "app", resourceIdentifier: streamOf("logs", "log-group:app") },
    "Exactly one of logGroupName and resourceIdentifier must be specified.",
  ),
  rule(
    "DisassociateKmsKey",
    "logGroupName",
    "missing beside a missing resourceIdentifier",
    { logGroupName: undefined, resourceIdentifier: undefined },
    "Exactly one of logGroupName and resourceIdentifier must be specified.",
  ),
  {
    ...rule(
      "AssociateKmsKey",
      "resourceIdentifier",
      "of the query results",
      { logGroupName: undefined, resourceIdentifier: streamOf("logs", "query-result:*") },
      "is not the ARN of a log group",
    ),
    kind: "not modelled",
  },
  {
    ...rule(
      "PutSubscriptionFilter",
      "destinationArn",
      "in an Availability Zone",
      { destinationArn: destinationArn.replace(region, "eu-west-1a") },
      "The specified destination does not exist.",
    ),
    elsewhere: regionProps.map(({ name, make, says }) => ({
      prop: name,
      make: (stack) => make(stack, "eu-west-1a" as never),
      says,
    })),
  },
  rule(
    "PutDestination",
    "destinationName",
    "with half of a surrogate pair",
    { destinationName: "\ud800" },
    "the body holds half of a surrogate pair",
  ),
];

export const rulesBeyondTheTable: readonly Refusal[] = [
  ...members.flatMap(([operation, member, values, answer, kind = "rule"]) =>
    values.map((value) => ({ ...rule(operation, member, value, { [member]: value }, answer), kind })),
  ),
  ...combinations,
  ...accountPolicies,
];
