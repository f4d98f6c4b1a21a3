import { readFileSync } from "node:fs";
import { join } from "node:path";
import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  type ILogSubscriptionTarget,
  LogAccountSubscription,
  LogDestination,
  LogDestinationPolicy,
  type LogDestinationProps,
  LogDestinationTarget,
  LogSubscriber,
  LogSubscription,
  LogSubscriptionRole,
  LogSubscriptionTarget,
  RegionalLogDestinations,
  S3DeliveryStream,
} from "@log-destinations/cdktf";
import { App, Fn, Lazy, TerraformIterator, TerraformStack, TerraformVariable, Token } from "cdktf";
import { describe, expect, test } from "vitest";
import { only, synth } from "./synth.ts";

/** What plain JavaScript can give in place of props. */
type Given = Record<string, unknown>;

const streamArn = "arn:aws:kinesis:eu-west-1:999999999999:stream/logs";
const destinationArn = "arn:aws:logs:eu-west-1:999999999999:destination:central";
const target = LogDestinationTarget.kinesisStream(streamArn);
const subscriber = LogSubscriber.account("111122223333");
const existing = (stack: TerraformStack) => LogDestination.fromDestinationArn(stack, "Central", destinationArn);
const subscribed = (stack: TerraformStack, destination: ILogSubscriptionTarget) =>
  new LogSubscription(stack, "Sent", { destination, logGroupName: "/app" });
const exported = { destination_arn: destinationArn, destination_name: "central", region: "eu-west-1" };
const named = { destinationName: "central", target };

/** For each struct of the public API: props that will do, and a use of them with others. */
const structs: Record<string, (stack: TerraformStack, given: Given) => unknown> = {
  LogAccountSubscriptionProps: (stack, given) =>
    new LogAccountSubscription(stack, "It", { destination: existing(stack), excludeLogGroups: [], ...given }),
  LogDestinationAttributes: (stack, given) => {
    const arn = "destinationName" in given ? Token.asString(Fn.file("arn")) : destinationArn;
    subscribed(stack, LogDestination.fromDestinationAttributes(stack, "It", { destinationArn: arn, ...given }));
  },
  LogDestinationImportOptions: (stack, given) =>
    new LogDestination(stack, "It", { ...named, subscribers: [subscriber] }).importFrom("central", given),
  LogDestinationLookup: (stack, given) =>
    subscribed(stack, LogDestination.fromDestinationName(stack, "It", "central", given)),
  LogDestinationOptions: (stack, given) => new LogDestination(stack, "It", { ...named, ...given }),
  LogDestinationPolicyProps: (stack, given) =>
    new LogDestinationPolicy(stack, "It", {
      destination: existing(stack),
      ...("accessPolicy" in given ? {} : { subscribers: [subscriber] }),
      ...given,
    }),
  LogDestinationProps: (stack, given) => new LogDestination(stack, "It", { ...named, ...given }),
  LogDestinationResources: (stack, given) =>
    new LogDestination(stack, "It", {
      ...named,
      roleName: "writer",
      rolePolicyName: "write",
      subscribers: [subscriber],
    }).moveFromResources({ destination: "aws_cloudwatch_log_destination.old", ...given }),
  LogDestinationTargetOptions: (stack, given) => {
    LogSubscriptionTarget.firehoseDeliveryStream(Token.asString(Fn.file("arn")), given);
    new LogDestination(stack, "It", { ...named, target: LogDestinationTarget.kinesisStream(streamArn, given) });
  },
  LogSubscriptionFunctionOptions: (stack, given) => {
    const destination = LogSubscriptionTarget.lambdaFunction(Token.asString(Fn.file("arn")), given);
    subscribed(stack, destination);
  },
  LogSubscriptionOptions: (stack, given) =>
    new LogSubscription(stack, "It", {
      destination: existing(stack),
      logGroupName: "/app",
      createRole: true,
      ...given,
    }),
  LogSubscriptionProps: (stack, given) =>
    new LogSubscription(stack, "It", {
      destination: existing(stack),
      ...("logGroupNames" in given ? {} : { logGroupName: "/app" }),
      ...given,
    }),
  LogSubscriptionRoleProps: (stack, given) => new LogSubscriptionRole(stack, "It", given),
  RegionalLogDestinationsLookup: (stack, given) => {
    const regions = { regions: ["eu-west-1"], ...given };
    subscribed(
      stack,
      RegionalLogDestinations.fromDestinationName(stack, "It", "central", regions).inRegion("eu-west-1"),
    );
  },
  RegionalLogDestinationsProps: (stack, given) =>
    new RegionalLogDestinations(stack, "It", { ...named, regions: ["eu-west-1"], ...given }),
  RegionalSenderExportOptions: (stack, given) => {
    const regional = { "eu-west-1": exported };
    subscribed(stack, RegionalLogDestinations.fromSenderExport(stack, "It", regional, given).inRegion("eu-west-1"));
  },
  S3DeliveryStreamProps: (stack, given) => new S3DeliveryStream(stack, "It", { deliveryStreamName: "logs", ...given }),
  SenderExportOptions: (stack, given) =>
    subscribed(stack, LogDestination.fromSenderExport(stack, "It", Token.asAny(Fn.file("export")), given)),
};

