import fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  LogAccountSubscription,
  LogDestination,
  LogDestinationPolicy,
  LogSubscriber,
  LogSubscription,
  LogSubscriptionRole,
  LogSubscriptionTarget,
  RegionalLogDestinations,
} from "@log-destinations/cdktf";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { describe, expect, test, vi } from "vitest";
import { minimal, roleArn } from "./central.ts";
import { type Synthesized, synth } from "./synth.ts";

type Build = (stack: TerraformStack) => unknown;

const subscribers = [LogSubscriber.account("111122223333")];
const regions = ["eu-west-1", "us-east-2"];
const existing = (scope: Construct) =>
  LogDestination.fromDestinationArn(scope, "Existing", "arn:aws:logs:eu-west-1:999999999999:destination:central");

interface Moved extends Construct {
  moveFrom(formerPath: string): void;
}

/** Each construct with everything that it can make. */
const constructs: Record<string, (scope: Construct, id: string) => Moved> = {
  LogDestination: (scope, id) => new LogDestination(scope, id, { ...minimal, subscribers }),
  RegionalLogDestinations: (scope, id) => new RegionalLogDestinations(scope, id, { ...minimal, subscribers, regions }),
  LogDestinationPolicy: (scope, id) =>
    new LogDestinationPolicy(scope, id, { destination: existing(scope), subscribers }),
  LogSubscription: (scope, id) =>
    new LogSubscription(scope, id, { destination: existing(scope), logGroupName: "/app", createRole: true }),
  "LogSubscription to a function": (scope, id) => {
    const destination = LogSubscriptionTarget.lambdaFunction("arn:aws:lambda:eu-west-1:111122223333:function:reader");
    return new LogSubscription(scope, id, { destination, logGroupName: "/app" });
  },
  LogAccountSubscription: (scope, id) =>
    new LogAccountSubscription(scope, id, { destination: existing(scope), excludeLogGroups: [], createRole: true }),
  LogSubscriptionRole: (scope, id) => new LogSubscriptionRole(scope, id),
};

const removals: Record<string, (stack: TerraformStack, path: string) => void> = {
  LogDestination: (stack, path) => LogDestination.removeFromState(stack, path),
  RegionalLogDestinations: (stack, path) => RegionalLogDestinations.removeFromState(stack, path, regions),
  LogDestinationPolicy: (stack, path) => LogDestinationPolicy.removeFromState(stack, path),
  LogSubscription: (stack, path) => LogSubscription.removeFromState(stack, path),
  "LogSubscription to a function": (stack, path) => LogSubscription.removeFromState(stack, path),
  LogAccountSubscription: (stack, path) => LogAccountSubscription.removeFromState(stack, path),
  LogSubscriptionRole: (stack, path) => LogSubscriptionRole.removeFromState(stack, path),
};

function addresses({ resource }: Synthesized): string[] {
  return Object.entries(resource ?? {}).flatMap(([type, found]) => Object.keys(found).map((name) => `${type}.${name}`));
}

function central(scope: Construct, id = "Central"): LogDestination {
  return new LogDestination(scope, id, { ...minimal, subscribers });
}

