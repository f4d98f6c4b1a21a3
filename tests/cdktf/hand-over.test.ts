import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  type ILogDestination,
  LogDestination,
  LogSubscriber,
  LogSubscription,
  RegionalLogDestinations,
} from "@log-destinations/cdktf";
import { DataTerraformRemoteStateS3, TerraformOutput, type TerraformStack, TerraformVariable } from "cdktf";
import { describe, expect, test } from "vitest";
import { minimal, organization, roleArn, statements } from "./central.ts";
import { document, only, type Synthesized, synth } from "./synth.ts";

const filterType = "aws_cloudwatch_log_subscription_filter";
const arnIn = (region: string) => `arn:aws:logs:${region}:999999999999:destination:central`;
const regions = ["eu-west-1", "us-east-2"];
const exported = (region: string, role: boolean | null = true) => ({
  destination_arn: arnIn(region),
  destination_name: "central",
  region,
  subscription_role_required: role,
});
const all = Object.fromEntries(regions.map((region) => [region, exported(region)]));

/** A sender in Ireland, which subscribes to what `read` refers to. */
function sender(read: (stack: TerraformStack) => ILogDestination): Synthesized {
  return synth((stack) => {
    new LogSubscription(stack, "ToCentral", { destination: read(stack), logGroupName: "/app" });
  });
}

describe("a parameter for senders", () => {
  test("has what an output has, can be shared, and comes after the access policy", () => {
    const synthesized = synth((stack) => {
      const central = new LogDestination(stack, "Central", { ...minimal, tags: { team: "logs" } });
      central.grantSubscribe(LogSubscriber.organization(organization));
      central.exportToParameter("/logging/central");
      central.exportForSenders();
    });
    const parameter = only(synthesized, "aws_ssm_parameter");
    expect(parameter).toMatchObject({
      name: "/logging/central",
      type: "String",
      tier: "Advanced",
      tags: { team: "logs" },
    });
    expect(document(parameter, "insecure_value")).toEqual(synthesized.output?.log_destination?.value);
    expect(parameter.depends_on).toEqual([only(synthesized, "aws_cloudwatch_log_destination_policy").address]);
  });

  test("knows of subscribers that are granted later", () => {
    const synthesized = synth((stack) => {
      const central = new LogDestination(stack, "Central", minimal);
      central.exportToParameter("central");
      central.grantSubscribe(LogSubscriber.account("111122223333"));
    });
    expect(document(only(synthesized, "aws_ssm_parameter"), "insecure_value")).toMatchObject({
      subscription_role_required: false,
    });
  });

  test("of several Regions has each, and is made once, in the provider's Region", () => {
    const synthesized = synth((stack) => {
      new RegionalLogDestinations(stack, "Central", { ...minimal, regions }).exportToParameter("/logging/central");
    });
    const parameter = only(synthesized, "aws_ssm_parameter");
    expect(parameter).not.toHaveProperty("region");
    expect(document(parameter, "insecure_value")).toMatchObject({
      "eu-west-1": { region: "eu-west-1" },
      "us-east-2": { region: "us-east-2" },
    });
  });

  test("has a name of its own that a parameter can have", () => {
    const named =
      (...names: string[]) =>
      () =>
        synth((stack) => {
          const central = new LogDestination(stack, "Central", minimal);
          for (const name of names) central.exportToParameter(name);
          new LogDestination(stack, "Other", { ...minimal, destinationName: "other" }).exportToParameter("/other");
        });
    expect(named("logging/central")).toThrow(/parameterName is "logging\/central".*LD2101/);
    expect(named("/logging//central")).toThrow(/LD2101/);
    expect(named("/other")).toThrow(/the parameter \/other belongs to stack\/Central already.*LD2005/);
    expect(named("/logging/central", "central", "/a")).not.toThrow();
  });
});