interface Prop {
  readonly struct: string;
  readonly name: string;
  readonly type: string;
}

const props = readProps(readFileSync(join(import.meta.dirname, "contract/api.txt"), "utf8"));

/** The props of each struct, those of its bases too, as the listing of the API has them. */
function readProps(api: string): Prop[] {
  const blocks = api.split(/^(?=\w)/m).filter((block) => block.startsWith("struct "));
  const membersOf = (name: string | undefined): Omit<Prop, "struct">[] =>
    blocks
      .filter((block) => block.split(/\s/)[1] === name)
      .flatMap((block) => [
        ...[...block.matchAll(/^ {2}readonly (\w+)\??: (.+)$/gm)].map(([, name = "", type = ""]) => ({ name, type })),
        ...(block.split("\n")[0] ?? "").split(" ").slice(2).flatMap(membersOf),
      ]);
  return blocks.flatMap((block) => {
    const [, struct = ""] = block.split(/\s/);
    return membersOf(struct).map((member) => ({ struct, ...member }));
  });
}

test("every struct of the public API is looked at here", () => {
  expect([...new Set(props.map(({ struct }) => struct))].sort()).toEqual(Object.keys(structs).sort());
  expect(props.length).toBeGreaterThan(70);
});

/** What is given and no one takes, by the type that is expected. */
function wrongValues({ struct, name, type }: Prop, stack: TerraformStack): unknown[] {
  const resource = new KinesisStream(stack, "Stream", { name: "central-logs", shardCount: 1 });
  const any = [...(takesNull.includes(`${struct} ${name}`) ? [] : [null]), 5, () => "text"];
  if (type === "number") return [...any.filter((value) => value !== 5), "5", {}, [5]];
  if (type === "string" || type.startsWith("S3Delivery")) return [...any, true, {}, ["text"], resource];
  if (type.startsWith("boolean")) return [...any, "true", resource];
  if (type.startsWith("map<")) return [...any, "text", ["text"], { key: 5 }, resource];
  if (type === "array<string>") return [...any, "text", { 0: "text" }, [5], [null], resource];
  if (type.startsWith("array<")) return [...any, "text", ["text"], [null], resource];
  return [...any, "text", {}, []];
}

/** `exportForSenders` writes null for what is unknown. */
const takesNull = ["LogDestinationAttributes region", "LogDestinationAttributes subscriptionRoleRequired"];

/** The one line of what is thrown. */
function thrownBy(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("nothing is thrown");
}

