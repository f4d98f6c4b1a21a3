import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  type ILogDestination,
  LogDestination,
  type LogDestinationAttributes,
  type LogDestinationProps,
  LogDestinationTarget,
  LogSubscriber,
} from "@log-destinations/cdktf";
import { Fn, TerraformStack, TerraformVariable, Testing, Token } from "cdktf";
import { describe, expect, test } from "vitest";
import { document, lookup, only, synth, synthApp } from "./synth.ts";

const stream = "arn:aws:kinesis:eu-west-1:999999999999:stream/logs";
const organization = "o-a1b2c3d4e5";
const minimal: LogDestinationProps = {
  destinationName: "central",
  target: LogDestinationTarget.kinesisStream(stream),
};

function destination(
  props: Partial<LogDestinationProps> = {},
  provider: { region?: string } = { region: "eu-west-1" },
) {
  return synth((stack) => new LogDestination(stack, "Central", { ...minimal, ...props }), provider);
}

function statements(attributes: Record<string, unknown>, name: string) {
  return (document(attributes, name) as { Statement: Record<string, unknown>[] }).Statement;
}

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

  test("synthesizes without a remark", () => {
    expect(synthesized.annotations).toEqual([]);
  });

  test("stays what it is", () => {
    expect(synthesized.resource).toMatchSnapshot();
  });
});

