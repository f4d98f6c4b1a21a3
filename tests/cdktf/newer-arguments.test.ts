import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LogDestination, LogSubscription, type LogSubscriptionProps, LogSystemField } from "@log-destinations/cdktf";
import { TerraformProvider, TerraformStack, TerraformVariable } from "cdktf";
import { describe, expect, test } from "vitest";
import { only, synthApp } from "./synth.ts";

const filter = "aws_cloudwatch_log_subscription_filter";
const version = "terraform.required_providers.aws.version";
const destinationArn = "arn:aws:logs:eu-west-1:999999999999:destination:central";

interface Setup {
  /** The version that the stack's provider package was made of; that of the installed one where it is left out. */
  packageVersion?: string;
  props?: (stack: TerraformStack) => Partial<LogSubscriptionProps>;
  /** Called before and after the constructs are made. */
  before?: (stack: TerraformStack) => void;
  after?: (stack: TerraformStack) => void;
}

const transformed = () => ({ applyOnTransformedLogs: true });

function subscribe({ packageVersion, props = transformed, before, after }: Setup = {}) {
  return synthApp((app) => {
    const stack = new TerraformStack(app, "stack");
    if (packageVersion === undefined) new AwsProvider(stack, "Aws", { region: "eu-west-1" });
    else providerOf(stack, "Aws", packageVersion);
    const destination = LogDestination.fromDestinationArn(stack, "Central", destinationArn);
    before?.(stack);
    new LogSubscription(stack, "Logs", { destination, logGroupName: "/app", region: "eu-west-1", ...props(stack) });
    after?.(stack);
  }).stack("stack");
}

/** A provider as bindings of a user's own declare it. */
class OwnProvider extends TerraformProvider {}

function providerOf(stack: TerraformStack, id: string, providerVersion: string): void {
  new OwnProvider(stack, id, {
    terraformResourceType: "aws",
    terraformProviderSource: "hashicorp/aws",
    terraformGeneratorMetadata: { providerName: "aws", providerVersion },
  });
}

const ask = (constraint: unknown) => (stack: TerraformStack) => stack.addOverride(version, constraint);

describe("an argument that the version of the provider may lack is refused at synth", () => {
  test("with a provider package of an earlier version, by an error that says what to do", () => {
    expect(() => subscribe({ packageVersion: "6.25.0" })).toThrow(
      /\[stack\/Logs\] applyOnTransformedLogs takes version 6\.28\.0 or later of the AWS provider, and the stack asks for "6\.25\.0"; .*stack\.addOverride\("terraform\.required_providers\.aws\.version", ">= 6\.28\.0"\), or leave the prop out \[LD2802\]/,
    );
  });

  test("false too, since Terraform refuses the argument whatever its value", () => {
    const props = () => ({ applyOnTransformedLogs: false });
    expect(() => subscribe({ packageVersion: "6.25.0", props })).toThrow("LD2802");
  });

  test.each([
    ["is no text", 6.28, "asks for 6.28, which cannot be read here; "],
    ["is taken out", undefined, "asks for no version of it; "],
  ])("where the override of the version %s", (_, constraint, says) => {
    expect(() => subscribe({ packageVersion: "6.66.0", before: ask(constraint) })).toThrow(says);
  });

  test("where the last of two provider packages is of an earlier version, which is the one that is written", () => {
    const setup = { packageVersion: "6.66.0", after: (stack: TerraformStack) => providerOf(stack, "Other", "6.25.0") };
    expect(() => subscribe(setup)).toThrow('asks for "6.25.0"');
  });
});