describe("a value of another kind, which plain JavaScript can give, is refused in one line that names the prop", () => {
  test.each(props)("$name of $struct, a $type", (prop) => {
    const { struct, name } = prop;
    const count = wrongValues(prop, new TerraformStack(new App(), "stack")).length;
    for (let index = 0; index < count; index++) {
      const stack = new TerraformStack(new App(), "stack");
      const value = wrongValues(prop, stack)[index];
      const message = thrownBy(() => structs[struct]?.(stack, { [name]: value }));
      expect(message).toMatch(new RegExp(`\\b${name}\\b[^\\n]*\\[LD2\\d{3}\\]$`));
      expect(message.length).toBeLessThan(400);
    }
  });
});

/** Values that will do, where one of another prop would not. */
const texts: Record<string, string> = {
  accessPolicy: JSON.stringify({
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "111122223333" },
        Action: "logs:PutSubscriptionFilter",
        Resource: destinationArn,
      },
    ],
  }),
  destinationArn,
  kmsKeyArn: "arn:aws:kms:eu-west-1:999999999999:key/1",
  permissionsBoundary: "arn:aws:iam::999999999999:policy/boundary",
  region: "eu-west-1",
  regions: "eu-west-1",
  roleArn: "arn:aws:iam::999999999999:role/writer",
  rolePermissionsBoundary: "arn:aws:iam::999999999999:policy/boundary",
};

describe("a value that is known at synth alone is in what is synthesized, or is refused by the prop's name", () => {
  const lazies: Record<string, (value: string) => unknown> = {
    "Lazy.stringValue": (value) => Lazy.stringValue({ produce: () => value }),
    "Lazy.anyValue": (value) => Lazy.anyValue({ produce: () => value }),
    "Lazy.numberValue": () => Lazy.numberValue({ produce: () => 5 }),
    "Lazy.listValue": (value) => Lazy.listValue({ produce: () => [value] }),
  };
  const cases = props.flatMap((prop) => Object.keys(lazies).map((lazy) => ({ ...prop, lazy })));

  test.each(cases)("$name of $struct by $lazy", ({ struct, name, type, lazy }) => {
    const value = texts[name] ?? "made-later";
    const given = { [name]: lazies[lazy]?.(value) };
    let synthesized: unknown;
    try {
      synthesized = synth((stack) => structs[struct]?.(stack, given));
    } catch (error) {
      const { message } = error as Error;
      expect(message.split("\n").find((line) => line.includes("[LD2"))).toMatch(new RegExp(`\\b${name}\\b`));
      return;
    }
    expect(type).toMatch(/string|boolean|number|LogDistribution|LogSystemField|S3Delivery/);
    expect(JSON.stringify(synthesized)).not.toContain("TfToken");
    if (type.includes("boolean") || lazy === "Lazy.numberValue") return;
    const text = JSON.stringify(synthesized).replaceAll("\\", "");
    expect(text).toContain(value.replaceAll("\\", ""));
  });
});

describe("what Terraform's functions and iterators give, which TypeScript takes as any, is a text", () => {
  test("in a prop, in an ARN and among the items of a list", () => {
    const { resource } = synth((stack) => {
      const list = new TerraformVariable(stack, "names", { type: "list(string)" }).listValue;
      new LogDestination(stack, "Central", {
        destinationName: Fn.element(list, 0),
        target: LogDestinationTarget.kinesisStream(Fn.element(list, 1), { kmsKeyArn: Fn.element(list, 2) }),
        tags: { team: Fn.element(list, 3) },
      });
      new LogSubscriptionRole(stack, "Role", { logGroupNames: [Fn.element(list, 4)] });
      const groups = TerraformIterator.fromList(list);
      new LogSubscription(stack, "Send", {
        destination: LogDestination.fromDestinationArn(stack, "Other", Fn.element(list, 5)),
        forEach: groups,
        logGroupName: groups.value,
        createRole: false,
      });
    });
    const text = JSON.stringify(resource);
    expect(text).toContain('"name":"${element(var.names, 0)}"');
    expect(text).toContain('"target_arn":"${element(var.names, 1)}"');
    expect(text).toContain('\\"Resource\\":\\"${element(var.names, 2)}\\"');
    expect(text).toContain('"team":"${element(var.names, 3)}"');
    expect(text).toContain(":log-group:${element(var.names, 4)}:");
    expect(text).toContain('"destination_arn":"${element(var.names, 5)}"');
    expect(text).toContain('"log_group_name":"${each.value}"');
  });
});

