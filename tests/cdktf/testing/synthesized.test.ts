import { CloudwatchLogDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-destination";
import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LogDestination, LogDestinationTarget, LogSubscriber, LogSubscription } from "@log-destinations/cdktf";
import { synthesized } from "@log-destinations/cdktf/testing";
import "@log-destinations/cdktf/testing/vitest";
import { TerraformStack, Testing } from "cdktf";
import { describe, expect, test } from "vitest";
import { account, arn, central, stackWith } from "./stack.ts";

describe("what is judged", () => {
  test("a stack, its JSON as text, or that parsed", () => {
    const stack = central([LogSubscriber.account(account)]);
    const text = Testing.synth(stack);
    for (const each of [stack, text, JSON.parse(text)]) expect(each).toLetSubscribe({ account });
  });

  test("a stack is validated, which Testing.synth alone leaves out", () => {
    const invalid = stackWith((scope) => {
      const destination = LogDestination.fromDestinationArn(scope, "Central", arn.replace("eu-west-1", "us-east-2"));
      new LogSubscription(scope, "Logs", { destination, logGroupName: "/app" });
    });
    expect(() => synthesized(invalid)).toThrow(/the log group is in eu-west-1/);
  });

  test("a stack that refers to another has its references prepared, which Testing.synth alone leaves out", () => {
    const app = Testing.app();
    const [streams, logs] = ["streams", "logs"].map((id) => {
      const stack = new TerraformStack(app, id);
      new AwsProvider(stack, "Aws", { region: "eu-west-1" });
      return stack;
    }) as [TerraformStack, TerraformStack];
    const { arn: streamArn } = new KinesisStream(streams, "Stream", { name: "logs" });
    const elsewhere = LogDestinationTarget.kinesisStream(streamArn);
    new LogDestination(logs, "Central", { destinationName: "central", target: elsewhere });
    expect(logs).toHaveLogDestination({ target_arn: expect.stringContaining("data.terraform_remote_state") });
  });

  test("nothing else", () => {
    expect(() => synthesized(42)).toThrow(/expected a TerraformStack or its synthesized JSON, got 42/);
  });

  test("destinations made by the provider's own class as well", () => {
    const raw = stackWith((scope) => {
      new CloudwatchLogDestination(scope, "Raw", { name: "raw", roleArn: "r", targetArn: "t" });
    });
    expect(raw).toHaveLogDestination({ name: "raw" });
  });
});
