import { CloudwatchLogAccountPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-account-policy";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogAccountSubscription,
  type LogAccountSubscriptionProps,
  LogDestination,
  LogDestinationPolicy,
  LogDestinationTarget,
  LogSubscriber,
  LogSubscription,
  type LogSubscriptionProps,
  LogSubscriptionRole,
  LogSubscriptionTarget,
} from "@log-destinations/cdktf";
import { delivers } from "@log-destinations/cdktf/testing";
import "@log-destinations/cdktf/testing/vitest";
import { type ITerraformDependable, TerraformIterator, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { describe, expect, test } from "vitest";

const account = "111122223333";
const owner = "999999999999";
const organization = "o-a1b2c3d4e5";
const line = { account, organization, logGroupName: "/app" };

interface Hub {
  hub: TerraformStack;
  workload: TerraformStack;
  central: LogDestination;
}

/** The stack of an owner, and that of a sender with whatever subscribes there. */
function apart(subscribe: (sender: Hub) => void, accountLevelSubscriptions = true): [TerraformStack, TerraformStack] {
  const app = Testing.app();
  const [hub, workload] = [new TerraformStack(app, "hub"), new TerraformStack(app, "workload")];
  new AwsProvider(hub, "Aws", { region: "eu-west-1", allowedAccountIds: [owner] });
  new AwsProvider(workload, "Aws", { region: "eu-west-1", allowedAccountIds: [account] });
  const central = new LogDestination(hub, "Central", {
    destinationName: "central",
    target: LogDestinationTarget.kinesisStream(new KinesisStream(hub, "Stream", { name: "logs" }).arn),
    subscribers: [LogSubscriber.organization(organization)],
    accountLevelSubscriptions,
  });
  subscribe({ hub, workload, central });
  return [workload, hub];
}

const byAccount = (props: Partial<LogAccountSubscriptionProps> = {}, accountLevel = true) =>
  apart(
    ({ workload, central }) => new LogAccountSubscription(workload, "Sub", { destination: central, ...props }),
    accountLevel,
  );

describe("toDeliver follows a line of one of many log groups", () => {
  const byNames = (names: (sender: Hub) => Pick<LogSubscriptionProps, "logGroupName" | "logGroupNames" | "forEach">) =>
    apart((sender) => {
      new LogSubscription(sender.workload, "Sub", { destination: sender.central, ...names(sender) });
    });

  test("that are listed, by name or by reference", () => {
    const listed = () => byNames(() => ({ logGroupNames: ["/app", "/jobs"] }));
    expect(listed()).toDeliver(line);
    expect(listed()).not.toDeliver({ ...line, logGroupName: "/other" });
    const made = byNames(({ workload }) => ({
      logGroupNames: [new CloudwatchLogGroup(workload, "Logs", { name: "/app" }).name, "/jobs"],
    }));
    expect(made).toDeliver(line);
  });

  test("that are values of a map", () => {
    const forEach = TerraformIterator.fromMap({ app: { name: "/app" }, jobs: { name: "/jobs" } });
    const mapped = byNames(() => ({ forEach, logGroupName: forEach.getString("name") }));
    expect(mapped).toDeliver(line);
    expect(mapped).not.toDeliver({ ...line, logGroupName: "app" });
  });

  test("and does not answer where only Terraform knows them, unless another subscription sends it", () => {
    const names = ({ workload }: Hub) => new TerraformVariable(workload, "names", { type: "list(string)" }).listValue;
    const open = byNames((sender) => ({ logGroupNames: names(sender) }));
    expect(() => delivers(open, line)).toThrow(/only Terraform can compute .*var\.names.*\[LD2911\]/);
    const beside = apart((sender) => {
      const { workload, central } = sender;
      new LogSubscription(workload, "Sub", { destination: central, logGroupNames: names(sender) });
      new LogAccountSubscription(workload, "Account", { destination: central });
    });
    expect(beside).toDeliver(line);
    expect(beside[0]).toSubscribeAccount();
  });

  test("and not to a stream of its own account", () => {
    const destination = LogSubscriptionTarget.kinesisStream(`arn:aws:kinesis:eu-west-1:${account}:stream/logs`);
    const direct = ({ workload }: Hub) =>
      new LogSubscription(workload, "Direct", { destination, logGroupName: "/app" });
    expect(() => delivers(apart(direct), line)).toThrow(/a stream or function of its own account.*\[LD2924\]/);
    const both = apart((sender) => {
      direct(sender);
      new LogSubscription(sender.workload, "Sub", { destination: sender.central, logGroupName: "/app" });
    });
    expect(both).toDeliver(line);
  });
});

describe("toDeliver follows a line of an account", () => {
  test("that sends every log group, across stacks in any order, and across their JSON", () => {
    const [workload, hub] = byAccount();
    expect([workload, hub]).toDeliver(line);
    expect([hub, workload]).toDeliver(line);
    const texts = [workload, hub].map((stack) => Testing.synth(stack));
    expect(texts).toDeliver(line);
    expect(delivers(texts, line).reason).toMatch(/^aws_cloudwatch_log_account_policy\.\w+ sends it, and Statement/);
  });

  test("unless its log group is left out", () => {
    expect(byAccount({ excludeLogGroups: ["/app"] })).not.toDeliver(line);
    expect(byAccount({ excludeLogGroups: ["/app/other"] })).toDeliver(line);
    expect(delivers(byAccount({ excludeLogGroups: ["/app"] }), line).reason).toMatch(/leaves \/app out \[LD2922\]/);
  });

  test("whose log group is left out by a reference", () => {
    const stacks = apart(({ workload, central }) => {
      const { name } = new CloudwatchLogGroup(workload, "App", { name: "/app" });
      new LogAccountSubscription(workload, "Sub", { destination: central, excludeLogGroups: [name, "/debug"] });
    });
    for (const logGroupName of ["/app", "/debug"]) expect(stacks).not.toDeliver({ ...line, logGroupName });
    expect(stacks).toDeliver({ ...line, logGroupName: "/other" });
  });

  test("whose pattern looks for what Terraform would take for an expression", () => {
    const stacks = byAccount({ filterPattern: '"${jndi:" -"%{"' });
    expect(stacks).toDeliver({ ...line, message: "GET /${jndi:ldap" });
    expect(stacks).not.toDeliver({ ...line, message: "GET /${jndi:%{" });
    expect(stacks[0]).toSubscribeAccount({ filterPattern: '"${jndi:" -"%{"' });
  });

  test("unless the pattern does not match it", () => {
    const stacks = byAccount({ filterPattern: '{ $.level = "error" }' });
    expect(stacks).toDeliver({ ...line, message: '{"level":"error"}' });
    expect(stacks).not.toDeliver({ ...line, message: '{"level":"info"}' });
    expect(delivers(stacks, { ...line, message: "text" }).reason).toMatch(/pattern .* does not match.*\[LD2914\]/);
  });

  test("unless it is outside the organization, or of another account than the stack's", () => {
    expect(byAccount()).not.toDeliver({ ...line, organization: "o-zzzzzzzzzz" });
    expect(delivers(byAccount(), { ...line, account: "444455556666" }).reason).toMatch(
      /subscribe no log group.*LD2912/,
    );
    expect(byAccount()).not.toDeliver({ ...line, region: "us-east-2" });
  });

  test("unless the owner lets no accounts subscribe, or one of the two actions is missing", () => {
    const raw = (Action: string[]) =>
      apart(({ hub, workload }) => {
        const destinationArn = `arn:aws:logs:eu-west-1:${owner}:destination:other`;
        const destination = LogDestination.fromDestinationArn(hub, "Other", destinationArn);
        const statement = { Effect: "Allow", Principal: { AWS: account }, Action, Resource: destinationArn };
        const accessPolicy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
        new LogDestinationPolicy(hub, "Policy", { destination, accessPolicy });
        byHand(workload, { destination: destinationArn });
      });
    expect(raw(["logs:PutSubscriptionFilter", "logs:PutAccountPolicy"])).toDeliver(line);
    for (const action of ["logs:PutSubscriptionFilter", "logs:PutAccountPolicy"]) {
      expect(raw([action])).not.toDeliver(line);
    }
  });

  test("unless its Region is not the destination's", () => {
    const stacks = apart(({ workload, central }) =>
      byHand(workload, { destination: central.destinationArn, region: "us-east-2" }),
    );
    expect(delivers(stacks, line)).toMatchObject({ passes: false, reason: expect.stringContaining("[LD2913]") });
  });

  test("unless it takes a role that there is not, or that cannot serve", () => {
    const withRole = (role: (stack: TerraformStack) => LogSubscriptionRole | undefined) =>
      apart(({ workload, central }) => {
        const made = role(workload);
        byHand(workload, { destination: central.destinationArn, roleArn: made?.roleArn, dependsOn: made && [made] });
      });
    expect(withRole((stack) => new LogSubscriptionRole(stack, "Role"))).toDeliver(line);
    expect(
      delivers(
        withRole(() => undefined),
        line,
      ).reason,
    ).toMatch(/takes a role \[LD2713\]/);
    const other = withRole((stack) => new LogSubscriptionRole(stack, "Role", { logGroupNames: ["/other"] }));
    expect(delivers(other, line).reason).toMatch(/may not put log events of \/app in eu-west-1.*\[LD2916\]/);
    const elsewhere = withRole((stack) => new LogSubscriptionRole(stack, "Role", { region: "us-east-2" }));
    expect(delivers(elsewhere, line).reason).toMatch(/\[LD2916\]/);
    const untrusted = withRole((stack) => {
      const role = new LogSubscriptionRole(stack, "Role");
      role.role.assumeRolePolicy =
        role.role.assumeRolePolicyInput?.replace("logs.amazonaws.com", "ec2.amazonaws.com") ?? "";
      return role;
    });
    expect(delivers(untrusted, line).reason).toMatch(/does not trust the service to send.*\[LD2915\]/);
  });
});

interface Raw {
  destination: string;
  region?: string | undefined;
  roleArn?: string | undefined;
  dependsOn?: ITerraformDependable[] | undefined;
}

/** By the provider's own class, which checks nothing. */
function byHand(stack: TerraformStack, { destination, region, roleArn, dependsOn }: Raw) {
  const document = { DestinationArn: destination, FilterPattern: "", RoleArn: roleArn };
  new CloudwatchLogAccountPolicy(stack, "Raw", {
    policyName: "raw",
    policyType: "SUBSCRIPTION_FILTER_POLICY",
    policyDocument: JSON.stringify(document),
    ...(region && { region }),
    ...(dependsOn && { dependsOn }),
  });
}

describe("toDeliver follows a line of a log group", () => {
  const stacks = apart(({ workload, central }) => {
    const { name } = new CloudwatchLogGroup(workload, "App", { name: "/app" });
    new LogSubscription(workload, "Sub", { destination: central, logGroupName: name });
  });

  test("that has a filter, and of no other", () => {
    expect(stacks).toDeliver(line);
    expect(stacks).not.toDeliver({ ...line, logGroupName: "/other" });
    expect(delivers(stacks, { ...line, logGroupName: "/other" }).reason).toMatch(/sends \/app alone \[LD2921\]/);
  });
});

describe("a line that comes back", () => {
  /** A log group of the owner that its reader logs to, the reader being in a Region. */
  const readIn = (region: string, functionName = "reader", signIn: object = { allowedAccountIds: [owner] }) => {
    const app = Testing.app();
    const stack = new TerraformStack(app, "hub");
    new AwsProvider(stack, "Aws", { region: "eu-west-1", ...signIn });
    const stream = new KinesisStream(stack, "Stream", { name: "logs" });
    new LambdaEventSourceMapping(stack, "Reads", { eventSourceArn: stream.arn, functionName, region });
    const central = new LogDestination(stack, "Central", {
      destinationName: "central",
      target: LogDestinationTarget.kinesisStream(stream.arn),
      subscribers: [LogSubscriber.account(owner)],
    });
    new CloudwatchLogSubscriptionFilter(stack, "Raw", {
      name: "raw",
      logGroupName: "/aws/lambda/reader",
      filterPattern: "",
      destinationArn: central.destinationArn,
    });
    return delivers([stack], { account: owner, logGroupName: "/aws/lambda/reader" });
  };

  test("is named as such", () => {
    const { passes, reason } = readIn("eu-west-1");
    expect(passes).toBe(true);
    expect(reason).toMatch(/another line there, without end: the Lambda function reader writes to it \[LD2917\]/);
  });

  test("is named where the stack does not say its account: by the provider that both have, and by an ARN", () => {
    expect(readIn("eu-west-1", "reader", {}).reason).toContain("[LD2917]");
    const arn = `arn:aws:lambda:eu-west-1:${owner}:function:reader`;
    expect(readIn("eu-west-1", arn, {}).reason).toContain("[LD2917]");
  });

  test("is none where a log group of that name is written to in another Region, or account", () => {
    const elsewhere = readIn("us-east-2");
    expect(elsewhere.passes).toBe(true);
    expect(elsewhere.reason).not.toContain("LD2917");
    const apartFromReader = apart(({ hub, workload, central }) => {
      const stream = `\${aws_kinesis_stream.Stream.arn}`;
      new LambdaEventSourceMapping(hub, "Reads", { eventSourceArn: stream, functionName: "reader" });
      new LogAccountSubscription(workload, "Sub", { destination: central });
    });
    const { passes, reason } = delivers(apartFromReader, { ...line, logGroupName: "/aws/lambda/reader" });
    expect(passes).toBe(true);
    expect(reason).not.toContain("LD2917");
  });
});

describe("a question that has no answer", () => {
  test("since the owner's stack is missing", () => {
    const destination = `arn:aws:logs:eu-west-1:${owner}:destination:central`;
    const [workload] = apart((sender) => byHand(sender.workload, { destination }));
    expect(() => delivers([workload], line)).toThrow(/in none of the stacks.*\[LD2910\]/);
  });

  test("since it is misspelled", () => {
    const ask = (more: object) => () => delivers(byAccount(), { ...line, ...more });
    expect(ask({ logGroup: "/app" })).toThrow(/logGroup is not known; expected account, .*\[LD2715\]/);
    expect(ask({ account: "11112222333" })).toThrow(/expected 12 digits \[LD2715\]/);
    expect(ask({ account: 111122223333 })).toThrow(/account is the number 111122223333; expected 12 digits \[LD2715\]/);
    expect(ask({ logGroupName: "/aws/*" })).toThrow(
      /logGroupName is "\/aws\/\*"; expected the name of a log group \[LD2715\]/,
    );
  });

  test("since only Terraform knows the document", () => {
    const stacks = apart(({ workload }) => {
      new CloudwatchLogAccountPolicy(workload, "Raw", {
        policyName: "raw",
        policyType: "SUBSCRIPTION_FILTER_POLICY",
        policyDocument: `\${var.document}`,
      });
    });
    expect(() => delivers(stacks, line)).toThrow(/only Terraform can compute what .* sends.*\[LD2911\]/);
  });
});

describe("toSubscribeAccount", () => {
  const [workload, hub] = byAccount({ excludeLogGroups: ["/b", "/a"], filterPattern: "ERROR" });

  test("compares the values that are named, and lists what there is", () => {
    expect(workload).toSubscribeAccount();
    expect(hub).not.toSubscribeAccount();
    expect(workload).toSubscribeAccount({
      policyName: "central",
      excludeLogGroups: ["/a", "/b"],
      filterPattern: "ERROR",
    });
    expect(workload).toSubscribeAccount({ region: "eu-west-1", provider: "aws", distribution: undefined });
    expect(workload).toSubscribeAccount({ roleArn: expect.stringMatching(/^\$\{aws_iam_role\./) });
    expect(workload).not.toSubscribeAccount({ excludeLogGroups: ["/a"] });
    expect(() => expect(workload).toSubscribeAccount({ policyName: "other" })).toThrow(
      /an account-level subscription with {"policyName":"other"}; the stack has .*"policyName": "central"/s,
    );
  });

  test("refuses a name that it does not have, also where it is negated", () => {
    expect(() => expect(workload).not.toSubscribeAccount({ policy_name: "central" } as object)).toThrow(/\[LD2715\]/);
  });
});