describe("plain JavaScript is told", () => {
  const stream = (stack: TerraformStack) => new KinesisStream(stack, "Stream", { name: "central-logs", shardCount: 1 });
  const any = (value: unknown) => value as never;
  const cases: [name: string, call: (stack: TerraformStack) => unknown, message: string][] = [
    [
      "that accounts are no subscribers",
      (stack) => new LogDestination(stack, "It", { ...named, subscribers: any(["111122223333"]) }),
      'subscribers[0] is "111122223333"; expected a LogSubscriber, such as LogSubscriber.account("111122223333") [LD2809]',
    ],
    [
      "that one account is no list",
      (stack) => new LogDestination(stack, "It", { ...named, subscribers: any("111122223333") }),
      'subscribers is "111122223333"; expected a list [LD2107]',
    ],
    [
      "that a stream is not its ARN",
      (stack) => LogDestinationTarget.kinesisStream(any(stream(stack))),
      "LogDestinationTarget.kinesisStream is the KinesisStream stack/Stream; expected a text: give its .arn [LD2109]",
    ],
    [
      "that a stream is not its name",
      (stack) => new LogSubscription(stack, "It", { destination: existing(stack), logGroupName: any(stream(stack)) }),
      "logGroupName is the KinesisStream stack/Stream; expected a text: give its .name [LD2109]",
    ],
    [
      "that a stream is no target",
      (stack) => new LogDestination(stack, "It", { destinationName: "central", target: any(stream(stack)) }),
      "target is the KinesisStream stack/Stream; expected a LogDestinationTarget, such as LogDestinationTarget.kinesisStream(stream.arn) [LD2809]",
    ],
    [
      "that there is no target",
      (stack) => new LogDestination(stack, "It", any({ destinationName: "central" })),
      "LogDestination has no target; give a LogDestinationTarget, such as LogDestinationTarget.kinesisStream(stream.arn) [LD2804]",
    ],
    [
      "that there are no props",
      (stack) => new LogDestination(stack, "It", any(undefined)),
      "LogDestination got undefined as its props; give an object with destinationName and target [LD2803]",
    ],
    [
      "that null is no props",
      (stack) => new LogSubscriptionRole(stack, "It", any(null)),
      "LogSubscriptionRole got null as its props; give an object [LD2803]",
    ],
    [
      "that an ARN is no destination",
      (stack) => new LogDestinationPolicy(stack, "It", { destination: any(destinationArn), subscribers: [subscriber] }),
      `destination is "${destinationArn}"; expected a LogDestination, or LogDestination.fromDestinationArn(scope, id, arn) for one that is made elsewhere [LD2809]`,
    ],
    [
      "which props there are",
      (stack) =>
        new LogDestinationPolicy(stack, "It", { destination: existing(stack), ...{ subscriber: [subscriber] } }),
      "LogDestinationPolicy has no prop subscriber, which would be ignored; there are accessPolicy, " +
        "accountLevelSubscriptions, dependsOn, destination, forceUpdate, provider, subscribers [LD2806]",
    ],
    [
      "how a prop of another language is called here",
      (stack) => new LogDestination(stack, "It", any({ destination_name: "central", target })),
      "LogDestination has no prop destination_name, which would be ignored; there is destinationName [LD2806]",
    ],
    [
      "that null is not left out",
      (stack) => new LogDestination(stack, "It", { ...named, roleArn: any(null) }),
      "roleArn of LogDestination is null; leave it out [LD2805]",
    ],
    [
      "that a text is not true",
      (stack) => new LogDestination(stack, "It", { ...named, preventDestroy: any("true") }),
      'preventDestroy is "true"; expected true or false [LD2807]',
    ],
    [
      "that a token decides nothing at synth",
      (stack) => new LogDestination(stack, "It", { ...named, preventDestroy: any(Fn.file("yes")) }),
      "preventDestroy is a token; expected true or false, since it decides over what is synthesized [LD2807]",
    ],
    [
      "that a construct without an address cannot be waited for",
      (stack) => new LogDestination(stack, "It", { ...named, dependsOn: [any(existing(stack))] }),
      "dependsOn[0] is the ExistingLogDestination stack/Central; expected a resource or construct with an fqn, for which Terraform can wait [LD2809]",
    ],
    [
      "that a list of subscribers is granted to one by one",
      (stack) => new LogDestination(stack, "It", named).grantSubscribe(any([subscriber])),
      'grantSubscribe[0] is a list of 1; expected a LogSubscriber, such as LogSubscriber.account("111122223333") [LD2809]',
    ],
    [
      "that a resource is no account",
      (stack) => LogSubscriber.account(any(stream(stack))),
      "LogSubscriber.account got the KinesisStream stack/Stream; expected an account id of 12 digits, as a string [LD2201]",
    ],
    [
      "that an object of its own is no target, without what the object holds",
      (stack) => new LogDestination(stack, "It", { destinationName: "central", target: any({ secret: "hunter2" }) }),
      "target is an object with secret; expected a LogDestinationTarget, such as LogDestinationTarget.kinesisStream(stream.arn) [LD2809]",
    ],
  ];

  test.each(cases)("%s", (_, call, message) => {
    expect(thrownBy(() => call(new TerraformStack(new App(), "stack")))).toBe(message);
  });
});

