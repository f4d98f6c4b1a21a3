import { gunzipSync } from "node:zlib";
import {
  LogDestination,
  type LogDestinationProps,
  LogDestinationTarget,
  LogSubscriber,
  LogSubscription,
} from "@log-destinations/cdktf";
import { LocalLogs, type RoleDeclaration } from "@log-destinations/local";
import { describe, expect, test } from "vitest";
import { type Synthesized, synth } from "./synth.ts";

const region = "eu-west-1";
const owner = "999900001111";
const sender = "111122223333";
const stranger = "444455556666";
const organization = "o-a1b2c3d4e5";
const stream = `arn:aws:kinesis:${region}:${owner}:stream/logs`;
const destinationArn = `arn:aws:logs:${region}:${owner}:destination:central`;

/** The stack of the owner and that of the sender in one: what belongs to whom is told by the logical ids. */
function stack(props: Partial<LogDestinationProps>): Synthesized {
  return synth((scope) => {
    const target = LogDestinationTarget.kinesisStream(stream);
    const destination = new LogDestination(scope, "Owner", { destinationName: "central", target, ...props });
    new LogSubscription(scope, "Sender", { destination, logGroupName: "/app" });
  });
}

/** A role as the stack makes it, in the account it is for. */
function role({ resource }: Synthesized, of: "Owner" | "Sender", account: string): RoleDeclaration | undefined {
  const made = (type: string) => Object.entries(resource[type] ?? {}).find(([id]) => id.startsWith(of))?.[1];
  const filled = (text: unknown) =>
    String(text).replaceAll(/\$\{data\.aws_caller_identity\.\w+\.account_id\}/g, account);
  const trust = made("aws_iam_role")?.assume_role_policy;
  if (trust === undefined) return undefined;
  return { trust: filled(trust), permissions: { only: filled(made("aws_iam_role_policy")?.policy) } };
}

/** Does by hand what Terraform would, against an embedded service that knows only the roles that the stack makes. */
async function apply(synthesized: Synthesized) {
  const writer = role(synthesized, "Owner", owner);
  const sending = role(synthesized, "Sender", sender);
  const writerArn = `arn:aws:iam::${owner}:role/writer`;
  const sendingArn = `arn:aws:iam::${sender}:role/sender`;
  const local = new LocalLogs({
    strict: true,
    declarations: {
      accounts: {
        [sender]: { organization, organizationPath: `${organization}/r-ab12/ou-ab12-11111111/` },
        [stranger]: { organization: "o-zzzzzzzzzz" },
      },
      roles: { ...(writer && { [writerArn]: writer }), ...(sending && { [sendingArn]: sending }) },
      streams: { [stream]: {} },
    },
  });
  const api = local.as({ account: owner, region });
  await api.putDestination({ destinationName: "central", targetArn: stream, roleArn: writerArn });
  const [policy] = Object.values(synthesized.resource.aws_cloudwatch_log_destination_policy ?? {});
  const accessPolicy = String(policy?.access_policy).replaceAll(
    /\$\{aws_cloudwatch_log_destination\.\w+\.arn\}/g,
    destinationArn,
  );
  await api.putDestinationPolicy({ destinationName: "central", accessPolicy });

  const send = async (account: string): Promise<string> => {
    const call = async (operation: string, body: object) => {
      const credential = `${account}/20260101/${region}/logs/aws4_request`;
      const response = await local.fetch("http://localhost/", {
        method: "POST",
        headers: {
          "content-type": "application/x-amz-json-1.1",
          "x-amz-target": `Logs_20140328.${operation}`,
          "x-amz-date": "20260101T000000Z",
          authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=${"0".repeat(64)}`,
        },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(await response.text());
    };
    const logGroupName = "/app";
    const logStreamName = "one";
    await call("CreateLogGroup", { logGroupName });
    await call("CreateLogStream", { logGroupName, logStreamName });
    const named = sending && account === sender ? { roleArn: sendingArn } : {};
    await call("PutSubscriptionFilter", {
      logGroupName,
      filterName: "central",
      filterPattern: "",
      destinationArn,
      ...named,
    });
    const message = `from ${account}`;
    await call("PutLogEvents", { logGroupName, logStreamName, logEvents: [{ timestamp: Date.now(), message }] });
    return message;
  };
  const arrived = (): string[] =>
    local.control
      .records(stream)
      .flatMap(({ data }) => JSON.parse(gunzipSync(data).toString()).logEvents as { message: string }[])
      .map(({ message }) => message);
  return { send, arrived, senderHasRole: sending !== undefined };
}

describe("the embedded service, given what is synthesized, delivers", () => {
  const path = `${organization}/r-ab12/ou-ab12-11111111/*`;

  test.each<[who: string, props: Partial<LogDestinationProps>, takesRole: boolean]>([
    ["an account's log events", { subscribers: [LogSubscriber.account(sender)] }, false],
    ["an organization's", { subscribers: [LogSubscriber.organization(organization)] }, true],
    ["a path's", { subscribers: [LogSubscriber.organizationPath(path)] }, true],
    [
      "an organization's under a confined trust",
      { subscribers: [LogSubscriber.organization(organization)], trustBySourceOrganization: true },
      true,
    ],
  ])("%s, and no stranger's", async (_, props, takesRole) => {
    const { send, arrived, senderHasRole } = await apply(stack(props));
    expect(senderHasRole).toBe(takesRole);
    const message = await send(sender);
    expect(arrived()).toContain(message);
    await expect(send(stranger)).rejects.toThrow(/AccessDeniedException/);
  });
});
