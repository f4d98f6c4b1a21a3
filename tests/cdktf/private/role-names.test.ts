import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogAccountSubscription,
  LogDestination,
  type LogDestinationProps,
  LogDestinationTarget,
  LogSubscription,
  type LogSubscriptionOptions,
  LogSubscriptionRole,
  RegionalLogDestinations,
} from "@log-destinations/cdktf";
import { type TerraformStack, TerraformVariable } from "cdktf";
import { describe, expect, test } from "vitest";
import { minimal } from "../central.ts";
import { only, synth } from "../synth.ts";

const rolePermissionsBoundary = "arn:aws:iam::111122223333:policy/boundary";
const arn = "arn:aws:logs:eu-west-1:999999999999:destination:central";
const named = { roleName: "writer", rolePath: "/logs/", rolePermissionsBoundary };

const makers: [construct: string, make: (stack: TerraformStack, props: LogSubscriptionOptions) => void][] = [
  ["LogDestination", (stack, props) => new LogDestination(stack, "It", { ...minimal, ...props })],
  [
    "RegionalLogDestinations",
    (stack, props) => new RegionalLogDestinations(stack, "It", { ...minimal, regions: ["eu-west-1"], ...props }),
  ],
  [
    "LogSubscriptionRole",
    (stack, { rolePermissionsBoundary: permissionsBoundary, ...props }) =>
      new LogSubscriptionRole(stack, "It", { ...props, ...(permissionsBoundary && { permissionsBoundary }) }),
  ],
  [
    "LogSubscription",
    (stack, props) => {
      const destination = LogDestination.fromDestinationArn(stack, "Central", arn);
      new LogSubscription(stack, "It", { destination, logGroupName: "/app", ...props });
    },
  ],
  [
    "LogAccountSubscription",
    (stack, props) => {
      const destination = LogDestination.fromDestinationArn(stack, "Central", arn);
      new LogAccountSubscription(stack, "It", { destination, excludeLogGroups: [], ...props });
    },
  ],
];

describe.each(makers)("the role of a %s", (_, make) => {
  const made = (props: LogSubscriptionOptions) => synth((stack) => make(stack, props));

  test("has its name, path and boundary", () => {
    expect(only(made(named), "aws_iam_role")).toMatchObject({
      name: "writer",
      path: "/logs/",
      permissions_boundary: rolePermissionsBoundary,
    });
  });

  test.each<[props: LogSubscriptionOptions, message: RegExp]>([
    [{ roleName: "n".repeat(65) }, /roleName is .*1 to 64 characters/],
    [{ roleName: "a b" }, /roleName is "a b"/],
    [{ rolePath: "logs" }, /rolePath is "logs".*begin and end in \//],
    [{ rolePath: `/${"p".repeat(511)}/` }, /rolePath .*1 to 512/],
    [
      { rolePermissionsBoundary: "boundary" },
      /permissions boundary got "boundary"; expected the ARN of a managed policy/,
    ],
  ])("is refused where IAM would refuse it: %j", (props, message) => {
    expect(() => made(props)).toThrow(message);
  });
});

test("what IAM takes passes: the longest name and path, a policy of AWS, and tokens", () => {
  synth((stack) => {
    const { stringValue } = new TerraformVariable(stack, "x", { type: "string" });
    const role = (id: string, props: Partial<LogDestinationProps>) =>
      new LogDestination(stack, id, { ...minimal, destinationName: id, ...props });
    role("a", { roleName: "n".repeat(64), rolePath: `/${"p".repeat(510)}/` });
    role("b", { rolePath: "/", rolePermissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess" });
    role("c", { roleName: stringValue, rolePath: stringValue, rolePermissionsBoundary: stringValue });
    role("d", { roleName: stringValue });
  });
});

describe("a role's name", () => {
  test("is refused for a second role of the account, by another Region's provider and in other letters too", () => {
    const twice = (accounts: [string, string]) =>
      synth((stack) => {
        const { stringValue } = new TerraformVariable(stack, "stream", { type: "string" });
        const target = LogDestinationTarget.kinesisStream(stringValue);
        for (const [index, account] of accounts.entries()) {
          const region = ["us-east-1", "us-east-2"][index] as string;
          const provider = new AwsProvider(stack, region, { alias: region, region, allowedAccountIds: [account] });
          const roleName = index === 0 ? "Writer" : "writer";
          new LogDestination(stack, `Central${index}`, { ...minimal, target, roleName, provider });
        }
      });
    expect(() => twice(["111122223333", "111122223333"])).toThrow(/the role writer belongs to .*unique in its account/);
    expect(() => twice(["111122223333", "444455556666"])).not.toThrow();
  });

  test("has no effect where no role is made, and is refused", () => {
    const subscription = (props: object) => () =>
      synth((stack) => {
        const destination = LogDestination.fromDestinationArn(stack, "Central", arn);
        new LogSubscription(stack, "Sub", { destination, logGroupName: "/app", ...props });
      });
    expect(subscription({ createRole: false, ...named })).toThrow(
      /no role is made here, so roleName and rolePath and rolePermissionsBoundary would have no effect/,
    );
    const roleArn = "arn:aws:iam::111122223333:role/sender";
    expect(subscription({ roleArn, rolePath: "/x/" })).toThrow(/so rolePath would have no effect.*\[LD2541\]/);
  });
});

test("a target of another partition than the destination is refused, where both are known", () => {
  const target = LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs");
  const central = (region: string) => () =>
    synth((stack) => new LogDestination(stack, "Central", { ...minimal, target, region }), {});
  expect(central("cn-north-1")).toThrow(/the stream is of the partition aws, and cn-north-1 of aws-cn; .*\[LD2930\]/);
  expect(central("us-east-1")).not.toThrow();
  expect(central("${var.region}")).not.toThrow();
});
