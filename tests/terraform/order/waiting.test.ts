import { LogsError } from "@log-destinations/core";
import { describe, expect, test, vi } from "vitest";
import { LocalApi } from "../../../local/src/local-api.ts";
import type { TerraformStart } from "../../../terraform/src/order/invocation.ts";
import { unknown } from "../../../terraform/src/protocol/types.ts";
import { type Block, emptyValues, resourceSchemas } from "../../../terraform/src/schema/schema.ts";
import { accessPolicy, destination, filter, logGroup, role, roleArn, rolePolicy, stream } from "./hub.ts";
import { settled, startRun } from "./simulated-terraform.ts";

const policy = rolePolicy();
const hub = destination();
const refused =
  "creating CloudWatch Logs Destination (central): InvalidParameterException: Could not deliver test message to specified destination. Check if the destination is valid.";
const reason = expect.stringContaining("none of its policies allows kinesis:PutRecord");
const waited = [
  expect.stringMatching(
    /^creating CloudWatch Logs Destination \(central\): it had to wait for aws_iam_role_policy \(write\) \[LD4530\]\nOn AWS this order costs up to 2 minutes.* add to its depends_on aws_iam_role_policy \(write\)\.$/,
  ),
];

/** A terraform whose plan has the hub, and which has applied its stream and role. */
async function planned({ propagation = 0, ...start }: TerraformStart & { propagation?: number } = {}) {
  const run = startRun({ propagation });
  const terraform = run.terraform({ command: "apply", parallelism: 10, ...start });
  await terraform.plan(stream, role, policy.planned, hub.planned);
  const walk = await terraform.walk();
  for (const resource of [stream, role]) await walk.apply(resource);
  return { ...run, terraform, walk };
}

/** What an answer is by now; `undefined` while there is none. */
async function byNow<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  await settled();
  return Promise.race([answer, Promise.resolve(undefined)]);
}

