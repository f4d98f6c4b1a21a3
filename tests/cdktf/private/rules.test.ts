import {
  LogAccountSubscription,
  LogDestination,
  LogDestinationPolicy,
  LogDestinationTarget,
  LogSubscriber,
  LogSubscription,
} from "@log-destinations/cdktf";
import { filterPatternProblem, memberViolations, operations } from "@log-destinations/core/service";
import { TerraformStack, Testing } from "cdktf";
import fc from "fast-check";
import { expect, test } from "vitest";
import { withoutProp } from "../../refusals/constructs.ts";

const target = LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999900001111:stream/logs");
const destinationArn = "arn:aws:logs:eu-west-1:999900001111:destination:central";
const subscribers = [LogSubscriber.account("111122223333")];

type Value = string | Record<string, string>;

interface Prop {
  /** Makes a construct of which one prop has this value. */
  readonly make: (stack: TerraformStack, value: never) => void;
  readonly values: fc.Arbitrary<Value>;
  /** What else the construct refuses, and the service takes or refuses by other rules than those of the table. */
  readonly alsoRefused?: (value: never) => boolean;
}

/** Texts around what a shape takes: of its characters and of others, as long as its bounds and longer. */
function texts(longest: number): fc.Arbitrary<string> {
  const characters = fc.constantFrom(...'aZ09 :*._-/#=+@,"\\\t\u0000ü😀{}[]$%');
  return fc
    .oneof(
      fc.string({ unit: characters, maxLength: 12 }),
      fc.nat(3).chain((over) => characters.map((character) => character.repeat(longest - 1 + over))),
    )
    .filter((text) => !/[$%]\{/.test(text));
}

const destinationName: Prop = {
  make: (stack, destinationName) => new LogDestination(stack, "It", { destinationName, target }),
  values: texts(512),
  // It would break the access policy that Terraform writes the ARN into.
  alsoRefused: (name: string) => /["\\\p{Cc}]/u.test(name),
};
const subscribe = (props: object) => (stack: TerraformStack) => {
  const destination = LogDestination.fromDestinationArn(stack, "Central", destinationArn);
  new LogSubscription(stack, "It", { destination, logGroupName: "/app", createRole: false, ...props });
};
const arnsAlone = (isArn: RegExp) => (arn: string) => !isArn.test(arn);

/** The members of requests that constructs have a prop for. */
const props: Record<string, Prop> = {
  "PutAccountPolicy.policyName": {
    make: (stack, policyName) => {
      const destination = LogDestination.fromDestinationArn(stack, "Central", destinationArn);
      new LogAccountSubscription(stack, "It", { destination, excludeLogGroups: [], createRole: false, policyName });
    },
    values: fc.oneof(texts(255), fc.constantFrom("aws/a", "AWS/a", "aws", "awsa/")),
    // Terraform imports a policy by NAME:TYPE.
    alsoRefused: (name: string) => name.includes(":"),
  },
  "PutDestination.destinationName": destinationName,
  "PutDestination.targetArn": {
    make: (stack, arn) =>
      new LogDestination(stack, "It", { destinationName: "a", target: LogDestinationTarget.kinesisStream(arn) }),
    values: fc.constantFrom("", "a", target.targetArn),
    alsoRefused: arnsAlone(/:stream\//),
  },
  "PutDestination.roleArn": {
    make: (stack, roleArn) => new LogDestination(stack, "It", { destinationName: "a", target, roleArn }),
    values: fc.constantFrom("", "a", "arn:aws:iam::999900001111:role/writer"),
    alsoRefused: arnsAlone(/:role\//),
  },
  "PutDestination.tags": {
    make: (stack, tags) => new LogDestination(stack, "It", { destinationName: "a", target, tags }),
    values: fc.oneof(
      fc.dictionary(texts(128), texts(256), { minKeys: 1, maxKeys: 2 }),
      fc
        .integer({ min: 49, max: 51 })
        .map((count) => Object.fromEntries(Array.from({ length: count }, (_, n) => [n, ""]))),
    ),
  },
  "PutDestinationPolicy.destinationName": {
    ...destinationName,
    make: (stack, name) => {
      const destination = LogDestination.fromDestinationName(stack, "Found", name);
      new LogDestinationPolicy(stack, "It", { destination, subscribers });
    },
    // Two of these fit the access policy no more.
    values: texts(512).filter((name) => Buffer.byteLength(name) < 1024),
  },
  "PutDestinationPolicy.accessPolicy": {
    make: (stack, accessPolicy) => {
      const destination = LogDestination.fromDestinationArn(stack, "Found", destinationArn);
      new LogDestinationPolicy(stack, "It", { destination, accessPolicy });
    },
    values: fc.nat(3).map((over) => padded(5119 + over)),
  },
  "PutSubscriptionFilter.logGroupName": {
    make: (stack, logGroupName) => subscribe({ logGroupName })(stack),
    values: texts(512),
  },
  "PutSubscriptionFilter.filterName": {
    make: (stack, filterName) => subscribe({ filterName })(stack),
    values: texts(512),
  },
  "PutSubscriptionFilter.filterPattern": {
    make: (stack, filterPattern) => subscribe({ filterPattern })(stack),
    values: texts(1024),
    alsoRefused: (pattern: string) => filterPatternProblem(pattern) !== undefined,
  },
  "PutSubscriptionFilter.destinationArn": {
    make: (stack, arn) => LogDestination.fromDestinationArn(stack, "Central", arn),
    values: fc.constantFrom("", "a", destinationArn),
    alsoRefused: arnsAlone(/:destination:/),
  },
  "PutSubscriptionFilter.distribution": {
    make: (stack, distribution) => subscribe({ distribution })(stack),
    values: fc.constantFrom("", "Random", "ByLogStream", "bylogstream"),
  },
  "PutSubscriptionFilter.roleArn": {
    make: (stack, roleArn) => subscribe({ roleArn, createRole: undefined })(stack),
    values: fc.constantFrom("", "a", "arn:aws:iam::111122223333:role/sender"),
    alsoRefused: arnsAlone(/:role\//),
  },
};

const members = (
  ["PutAccountPolicy", "PutDestination", "PutDestinationPolicy", "PutSubscriptionFilter"] as const
).flatMap((operation) =>
  Object.entries(operations[operation].request).map(([member, shape]) => ({
    name: `${operation}.${member}`,
    shape: { [member]: shape },
    member,
  })),
);

test("every member of a request that Terraform sends has a prop here, or a reason for none", () => {
  expect([...Object.keys(props), ...Object.keys(withoutProp)].sort()).toEqual(members.map(({ name }) => name).sort());
});

test.each(members.filter(({ name }) => props[name]))(
  "$name: a construct refuses what the table of operations does, and takes what it takes",
  ({ name, shape, member }) => {
    const { make, values, alsoRefused } = props[name] as Prop;
    const takes = (value: Value) => {
      try {
        make(new TerraformStack(Testing.app(), "stack"), value as never);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(values, (value) => {
        const served = memberViolations(shape, { [member]: value }).length === 0 && !alsoRefused?.(value as never);
        expect(takes(value)).toBe(served);
      }),
      { numRuns: 150 },
    );
  },
);

/** A right access policy of so many bytes. */
function padded(bytes: number): string {
  const Statement = {
    Effect: "Allow",
    Principal: { AWS: "111122223333" },
    Action: "logs:PutSubscriptionFilter",
    Resource: destinationArn,
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [Statement] }).padEnd(bytes, " ");
}