describe("an export that is read at synth", () => {
  const role = (required: boolean | null) =>
    sender((stack) => LogDestination.fromSenderExport(stack, "Central", exported("eu-west-1", required)));

  test("decides whether the filter has a role", () => {
    expect(role(false).resource).not.toHaveProperty("aws_iam_role");
    expect(role(true).resource).toHaveProperty("aws_iam_role");
    expect(role(null).resource).toHaveProperty("aws_iam_role");
    expect(only(role(false), filterType)).toMatchObject({ destination_arn: arnIn("eu-west-1"), name: "central" });
  });

  test("can be JSON text", () => {
    const text = JSON.stringify(exported("eu-west-1", false));
    const synthesized = sender((stack) => LogDestination.fromSenderExport(stack, "Central", text));
    expect(synthesized.resource).not.toHaveProperty("aws_iam_role");
  });

  test("has its Regions, and those alone", () => {
    const read = (region: string) => () =>
      sender((stack) => RegionalLogDestinations.fromSenderExport(stack, "Central", all).inRegion(region));
    expect(only(read("eu-west-1")(), filterType).destination_arn).toBe(arnIn("eu-west-1"));
    expect(read("us-east-2")).toThrow(/the log group is in eu-west-1 and the destination central in us-east-2.*LD2502/);
    expect(read("eu-west-2")).toThrow(/no destination in "eu-west-2"; regions has eu-west-1, us-east-2 \[LD2601\]/);
  });

  test.each<[string, unknown]>([
    ["no JSON", "{"],
    ["a list", []],
    ["nothing", undefined],
    ["the ARN alone", JSON.stringify(arnIn("eu-west-1"))],
    ["an export of several Regions for one", all],
  ])("is refused where it is %s", (_, value) => {
    expect(() => sender((stack) => LogDestination.fromSenderExport(stack, "Central", value))).toThrow(
      /LogDestination.fromSenderExport got .*exportForSenders or exportToParameter wrote.*LD2570/,
    );
  });

  test("is refused where the Region that is given is another one", () => {
    expect(() =>
      sender((stack) =>
        LogDestination.fromSenderExport(stack, "Central", exported("eu-west-1"), { region: "us-east-2" }),
      ),
    ).toThrow(/region is "us-east-2", but destinationArn says eu-west-1.*LD2004/);
  });
});

describe("an export that Terraform reads", () => {
  const state = (stack: TerraformStack) => new DataTerraformRemoteStateS3(stack, "State", { bucket: "b", key: "k" });

  test("makes a role, unless the app says that none is needed", () => {
    const read = (subscriptionRoleRequired?: boolean) =>
      sender((stack) =>
        LogDestination.fromSenderExport(stack, "Central", state(stack).get("log_destination"), {
          subscriptionRoleRequired,
        }),
      );
    expect(read().resource).toHaveProperty("aws_iam_role");
    expect(read(false).resource).not.toHaveProperty("aws_iam_role");
    expect(only(read(), filterType)).toMatchObject({
      destination_arn: `\${data.terraform_remote_state.State.outputs.log_destination.destination_arn}`,
      name: `\${data.terraform_remote_state.State.outputs.log_destination.destination_name}`,
    });
  });

  test("of several Regions is read by the Region, whose number of uses does not matter", () => {
    const synthesized = sender((stack) => {
      const central = RegionalLogDestinations.fromSenderExport(stack, "Central", state(stack).get("log_destinations"));
      expect(central.inRegion("eu-west-1")).toBe(central.inRegion("eu-west-1"));
      expect(central.inRegion("us-east-2").region).toBe("us-east-2");
      return central.inRegion("eu-west-1");
    });
    expect(only(synthesized, filterType).destination_arn).toBe(
      `\${data.terraform_remote_state.State.outputs.log_destinations["eu-west-1"].destination_arn}`,
    );
  });

  test("can be a parameter's text", () => {
    const synthesized = sender((stack) => {
      const parameter = new DataAwsSsmParameter(stack, "Parameter", { name: "/logging/central" });
      return RegionalLogDestinations.fromSenderExport(stack, "Central", parameter.insecureValue, { regions }).inRegion(
        "eu-west-1",
      );
    });
    expect(only(synthesized, filterType).destination_arn).toBe(
      `\${jsondecode(data.aws_ssm_parameter.Parameter.insecure_value)["eu-west-1"].destination_arn}`,
    );
  });

  test("has no Region that the app knows it to lack, and none that is a token", () => {
    const read = (regionOf: (stack: TerraformStack) => string) => () =>
      sender((stack) =>
        RegionalLogDestinations.fromSenderExport(stack, "Central", state(stack).get("x"), { regions }).inRegion(
          regionOf(stack),
        ),
      );
    expect(read(() => "eu-west-2")).toThrow(/no destination in "eu-west-2".*LD2601/);
    expect(read((stack) => new TerraformVariable(stack, "region", { type: "string" }).stringValue)).toThrow(
      /named by the Regions; write it out \[LD2573\]/,
    );
  });
});

