import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { KinesisStreamConsumer } from "@cdktf/provider-aws/lib/kinesis-stream-consumer";
import { LambdaAlias } from "@cdktf/provider-aws/lib/lambda-alias";
import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogAccountSubscription,
  LogDestination,
  LogDestinationTarget,
  LogSubscriber,
  LogSubscription,
  LogSubscriptionTarget,
} from "@log-destinations/cdktf";
import { type TerraformProvider, TerraformStack, TerraformVariable } from "cdktf";
import { describe, expect, test } from "vitest";
import { synth, synthApp } from "../synth.ts";

const roleArn = "arn:aws:iam::999999999999:role/r";
const owner = { region: "eu-west-1", allowedAccountIds: ["999999999999"] };
const other = { region: "eu-west-1", allowedAccountIds: ["111122223333"] };

interface FirehoseOptions {
  logGroupName?: string;
  enabled?: boolean;
  lambdaArn?: string;
  reads?: string;
}

function firehose(stack: TerraformStack, { logGroupName, enabled = true, lambdaArn, reads }: FirehoseOptions) {
  return new KinesisFirehoseDeliveryStream(stack, "Firehose", {
    name: "logs",
    destination: "extended_s3",
    ...(reads && { kinesisSourceConfiguration: { kinesisStreamArn: reads, roleArn } }),
    extendedS3Configuration: {
      bucketArn: "arn:aws:s3:::logs",
      roleArn,
      ...(logGroupName && { cloudwatchLoggingOptions: { enabled, logGroupName, logStreamName: "S3" } }),
      ...(lambdaArn && {
        processingConfiguration: {
          enabled,
          processors: [
            { type: "Lambda", parameters: [{ parameterName: "LambdaArn", parameterValue: `${lambdaArn}:$LATEST` }] },
          ],
        },
      }),
    },
  });
}

function lambda(stack: TerraformStack, functionName = "transform", logGroup?: string) {
  return new LambdaFunction(stack, "Function", {
    functionName,
    role: roleArn,
    ...(logGroup && { loggingConfig: { logFormat: "JSON", logGroup } }),
  });
}

function destination(stack: TerraformStack, target: LogDestinationTarget) {
  return new LogDestination(stack, "Central", {
    destinationName: "central",
    target,
    subscribers: [LogSubscriber.account("999999999999")],
    accountLevelSubscriptions: true,
  });
}

const intoFirehose = (stack: TerraformStack, options: FirehoseOptions) =>
  destination(stack, LogDestinationTarget.firehoseDeliveryStream(firehose(stack, options).arn));

/** Pipelines whose one log group is `/pipeline`, by the way that log events take to it. */
const pipelines: [way: string, build: (stack: TerraformStack) => LogDestination, logGroupName: string][] = [
  ["Firehose's errors", (stack) => intoFirehose(stack, { logGroupName: "/pipeline" }), "/pipeline"],
  [
    "Firehose's errors, in a log group of the app",
    (stack) =>
      intoFirehose(stack, { logGroupName: new CloudwatchLogGroup(stack, "Errors", { name: "/pipeline" }).name }),
    "/pipeline",
  ],
  [
    "the Lambda function that transforms in Firehose",
    (stack) => intoFirehose(stack, { lambdaArn: lambda(stack).arn }),
    "/aws/lambda/transform",
  ],
  [
    "a Lambda function with a log group of its own",
    (stack) => intoFirehose(stack, { lambdaArn: lambda(stack, "transform", "/pipeline").arn }),
    "/pipeline",
  ],
  [
    "a Lambda function that is known by its ARN",
    (stack) => intoFirehose(stack, { lambdaArn: "arn:aws:lambda:eu-west-1:999999999999:function:fn" }),
    "/aws/lambda/fn",
  ],
  [
    "a Lambda function that reads the stream",
    (stack) => {
      const stream = new KinesisStream(stack, "Stream", { name: "logs" });
      new LambdaEventSourceMapping(stack, "Reads", {
        eventSourceArn: stream.arn,
        functionName: lambda(stack, "reader").functionName,
      });
      return destination(stack, LogDestinationTarget.kinesisStream(stream.arn));
    },
    "/aws/lambda/reader",
  ],
  [
    "a Lambda function that reads the stream by a consumer of its own",
    (stack) => {
      const stream = new KinesisStream(stack, "Stream", { name: "logs" });
      const consumer = new KinesisStreamConsumer(stack, "Consumer", { name: "reader", streamArn: stream.arn });
      new LambdaEventSourceMapping(stack, "Reads", { eventSourceArn: consumer.arn, functionName: "reader" });
      return destination(stack, LogDestinationTarget.kinesisStream(stream.arn));
    },
    "/aws/lambda/reader",
  ],
  [
    "Firehose that reads the stream, which is known by its ARN",
    (stack) => {
      const stream = "arn:aws:kinesis:eu-west-1:999999999999:stream/logs";
      firehose(stack, { logGroupName: "/pipeline", reads: stream });
      return destination(stack, LogDestinationTarget.kinesisStream(stream));
    },
    "/pipeline",
  ],
];