describe("a destination whose role gets its policy in the same run", () => {
  test("succeeds at once where the policy came before it", async () => {
    const { walk, printed } = await planned();
    await walk.apply(policy.applied);
    expect(await walk.apply(hub.applied)).toMatchObject({ errors: [], warnings: [] });
    expect(printed).toEqual([]);
  });

  test.each([0, 3_000, 119_000])(
    "waits for a policy that comes %i ms later, and says what it waited for",
    async (later) => {
      const { walk, clock, printed } = await planned();
      const put = walk.apply(hub.applied);
      await clock.advance(later);
      expect(await byNow(put)).toBeUndefined();
      await walk.apply(policy.applied);
      expect(await byNow(put)).toMatchObject({ errors: [], warnings: waited });
      // The reason of the first refusal no longer holds, and would mislead.
      expect(printed).toEqual([]);
    },
  );

  test("goes on in the same moment, and does not poll", async () => {
    const { walk, clock } = await planned();
    const tries = vi.spyOn(LocalApi.prototype, "putDestination");
    const put = walk.apply(hub.applied);
    await clock.advance(60_000);
    await walk.apply(policy.applied);
    await put;
    expect(tries).toHaveBeenCalledTimes(2);
  });

  test("waits as long as the real provider, and then fails in the words of the service", async () => {
    const { walk, clock, printed } = await planned();
    const put = walk.apply(hub.applied);
    await clock.advance(119_999);
    expect(await byNow(put)).toBeUndefined();
    await clock.advance(1);
    const { errors, warnings } = await put;
    expect(warnings).toEqual([]);
    expect(errors[0]?.split("\n")).toEqual([
      refused,
      reason,
      "aws_iam_role_policy (write) was not applied within 2 minutes, as long as the real provider tries again [LD4532]",
    ]);
    expect(printed).toEqual([reason]);
  });

  test("fails at once where nothing that is still planned can mend it", async () => {
    const run = startRun();
    const terraform = run.terraform();
    const others = [rolePolicy({ role: "other" }).planned, { ...stream, values: { name: "other", shard_count: 1 } }];
    await terraform.plan(stream, role, hub.planned, ...others);
    const walk = await terraform.walk();
    for (const resource of [stream, role]) await walk.apply(resource);
    const put = walk.apply(hub.applied);
    expect((await byNow(put))?.errors[0]?.split("\n")).toEqual([refused, reason]);
    expect(run.printed).toEqual([reason]);
  });

  test("fails at once where what it waits for has failed", async () => {
    const { walk } = await planned();
    const put = walk.apply(hub.applied);
    expect(await byNow(put)).toBeUndefined();
    const { errors } = await walk.apply(rolePolicy({ policy: "none" }).applied);
    expect(errors).toHaveLength(1);
    expect((await byNow(put))?.errors[0]?.split("\n")).toEqual([refused, reason]);
  });

  test("fails 2 seconds after terraform has nothing to do, where it may have skipped the policy for a failure", async () => {
    const { walk, clock } = await planned();
    const put = walk.apply(hub.applied);
    const taken = { type: "aws_iam_role", values: { ...role.values } };
    expect((await walk.apply(taken)).errors).toHaveLength(1);
    await clock.advance(1_999);
    expect(await byNow(put)).toBeUndefined();
    await clock.advance(1);
    expect((await byNow(put))?.errors[0]?.split("\n").slice(2)).toEqual([
      "aws_iam_role_policy (write) is not applied, since something else failed. Correct that, and apply again [LD4533]",
    ]);
  });

  test("stops when terraform does", async () => {
    const { walk } = await planned();
    const put = walk.apply(hub.applied);
    await settled();
    walk.stop();
    expect((await byNow(put))?.errors).toEqual(["stopped before it was done [LD4204]"]);
  });

  test("is not kept waiting by a name that the plan does not know yet, once that is another", async () => {
    const run = startRun();
    const terraform = run.terraform();
    const later = rolePolicy({ role: "other" });
    await terraform.plan(stream, role, hub.planned, {
      ...later.planned,
      values: { ...later.planned.values, role: unknown },
    });
    const walk = await terraform.walk();
    for (const resource of [stream, role]) await walk.apply(resource);
    run.local.control.declare({
      roles: { [roleArn.replace("writer", "other")]: { trust: role.values.assume_role_policy as string } },
    });
    const put = walk.apply(hub.applied);
    expect(await byNow(put)).toBeUndefined();
    await walk.apply(later.applied);
    const { errors, warnings } = (await byNow(put)) ?? {};
    expect([errors?.length, warnings]).toEqual([1, []]);
  });
});

describe("a policy that depends on the destination that waits for it", () => {
  test("is named as soon as terraform has nothing else to do, by all that wait", async () => {
    const { walk, clock, terraform } = await planned({ runsPrograms: () => false });
    const other = destination("other");
    await terraform.plan(other.planned);
    const puts = [walk.apply(hub.applied), walk.apply(other.applied)];
    await clock.advance(2_000);
    for (const put of puts) expect(await byNow(put)).toBeUndefined();
    await clock.advance(500);
    for (const put of puts) {
      expect((await byNow(put))?.errors[0]?.split("\n").slice(2)).toEqual([
        "aws_iam_role_policy (write) is planned, and terraform has nothing else to do: it depends on this, or another plan had it. Take this out of its depends_on and of all that it refers to [LD4536]",
      ]);
    }
  });

  test("is not suspected while a program of terraform's runs, such as a provisioner", async () => {
    let runs = true;
    const { walk, clock } = await planned({ runsPrograms: () => runs });
    const put = walk.apply(hub.applied);
    await clock.advance(60_000);
    expect(await byNow(put)).toBeUndefined();
    runs = false;
    await walk.apply(policy.applied);
    expect(await byNow(put)).toMatchObject({ errors: [], warnings: waited });
  });

  test("is not suspected by a terraform that another one has something for", async () => {
    const run = startRun();
    const network = run.terraform();
    await network.plan(rolePolicy({ name: "network" }).planned);
    const logs = run.terraform({ command: "apply", runsPrograms: () => false });
    await logs.plan(stream, role, hub.planned);
    const walk = await logs.walk();
    for (const resource of [stream, role]) await walk.apply(resource);
    const put = walk.apply(hub.applied);
    await run.clock.advance(60_000);
    expect(await byNow(put)).toBeUndefined();
    await (await network.walk()).apply(rolePolicy({ name: "network" }).applied);
    expect(await byNow(put)).toMatchObject({ errors: [] });
  });
});

