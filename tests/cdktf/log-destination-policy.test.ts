import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  type ILogDestination,
  LogDestination,
  LogDestinationPolicy,
  type LogDestinationPolicyProps,
  LogDestinationTarget,
  LogSubscriber,
} from "@log-destinations/cdktf";
import { Fn, Lazy, TerraformStack, TerraformVariable } from "cdktf";
import { describe, expect, test } from "vitest";
import { minimal } from "./central.ts";
import { document, lookup, only, synth, synthApp } from "./synth.ts";

const arn = "arn:aws:logs:eu-central-1:999999999999:destination:central";
const subscribers = [LogSubscriber.account("111122223333")];

function policy(props: Partial<LogDestinationPolicyProps> = { subscribers }, destinationArn = arn) {
  return synth((stack) => {
    const destination = LogDestination.fromDestinationArn(stack, "Central", destinationArn);
    new LogDestinationPolicy(stack, "Policy", { destination, ...props });
  });
}

function written(statement: object = {}) {
  const allow = { Effect: "Allow", Action: "logs:PutSubscriptionFilter", Resource: arn };
  return JSON.stringify({ Statement: [{ ...allow, Principal: { AWS: "111122223333" }, ...statement }] });
}

test("is put for the destination of the ARN, in its Region", () => {
  const synthesized = policy();
  const resource = only(synthesized, "aws_cloudwatch_log_destination_policy");
  expect(resource).toMatchObject({ destination_name: "central", region: "eu-central-1" });
  expect(document(resource, "access_policy")).toMatchObject({
    Statement: [{ Principal: { AWS: "111122223333" }, Resource: arn }],
  });
});

test("says that destroying it changes nothing, and nothing else", () => {
  expect(policy().annotations).toMatchObject([
    { level: "@cdktf/info", message: expect.stringMatching(/leaves it in force/) },
  ]);
});

test("a destination by its name has the ARN of the provider's account and Region", () => {
  const synthesized = synth((stack) => {
    const destination = LogDestination.fromDestinationName(stack, "Existing", "central");
    new LogDestinationPolicy(stack, "Policy", { destination, subscribers });
  }, {});
  const [partition, region, caller] = ["aws_partition", "aws_region", "aws_caller_identity"].map((type) =>
    lookup(synthesized, type),
  );
  const resource = only(synthesized, "aws_cloudwatch_log_destination_policy");
  expect(resource).not.toHaveProperty("region");
  expect(document(resource, "access_policy")).toMatchObject({
    Statement: [
      {
        Resource: `arn:\${${partition}.partition}:logs:\${${region}.region}:\${${caller}.account_id}:destination:central`,
      },
    ],
  });
});

test("a destination by a token for its ARN has the name that the ARN ends in", () => {
  const synthesized = synth((stack) => {
    const token = new TerraformVariable(stack, "arn", { type: "string" }).stringValue;
    const destination = LogDestination.fromDestinationArn(stack, "Existing", token);
    new LogDestinationPolicy(stack, "Policy", { destination, subscribers });
  });
  expect(only(synthesized, "aws_cloudwatch_log_destination_policy")).toMatchObject({
    destination_name: `\${element(split(":", var.arn), 6)}`,
    access_policy: expect.stringContaining(`"Resource":"\${var.arn}"`),
  });
});

test("a destination by an ARN with tokens in it has the name and the Region that stand there", () => {
  const synthesized = synth((stack) => {
    const account = new TerraformVariable(stack, "account", { type: "string" }).stringValue;
    const composed = `arn:aws:logs:us-east-2:${account}:destination:${account}-central`;
    const destination = LogDestination.fromDestinationArn(stack, "Existing", composed);
    new LogDestinationPolicy(stack, "Policy", { destination, subscribers });
  });
  expect(only(synthesized, "aws_cloudwatch_log_destination_policy")).toMatchObject({
    destination_name: `\${var.account}-central`,
    region: "us-east-2",
  });
});

test("a Region that is a token goes with the policy, however the destination is known", () => {
  const target = LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs");
  const known: ((stack: TerraformStack, region: string) => ILogDestination)[] = [
    (stack, region) => new LogDestination(stack, "Made", { destinationName: "central", target, region }),
    (stack, region) => LogDestination.fromDestinationName(stack, "Named", "central", { region }),
    (stack, region) => LogDestination.fromDestinationArn(stack, "Arn", arn.replace("eu-central-1", region)),
  ];
  for (const make of known) {
    const synthesized = synth((stack) => {
      const region = new TerraformVariable(stack, "region", { type: "string" }).stringValue;
      new LogDestinationPolicy(stack, "Policy", { destination: make(stack, region), subscribers });
    });
    expect(only(synthesized, "aws_cloudwatch_log_destination_policy").region).toBe(`\${var.region}`);
  }
});

