import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LogDestination, type LogDestinationProps, LogDestinationTarget, LogSubscriber } from "@log-destinations/cdktf";
import { Fn, TerraformStack, TerraformVariable, Token } from "cdktf";
import { describe, expect, test } from "vitest";
import { destination, minimal, organization, roleArn, statements, stream, trustedSources } from "./central.ts";
import { document, lookup, only, synth, synthApp } from "./synth.ts";

describe("the least that makes a destination", () => {
  const synthesized = destination();

  test("is a destination and its role, made in the order in which the service needs them", () => {
    const role = only(synthesized, "aws_iam_role");
    const rolePolicy = only(synthesized, "aws_iam_role_policy");
    expect(only(synthesized, "aws_cloudwatch_log_destination")).toMatchObject({
      name: "central",
      target_arn: stream,
      role_arn: `\${${role.address}.arn}`,
      depends_on: [rolePolicy.address],
    });
    expect(rolePolicy.role).toBe(`\${${role.address}.id}`);
  });

  test("lets nobody subscribe", () => {
    expect(synthesized.resource).not.toHaveProperty("aws_cloudwatch_log_destination_policy");
  });

  test("lets the role put records into that stream and nothing else", () => {
    expect(document(only(synthesized, "aws_iam_role_policy"), "policy")).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "kinesis:PutRecord", Resource: stream }],
    });
  });

  test("trusts the service for any account, since a policy made elsewhere may let any in", () => {
    expect(document(only(synthesized, "aws_iam_role"), "assume_role_policy")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "logs.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringLike: { "aws:SourceArn": ["arn:aws:logs:eu-west-1:*:*"] },
          },
        },
      ],
    });
  });

  test("remarks that its role trusts for any account, and why, until its subscribers are known", () => {
    const remark = (subscribers: LogSubscriber[]) => destination({ subscribers }).annotations;
    expect(synthesized.annotations).toMatchObject([
      {
        level: "@cdktf/info",
        message: expect.stringMatching(/the subscribers of a destination are not known.*\[LD2410\]/),
      },
    ]);
    expect(remark([LogSubscriber.organization("o-a1b2c3d4e5")])).toMatchObject([
      { message: expect.stringMatching(/the accounts of an organization cannot be listed/) },
    ]);
    const ids = Array.from({ length: 58 }, (_, n) => `${n + 1e11}`);
    expect(remark([LogSubscriber.accounts(ids)])).toMatchObject([{ message: expect.stringMatching(/for that many/) }]);
    expect(remark([LogSubscriber.accounts(ids.slice(1))])).toEqual([]);
  });
});