test("everything that can be set arrives", () => {
  const synthesized = synth((stack) => {
    const central = new AwsProvider(stack, "CentralAccount", { alias: "central", region: "eu-central-1" });
    const key = "arn:aws:kms:eu-central-1:999999999999:key/0f0f0f0f-1111-2222-3333-444444444444";
    new LogDestination(stack, "Central", {
      destinationName: "central",
      target: LogDestinationTarget.kinesisStream(stream, { kmsKeyArn: key }),
      subscribers: [LogSubscriber.account("111122223333"), LogSubscriber.organization(organization)],
      accountLevelSubscriptions: true,
      forceUpdate: true,
      roleName: "central-logs",
      rolePermissionsBoundary: "arn:aws:iam::999999999999:policy/boundary",
      tags: { team: "observability" },
      region: "eu-central-1",
      provider: central,
      dependsOn: [new KinesisStream(stack, "Stream", { name: "logs" })],
      preventDestroy: true,
    });
  });
  expect(synthesized.resource).toMatchSnapshot();
  expect(synthesized.annotations).toEqual([]);
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

function trustedSources(synthesized: ReturnType<typeof destination>) {
  return statements(only(synthesized, "aws_iam_role"), "assume_role_policy").flatMap(
    ({ Condition }) => (Condition as { StringLike: { "aws:SourceArn": string[] } }).StringLike["aws:SourceArn"],
  );
}

describe("whom the role trusts the service to act for", () => {
  const account = (id: string | number) => LogSubscriber.account(String(id).padStart(12, "0"));

  test("the owner, for the test message, and each account that may subscribe", () => {
    const synthesized = destination({ subscribers: [account(111122223333)], region: "eu-west-1" });
    const caller = lookup(synthesized, "aws_caller_identity");
    expect(trustedSources(synthesized)).toEqual([
      `arn:aws:logs:eu-west-1:\${${caller}.account_id}:*`,
      "arn:aws:logs:eu-west-1:111122223333:*",
    ]);
  });

  test("any account, once an organization lets in accounts that cannot be listed", () => {
    const synthesized = destination({
      subscribers: [account(111122223333), LogSubscriber.organization(organization)],
      region: "eu-west-1",
    });
    expect(trustedSources(synthesized)).toEqual(["arn:aws:logs:eu-west-1:*:*"]);
  });

  test("any account, once the list would outgrow what IAM takes", () => {
    const many = (count: number) =>
      destination({ subscribers: Array.from({ length: count }, (_, n) => account(n)), region: "eu-west-1" });
    const length = (count: number) => (only(many(count), "aws_iam_role").assume_role_policy as string).length;
    expect(trustedSources(many(40))).toHaveLength(41);
    expect(length(40)).toBeLessThanOrEqual(2048);
    expect(trustedSources(many(60))).toEqual(["arn:aws:logs:eu-west-1:*:*"]);
  });

  test("the organization's accounts alone, where that is asked for", () => {
    const path = `${organization}/r-ab12/ou-ab12-11111111/*`;
    const synthesized = destination({
      subscribers: [
        account(111122223333),
        LogSubscriber.organization(organization),
        LogSubscriber.organizationPath(path),
      ],
      trustBySourceOrganization: true,
      region: "eu-west-1",
    });
    const caller = lookup(synthesized, "aws_caller_identity");
    expect(
      statements(only(synthesized, "aws_iam_role"), "assume_role_policy").map(({ Condition }) => Condition),
    ).toEqual([
      {
        StringLike: {
          "aws:SourceArn": [
            `arn:aws:logs:eu-west-1:\${${caller}.account_id}:*`,
            "arn:aws:logs:eu-west-1:111122223333:*",
          ],
        },
      },
      {
        StringLike: { "aws:SourceArn": ["arn:aws:logs:eu-west-1:*:*"] },
        StringEquals: { "aws:SourceOrgID": [organization] },
      },
      {
        StringLike: { "aws:SourceArn": ["arn:aws:logs:eu-west-1:*:*"] },
        "ForAnyValue:StringLike": { "aws:SourceOrgPaths": [path] },
      },
    ]);
  });
});

const roleArn = "arn:aws:iam::999999999999:role/central-logs";

describe("a trust that was asked to be confined to organizations is refused", () => {
  const confined = (...subscribers: LogSubscriber[]) =>
    synth((stack) => {
      const central = new LogDestination(stack, "Central", { ...minimal, trustBySourceOrganization: true });
      central.grantSubscribe(...subscribers);
    });
  const inside = LogSubscriber.organization(organization);

  test("without one among the subscribers", () => {
    expect(() => confined(LogSubscriber.account("111122223333"))).toThrow(/no organization is among the subscribers/);
    expect(() => confined(inside)).not.toThrow();
  });

  test("beside a list token", () => {
    expect(() => confined(inside, LogSubscriber.accounts(Token.asList("list")))).toThrow(
      /an unknown number of subscribers/,
    );
  });

  test("beside more accounts than IAM takes", () => {
    const accounts = LogSubscriber.accounts(Array.from({ length: 60 }, (_, n) => `${n + 1e11}`));
    expect(() => confined(inside, accounts)).toThrow(/it would have \d+ characters, and IAM takes 2048/);
  });
});

describe("a role that is given", () => {
  test("is used as it is, and none is made", () => {
    const synthesized = destination({ roleArn });
    expect(only(synthesized, "aws_cloudwatch_log_destination").role_arn).toBe(roleArn);
    expect(synthesized.resource).not.toHaveProperty("aws_iam_role");
    expect(synthesized.resource).not.toHaveProperty("aws_iam_role_policy");
    expect(() => destination({ roleArn, trustBySourceOrganization: false })).not.toThrow();
  });

  test("can be handed the policies that it needs, and be waited for", () => {
    const synthesized = synth((stack) => {
      const role = new IamRole(stack, "Writer", { assumeRolePolicy: "{}" });
      const policy = new IamRolePolicy(stack, "WriterPolicy", {
        role: role.id,
        policy: minimal.target.permissionsPolicy,
      });
      const central = new LogDestination(stack, "Central", {
        ...minimal,
        roleArn: role.arn,
        dependsOn: [policy],
        subscribers: [LogSubscriber.account("111122223333")],
        region: "eu-west-1",
      });
      role.assumeRolePolicy = central.trustPolicy;
    });
    expect(only(synthesized, "aws_cloudwatch_log_destination").depends_on).toEqual([
      "aws_iam_role_policy.WriterPolicy",
    ]);
    expect(trustedSources(synthesized)).toContain("arn:aws:logs:eu-west-1:111122223333:*");
  });
});

test("the trust policy that is handed out declares what it looks up, however the stack is synthesized", () => {
  const stack = new TerraformStack(Testing.app(), "stack");
  const central = new LogDestination(stack, "Central", { ...minimal, roleArn });
  new IamRole(stack, "Writer", { assumeRolePolicy: central.trustPolicy });
  expect(JSON.parse(Testing.synth(stack)).data).toHaveProperty("aws_region");
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
    expect(trustedSources(synthesized)).toEqual(["arn:aws:logs:eu-west-1:*:*"]);
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

describe("what is known of a destination that stands elsewhere", () => {
  const arn = "arn:aws:logs:eu-west-1:999999999999:destination:central";
  const known = (attributes: (variable: TerraformVariable) => LogDestinationAttributes) => {
    const found: ILogDestination[] = [];
    synth((stack) => {
      const variable = new TerraformVariable(stack, "v", { type: "string" });
      found.push(LogDestination.fromDestinationAttributes(stack, "Central", attributes(variable)));
    });
    return found[0] as ILogDestination;
  };

  test("is taken from its ARN before a token", () => {
    const token = ({ stringValue }: TerraformVariable) => stringValue;
    expect(known((v) => ({ destinationArn: arn, region: token(v), destinationName: token(v) }))).toMatchObject({
      region: "eu-west-1",
      destinationName: "central",
    });
  });

  test("is what is given where the ARN is a token", () => {
    const given = { region: "us-east-2", destinationName: "central" };
    expect(known(({ stringValue }) => ({ destinationArn: stringValue, ...given }))).toMatchObject(given);
  });

  test("is that nothing is known of the role where only a token tells", () => {
    const required = (value: unknown) =>
      known(() => ({ destinationArn: arn, subscriptionRoleRequired: value as boolean })).subscriptionRoleRequired;
    expect(required(Token.asAny(`\${data.terraform_remote_state.x}`))).toBeUndefined();
    expect(required(null)).toBeUndefined();
    expect(required(false)).toBe(false);
    expect(required(true)).toBe(true);
  });

  test("is refused where it contradicts the ARN", () => {
    expect(() => known(() => ({ destinationArn: arn, destinationName: "other" }))).toThrow(
      /destinationName is "other", but destinationArn says central; leave destinationName out/,
    );
  });

  test("is refused where it is no Region", () => {
    expect(() =>
      synth((stack) => LogDestination.fromDestinationName(stack, "Central", "central", { region: "eu-west-1a" })),
    ).toThrow(/expected a Region's code/);
  });
});

describe("what senders need, as an output", () => {
  const exported = (subscribers: LogSubscriber[], provider?: { region?: string }) =>
    synth((stack) => {
      const central = new LogDestination(stack, "Central", minimal);
      central.exportForSenders();
      central.grantSubscribe(...subscribers);
    }, provider);

  test("tells the ARN, the Region and whether a role is needed", () => {
    const synthesized = exported([LogSubscriber.organization(organization)]);
    const { address } = only(synthesized, "aws_cloudwatch_log_destination");
    expect(synthesized.output?.log_destination?.value).toEqual({
      destination_arn: `\${${address}.arn}`,
      destination_name: "central",
      region: "eu-west-1",
      subscription_role_required: true,
    });
  });

  test("needs a name of its own within the stack", () => {
    const twice = (...names: string[]) =>
      synth((stack) => {
        for (const [index, name] of names.entries()) {
          new LogDestination(stack, `Central${index}`, { ...minimal, destinationName: `${index}` }).exportForSenders(
            name,
          );
        }
      });
    expect(() => twice("central", "central")).toThrow(/the output central belongs to stack\/Central0 already/);
    expect(() => twice("central", "other")).not.toThrow();
    expect(() => twice("log destination")).toThrow(/"log destination"; expected letters, digits, _ and -/);
  });

  test("says so where something is not known", () => {
    const mixed = [LogSubscriber.organization(organization), LogSubscriber.account("111122223333")];
    expect(exported(mixed, {}).output?.log_destination?.value).toMatchObject({
      region: null,
      subscription_role_required: null,
    });
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
    ["the wrong stream type", () => ({ target: LogDestinationTarget.firehoseDeliveryStream(stream) }), /kinesisStream/],
    ["a Lambda function", () => kinesis("arn:aws:lambda:eu-west-1:999999999999:function:f"), /no Lambda function/],
    ["a log group", () => kinesis("arn:aws:logs:eu-west-1:999999999999:log-group:g"), /the stream behind it/],
    ["a stream's consumer", () => kinesis(`${stream}/consumer/c:1`), /expected arn:aws:kinesis.*stream\/NAME/],
    ["a stream's name", () => kinesis("logs"), /got "logs"; expected arn:aws:kinesis/],
    ["an alias for a key", () => kinesis(stream, "arn:aws:kms:eu-west-1:999999999999:alias/a"), /the key itself/],
    ["an ARN for an account", () => account("arn:aws:iam::111122223333:root"), /write "111122223333"/],
    ["everyone", () => account("*"), /the service lets nobody in by \*.*LogSubscriber\.organization/i],
    ["an account id of the wrong length", () => account("1234"), /got "1234"; expected an account id of 12 digits/],
    ["an account id as a number", () => account(111122223333 as unknown as string), /12 digits, as a string/],
    ["an element of a list token", () => account(Token.asList(`\${var.senders}`)[0] ?? ""), /the whole list/],
    ["no account at all", () => ({ subscribers: [LogSubscriber.accounts([])] }), /the list is empty/],
    [
      "an organization of the wrong form",
      () => ({ subscribers: [LogSubscriber.organization("acme")] }),
      /o-a1b2c3d4e5/,
    ],
    [
      "an organization path without its end",
      () => ({ subscribers: [LogSubscriber.organizationPath(`${organization}/r-ab12`)] }),
      /a path that ends in \/ or \/\*/,
    ],
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
  const kinesis = (arn: string, kmsKeyArn?: string) => ({
    target: LogDestinationTarget.kinesisStream(arn, kmsKeyArn === undefined ? {} : { kmsKeyArn }),
  });
  const account = (id: string) => ({ subscribers: [LogSubscriber.account(id)] });

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

  test("a policy from the very byte on that is too many", () => {
    const subscribers = [LogSubscriber.accounts(Array.from({ length: 300 }, (_, n) => `${n + 1e11}`))];
    const message = thrownBy(() => destination({ destinationName: "n".repeat(512), subscribers }));
    const over = Number(/can come to (\d+) bytes/.exec(message)?.[1]) - 5120;
    expect(() => destination({ destinationName: "n".repeat(512 - over), subscribers })).not.toThrow();
    expect(() => destination({ destinationName: "n".repeat(513 - over), subscribers })).toThrow(/5121 bytes/);
  });

  test("a policy that can outgrow 5,120 bytes, with how many accounts fit", () => {
    const accounts = (count: number) => [
      LogSubscriber.accounts(Array.from({ length: count }, (_, n) => `${n + 1e11}`)),
      LogSubscriber.organization(organization),
    ];
    const message = thrownBy(() => destination({ subscribers: accounts(400) }));
    expect(message).toMatch(/can come to \d+ bytes; the service takes 5120/);
    const fit = Number(/which is (\d+) accounts/.exec(message)?.[1]);
    expect(() => destination({ subscribers: accounts(fit) })).not.toThrow();
    expect(() => destination({ subscribers: accounts(fit + 1) })).toThrow(/5120/);
    expect(() => destination({ subscribers: accounts(fit) }, {})).toThrow(/or give region/);
  });

  test("a policy that outgrows them without any account, with what is shorter", () => {
    const path = (n: number) => `${organization}/r-ab12/ou-ab12-${String(n).padStart(32, "0")}/*`;
    const subscribers = [LogSubscriber.organizationPaths(Array.from({ length: 100 }, (_, n) => path(n)))];
    expect(thrownBy(() => destination({ subscribers }))).toMatch(
      /the service takes 5120\. Name the whole organization, or a unit further up/,
    );
  });

  test("a path that can outgrow them, which is five units deep at most", () => {
    const paths = (count: number) => () =>
      synth((stack) => {
        const path = (n: number) => new TerraformVariable(stack, `path${n}`, { type: "string" }).stringValue;
        const subscribers = [LogSubscriber.organizationPaths(Array.from({ length: count }, (_, n) => path(n)))];
        new LogDestination(stack, "Central", { ...minimal, subscribers });
      });
    expect(paths(11)).not.toThrow();
    expect(paths(12)).toThrow(/5120/);
  });

  function thrownBy(act: () => void): string {
    try {
      act();
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error("nothing was thrown");
  }
});