test("destinations of different ARNs each have a policy", () => {
  const synthesized = synth((stack) => {
    for (const name of ["one", "two"]) {
      const destination = LogDestination.fromDestinationArn(stack, name, arn.replace("central", name));
      new LogDestinationPolicy(stack, `${name}Policy`, { destination, subscribers });
    }
  });
  expect(Object.keys(synthesized.resource.aws_cloudwatch_log_destination_policy ?? {})).toHaveLength(2);
});

test("a destination in another stack comes first, and hands its ARN over", () => {
  const { stack, manifest } = synthApp((app) => {
    const [owner, policies] = ["owner", "policies"].map((id) => {
      const each = new TerraformStack(app, id);
      new AwsProvider(each, "Aws", { region: "eu-west-1" });
      return each;
    }) as [TerraformStack, TerraformStack];
    const target = LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs");
    const destination = new LogDestination(owner, "Central", { destinationName: "central", target });
    new LogDestinationPolicy(policies, "Policy", { destination, subscribers });
  });
  expect(document(only(stack("policies"), "aws_cloudwatch_log_destination_policy"), "access_policy")).toMatchObject({
    Statement: [{ Resource: expect.stringMatching(/^\$\{data\.terraform_remote_state\./) }],
  });
  expect(manifest("policies").dependencies).toEqual(["owner"]);
});

test("what names it in dependsOn waits for it", () => {
  const synthesized = synth((stack) => {
    const destination = LogDestination.fromDestinationArn(stack, "Central", arn);
    const waited = new LogDestinationPolicy(stack, "Policy", { destination, subscribers });
    const target = LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs");
    new LogDestination(stack, "Later", { destinationName: "later", target, dependsOn: [waited] });
  });
  expect(only(synthesized, "aws_cloudwatch_log_destination").depends_on).toContain(
    only(synthesized, "aws_cloudwatch_log_destination_policy").address,
  );
});

describe("a document", () => {
  test("goes to the service as it was written", () => {
    const accessPolicy = written();
    expect(only(policy({ accessPolicy }), "aws_cloudwatch_log_destination_policy").access_policy).toBe(accessPolicy);
  });

  test("may hold tokens, or be one", () => {
    const documents = (token: string) => [token, written({ Principal: { AWS: token } }), `{"Statement":${token}}`];
    for (const index of documents("").keys()) {
      synth((stack) => {
        const token = new TerraformVariable(stack, "token", { type: "string" }).stringValue;
        const destination = LogDestination.fromDestinationArn(stack, "Central", arn);
        const accessPolicy = documents(token)[index] ?? "";
        expect(() => new LogDestinationPolicy(stack, "Policy", { destination, accessPolicy })).not.toThrow();
      });
    }
  });

  test("may hold expressions written out, with braces of their own, and be one", () => {
    const lookedUp = `\${lookup({ a = "b" }, "a")}`;
    for (const accessPolicy of [
      `\${jsonencode({ a = { b = 1 } })}`,
      `{"Statement":[{"Effect":"Allow","Principal":{"AWS":"${lookedUp}"},"Action":"logs:PutSubscriptionFilter","Resource":"${arn}"}]}`,
      written({ Principal: { AWS: ["111122223333", `\${var.account}`] } }),
    ]) {
      expect(() => policy({ accessPolicy })).not.toThrow();
    }
  });

  test("for a destination of which the ARN is a token names it by that or by its name", () => {
    const put = (resource: (arn: string) => string) =>
      synth((stack) => {
        const token = new TerraformVariable(stack, "arn", { type: "string" }).stringValue;
        const destination = LogDestination.fromDestinationArn(stack, "Central", token);
        const named = LogDestination.fromDestinationName(stack, "Named", "central");
        new LogDestinationPolicy(stack, "Policy", {
          destination,
          accessPolicy: written({ Resource: resource(token) }),
        });
        new LogDestinationPolicy(stack, "NamedPolicy", { destination: named, accessPolicy: written() });
      });
    expect(() => put((token) => token)).not.toThrow();
    expect(() => put(() => arn)).not.toThrow();
    expect(() => put(() => "arn:aws:kinesis:eu-west-1:999999999999:stream/logs")).toThrow(
      /write the destination's ARN/,
    );
  });

  const refused: [what: string, statement: object, says: RegExp][] = [
    [
      "names an ARN",
      { Principal: { AWS: "arn:aws:iam::111122223333:root" } },
      /write the account id alone: 111122223333/,
    ],
    [
      "names an ARN with a token in it",
      { Principal: { AWS: `arn:aws:iam::\${var.v}:root` } },
      /holds the ARN .*a token/,
    ],
    ["names everyone", { Principal: { AWS: "*" } }, /holds "\*" without a Condition/],
    ["names nobody", { Principal: undefined }, /names no AWS account/],
    ["has another condition key", { Condition: { StringEquals: { "aws:SourceAccount": "1" } } }, /aws:PrincipalOrgID/],
    ["is for another resource", { Resource: `${arn}-2` }, /which is not this destination/],
    ["is for one of the same name elsewhere", { Resource: arn.replace("eu-central-1", "eu-west-1") }, /not this dest/],
    ["allows another action", { Action: "logs:PutLogEvents" }, /which no sender needs/],
    ["is too long", { Sid: "s".repeat(5200) }, /too many/],
  ];
  test.each(refused)("is refused where it %s", (_, statement, says) => {
    expect(() => policy({ accessPolicy: written(statement) })).toThrow(says);
  });

  const doubtful: [what: string, statement: object, says: RegExp][] = [
    ["has a misspelled element", { Conditon: {} }, /has the element "Conditon".*write Condition.*\[unknown-element\]/],
    ["has a Sid with a space", { Sid: "let in" }, /\[sid\]/],
    ["has another kind of principal", { Principal: { AWS: "111122223333", aws: "*" } }, /\[principal-kind\]/],
    ["has a wildcard for the service", { Resource: "arn:aws:*:*:*:destination:central" }, /\[wildcard\]/],
    ["has a star in the middle", { Resource: "arn:aws:logs:*tral" }, /\[wildcard\]/],
    ["has a text under Null", { Condition: { Null: { "aws:PrincipalOrgID": "o" } } }, /\[null-value\]/],
    [
      "has a variable of IAM",
      { Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "$${aws:ResourceOrgID}" } } },
      /holds "\$\{aws:ResourceOrgID\}"/,
    ],
    ["has a variable of IAM in a Resource", { Resource: "arn:aws:logs:$${aws:x}:*:destination:central" }, /aws:x/],
  ];
  test.each(doubtful)("is put, with a warning, where it %s", (_, statement, says) => {
    for (const Version of ["2012-10-17", undefined]) {
      const accessPolicy = JSON.stringify({ Version, ...JSON.parse(written(statement)) });
      const { annotations } = policy({ accessPolicy });
      expect(annotations).toMatchObject([
        { level: "@cdktf/warn", message: expect.stringMatching(says) },
        { level: "@cdktf/info" },
      ]);
      expect(annotations[0]?.message).toMatch(
        /^the given access policy of central may do something else .* \[LD2407\]:\n- /,
      );
    }
  });

  test("keeps variables of IAM for the service, in Terraform's way, and expressions for Terraform", () => {
    const condition = (value: string) => ({ Condition: { StringEquals: { "aws:PrincipalOrgID": value } } });
    const given = (variable: string) =>
      synth((stack) => {
        const id = new TerraformVariable(stack, "id", { type: "string" }).stringValue;
        const destination = LogDestination.fromDestinationArn(stack, "Central", arn);
        const statement = { Principal: { AWS: [id, "${var.other}"] }, ...condition(variable) };
        new LogDestinationPolicy(stack, "Policy", { destination, accessPolicy: written(statement) });
      });
    const synthesized = given("${aws:ResourceOrgID}");
    expect(document(only(synthesized, "aws_cloudwatch_log_destination_policy"), "access_policy")).toMatchObject({
      Statement: [{ Principal: { AWS: ["${var.id}", "${var.other}"] }, ...condition("$${aws:ResourceOrgID}") }],
    });
    expect(synthesized.annotations[0]?.message).toMatch(/holds "\$\{aws:ResourceOrgID\}"/);
    expect(given("$${aws:ResourceOrgID}").resource).toEqual(synthesized.resource);
  });

  test("keeps them too where a Lazy gives the document", () => {
    const accessPolicy = Lazy.stringValue({ produce: () => written({ Resource: "${aws:x}${var.y}" }) });
    const resource = only(policy({ accessPolicy }), "aws_cloudwatch_log_destination_policy");
    expect(resource.access_policy).toBe(written({ Resource: "$${aws:x}${var.y}" }));
  });

  test("of which nothing is open has no warning", () => {
    expect(policy({ accessPolicy: written({ Sid: "Senders" }) }).annotations).toMatchObject([{ level: "@cdktf/info" }]);
  });

  test.each<[element: string, statement: (list: string[]) => object]>([
    ["Principal", (list) => ({ Principal: { AWS: list } })],
    ["Resource", (list) => ({ Resource: list })],
    ["Action", (list) => ({ Action: list })],
    ["Condition", (list) => ({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": list } } })],
  ])("with a list token as %s is led to Fn.jsonencode", (_, statement) => {
    synth((stack) => {
      const list = new TerraformVariable(stack, "list", { type: "list(string)" }).listValue;
      const destination = LogDestination.fromDestinationArn(stack, "Central", arn);
      const accessPolicy = written(statement(list));
      expect(() => new LogDestinationPolicy(stack, "Policy", { destination, accessPolicy })).toThrow(
        /this is a list token.*; write the document by Fn\.jsonencode, or give subscribers: \[LogSubscriber\.accounts\(list\)\]/,
      );
      const document = { Statement: [{ ...JSON.parse(written()).Statement[0], ...statement(list) }] };
      const encoded = Fn.jsonencode(document);
      expect(() => new LogDestinationPolicy(stack, "Encoded", { destination, accessPolicy: encoded })).not.toThrow();
    });
  });

  test("is refused where it is no JSON", () => {
    expect(() => policy({ accessPolicy: "allow" })).toThrow(/is not JSON/);
  });
});

describe("refused", () => {
  test("neither subscribers nor a document", () => {
    expect(() => policy({})).toThrow(/the access policy of central names nobody; give subscribers/);
  });

  test("both subscribers and a document", () => {
    expect(() => policy({ subscribers, accessPolicy: written() })).toThrow(/subscribers would have no effect/);
  });

  test("a grant beside a document", () => {
    synth((stack) => {
      const destination = LogDestination.fromDestinationArn(stack, "Central", arn);
      const put = new LogDestinationPolicy(stack, "Policy", { destination, accessPolicy: written() });
      expect(() => put.grantSubscribe(LogSubscriber.account("444455556666"))).toThrow(/give subscribers instead/);
    });
  });

  test("a second policy for a destination, which would undo the first", () => {
    const second = (make: (stack: TerraformStack) => ILogDestination) => () =>
      synth((stack) => {
        const destination = make(stack);
        for (const id of ["First", "Second"]) new LogDestinationPolicy(stack, id, { destination, subscribers });
      });
    const target = LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs");
    const destinationName = "central";
    expect(second((stack) => LogDestination.fromDestinationArn(stack, "Central", arn))).toThrow(
      /the access policy of central belongs to stack\/First already/,
    );
    expect(second((stack) => new LogDestination(stack, "Central", { destinationName, target, subscribers }))).toThrow(
      /belongs to stack\/Central already/,
    );
  });

  test("an ARN that is not a destination's", () => {
    expect(() => policy({ subscribers }, "arn:aws:logs:eu-central-1:999999999999:log-group:g")).toThrow(
      /expected arn:aws:logs:REGION:ACCOUNT:destination:NAME/,
    );
  });

  test("a Region that the ARN contradicts", () => {
    const attributes = { destinationArn: arn, region: "eu-west-1" };
    expect(() => synth((stack) => LogDestination.fromDestinationAttributes(stack, "Central", attributes))).toThrow(
      /"eu-west-1", but destinationArn says eu-central-1/,
    );
  });

  test("a name that is an ARN", () => {
    expect(() => synth((stack) => LogDestination.fromDestinationName(stack, "Central", arn))).toThrow(/the name alone/);
  });
});

describe("the policy of a destination elsewhere is put", () => {
  const putBy = (provider: "owner" | "other" | undefined) =>
    synth((stack) => {
      const providers = {
        owner: new AwsProvider(stack, "Owner", { alias: "owner", region: "eu-west-1" }),
        other: new AwsProvider(stack, "Other", { alias: "other", region: "eu-west-1" }),
      };
      const destinations = [
        new LogDestination(stack, "Made", { ...minimal, destinationName: "made", provider: providers.owner }),
        LogDestination.fromDestinationName(stack, "Named", "named", { provider: providers.owner }),
      ];
      for (const destination of destinations) {
        const id = `${destination.destinationName}Policy`;
        new LogDestinationPolicy(stack, id, {
          destination,
          subscribers,
          ...(provider && { provider: providers[provider] }),
        });
      }
    });

  test.each([undefined, "owner"] as const)("by the destination's provider, where %s is given", (provider) => {
    const policies = Object.values(putBy(provider).resource.aws_cloudwatch_log_destination_policy ?? {});
    expect(policies).toMatchObject([{ provider: "aws.owner" }, { provider: "aws.owner" }]);
  });

  test("and no other", () => {
    expect(() => putBy("other")).toThrow(/provider is stack\/Other, but the destination made belongs to stack\/Owner/);
  });

  test("by the default provider of its own stack, where the destination is of another", () => {
    const synthesized = synth((stack) => {
      const owner = new TerraformStack(stack.node.root, "owner");
      const provider = new AwsProvider(owner, "Owner", { alias: "owner", region: "eu-west-1" });
      const destination = new LogDestination(owner, "Central", { ...minimal, provider });
      new LogDestinationPolicy(stack, "Policy", { destination, subscribers });
    });
    expect(only(synthesized, "aws_cloudwatch_log_destination_policy")).not.toHaveProperty("provider");
  });
});