test("a subclass has props of its own, and no other spelling of those that there are", () => {
  class PlatformDestination extends LogDestination {}
  class PlatformDestinations extends RegionalLogDestinations {}
  const own = { ...named, team: "platform", regions: ["eu-west-1"] };
  const stack = new TerraformStack(new App(), "stack");
  expect(() => new PlatformDestination(stack, "One", own)).not.toThrow();
  expect(() => new PlatformDestinations(stack, "Many", own)).not.toThrow();
  expect(() => new PlatformDestination(stack, "Two", { ...own, ...{ Tags: {} } })).toThrow(
    /no prop Tags.* there is tags/,
  );
});

test("an instance of a class with getters is taken as props, whatever it has of its own", () => {
  class Central {
    private readonly _target = target;
    public readonly destinationName = "central";

    public get target(): LogDestinationTarget {
      return this._target;
    }
  }
  const made = synth((stack) => new LogDestination(stack, "It", new Central()));
  expect(only(made, "aws_cloudwatch_log_destination")).toMatchObject({ name: "central", target_arn: streamArn });
});

test("an unknown member that is undefined does no harm", () => {
  const props = { ...named, team: undefined };
  expect(() => new LogDestination(new TerraformStack(new App(), "stack"), "It", props)).not.toThrow();
});

test("what exportForSenders writes as null is unknown where a sender reads it", () => {
  const stack = new TerraformStack(new App(), "stack");
  const attributes = JSON.parse(
    JSON.stringify({ destinationArn, region: null, subscriptionRoleRequired: null }),
  ) as LogDestinationProps & { destinationArn: string };
  const { destinationArn: arn, ...rest } = attributes;
  const central = LogDestination.fromDestinationAttributes(stack, "Central", {
    destinationArn: arn,
    ...(rest as object),
  });
  expect(central).toMatchObject({ region: "eu-west-1", subscriptionRoleRequired: undefined });
});

test("a destination and a provider of another copy of the library are taken", () => {
  const { resource } = synth((stack) => {
    const provider = new AwsProvider(stack, "Sender", { alias: "sender", region: "eu-west-1" });
    const destination = existing(stack);
    for (const made of [provider, destination]) {
      const Copy = class extends (made.constructor as new (...args: never[]) => object) {};
      Object.defineProperty(made, "constructor", { value: Copy });
    }
    new LogSubscription(stack, "It", { destination, provider, logGroupName: "/app", createRole: false });
  });
  expect(JSON.stringify(resource)).toContain("aws.sender");
});
