import { LogDestinationsClient } from "@log-destinations/core";
import { LocalLogs } from "@log-destinations/local";
import { expect, test } from "vitest";
import { owner, region, role, send, stream } from "./wire.ts";

test("the client runs against the embedded handler, signing included, with no socket", async () => {
  const local = new LocalLogs();
  const credentials = { accessKeyId: owner, secretAccessKey: "any" };
  const client = new LogDestinationsClient({ fetch: local.fetch, region, credentials });
  await client.putDestination({ destinationName: "central", targetArn: stream, roleArn: role });
  expect(await client.destinations().toArray()).toMatchObject([{ destinationName: "central" }]);
});

test("as() is the same service without HTTP, and throws what the wire answers", async () => {
  const local = new LocalLogs();
  const api = local.as({ account: owner, region });
  await api.putDestination({ destinationName: "central", targetArn: stream, roleArn: role });
  expect((await send(local, "DescribeDestinations", {})).body.destinations).toHaveLength(1);
  await expect(api.deleteDestination({ destinationName: "other" })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "The specified destination does not exist.",
    operation: "DeleteDestination",
    status: 400,
  });
});

test("as() tells what a refused policy breaks, which the wire has no place for", async () => {
  const api = new LocalLogs().as({ account: owner, region });
  await api.putDestination({ destinationName: "central", targetArn: stream, roleArn: role });
  await expect(api.putDestinationPolicy({ destinationName: "central", accessPolicy: "none" })).rejects.toMatchObject({
    code: "InvalidParameterException",
    findings: [{ rule: "grammar", severity: "refused" }],
  });
});

test("as() gives the notes of a refusal as its cause, each with its own", async () => {
  const api = new LocalLogs({ strict: true }).as({ account: owner, region });
  const put = (targetArn: string) => api.putDestination({ destinationName: "central", targetArn, roleArn: role });
  const other = stream.replace(/stream\/.*/, "stream/other");
  for (const target of [stream, other]) {
    await expect(put(target)).rejects.toMatchObject({ cause: { message: expect.stringContaining(target) } });
  }
  await expect(api.deleteDestination({ destinationName: "none" })).rejects.not.toHaveProperty("cause");
});

test("as() takes who calls, and answers speak of it", async () => {
  const callerArn = `arn:aws:sts::${owner}:assumed-role/ci/session`;
  const api = new LocalLogs().as({ account: owner, region, callerArn, passRole: [] });
  await expect(
    api.putDestination({ destinationName: "central", targetArn: stream, roleArn: role }),
  ).rejects.toMatchObject({ message: expect.stringContaining(`User: ${callerArn} is not authorized`) });
});

test("as() carries out operations that have no method", async () => {
  const api = new LocalLogs().as({ account: owner, region });
  await api.call("CreateLogGroup", { logGroupName: "/app" });
  expect(await api.describeLogGroups()).toMatchObject({ logGroups: [{ logGroupName: "/app" }] });
  await expect(api.call("CreateDelivery", {})).rejects.toMatchObject({ code: "UnknownOperationException" });
});

test("what as() gives out and takes in is not the service's own", async () => {
  const api = new LocalLogs().as({ account: owner, region });
  const tags = { team: "logs" };
  const { destination } = await api.putDestination({ destinationName: "a", targetArn: stream, roleArn: role, tags });
  tags.team = "changed";
  (destination as { targetArn: string }).targetArn = "changed";
  const { destinations } = await api.describeDestinations();
  (destinations as unknown[]).pop();
  expect((await api.describeDestinations()).destinations).toMatchObject([{ targetArn: stream }]);
});

test.each([
  [{ account: "42", region }, 'identity.account is "42"; expected an account id of 12 digits'],
  [{ account: owner, region: "" }, 'identity.region is ""; expected a Region such as eu-west-1'],
  [{ account: owner, region, callerArn: "ci" }, 'identity.callerArn is "ci"; expected an ARN'],
  [
    { account: owner, region, role: "ci" },
    "unknown member in identity: role; expected account, callerArn, principalId, passRole, region",
  ],
])("as(%j) is refused", (identity, message) => {
  expect(() => new LocalLogs().as(identity)).toThrow(message);
});

test("an unknown option is refused by name", () => {
  expect(() => new LocalLogs({ port: 1 } as object)).toThrow("unknown option port");
});