/** The message of the error that a synth ends in. */
function refusal(build: Build): string {
  try {
    synth(build);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("it was synthesized");
}

describe("moveFrom", () => {
  test.each(Object.entries(constructs))("%s: each resource comes from the address that it had", (_, build) => {
    const before = addresses(synth((stack) => build(new Construct(stack, "Scope"), "Old")));
    const after = synth((stack) => build(stack, "New").moveFrom("Scope/Old"));
    const moved = after.moved as { from: string; to: string }[];
    expect(moved.map(({ from }) => from).sort()).toEqual(before.sort());
    expect(moved.map(({ to }) => to).sort()).toEqual(addresses(after).sort());
    for (const { from, to } of moved) expect(from.split(".")[0]).toBe(to.split(".")[0]);
  });

  test("goes to the address that overrideLogicalId gives, also after the call", () => {
    const { moved } = synth((stack) => {
      const destination = central(stack, "New");
      destination.moveFrom("Old");
      destination.resource.overrideLogicalId("kept");
    });
    expect(moved).toContainEqual({
      from: expect.stringMatching(/^aws_cloudwatch_log_destination\.Old_/),
      to: "aws_cloudwatch_log_destination.kept",
    });
  });

  test.each<[string, Build, string]>([
    ["an empty path", (stack) => central(stack).moveFrom(""), 'moveFrom got ""; expected the path'],
    ["an empty id", (stack) => central(stack).moveFrom("Logging//Old"), "[LD2010]"],
    ["a token", (stack) => central(stack).moveFrom(new TerraformVariable(stack, "v", {}).stringValue), "[LD2010]"],
    ["no text", (stack) => central(stack).moveFrom(undefined as unknown as string), "moveFrom got undefined"],
    [
      "an address",
      (stack) => central(stack).moveFrom("aws_cloudwatch_log_destination.Old"),
      "which is the address of a resource; expected the path that the construct had in this stack",
    ],
    ["the stack's name before it", (stack) => central(stack).moveFrom("stack/Old"), 'the stack; give "Old" [LD2023]'],
    [
      "the present path",
      (stack) => central(stack).moveFrom("Central"),
      "the present path; give the former one [LD2011]",
    ],
    [
      "a path that another construct has",
      (stack) => {
        new LogSubscriptionRole(stack, "Old");
        new LogSubscriptionRole(stack, "New").moveFrom("Old");
      },
      "is named as a former address of stack/New, but stack/Old/Role still has it",
    ],
    [
      "a path that another construct comes from",
      (stack) => {
        new LogSubscriptionRole(stack, "One").moveFrom("Old");
        new LogSubscriptionRole(stack, "Two").moveFrom("Old");
      },
      "is named as a former address of stack/One and of stack/Two",
    ],
    [
      "a second time",
      (stack) => {
        const destination = central(stack);
        destination.moveFrom("Old");
        destination.moveFrom("Older");
      },
      "has the move of stack/Central, and a resource comes from one place",
    ],
    [
      "within what has moved",
      (stack) => {
        const destinations = new RegionalLogDestinations(stack, "Central", { ...minimal, regions });
        destinations.moveFrom("Old");
        destinations.inRegion("eu-west-1").moveFrom("Older");
      },
      "[LD2012]",
    ],
    [
      "around what has moved",
      (stack) => {
        const destinations = new RegionalLogDestinations(stack, "Central", { ...minimal, regions });
        destinations.inRegion("eu-west-1").moveFrom("Older");
        destinations.moveFrom("Old");
      },
      "[LD2012]",
    ],
    [
      "beside moveFromId, that is called later",
      (stack) => {
        const destination = central(stack);
        destination.moveFrom("Old");
        destination.resource.moveFromId("aws_cloudwatch_log_destination.raw");
      },
      "stack/Central/Resource has a move of its own",
    ],
    [
      "after importFrom",
      (stack) => {
        const destination = central(stack);
        destination.importFrom("central");
        destination.moveFrom("Old");
      },
      "stack/Central/Resource has an import of its own, and a resource comes from one place",
    ],
    [
      "before importFrom",
      (stack) => {
        const destination = central(stack);
        destination.moveFrom("Old");
        destination.importFrom("central");
      },
      "[LD2012]",
    ],
  ])("is refused with %s", (_, build, message) => {
    expect(refusal(build)).toContain(message);
  });
});

describe("moveFromLogDestination", () => {
  test("leaves another Region free to be imported", () => {
    const { moved, import: imported } = synth((stack) => {
      const destinations = new RegionalLogDestinations(stack, "Central", { ...minimal, regions });
      destinations.moveFromLogDestination("Central", "eu-west-1");
      destinations.inRegion("us-east-2").importFrom("central");
    });
    // The role has the same address as before.
    expect(moved).toHaveLength(1);
    expect(imported).toMatchObject([{ id: "central@us-east-2" }]);
  });

  test("is refused for a Region that the construct does not have", () => {
    const build = (stack: TerraformStack) =>
      new RegionalLogDestinations(stack, "Central", { ...minimal, regions }).moveFromLogDestination("Old", "eu-west-2");
    expect(refusal(build)).toContain("[LD2601]");
  });
});

describe("moveFromResources", () => {
  const destination = "aws_cloudwatch_log_destination.raw";

  test("takes addresses in modules and of instances", () => {
    const from = `module.logs["eu"].module.hub[0].${destination}[0]`;
    const { moved } = synth((stack) => central(stack).moveFromResources({ destination: from }));
    expect(moved).toEqual([{ from, to: expect.stringMatching(/^aws_cloudwatch_log_destination\.Central_/) }]);
  });

  test.each<[string, Build, string]>([
    [
      "an address of another type",
      (stack) => central(stack).moveFromResources({ destination: "aws_kinesis_stream.raw" }),
      'got destination "aws_kinesis_stream.raw"; expected the address of an aws_cloudwatch_log_destination',
    ],
    ["a path", (stack) => central(stack).moveFromResources({ destination: "Old/Central" }), "[LD2015]"],
    [
      "a role whose name is not given",
      (stack) => central(stack).moveFromResources({ destination, role: "aws_iam_role.raw" }),
      "got role aws_iam_role.raw, but roleName is not given, and another name would replace it",
    ],
    [
      "a role's policy whose name is not given",
      (stack) => central(stack).moveFromResources({ destination, rolePolicy: "aws_iam_role_policy.raw" }),
      "rolePolicyName is not given",
    ],
    [
      "a role where none is made",
      (stack) => {
        const given = new LogDestination(stack, "Central", { ...minimal, roleArn });
        given.moveFromResources({ destination, role: "aws_iam_role.raw" });
      },
      "[LD20",
    ],
    [
      "a policy where nobody may subscribe",
      (stack) => {
        const closed = new LogDestination(stack, "Central", minimal);
        closed.moveFromResources({ destination, policy: "aws_cloudwatch_log_destination_policy.raw" });
      },
      "stack/Central makes nothing in its place, so that it would be destroyed",
    ],
  ])("is refused with %s", (_, build, message) => {
    expect(refusal(build)).toContain(message);
  });
});

describe("moveFromOneLogGroup", () => {
  test("says which of the filters the one was", () => {
    const { moved } = synth((stack) => {
      const destination = existing(stack);
      new LogSubscription(stack, "App", { destination, logGroupNames: ["/app", "/jobs"] }).moveFromOneLogGroup("/app");
    });
    const address = "aws_cloudwatch_log_subscription_filter.App_F1B96344";
    expect(moved).toEqual([{ from: address, to: `${address}["/app"]` }]);
  });

  test("is refused where there is one filter alone", () => {
    const build = (stack: TerraformStack) =>
      new LogSubscription(stack, "App", { destination: existing(stack), logGroupName: "/app" }).moveFromOneLogGroup(
        "/app",
      );
    expect(refusal(build)).toContain("[LD2605]");
  });
});

describe("removeFromState", () => {
  test.each(Object.entries(removals))("%s: names every address that the construct had", (name, remove) => {
    const before = addresses(synth((stack) => constructs[name]?.(new Construct(stack, "Scope"), "Old")));
    const { removed } = synth((stack) => remove(stack, "Scope/Old")) as unknown as { removed: { from: string }[] };
    expect(removed.map(({ from }) => from)).toEqual(expect.arrayContaining(before));
    expect(removed).toEqual(removed.map(({ from }) => ({ from, lifecycle: { destroy: false } })));
  });

  test("is refused while the construct is there, twice, and for what is no path", () => {
    const still = (stack: TerraformStack) => {
      central(stack);
      LogDestination.removeFromState(stack, "Central");
    };
    expect(refusal(still)).toContain(
      "is named as a former address of Central, but stack/Central/Resource still has it",
    );
    const twice = (stack: TerraformStack) => {
      LogDestination.removeFromState(stack, "Logging/Central");
      LogDestination.removeFromState(stack, "Logging/Central");
    };
    expect(refusal(twice)).toContain("Logging/Central is removed from the state already");
    expect(refusal((stack) => LogDestination.removeFromState(stack, "/Central"))).toContain("removeFromState got");
  });

  test("is refused in HCL, where it would be left out in silence; a move is written there", () => {
    const inHcl = (build: (stack: TerraformStack) => void): string => {
      const stack = new TerraformStack(new App({ outdir, hclOutput: true }), "stack");
      build(stack);
      return stack.toHclTerraform().hcl;
    };
    const outdir = fs.mkdtempSync(join(tmpdir(), "hcl-"));
    try {
      expect(() => inHcl((stack) => LogDestination.removeFromState(stack, "Central"))).toThrow("[LD2014]");
      expect(inHcl((stack) => new LogSubscriptionRole(stack, "New").moveFrom("Old"))).toMatch(
        /moved \{\s+to\s*= aws_iam_role\.New_Role_\w+\s+from\s*= aws_iam_role\.Old_Role_\w+\s+\}/,
      );
    } finally {
      fs.rmSync(outdir, { recursive: true });
    }
  });
});

describe("importFrom", () => {
  const named = { ...minimal, subscribers, roleName: "writer", region: "eu-west-1" };

  test("takes over the role, its policy and the access policy too, by their names", () => {
    const { import: imported } = synth((stack) => {
      const destination = new LogDestination(stack, "Central", { ...named, subscribers: [], rolePolicyName: "put" });
      destination.importFrom("central", { roleName: "writer", accessPolicy: true });
      destination.grantSubscribe(...subscribers);
    });
    expect(imported?.map(({ id }) => id).sort()).toEqual([
      "central@eu-west-1",
      "central@eu-west-1",
      "writer",
      "writer:put",
    ]);
  });

  test("takes a role whose name was made up, which a new one of the same prefix does not replace", () => {
    const made = `log-destination-${"20261129064512345600000001"}`;
    const { import: imported } = synth((stack) => central(stack).importFrom("central", { roleName: made }));
    expect(imported?.map(({ id }) => id)).toContain(made);
  });

  test.each<[string, Build, string]>([
    [
      "another role's name",
      (stack) => new LogDestination(stack, "C", named).importFrom("central", { roleName: "other" }),
      'but roleName is "writer"',
    ],
    [
      "a role's name that is not given",
      (stack) => central(stack).importFrom("central", { roleName: "writer" }),
      "but roleName is not given",
    ],
    [
      "a role where one is given",
      (stack) => new LogDestination(stack, "C", { ...minimal, roleArn }).importFrom("central", { roleName: "writer" }),
      "but roleArn is given",
    ],
    [
      "an access policy that is not made",
      (stack) => new LogDestination(stack, "C", minimal).importFrom("central", { accessPolicy: true }),
      "[LD2019]",
    ],
  ])("is refused with %s", (_, build, message) => {
    expect(refusal(build)).toContain(message);
  });
});

test("nothing is read from disk at synth: a move knows no state", () => {
  const names = ["readFileSync", "readFile", "readdirSync", "openSync", "existsSync", "statSync", "lstatSync"] as const;
  const spies = names.map((name) => vi.spyOn(fs, name));
  synth((stack) => {
    // From here on, since the modules are loaded.
    for (const spy of spies) spy.mockClear();
    central(stack, "New").moveFrom("Old");
    LogDestination.removeFromState(stack, "Older");
    constructs.LogSubscription?.(stack, "Imported");
  });
  const read = spies.flatMap((spy) => spy.mock.calls.map(([path]) => String(path)));
  // What synth writes goes there.
  expect(read.filter((path) => !path.startsWith(join(tmpdir(), "synth-")))).toEqual([]);
});