describe("destinations by name", () => {
  test("are those of the account that is given, in each Region", () => {
    const synthesized = synth((stack) => {
      const central = RegionalLogDestinations.fromDestinationName(stack, "Central", "central", {
        regions,
        account: "999999999999",
        subscriptionRoleRequired: false,
      });
      for (const region of regions) {
        const provider = new AwsProvider(stack, region, { alias: region, region });
        const destination = central.inRegion(region);
        new LogSubscription(stack, `To-${region}`, { destination, logGroupName: "/app", provider });
      }
    });
    const filters = Object.values(synthesized.resource[filterType] ?? {});
    expect(filters.map(({ destination_arn }) => destination_arn)).toEqual(regions.map(arnIn));
    expect(synthesized.resource).not.toHaveProperty("aws_iam_role");
    expect(synthesized).not.toHaveProperty("data.aws_caller_identity");
  });

  test("of another account are not those of the same name that the app makes", () => {
    const synthesized = synth((stack) => {
      new LogDestination(stack, "Own", { ...minimal, subscribers: [LogSubscriber.account("111122223333")] });
      const destination = LogDestination.fromDestinationName(stack, "Central", "central", { account: "999999999999" });
      expect(destination.subscriptionRoleRequired).toBeUndefined();
      new LogSubscription(stack, "ToCentral", { destination, logGroupName: "/app", roleArn });
    });
    expect(only(synthesized, filterType).destination_arn).toBe(arnIn("eu-west-1"));
  });

  test("are refused for what is no account", () => {
    expect(() =>
      sender((stack) => LogDestination.fromDestinationName(stack, "Central", "central", { account: "o-a1b2c3d4e5" })),
    ).toThrow(/account of LogDestination.fromDestinationName is "o-a1b2c3d4e5"; expected the 12 digits.*LD2571/);
  });
});

test("a key's policy lets the role of the destination ask for data keys by the target's service alone", () => {
  const synthesized = synth((stack) => {
    const central = new LogDestination(stack, "Central", { ...minimal, roleArn });
    const hub = new RegionalLogDestinations(stack, "Hub", { ...minimal, destinationName: "hub", regions, roleArn });
    new TerraformOutput(stack, "one", { value: central.targetKeyPolicy, staticId: true });
    new TerraformOutput(stack, "hub", { value: hub.targetKeyPolicy, staticId: true });
  });
  const { one, hub } = synthesized.output ?? {};
  expect(statements(one ?? {}, "value")).toEqual([
    {
      Sid: "WriteLogsToTarget",
      Effect: "Allow",
      Principal: { AWS: roleArn },
      Action: "kms:GenerateDataKey",
      Resource: "*",
      Condition: { StringLike: { "kms:ViaService": "kinesis.*" } },
    },
  ]);
  expect(hub?.value).toEqual(one?.value);
});