describe("who may subscribe", () => {
  test("accounts are written bare, for this destination alone, after the destination", () => {
    const synthesized = destination({
      subscribers: [LogSubscriber.account("111122223333"), LogSubscriber.account("444455556666")],
    });
    const { address } = only(synthesized, "aws_cloudwatch_log_destination");
    const policy = only(synthesized, "aws_cloudwatch_log_destination_policy");
    expect(policy).toMatchObject({ destination_name: "central", depends_on: [address] });
    expect(document(policy, "access_policy")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Accounts",
          Effect: "Allow",
          Principal: { AWS: ["111122223333", "444455556666"] },
          Action: "logs:PutSubscriptionFilter",
          Resource: `\${${address}.arn}`,
        },
      ],
    });
  });

  test("organizations and their paths are written as everyone under a condition, which the service takes", () => {
    const path = `${organization}/r-ab12/ou-ab12-11111111/*`;
    const synthesized = destination({
      subscribers: [LogSubscriber.organization(organization), LogSubscriber.organizationPath(path)],
    });
    expect(statements(only(synthesized, "aws_cloudwatch_log_destination_policy"), "access_policy")).toMatchObject([
      { Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": organization } } },
      { Principal: "*", Condition: { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": path } } },
    ]);
  });

  test("a later grant adds to the policy and to the trust", () => {
    const synthesized = synth((stack) => {
      const central = new LogDestination(stack, "Central", { ...minimal, region: "eu-west-1" });
      central.grantSubscribe(LogSubscriber.account("111122223333"));
      central.grantSubscribe(LogSubscriber.account("444455556666"));
    });
    const accounts = { AWS: ["111122223333", "444455556666"] };
    const policy = only(synthesized, "aws_cloudwatch_log_destination_policy");
    expect(statements(policy, "access_policy")).toMatchObject([{ Principal: accounts }]);
    expect(trustedSources(synthesized)).toHaveLength(3);
  });

  test("account-level subscriptions are let in where that is asked for", () => {
    const subscribers = [LogSubscriber.account("111122223333")];
    const synthesized = destination({ subscribers, accountLevelSubscriptions: true });
    expect(statements(only(synthesized, "aws_cloudwatch_log_destination_policy"), "access_policy")).toMatchObject([
      { Action: ["logs:PutSubscriptionFilter", "logs:PutAccountPolicy"] },
    ]);
  });
});

describe("tokens", () => {
  test("stand wherever a value can: ARNs, ids, names, expressions written by hand", () => {
    const synthesized = synth((stack) => {
      const variable = (id: string) => new TerraformVariable(stack, id, { type: "string" }).stringValue;
      new LogDestination(stack, "Central", {
        destinationName: variable("name"),
        target: LogDestinationTarget.firehoseDeliveryStream(variable("stream"), { kmsKeyArn: variable("key") }),
        subscribers: [
          LogSubscriber.account(variable("account")),
          LogSubscriber.account(`\${var.accounts["audit"]}`),
          LogSubscriber.account(`\${lookup({ a = "b" }, "a")}`),
          LogSubscriber.account("000000000000"),
          LogSubscriber.organization(variable("organization")),
          LogSubscriber.organizationPath(variable("path")),
        ],
        region: variable("region"),
      });
    });
    const text = only(synthesized, "aws_cloudwatch_log_destination_policy").access_policy as string;
    expect(text).toContain(
      `"AWS":["\${var.account}","\${var.accounts["audit"]}","\${lookup({ a = "b" }, "a")}","000000000000"]`,
    );
    expect(text).toContain(`"aws:PrincipalOrgID":"\${var.organization}"`);
    expect(text).toContain(`"aws:PrincipalOrgPaths":"\${var.path}"`);
    const partition = `\${${lookup(synthesized, "aws_partition")}.partition}`;
    expect(trustedSources(synthesized)).toEqual([`arn:${partition}:logs:\${var.region}:*:*`]);
    expect(statements(only(synthesized, "aws_iam_role_policy"), "policy")).toEqual([
      { Effect: "Allow", Action: "firehose:PutRecord", Resource: `\${var.stream}` },
      { Effect: "Allow", Action: "kms:GenerateDataKey", Resource: `\${var.key}` },
    ]);
  });

  test("a list of accounts is encoded by Terraform, beside accounts that are known", () => {
    const synthesized = synth((stack) => {
      const senders = new TerraformVariable(stack, "senders", { type: "list(string)" });
      new LogDestination(stack, "Central", {
        ...minimal,
        subscribers: [
          LogSubscriber.account("111122223333"),
          LogSubscriber.account(`\${var.accounts["audit"]}`),
          LogSubscriber.accounts(senders.listValue),
        ],
        region: "eu-west-1",
      });
    });
    expect(only(synthesized, "aws_cloudwatch_log_destination_policy").access_policy).toContain(
      `"Principal":{"AWS":\${jsonencode(distinct(flatten([["111122223333", var.accounts["audit"]], var.senders])))}},`,
    );
    expect(only(synthesized, "aws_iam_role").assume_role_policy).toContain(
      `length(distinct(flatten([["111122223333", var.accounts["audit"]], var.senders]))) <= 45`,
    );
  });
});

test("tags may be tokens, whole or in part", () => {
  const asTags = (value: unknown) => value as Record<string, string>;
  synth((stack) => {
    const variable = new TerraformVariable(stack, "tags", { type: "map(string)" });
    const wholes = [
      Fn.merge([variable.value, { a: "b" }]),
      variable.value,
      Token.asStringMap(variable.value),
      { [variable.stringValue]: "b", a: variable.stringValue, c: variable.value },
    ];
    for (const [index, tags] of wholes.entries()) {
      const props = { ...minimal, destinationName: `${index}`, tags: asTags(tags) };
      expect(() => new LogDestination(stack, `Central${index}`, props)).not.toThrow();
    }
  });
});

describe("two providers in one stack", () => {
  test("do not take each other's Region", () => {
    const synthesized = synthApp((app) => {
      const stack = new TerraformStack(app, "stack");
      new AwsProvider(stack, "Other", { alias: "other", region: "us-east-2" });
      new AwsProvider(stack, "Aws", { region: "eu-west-1" });
      new LogDestination(stack, "Central", minimal);
    }).stack("stack");
    expect(only(synthesized, "aws_iam_role").assume_role_policy).toContain("arn:aws:logs:eu-west-1:*:*");
  });

  test("each destination and all that it needs belong to its own", () => {
    const synthesized = synth((stack) => {
      for (const alias of ["first", "second"]) {
        const provider = new AwsProvider(stack, alias, { alias });
        new LogDestination(stack, `${alias}Central`, {
          ...minimal,
          provider,
          subscribers: [LogSubscriber.account("111122223333")],
        });
      }
    });
    const blocks = [synthesized.resource, synthesized.data ?? {}].flatMap((kinds) => Object.values(kinds));
    expect(blocks).toHaveLength(7);
    for (const block of blocks) {
      expect(Object.values(block).map(({ provider }) => provider)).toEqual(["aws.first", "aws.second"]);
    }
  });

  test("share their lookups with every other destination of the provider", () => {
    const names = ["one", "two", "three"];
    const synthesized = synth((stack) => {
      const subscribers = [LogSubscriber.account("111122223333")];
      for (const name of names) new LogDestination(stack, name, { ...minimal, destinationName: name, subscribers });
    }, {});
    for (const type of ["aws_partition", "aws_region", "aws_caller_identity"]) lookup(synthesized, type);
  });
});

describe("a destination that exists already", () => {
  const imported = (props: Partial<LogDestinationProps>, id = "central") =>
    synth((stack) => new LogDestination(stack, "Central", { ...minimal, ...props }).importFrom(id));

  test("is taken over by its name", () => {
    const synthesized = imported({});
    const { address } = only(synthesized, "aws_cloudwatch_log_destination");
    expect(synthesized.import).toEqual([{ id: "central", to: address }]);
  });

  test("is taken over by the provider that is given", () => {
    const synthesized = synth((stack) => {
      const provider = new AwsProvider(stack, "Logs", { alias: "logs" });
      new LogDestination(stack, "Central", { ...minimal, provider }).importFrom("central");
    });
    expect(synthesized.import).toMatchObject([{ id: "central", provider: "aws.logs" }]);
  });

  test("is taken over from its Region", () => {
    expect(imported({ region: "us-east-2" }).import).toMatchObject([{ id: "central@us-east-2" }]);
  });

  test("is refused under another name, which would replace it", () => {
    expect(() => imported({}, "other")).toThrow(/"other", but destinationName is "central".*would be replaced/);
  });
});

test("the target may live in another stack, which then comes first and hands its ARN over", () => {
  const { stack, manifest } = synthApp((app) => {
    const streams = new TerraformStack(app, "streams");
    const logs = new TerraformStack(app, "logs");
    for (const each of [streams, logs]) new AwsProvider(each, "Aws", { region: "eu-west-1" });
    const target = LogDestinationTarget.kinesisStream(new KinesisStream(streams, "Stream", { name: "logs" }).arn);
    new LogDestination(logs, "Central", { ...minimal, target });
  });
  const handedOver = /^\$\{data\.terraform_remote_state\.[^}]*\}$/;
  const [statement] = statements(only(stack("logs"), "aws_iam_role_policy"), "policy");
  expect(only(stack("logs"), "aws_cloudwatch_log_destination").target_arn).toMatch(handedOver);
  expect(statement?.Resource).toMatch(handedOver);
  expect(manifest("logs").dependencies).toEqual(["streams"]);
});

