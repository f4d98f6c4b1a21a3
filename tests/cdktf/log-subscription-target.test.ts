import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogDestination,
  LogDestinationTarget,
  LogSubscription,
  type LogSubscriptionProps,
  LogSubscriptionRole,
  LogSubscriptionTarget,
} from "@log-destinations/cdktf";
import { TerraformIterator, type TerraformStack, TerraformVariable } from "cdktf";
import { describe, expect, test } from "vitest";
import { document, lookup, only, synth } from "./synth.ts";

const filter = "aws_cloudwatch_log_subscription_filter";
const streamArn = "arn:aws:kinesis:eu-west-1:111122223333:stream/logs";
const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:watch";
const stream = LogSubscriptionTarget.kinesisStream(streamArn);
const watch = LogSubscriptionTarget.lambdaFunction(functionArn);

function subscribe(props: Partial<LogSubscriptionProps> & Pick<LogSubscriptionProps, "destination">) {
  return synth((stack) => void new LogSubscription(stack, "Logs", { logGroupName: "/app", ...props }));
}

describe("a stream", () => {
  test.each([
    ["kinesis:PutRecord", stream],
    [
      "firehose:PutRecord",
      LogSubscriptionTarget.firehoseDeliveryStream("arn:aws:firehose:eu-west-1:111122223333:deliverystream/logs"),
    ],
  ])(
    "has a role that may %s to it alone, for this account's logs, and the filter waits for it",
    (Action, destination) => {
      const synthesized = subscribe({ destination });
      const policy = only(synthesized, "aws_iam_role_policy");
      expect(document(policy, "policy")).toMatchObject({
        Statement: [{ Effect: "Allow", Action, Resource: destination.destinationArn }],
      });
      const account = `\${${lookup(synthesized, "aws_caller_identity")}.account_id}`;
      expect(document(only(synthesized, "aws_iam_role"), "assume_role_policy")).toMatchObject({
        Statement: [
          {
            Principal: { Service: "logs.amazonaws.com" },
            Condition: { StringLike: { "aws:SourceArn": [`arn:aws:logs:eu-west-1:${account}:*`] } },
          },
        ],
      });
      expect(only(synthesized, filter)).toMatchObject({
        name: "logs",
        destination_arn: destination.destinationArn,
        role_arn: expect.any(String),
        depends_on: [policy.address],
      });
    },
  );

  test("is refused without a role", () => {
    expect(() => subscribe({ destination: stream, createRole: false })).toThrow(
      "with a role alone; leave createRole out",
    );
  });

  test("takes a role for this very stream", () => {
    const shared =
      (target?: LogSubscriptionTarget, destination = stream) =>
      () =>
        synth((stack) => {
          const role = new LogSubscriptionRole(stack, "Role", target && { target });
          new LogSubscription(stack, "Logs", { destination, logGroupName: "/app", role });
        });
    const other = LogSubscriptionTarget.kinesisStream(streamArn.replace("logs", "other"));
    expect(shared(LogSubscriptionTarget.kinesisStream(streamArn))).not.toThrow();
    expect(shared()).toThrow("the role stack/Role is for destinations; for this stream");
    expect(shared(other)).toThrow("the role stack/Role writes to another stream");
    expect(() =>
      synth((stack) => {
        const role = new LogSubscriptionRole(stack, "Role", { target: stream });
        const destination = LogDestination.fromDestinationName(stack, "Central", "central");
        new LogSubscription(stack, "Logs", { destination, logGroupName: "/app", role });
      }),
    ).toThrow("writes to a stream; for a destination");
  });

  test("has no role by log group", () => {
    const role = (stack: TerraformStack) =>
      void new LogSubscriptionRole(stack, "Role", { target: stream, logGroupNames: ["/app"] });
    expect(() => synth(role)).toThrow("logGroupNames and target are given");
  });
});