describe("of a constraint on the version, the lowest one that it admits decides", () => {
  const constrained = (constraint: string) => () => subscribe({ packageVersion: "6.25.0", after: ask(constraint) });

  test.each([
    "6.28.0",
    "= 6.28.0",
    "v6.28",
    "6.66.0",
    "7",
    ">= 6.28.0",
    ">=6.28",
    "> 6.27.99, >= 6.28",
    "> 6.28.0",
    "~> 6.28",
    "~> 6.28.3",
    "~> 7.0",
    ">= 6.28, < 7.0.0",
    "< 7.0.0, >= 6.0, >= 6.30, != 6.31.0",
  ])("%s admits none before 6.28.0", (constraint) => {
    expect(constrained(constraint)).not.toThrow();
  });

  test.each([
    "6.25.0",
    "6.27.9",
    "5.99.0",
    ">= 6.27.9",
    ">= 6",
    "> 6.27.0",
    "~> 6.0",
    "~> 6.27.0",
    "< 7.0.0",
    "<= 6.66.0",
    "!= 6.27.0",
    "!= 6.30.0",
  ])("%s admits one before 6.28.0", (constraint) => {
    expect(constrained(constraint)).toThrow(`asks for "${constraint}"; `);
  });

  test.each(["", "latest", "6.28.0-beta1", ">= 6.28.0,", "^6.28.0", ">= 6.28.x", "6.28.0.1", `\${TfToken[TOKEN.0]}`])(
    "%j cannot be read",
    (constraint) => {
      expect(constrained(constraint)).toThrow("which cannot be read here; ");
    },
  );
});

describe("an argument that the version of the provider has is written", () => {
  test("where an override asks for such a version, before the construct is made or after it", () => {
    for (const setup of [{ before: ask(">= 6.28.0, < 7.0.0") }, { after: ask(">= 6.28.0, < 7.0.0") }]) {
      const synthesized = subscribe({ packageVersion: "6.25.0", ...setup });
      expect(only(synthesized, filter)).toMatchObject({ apply_on_transformed_logs: true, name: "central" });
      expect(synthesized.terraform).toMatchObject({ required_providers: { aws: { version: ">= 6.28.0, < 7.0.0" } } });
    }
  });

  test("where the provider of the stack is of such a version", () => {
    expect(only(subscribe({ packageVersion: "6.66.0" }), filter)).toMatchObject({ apply_on_transformed_logs: true });
  });

  test("false as well, which turns off what was on", () => {
    const props = () => ({ applyOnTransformedLogs: false });
    const synthesized = subscribe({ packageVersion: "6.66.0", props });
    expect(only(synthesized, filter)).toMatchObject({ apply_on_transformed_logs: false });
  });

  test("as a token, which Terraform computes", () => {
    const props = (stack: TerraformStack) => {
      const variable = new TerraformVariable(stack, "Transformed", { type: "bool" });
      return { applyOnTransformedLogs: variable.booleanValue };
    };
    expect(only(subscribe({ packageVersion: "6.66.0", props }), filter)).toMatchObject({
      apply_on_transformed_logs: `\${var.Transformed}`,
    });
  });
});

describe("system fields", () => {
  const props = () => ({ emitSystemFields: [LogSystemField.ACCOUNT, LogSystemField.REGION] });

  test("are written where the provider takes them, and refused where it may not", () => {
    expect(only(subscribe({ packageVersion: "6.28.0", props }), filter)).toMatchObject({
      emit_system_fields: ["@aws.account", "@aws.region"],
    });
    expect(() => subscribe({ packageVersion: "6.27.0", props })).toThrow("emitSystemFields takes version 6.28.0");
  });

  test("are of those that the provider permits", () => {
    const other = () => ({ emitSystemFields: ["@source.log" as LogSystemField] });
    expect(() => subscribe({ packageVersion: "6.28.0", props: other })).toThrow(
      'emitSystemFields is "@source.log"; expected @aws.account or @aws.region',
    );
  });
});

test("without the prop nothing is written, and no version is asked for", () => {
  const synthesized = subscribe({ packageVersion: "6.25.0", props: () => ({}) });
  expect(only(synthesized, filter)).not.toHaveProperty("apply_on_transformed_logs");
});

describe("the provider package that is installed", () => {
  const inClass = "applyOnTransformedLogs" in CloudwatchLogSubscriptionFilter.prototype;

  test.skipIf(inClass)("lacks the argument: it is refused, and the error names the one that has it", () => {
    expect(() => subscribe()).toThrow(
      "; move to CDK Terrain, whose provider package has it (@log-destinations/cdktn), or ask for a later version, ",
    );
  });

  test.runIf(inClass)("has the argument: it is taken, and is a property of the resource", () => {
    const synthesized = subscribe({
      after: (stack) => {
        const { resource } = stack.node.findChild("Logs") as LogSubscription;
        expect(resource).toMatchObject({ applyOnTransformedLogsInput: true });
      },
    });
    expect(only(synthesized, filter)).toMatchObject({ apply_on_transformed_logs: true });
  });
});
