import { accessPolicy, subscriptionPolicyDocument } from "@log-destinations/core";
import { LocalLogs } from "@log-destinations/local";
import { logs } from "../../local/src/logs/logs-model.ts";
import { arnOf, owner, region, role, send, sender, stream } from "../local/wire.ts";

export const destinationArn = arnOf("central");

/** A good value of each member of a request to CloudWatch Logs. What it names exists in {@link world}. */
export const goodValues: Readonly<Record<string, unknown>> = {
  DestinationNamePrefix: "cen",
  accessPolicy: accessPolicy({ destinationArn, accounts: [sender] }),
  accountIdentifiers: [sender],
  applyOnTransformedLogs: true,
  deletionProtectionEnabled: false,
  destinationArn,
  destinationName: "central",
  dryRun: false,
  distribution: "Random",
  emitSystemFields: ["@aws.account"],
  fieldSelectionCriteria: '@aws.region IN ["eu-west-1"]',
  filterName: "to-central",
  filterNamePrefix: "to",
  filterPattern: "ERROR",
  forceUpdate: true,
  includeLinkedAccounts: true,
  kmsKeyId: `arn:aws:kms:${region}:${owner}:key/1234abcd`,
  limit: 5,
  logEvents: [{ timestamp: Date.now(), message: "a line" }],
  logEventMessages: ["a line"],
  logGroupClass: "DELIVERY",
  logGroupIdentifier: "app",
  logGroupIdentifiers: ["app"],
  logGroupName: "app",
  logGroupNamePattern: "pp",
  logGroupNamePrefix: "a",
  logStreamName: "instance-1",
  logStreamNamePrefix: "in",
  nextToken: "central",
  policyDocument: subscriptionPolicyDocument({ DestinationArn: destinationArn, FilterPattern: "ERROR", RoleArn: role }),
  policyName: "everything-to-central",
  policyType: "SUBSCRIPTION_FILTER_POLICY",
  resourceArn: destinationArn,
  resourceIdentifier: `arn:aws:logs:${region}:${owner}:log-group:app`,
  retentionInDays: 7,
  roleArn: role,
  scope: "ALL",
  selectionCriteria: 'LogGroupName NOT IN ["/aws/lambda/noisy"]',
  tagKeys: ["team"],
  tags: { team: "logs" },
  targetArn: stream,
};

/** What an operation that makes something makes beside what exists, and members that exclude others. */
const made: Readonly<Record<string, object>> = {
  // One of the two names the log group.
  AssociateKmsKey: { resourceIdentifier: undefined },
  DisassociateKmsKey: { logGroupName: undefined },
  CreateLogGroup: { logGroupName: "another" },
  CreateLogStream: { logStreamName: "another" },
};

/** The operations of the service that are modelled here, with the members of their requests. */
export const operationsModelled = Object.entries(logs.operations);

/** A request that the service takes in {@link world}, with every member that is modelled. */
export function goodRequest(operation: string): Record<string, unknown> {
  const { members = {}, unmodelled = {} } = logs.operations[operation] ?? {};
  const given = Object.keys(members).filter((member) => member !== "nextToken" && !Object.hasOwn(unmodelled, member));
  const unheard = Object.keys(members).find((member) => !Object.hasOwn(goodValues, member));
  if (unheard) throw new Error(`no good value of ${operation}'s ${unheard} is known here; add one to goodValues`);
  return { ...Object.fromEntries(given.map((member) => [member, goodValues[member]])), ...made[operation] };
}

/** The service with one of each thing. */
export async function world(): Promise<LocalLogs> {
  const local = new LocalLogs();
  const api = local.as({ account: owner, region });
  for (const operation of ["PutDestination", "PutDestinationPolicy"]) await api.call(operation, goodRequest(operation));
  await api.call("CreateLogGroup", { logGroupName: goodValues.logGroupName });
  const { logGroupName, logStreamName } = goodValues;
  await api.call("CreateLogStream", { logGroupName, logStreamName });
  for (const operation of ["PutSubscriptionFilter", "PutAccountPolicy"])
    await api.call(operation, goodRequest(operation));
  return local;
}

/** The service's answer to a request in {@link world}. */
export async function answerTo(operation: string, request: unknown): Promise<{ status: number; message: string }> {
  const { status, body } = await send(await world(), operation, request);
  return { status, message: String(body.message ?? "") };
}
