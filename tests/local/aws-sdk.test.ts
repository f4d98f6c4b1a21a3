import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteAccountPolicyCommand,
  DeleteDestinationCommand,
  DeleteSubscriptionFilterCommand,
  DescribeAccountPoliciesCommand,
  DescribeDestinationsCommand,
  DescribeLogGroupsCommand,
  DescribeSubscriptionFiltersCommand,
  ListTagsForResourceCommand,
  PutAccountPolicyCommand,
  PutDestinationCommand,
  PutDestinationPolicyCommand,
  PutSubscriptionFilterCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { operations } from "@log-destinations/core/service";
import { LocalLogs } from "@log-destinations/local";
import { serve } from "@log-destinations/local/node";
import { expect, test } from "vitest";
import { arnOf, owner, region, role, sender, stream } from "./wire.ts";

test("the AWS SDK drives every operation that the client has", async () => {
  const server = await serve(new LocalLogs());
  const sent = new Set<string | undefined>();
  const as = (accessKeyId: string) => {
    const credentials = { accessKeyId, secretAccessKey: "any" };
    const client = new CloudWatchLogsClient({ endpoint: server.url, region, credentials });
    client.middlewareStack.add(
      (next, { commandName }) => {
        sent.add(commandName?.replace(/Command$/, ""));
        return next;
      },
      { step: "initialize" },
    );
    return client;
  };
  const owning = as(owner);
  const sending = as(sender);
  const resourceArn = arnOf("central");
  const tags = async () => (await owning.send(new ListTagsForResourceCommand({ resourceArn }))).tags;

  const request = { destinationName: "central", targetArn: stream, roleArn: role, tags: { a: "1" } };
  const { destination } = await owning.send(new PutDestinationCommand(request));
  expect(destination).toMatchObject({ arn: resourceArn, creationTime: expect.any(Number) });
  expect(destination).not.toHaveProperty("accessPolicy");
  await owning.send(new TagResourceCommand({ resourceArn, tags: { b: "2" } }));
  await owning.send(new UntagResourceCommand({ resourceArn, tagKeys: ["a"] }));
  expect(await tags()).toEqual({ b: "2" });
  const statement = { Effect: "Allow", Principal: { AWS: sender }, Action: "logs:*", Resource: resourceArn };
  const accessPolicy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await owning.send(new PutDestinationPolicyCommand({ destinationName: "central", accessPolicy }));
  const { destinations } = await owning.send(new DescribeDestinationsCommand({ DestinationNamePrefix: "cent" }));
  expect(destinations).toEqual([{ ...destination, accessPolicy }]);

  const group = { logGroupName: "g" };
  await sending.send(new CreateLogGroupCommand(group));
  const { logGroups } = await sending.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "g" }));
  expect(logGroups).toMatchObject([{ ...group, logGroupArn: `arn:aws:logs:${region}:${sender}:log-group:g` }]);
  const filter = { ...group, filterName: "f", filterPattern: "", destinationArn: resourceArn };
  await sending.send(new PutSubscriptionFilterCommand(filter));
  const list = async () => (await sending.send(new DescribeSubscriptionFiltersCommand(group))).subscriptionFilters;
  expect(await list()).toMatchObject([{ ...filter, distribution: "ByLogStream" }]);
  await sending.send(new DeleteSubscriptionFilterCommand({ ...group, filterName: "f" }));
  expect(await list()).toEqual([]);

  const policyType = "SUBSCRIPTION_FILTER_POLICY";
  const policyDocument = JSON.stringify({ DestinationArn: resourceArn, FilterPattern: "" });
  const put = await sending.send(new PutAccountPolicyCommand({ policyName: "p", policyType, policyDocument }));
  expect(put.accountPolicy).toEqual({
    policyName: "p",
    policyType,
    policyDocument,
    scope: "ALL",
    accountId: sender,
    lastUpdatedTime: expect.any(Number),
  });
  const policies = async () => (await sending.send(new DescribeAccountPoliciesCommand({ policyType }))).accountPolicies;
  expect(await policies()).toEqual([put.accountPolicy]);
  await sending.send(new DeleteAccountPolicyCommand({ policyName: "p", policyType }));
  expect(await policies()).toEqual([]);

  await owning.send(new DeleteDestinationCommand({ destinationName: "central" }));
  await expect(owning.send(new DeleteDestinationCommand({ destinationName: "central" }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "The specified destination does not exist.",
  });
  expect(Object.keys(operations).filter((operation) => !sent.has(operation))).toEqual([]);
  for (const client of [owning, sending]) client.destroy();
  await server.close();
});
