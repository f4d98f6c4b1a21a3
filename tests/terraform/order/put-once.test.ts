import { expect, test } from "vitest";
import { unknown } from "../../../terraform/src/protocol/types.ts";
import {
  accessPolicy,
  destination,
  destinationArn,
  filter,
  logGroup,
  role,
  roleArn,
  rolePolicy,
  stream,
} from "./hub.ts";
import { type Resource, settled, startRun } from "./simulated-terraform.ts";

const policy = rolePolicy();
const hub = destination();
const everything = [stream, role, policy.planned, hub.planned, accessPolicy, logGroup, filter];

/** The first walk plans in this order, and a second one applies in that. */
async function applied(order: Resource[], planned = everything) {
  const { terraform } = startRun();
  const one = terraform();
  await one.plan(...planned);
  const walk = await one.walk();
  const answers = [];
  for (const resource of order) {
    answers.push(await walk.apply(resource));
    await settled();
  }
  return answers;
}

const prerequisites = [stream, role, policy.applied, hub.applied, logGroup];

test("a filter whose access policy is planned and not applied fails at once, and names the missing depends_on", async () => {
  const { errors, warnings } = (await applied([...prerequisites, filter])).at(-1) ?? {};
  expect(warnings).toEqual([]);
  expect(errors).toHaveLength(1);
  expect(errors?.[0]).toContain("AccessDeniedException");
  expect(errors?.[0]?.split("\n").at(-1)).toBe(
    "aws_cloudwatch_log_destination_policy (central) is planned and not applied yet. Add to its depends_on " +
      "aws_cloudwatch_log_destination_policy (central), or refer to it [LD4535]",
  );
});

test.each<[string, Resource[], Resource, string]>([
  ["a filter, its destination", [logGroup], filter, "aws_cloudwatch_log_destination (central)"],
  [
    "a filter, its log group",
    [stream, role, policy.applied, hub.applied, accessPolicy],
    filter,
    "aws_cloudwatch_log_group (/app)",
  ],
  ["an access policy, its destination", [], accessPolicy, "aws_cloudwatch_log_destination (central)"],
  ["a policy of a role, its role", [stream], policy.applied, "aws_iam_role (writer)"],
])("what is put before what it names fails at once, and names that: %s", async (_, before, resource, missing) => {
  const { errors } = (await applied([...before, resource])).at(-1) ?? {};
  expect(errors?.[0]).toContain(`${missing} is planned and not applied yet. Add to its depends_on ${missing}`);
});

test("nothing is blamed on the order where what is missing is not planned", async () => {
  const planned = everything.filter((resource) => resource !== accessPolicy);
  const { errors } = (await applied([...prerequisites, filter], planned)).at(-1) ?? {};
  expect(errors).toHaveLength(1);
  expect(errors?.[0]).not.toContain("depends_on");
});

test("a filter that was planned before the access policy, and came after it, succeeds with a warning", async () => {
  const { terraform } = startRun();
  const one = terraform();
  const planning = await one.walk();
  for (const resource of [stream, role, policy.planned, hub.planned, logGroup]) await planning.plan(resource);
  await settled();
  // Both calls have come by the time that the answers go out: neither depends on the other.
  await Promise.all([accessPolicy, filter].map((resource) => planning.plan(resource)));
  const walk = await one.walk();
  for (const resource of [...prerequisites, accessPolicy]) await walk.apply(resource);
  await settled();
  expect(await walk.apply(filter)).toMatchObject({
    errors: [],
    warnings: [
      expect.stringMatching(
        /^putting CloudWatch Logs Subscription Filter \(app\): it succeeded because aws_cloudwatch_log_destination_policy \(central\) came first in this run \[LD4534\]\n/,
      ),
    ],
  });
});

test("a filter that is called for while the access policy is applied succeeds with a warning", async () => {
  const { terraform } = startRun();
  const one = terraform();
  await one.plan(...everything);
  const walk = await one.walk();
  for (const resource of prerequisites) await walk.apply(resource);
  await settled();
  const [, put] = await Promise.all([walk.apply(accessPolicy), walk.apply(filter)]);
  expect(put).toMatchObject({ errors: [], warnings: [expect.stringContaining("[LD4534]")] });
});

test("a filter that always came after the answers about the access policy gets no warning: it may depend on it", async () => {
  const { errors, warnings } = (await applied([...prerequisites, accessPolicy, filter])).at(-1) ?? {};
  expect([errors, warnings]).toEqual([[], []]);
});

test("what is known only after apply is no missing depends_on", async () => {
  const planned = everything.map(
    (resource): Resource =>
      resource === accessPolicy ? { ...resource, values: { ...resource.values, destination_name: unknown } } : resource,
  );
  const { errors } = (await applied([...prerequisites, filter], planned)).at(-1) ?? {};
  expect(errors?.[0]).not.toContain("depends_on");
});

test("an account policy is put once, and names what its document names and is planned: access policy, destination, role", async () => {
  const inOrganization = {
    ...accessPolicy,
    values: {
      ...accessPolicy.values,
      access_policy:
        accessPolicy.values.access_policy?.toString().replace("logs:PutSubscriptionFilter", "logs:Put*") ?? "",
    },
  };
  const document = { DestinationArn: destinationArn, FilterPattern: "", RoleArn: roleArn };
  const account: Resource = {
    type: "aws_cloudwatch_log_account_policy",
    values: {
      policy_name: "all",
      policy_type: "SUBSCRIPTION_FILTER_POLICY",
      policy_document: JSON.stringify(document),
    },
  };
  const sendersRole = { ...role, values: { ...role.values, name: "sender" } };
  const withOwnRole: Resource = {
    ...account,
    values: {
      ...account.values,
      policy_document: JSON.stringify({ ...document, RoleArn: roleArn.replace("writer", "sender") }),
    },
  };
  const planned = [stream, role, sendersRole, policy.planned, hub.planned, inOrganization, account];
  const before = [stream, role, policy.applied];
  const last = async (order: Resource[]) => (await applied(order, planned)).at(-1);
  const missing = (name: string) =>
    expect.stringContaining(`${name} is planned and not applied yet. Add to its depends_on ${name}`);
  expect(await last([...before, account])).toMatchObject({
    errors: [missing("aws_cloudwatch_log_destination (central)")],
  });
  expect(await last([...before, hub.applied, account])).toMatchObject({
    errors: [missing("aws_cloudwatch_log_destination_policy (central)")],
  });
  expect(await last([...before, hub.applied, inOrganization, withOwnRole])).toMatchObject({
    errors: [missing("aws_iam_role (sender)")],
  });
  expect(await last([...before, hub.applied, inOrganization, account])).toMatchObject({ errors: [] });
});