test("an update that comes to nothing is not waited for", async () => {
  const run = startRun();
  const terraform = run.terraform();
  const before = { ...emptyValues(resourceSchemas.aws_iam_role_policy as Block), ...policy.applied.values };
  const state = { ...before, id: "writer:write" };
  const none = rolePolicy({ policy: '{"Version":"2012-10-17","Statement":[]}' }).applied;
  const first = await terraform.walk();
  await first.plan({ ...policy.planned, values: { ...state, policy: unknown } }, state);
  for (const resource of [stream, role, hub.planned]) await first.plan(resource);
  const walk = await terraform.walk();
  for (const resource of [stream, role, none]) await walk.apply(resource);
  const put = walk.apply(hub.applied);
  expect(await byNow(put)).toBeUndefined();
  await walk.plan({ ...policy.applied, values: state }, state);
  expect((await byNow(put))?.errors[0]?.split("\n")).toEqual([refused, reason]);
});

describe("terraform works on as many at once as -parallelism says", () => {
  test("with 1, a destination that would wait fails at once, and names what is missing in its depends_on", async () => {
    const { walk } = await planned({ parallelism: 1 });
    const put = walk.apply(hub.applied);
    expect((await byNow(put))?.errors[0]?.split("\n").slice(2)).toEqual([
      "It waits, and terraform runs 1 at once: nothing else can be applied. Add to its depends_on aws_iam_role_policy (write) [LD4531]",
    ]);
  });

  test.each([2, 10])("with %i, one less may wait; with that many, all fail at once", async (parallelism) => {
    const { walk, terraform } = await planned({ parallelism });
    const puts = Array.from({ length: parallelism }, (_, index) => destination(`central-${index}`));
    await terraform.plan(...puts.map((put) => put.planned));
    const waiting = puts.slice(1).map((put) => walk.apply(put.applied));
    for (const put of waiting) expect(await byNow(put)).toBeUndefined();
    const last = walk.apply(puts[0]?.applied ?? hub.applied);
    for (const put of [...waiting, last]) {
      expect((await byNow(put))?.errors[0]).toContain(
        `${parallelism} applies wait, and terraform runs ${parallelism} at once: nothing else can be applied. Add to its depends_on aws_iam_role_policy (write) [LD4531]`,
      );
    }
  });

  test("one that goes on leaves room for another that has just begun to wait", async () => {
    const { walk, terraform } = await planned({ parallelism: 2 });
    const second = rolePolicy({ name: "more" });
    const other = destination("other");
    await terraform.plan(other.planned, second.planned);
    const first = walk.apply(hub.applied);
    await settled();
    const [, late] = await Promise.all([walk.apply(policy.applied), walk.apply(other.applied)]);
    expect(await byNow(first)).toMatchObject({ errors: [] });
    expect(late.errors).toEqual([]);
  });

  test("10 where nothing is said, and any number for the tests of terraform test, which may run side by side", () => {
    const run = startRun();
    expect(run.terraform({}).invocation.parallelism).toBe(10);
    expect(run.terraform({ command: "test", parallelism: 2 }).invocation.parallelism).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("where the plan was not seen", () => {
  async function saved(parallelism = 10) {
    const run = startRun();
    const walk = await run.terraform({ command: "apply", parallelism }).walk();
    for (const resource of [stream, role]) await walk.apply(resource);
    return { ...run, walk };
  }

  test("a destination waits as long as the real provider", async () => {
    const { walk, clock } = await saved();
    const put = walk.apply(hub.applied);
    await clock.advance(119_000);
    expect(await byNow(put)).toBeUndefined();
    await clock.advance(1_000);
    expect((await byNow(put))?.errors[0]?.split("\n")).toEqual([refused, reason]);
  });

  test("it goes on when the policy comes", async () => {
    const { walk, clock } = await saved();
    const put = walk.apply(hub.applied);
    await clock.advance(3_000);
    await walk.apply(policy.applied);
    expect(await byNow(put)).toMatchObject({ errors: [], warnings: waited });
  });

  test("as many as terraform runs at once fail at once", async () => {
    const { walk } = await saved(1);
    expect((await byNow(walk.apply(hub.applied)))?.errors[0]).toContain(
      "Add to its depends_on what gives the role its permissions [LD4531]",
    );
  });
});

describe("a plan that the same run has saved", () => {
  const file = "/stack/saved";

  async function saved(...resources: Parameters<ReturnType<ReturnType<typeof startRun>["terraform"]>["plan"]>) {
    const run = startRun();
    await run.terraform({ command: "plan", savesPlanIn: file }).plan(stream, role, ...resources);
    return run;
  }

  async function applying(run: Awaited<ReturnType<typeof saved>>, appliesPlanOf: string) {
    const walk = await run.terraform({ command: "apply", appliesPlanOf }).walk();
    for (const resource of [stream, role]) await walk.apply(resource);
    return walk;
  }

  test("is known where it is applied: a permission that it does not have is not waited for", async () => {
    const walk = await applying(await saved(hub.planned), file);
    expect((await byNow(walk.apply(hub.applied)))?.errors[0]?.split("\n")).toEqual([refused, reason]);
  });

  test("is known where it is applied: the policy that it has is waited for", async () => {
    const run = await saved(policy.planned, hub.planned);
    const walk = await applying(run, file);
    const put = walk.apply(hub.applied);
    await run.clock.advance(3_000);
    expect(await byNow(put)).toBeUndefined();
    await walk.apply(policy.applied);
    expect(await byNow(put)).toMatchObject({ errors: [], warnings: waited });
  });

  test("says nothing of a plan in another file, nor of one that is applied a second time", async () => {
    const run = await saved(hub.planned);
    const put = (await applying(run, "/stack/other")).apply(hub.applied);
    await run.clock.advance(119_000);
    expect(await byNow(put)).toBeUndefined();
    run.terraform({ command: "apply", appliesPlanOf: file });
    expect([...run.terraform({ command: "apply", appliesPlanOf: file }).invocation.changes]).toEqual([]);
  });

  test("is not to come for another terraform as long as none applies it", async () => {
    const run = await saved(policy.planned);
    const other = run.terraform({ command: "apply" });
    await other.plan(stream, role, hub.planned);
    const walk = await other.walk();
    for (const resource of [stream, role]) await walk.apply(resource);
    expect((await byNow(walk.apply(hub.applied)))?.errors).toEqual([expect.stringContaining(refused)]);
  });
});

describe("only the answers are waited for on which the real provider tries again", () => {
  test("another refusal of a destination fails at once, although the policy of its role is still to come", async () => {
    const { walk } = await planned();
    const other = new LogsError("InvalidParameterException", "Another reason.");
    vi.spyOn(LocalApi.prototype, "putDestination").mockRejectedValue(other);
    const put = walk.apply(hub.applied);
    expect((await byNow(put))?.errors).toHaveLength(1);
  });

  test("a filter waits for a role that cannot be assumed yet, up to 5 minutes", async () => {
    const run = startRun();
    const sender = { ...role, values: { ...role.values, name: "sender" } };
    const withRole = { ...filter, values: { ...filter.values, role_arn: roleArn.replace("writer", "sender") } };
    const terraform = run.terraform();
    await terraform.plan(stream, role, policy.planned, hub.planned, accessPolicy, logGroup, sender, withRole);
    const walk = await terraform.walk();
    for (const resource of [stream, role, policy.applied, hub.applied, accessPolicy, logGroup]) {
      expect((await walk.apply(resource)).errors).toEqual([]);
      await settled();
    }
    const put = walk.apply(withRole);
    await run.clock.advance(299_000);
    expect(await byNow(put)).toBeUndefined();
    await walk.apply(sender);
    expect(await byNow(put)).toMatchObject({
      errors: [],
      warnings: [expect.stringMatching(/had to wait for aws_iam_role \(sender\).*\n.*up to 5 minutes/)],
    });
  });
});

describe("several terraforms", () => {
  test("what one plans, the other waits for as long as it goes on", async () => {
    const run = startRun();
    const [network, logs] = [run.terraform(), run.terraform()];
    await network.plan(policy.planned);
    await logs.plan(stream, role, hub.planned);
    const walk = await logs.walk();
    for (const resource of [stream, role]) await walk.apply(resource);
    const put = walk.apply(hub.applied);
    await run.clock.advance(3_000);
    expect(await byNow(put)).toBeUndefined();
    await (await network.walk()).apply(policy.applied);
    expect(await byNow(put)).toMatchObject({ errors: [], warnings: waited });
  });

  test("what one planned and did not apply before it ended, nobody waits for", async () => {
    const run = startRun();
    const [ended, logs] = [run.terraform(), run.terraform()];
    await ended.plan(policy.planned);
    await logs.plan(stream, role, hub.planned);
    const walk = await logs.walk();
    for (const resource of [stream, role]) await walk.apply(resource);
    const put = walk.apply(hub.applied);
    expect(await byNow(put)).toBeUndefined();
    ended.invocation.end();
    expect((await byNow(put))?.errors).toHaveLength(1);
  });

  test("what terraform plan has planned, nobody waits for", async () => {
    const run = startRun();
    await run.terraform({ command: "plan" }).plan(policy.planned);
    const logs = run.terraform();
    await logs.plan(stream, role, hub.planned);
    const walk = await logs.walk();
    for (const resource of [stream, role]) await walk.apply(resource);
    expect((await byNow(walk.apply(hub.applied)))?.errors).toHaveLength(1);
  });

  test("one that is stuck is not waited for by another", async () => {
    const run = startRun();
    const stuck = run.terraform({ parallelism: 1 });
    await stuck.plan(stream, role, policy.planned, hub.planned);
    const stuckWalk = await stuck.walk();
    for (const resource of [stream, role]) await stuckWalk.apply(resource);
    const logs = run.terraform();
    const other = destination("other");
    await logs.plan(other.planned);
    const put = (await logs.walk()).apply(other.applied);
    expect(await byNow(put)).toBeUndefined();
    await stuckWalk.apply(hub.applied);
    // The stuck one has failed, and leaves the policy out.
    await run.clock.advance(2_000);
    expect((await byNow(put))?.errors).toHaveLength(1);
  });
});

describe("with --propagation", () => {
  test("a role is waited for until it is spread, however many wait", async () => {
    const { walk, clock, printed } = await planned({ propagation: 10_000, parallelism: 1 });
    const put = walk.apply(hub.applied);
    await clock.advance(5_000);
    await walk.apply(policy.applied);
    await clock.advance(9_500);
    expect(await byNow(put)).toBeUndefined();
    await clock.advance(500);
    expect(await byNow(put)).toMatchObject({ errors: [], warnings: waited });
    expect(printed).toContainEqual(expect.stringContaining("IAM has not spread the role yet"));
  });

  test("a role that is wrong is tried as long as by the real provider", async () => {
    const { walk, clock } = await planned({ propagation: 1_000 });
    const put = walk.apply(hub.applied);
    await clock.advance(119_000);
    expect(await byNow(put)).toBeUndefined();
    await clock.advance(1_000);
    expect((await byNow(put))?.errors).toHaveLength(1);
  });
});
