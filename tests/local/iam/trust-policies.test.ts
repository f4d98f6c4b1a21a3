import { isUnreadable, parseAccessPolicy } from "@log-destinations/core";
import { LocalLogs, type RoleDeclaration } from "@log-destinations/local";
import { describe, expect, test } from "vitest";
import { type TrustPolicy, trustPolicies } from "../../core/policy/trust-policies.ts";
import { send } from "../wire.ts";

type Outcome = TrustPolicy["expected"] | "refused when declared";

/** Can the test message of the owner, or a log line of the sender, go through a role with this trust policy? */
async function outcomeOf({ policy, asked }: TrustPolicy): Promise<Outcome> {
  const { region, partition, owner, account, organization, organizationPath } = asked;
  const notes: string[] = [];
  const local = new LocalLogs({ strict: true, onNote: (line) => notes.push(line) });
  const stream = `arn:${partition}:kinesis:${region}:${owner}:stream/central`;
  const roleArn = `arn:${partition}:iam::${owner}:role/to-central`;
  const destinationArn = `arn:${partition}:logs:${region}:${owner}:destination:central`;
  const declareTrust = (trust: RoleDeclaration["trust"]) => {
    const put = { Statement: { Effect: "Allow", Action: "kinesis:PutRecord", Resource: stream } };
    local.control.declare({ roles: { [roleArn]: { trust, permissions: { put } } } });
  };
  const call = async (by: string, operation: string, request: object) => {
    const { status } = await send(local, operation, request, { account: by, region });
    return status === 200;
  };
  const putDestination = () =>
    call(owner, "PutDestination", { destinationName: "central", targetArn: stream, roleArn });
  const outcome = (arrived: boolean): Outcome => {
    if (arrived) return "yes";
    const note = notes.at(-1) ?? "";
    if (/its trust policy does not let CloudWatch Logs assume it/.test(note)) return "no";
    expect(note).toMatch(/whether its trust policy lets CloudWatch Logs assume it .* cannot be decided/);
    return "undecided";
  };

  local.control.declare({ streams: { [stream]: {} } });
  if (organization) {
    const path = organizationPath !== undefined && { organizationPath };
    local.control.declare({ accounts: { [account]: { organization, ...path } } });
  }
  declareTrust({
    Statement: { Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole" },
  });
  expect(await putDestination()).toBe(true);
  const Statement = { Effect: "Allow", Principal: { AWS: account }, Action: "logs:*", Resource: destinationArn };
  const accessPolicy = JSON.stringify({ Statement });
  expect(await call(owner, "PutDestinationPolicy", { destinationName: "central", accessPolicy })).toBe(true);
  const group = { logGroupName: "g" };
  expect(await call(account, "CreateLogGroup", group)).toBe(true);
  expect(await call(account, "CreateLogStream", { ...group, logStreamName: "s" })).toBe(true);
  const filter = { ...group, filterName: "f", filterPattern: "", destinationArn };
  expect(await call(account, "PutSubscriptionFilter", filter)).toBe(true);

  try {
    declareTrust(policy as RoleDeclaration["trust"]);
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return "refused when declared";
  }
  if (account === owner) return outcome(await putDestination());
  const before = local.control.records(stream).length;
  const logEvents = [{ timestamp: Date.now(), message: "hello" }];
  expect(await call(account, "PutLogEvents", { ...group, logStreamName: "s", logEvents })).toBe(true);
  return outcome(local.control.records(stream).length > before);
}

describe("the local service does what IAM's documentation says", () => {
  test.each(trustPolicies)("$expected: $sentence", async (row) => {
    const { policy, expected } = row;
    const text = typeof policy === "string" ? policy : JSON.stringify(policy);
    const unreadable = isUnreadable(parseAccessPolicy(text));
    expect(await outcomeOf(row)).toBe(unreadable ? "refused when declared" : expected);
  });
});