describe.each(pipelines)("what is logged by %s", (_, build, logGroupName) => {
  test("is refused as what a log group's subscription sends, and another log group is not", () => {
    const sends = (name: string) => () =>
      synth((stack) => new LogSubscription(stack, "Sub", { destination: build(stack), logGroupName: name }), owner);
    expect(sends(logGroupName)).toThrow(new RegExp(`sends the log group ${logGroupName}, which .* \\[LD2903\\]`));
    expect(sends("/app")).not.toThrow();
  });

  test("is refused as what an account's subscription sends, with the line that leaves it out", () => {
    const sends = (excludeLogGroups: string[]) => () =>
      synth(
        (stack) => new LogAccountSubscription(stack, "Sub", { destination: build(stack), excludeLogGroups }),
        owner,
      );
    expect(sends(["/other"])).toThrow(
      new RegExp(`write excludeLogGroups: \\[(?=.*"/other").*"${logGroupName}".*\\] \\[LD2902\\]`),
    );
    expect(sends([logGroupName])).not.toThrow();
  });
});

describe("a list of log groups", () => {
  const sends = (namesOf: (stack: TerraformStack, errors: CloudwatchLogGroup) => string[]) => () =>
    synth((stack) => {
      const errors = new CloudwatchLogGroup(stack, "Errors", { name: "/pipeline" });
      const central = intoFirehose(stack, { logGroupName: errors.name });
      new LogSubscription(stack, "Sub", { destination: central, logGroupNames: namesOf(stack, errors) });
    }, owner);

  test("is refused where one of them is on the way, by its name or by a reference, and is the one that is named", () => {
    const says = /Sub sends the log group \/pipeline, which the Firehose stream .* \[LD2903\]/;
    expect(sends(() => ["/app", "/pipeline"])).toThrow(says);
    expect(sends((_, errors) => ["/app", errors.name])).toThrow(says);
    expect(sends(() => ["/app", "/jobs"])).not.toThrow();
  });

  test("that only Terraform knows is not refused", () => {
    const listOf = (stack: TerraformStack) => new TerraformVariable(stack, "names", { type: "list(string)" }).listValue;
    expect(sends(listOf)).not.toThrow();
  });
});