describe("a Lambda function", () => {
  test("has a permission for the log group, which the filter waits for, and no role", () => {
    const synthesized = subscribe({ destination: watch });
    const account = `\${${lookup(synthesized, "aws_caller_identity")}.account_id}`;
    const permission = only(synthesized, "aws_lambda_permission");
    expect(permission).toMatchObject({
      function_name: functionArn,
      action: "lambda:InvokeFunction",
      principal: "logs.amazonaws.com",
      source_arn: `arn:aws:logs:eu-west-1:${account}:log-group:/app:*`,
      source_account: account,
    });
    expect(only(synthesized, filter)).toMatchObject({ name: "watch", depends_on: [permission.address] });
    expect(only(synthesized, filter)).not.toHaveProperty("role_arn");
    expect(synthesized.resource).not.toHaveProperty("aws_iam_role");
  });

  test("has one permission for many log groups", () => {
    const synthesized = synth((stack) => {
      const names = new TerraformVariable(stack, "names", { type: "list(string)" });
      const forEach = TerraformIterator.fromList(names.listValue);
      new LogSubscription(stack, "Logs", { destination: watch, forEach, logGroupName: forEach.value });
    });
    expect(only(synthesized, "aws_lambda_permission").source_arn).toMatch(/:log-group:\*:\*$/);
  });

  test("is called by the alias in its ARN", () => {
    const destination = LogSubscriptionTarget.lambdaFunction(`${functionArn}:live`);
    const synthesized = subscribe({ destination });
    expect(only(synthesized, "aws_lambda_permission")).toMatchObject({ function_name: functionArn, qualifier: "live" });
    expect(only(synthesized, filter)).toMatchObject({ destination_arn: `${functionArn}:live`, name: "watch" });
    expect(() => LogSubscriptionTarget.lambdaFunction(functionArn, { qualifier: "live" })).toThrow(
      "leave qualifier out",
    );
  });

  test.each<Partial<LogSubscriptionProps>>([{ createRole: true }, { roleArn: "arn:aws:iam::111122223333:role/r" }])(
    "is refused with %j",
    (props) => {
      expect(() => subscribe({ destination: watch, ...props })).toThrow("a Lambda function is called without a role");
    },
  );

  test("is no target of a role", () => {
    expect(() => synth((stack) => void new LogSubscriptionRole(stack, "Role", { target: watch }))).toThrow(
      "target is given, and a Lambda function is called without a role",
    );
  });
});

describe("an ARN of something else is refused, with the right way", () => {
  test.each([
    [() => LogSubscriptionTarget.kinesisStream(functionArn), "there is LogSubscriptionTarget.lambdaFunction"],
    [() => LogSubscriptionTarget.lambdaFunction(streamArn), "there is LogSubscriptionTarget.kinesisStream"],
    [
      () => LogSubscriptionTarget.lambdaFunction("arn:aws:logs:eu-west-1:111122223333:destination:d"),
      "there is LogDestination.fromDestinationArn",
    ],
  ])("by %s", (make, says) => {
    expect(make).toThrow(says);
  });

  test.each([
    [streamArn, "kinesisStream"],
    [functionArn, "lambdaFunction"],
    ["arn:aws:firehose:eu-west-1:111122223333:deliverystream/logs", "firehoseDeliveryStream"],
  ])("as a destination: %s", (arn, factory) => {
    expect(() => synth((stack) => void LogDestination.fromDestinationArn(stack, "D", arn))).toThrow(
      `there is LogSubscriptionTarget.${factory}`,
    );
  });
});

test("a stream or function of another account is refused", () => {
  const from = (id: string, destination: LogSubscriptionTarget) => () =>
    synth((stack) => {
      const provider = new AwsProvider(stack, "Own", { alias: "own", region: "eu-west-1", allowedAccountIds: [id] });
      new LogSubscription(stack, "Logs", { destination, logGroupName: "/app", provider });
    });
  expect(from("111122223333", stream)).not.toThrow();
  expect(from("444455556666", stream)).toThrow(
    /stream\/logs.*of another account than 444455556666.*LogDestination there.*\[LD2540\]/,
  );
  expect(from("444455556666", watch)).toThrow(/\[LD2942\]/);
});

test.each<[what: string, given: object]>([
  ["a LogDestinationTarget", LogDestinationTarget.kinesisStream(streamArn)],
  ["an object with the members of a destination", { destinationArn: streamArn, destinationName: "logs" }],
])("%s is no destination", (_, given) => {
  expect(() => subscribe({ destination: given as LogSubscriptionTarget })).toThrow(
    /destination is a \w+; .*\[LD2536\]/,
  );
});