test("what to wait for may live in another stack, which then comes first", () => {
  const { stack, manifest } = synthApp((app) => {
    const streams = new TerraformStack(app, "streams");
    const logs = new TerraformStack(app, "logs");
    for (const each of [streams, logs]) new AwsProvider(each, "Aws", { region: "eu-west-1" });
    const grant = new IamRolePolicy(streams, "Grant", { role: "writer", policy: "{}" });
    new LogDestination(logs, "Central", {
      ...minimal,
      roleArn: "arn:aws:iam::999999999999:role/writer",
      dependsOn: [grant],
    });
  });
  expect(only(stack("logs"), "aws_cloudwatch_log_destination")).not.toHaveProperty("depends_on.0");
  expect(manifest("logs").dependencies).toEqual(["streams"]);
});

describe("refused", () => {
  const refused: [what: string, props: () => Partial<LogDestinationProps>, says: RegExp][] = [
    ["an empty name", () => ({ destinationName: "" }), /destinationName is "".*1 to 512/],
    [
      "a name that is too long",
      () => ({ destinationName: "n".repeat(513) }),
      /of 513 characters; the service takes 1 to 512/,
    ],
    [
      "a name with a colon",
      () => ({ destinationName: "a:b" }),
      /"a:b"; the service takes 1 to 512 characters without : and \*/,
    ],
    [
      "a name with an asterisk",
      () => ({ destinationName: "a*" }),
      /"a\*"; the service takes 1 to 512 characters without : and \*/,
    ],
    ["a name that would break the policy", () => ({ destinationName: 'a"b' }), /a quote, a backslash/],
    ["an ARN for a name", () => ({ destinationName: "arn:aws:logs:eu-west-1:1:destination:a" }), /the name alone/],
    ["too many tags", () => ({ tags: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [n, ""])) }), /51 tags/],
    ["a tag key that is too long", () => ({ tags: { ["k".repeat(129)]: "" } }), /1 to 128 characters/],
    ["a tag value that is too long", () => ({ tags: { k: "v".repeat(257) } }), /at most 256 characters/],
    ["a tag that AWS reserves", () => ({ tags: { "aws:k": "v" } }), /reserved/],
    [
      "a tag with a character that is not allowed",
      () => ({ tags: { k: "a,b" } }),
      /"k": "a,b"; a value has .* of letters, digits/,
    ],
    ["an Availability Zone for a Region", () => ({ region: "eu-west-1a" }), /expected a Region's code/],
    ["an ARN for a role that is none", () => ({ roleArn: "central-logs" }), /expected the ARN of a role/],
    ["a name for a role that is given", () => ({ roleArn, roleName: "n" }), /roleName would have no effect/],
  ];

  test.each(refused)("%s", (_, props, says) => {
    expect(() => destination(props())).toThrow(says);
  });

  test("two destinations of one name in the same account and Region", () => {
    const twice = (props: Partial<LogDestinationProps>) =>
      synth((stack) => {
        new LogDestination(stack, "First", minimal);
        new LogDestination(stack, "Second", { ...minimal, ...props });
      });
    expect(() => twice({})).toThrow(/the destination central belongs to stack\/First already/);
    expect(() => twice({ region: "us-east-2" })).not.toThrow();
    expect(() => twice({ destinationName: "other" })).not.toThrow();
  });

  test("nothing that is just within the limits", () => {
    const tags = Object.fromEntries(Array.from({ length: 49 }, (_, n) => [`${n}`, "v".repeat(256)]));
    expect(() => destination({ tags: { ...tags, ["k".repeat(128)]: "" } })).not.toThrow();
    expect(() => destination({ destinationName: "n".repeat(512) })).not.toThrow();
  });
});