describe("no loop", () => {
  const sends = (build: (stack: TerraformStack) => LogDestination, provider: object = owner) =>
    synth((stack) => {
      new LogAccountSubscription(stack, "Sub", { destination: build(stack), excludeLogGroups: [] });
    }, provider);

  test("is made by logging that is off", () => {
    expect(() => sends((stack) => intoFirehose(stack, { logGroupName: "/pipeline", enabled: false }))).not.toThrow();
    expect(() => sends((stack) => intoFirehose(stack, { lambdaArn: lambda(stack).arn, enabled: false }))).not.toThrow();
  });

  test("is made by a pipeline that the log events do not go through", () => {
    const elsewhere = (stack: TerraformStack) => {
      firehose(stack, { logGroupName: "/pipeline" });
      return destination(stack, LogDestinationTarget.kinesisStream(new KinesisStream(stack, "S", { name: "s" }).arn));
    };
    expect(() => sends(elsewhere)).not.toThrow();
  });

  test("is made by a pipeline in another account or Region", () => {
    const from = (settings: { region: string; allowedAccountIds: string[] }) => () =>
      synthApp((app) => {
        const [hub, workload] = [new TerraformStack(app, "hub"), new TerraformStack(app, "workload")];
        new AwsProvider(hub, "Aws", owner);
        new AwsProvider(workload, "Aws", settings);
        const stream = firehose(hub, { logGroupName: "/pipeline" });
        const central = destination(hub, LogDestinationTarget.firehoseDeliveryStream(stream.arn));
        new LogAccountSubscription(workload, "Sub", { destination: central, excludeLogGroups: [] });
      });
    expect(from(owner)).toThrow(/workload\/Sub sends .*\n- \/pipeline: the Firehose stream hub\//);
    expect(from(other)).not.toThrow();
  });

  test("is made by what logs in another Region of the same account", () => {
    const build = (stack: TerraformStack) => {
      const provider = new AwsProvider(stack, "Us", { ...owner, alias: "us", region: "us-east-2" });
      const stream = firehose(stack, { logGroupName: "/pipeline" });
      stream.provider = provider;
      return destination(stack, LogDestinationTarget.firehoseDeliveryStream(stream.arn));
    };
    expect(() => sends(build)).not.toThrow();
  });

  test("is claimed between stacks of which nothing shows that they are one account", () => {
    const build = () =>
      synthApp((app) => {
        const [hub, workload] = [new TerraformStack(app, "hub"), new TerraformStack(app, "workload")];
        for (const stack of [hub, workload]) new AwsProvider(stack, "Aws", { region: "eu-west-1" });
        const stream = firehose(hub, { logGroupName: "/pipeline" });
        const central = destination(hub, LogDestinationTarget.firehoseDeliveryStream(stream.arn));
        new LogAccountSubscription(workload, "Sub", { destination: central, excludeLogGroups: [] });
      });
    expect(build).not.toThrow();
  });

  test("is claimed where a list that only Terraform knows may leave it out", () => {
    const build = (stack: TerraformStack) => {
      const { listValue } = new TerraformVariable(stack, "groups", { type: "list(string)" });
      const central = intoFirehose(stack, { logGroupName: "/pipeline" });
      new LogAccountSubscription(stack, "Sub", { destination: central, excludeLogGroups: listValue });
    };
    expect(() => synth(build, owner)).not.toThrow();
  });
});

test("a log group of the app that is left out by a reference is left out", () => {
  const build = (stack: TerraformStack) => {
    const errors = new CloudwatchLogGroup(stack, "Errors", { name: "/pipeline" });
    const central = intoFirehose(stack, { logGroupName: "/pipeline" });
    new LogAccountSubscription(stack, "Sub", { destination: central, excludeLogGroups: [errors.name] });
  };
  expect(() => synth(build, owner)).not.toThrow();
});

describe("excludeLogGroups has to be given", () => {
  const arn = "arn:aws:logs:eu-west-1:999999999999:destination:central";
  const undecided =
    (
      settings: { region: string; allowedAccountIds?: string[]; assumeRole?: { roleArn: string }[] },
      destinationOf: (
        stack: TerraformStack,
        provider?: TerraformProvider,
      ) => ReturnType<typeof destination> | undefined = () => undefined,
    ) =>
    () =>
      synth((stack) => {
        const central = destinationOf(stack) ?? LogDestination.fromDestinationArn(stack, "Known", arn);
        new LogAccountSubscription(stack, "Sub", { destination: central });
      }, settings);

  test("where the account is, or may be, the owner of the destination", () => {
    expect(undecided(owner)).toThrow(
      /an account that is the one that receives them.*excludeLogGroups: \[\].*\[LD2901\]/,
    );
    expect(undecided({ region: "eu-west-1" })).toThrow(/an account that may be .*allowedAccountIds.*\[LD2901\]/);
    const pipeline = (stack: TerraformStack) => intoFirehose(stack, { logGroupName: "/pipeline" });
    expect(undecided({ region: "eu-west-1" }, pipeline)).toThrow(
      /is the one.*excludeLogGroups: \["\/pipeline"\] \[LD2901\]/,
    );
  });

  test("and not where it is another one", () => {
    expect(undecided(other)).not.toThrow();
    const assumeRole = [{ roleArn: "arn:aws:iam::111122223333:role/deploy" }];
    expect(undecided({ region: "eu-west-1", assumeRole })).not.toThrow();
  });

  test("of a destination that is known by its name in the own account", () => {
    expect(() =>
      synth((stack) => {
        const named = LogDestination.fromDestinationName(stack, "Known", "central");
        new LogAccountSubscription(stack, "Sub", { destination: named });
      }),
    ).toThrow(/an account that is the one/);
  });
});

describe("a Lambda function to which its own log group subscribes is refused", () => {
  const watch = (destinationOf: (stack: TerraformStack) => LogSubscriptionTarget) => () =>
    synth((stack) => {
      new LogSubscription(stack, "Watch", { destination: destinationOf(stack), logGroupName: "/aws/lambda/watch" });
    });

  test("by the ARN of its alias", () => {
    const alias = watch((stack) => {
      const functionName = lambda(stack, "watch").arn;
      const { arn } = new LambdaAlias(stack, "Live", { name: "live", functionName, functionVersion: "1" });
      return LogSubscriptionTarget.lambdaFunction(arn, { qualifier: "live" });
    });
    expect(alias).toThrow(/\/aws\/lambda\/watch, which the Lambda function .* writes to.*\[LD2903\]/);
  });

  test("by an ARN written out, since it is of the own account", () => {
    const named = (name: string) => `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;
    expect(watch(() => LogSubscriptionTarget.lambdaFunction(named("watch:live")))).toThrow(/\[LD2903\]/);
    expect(watch(() => LogSubscriptionTarget.lambdaFunction(named("other")))).not.toThrow();
  });
});

test("a log group whose name only Terraform knows is told by its resource", () => {
  const build = () =>
    synth((stack) => {
      const name = new TerraformVariable(stack, "name", { type: "string" }).stringValue;
      const logGroupName = new CloudwatchLogGroup(stack, "Errors", { name }).name;
      const stream = firehose(stack, { logGroupName });
      const central = destination(stack, LogDestinationTarget.firehoseDeliveryStream(stream.arn));
      new LogAccountSubscription(stack, "Account", { destination: central, excludeLogGroups: ["/a"] });
    });
  expect(build).toThrow(/write excludeLogGroups: \[the name of stack\/aws_cloudwatch_log_group.Errors, "\/a"\]/);
});
