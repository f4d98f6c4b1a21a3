import {
  accessPolicy,
  type DestinationChange,
  EnsureDestinationError,
  ensureDestination,
  findDestination,
  isLogsError,
  LogsError,
  removeDestination,
} from "@log-destinations/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryApi } from "../memory-api.ts";

const destinationArn = "arn:aws:logs:eu-west-1:111122223333:destination:central";
const accounts = accessPolicy({ destinationArn, accounts: ["222233334444", "333344445555"] });
const organizations = accessPolicy({ destinationArn, organizations: ["o-a1b2c3d4e5"] });
const desired = {
  destinationName: "central",
  targetArn: "arn:aws:kinesis:eu-west-1:111122223333:stream/central",
  roleArn: "arn:aws:iam::111122223333:role/central",
  accessPolicy: accounts,
  tags: { team: "platform" },
};
const undelivered = () =>
  new LogsError(
    "InvalidParameterException",
    "Could not deliver test message to specified destination. Check if the destination is valid.",
  );

let api: MemoryApi;
beforeEach(() => {
  api = new MemoryApi();
});
afterEach(() => vi.useRealTimers());

describe("ensureDestination", () => {
  it("creates, reports each change as it is made, and changes nothing the second time", async () => {
    const onChange = vi.fn();
    const { destination, changes } = await ensureDestination(api, desired, { onChange });
    expect(changes.map(({ what }) => what)).toEqual(["created", "policy"]);
    expect(onChange.mock.calls.map(([change]) => change)).toEqual(changes);
    expect(destination).toEqual(api.destinations.get("central"));
    expect(api.tags.get(destinationArn)).toEqual(desired.tags);

    api.calls.length = 0;
    expect(await ensureDestination(api, desired)).toEqual({ destination, changes: [] });
    expect(api.writes).toEqual([]);
  });

  it("updates what differs and nothing else", async () => {
    await ensureDestination(api, desired);
    const before = api.destinations.get("central");
    api.calls.length = 0;
    const roleArn = `${desired.roleArn}-2`;
    const { changes } = await ensureDestination(api, { ...desired, roleArn });
    expect(changes).toEqual([{ what: "updated", before, destination: { ...before, roleArn } }]);
    expect(api.writes).toEqual(["PutDestination"]);
  });

  it("leaves a policy and tags alone that it is not told of", async () => {
    await ensureDestination(api, desired);
    api.calls.length = 0;
    const { accessPolicy: _, tags: __, ...bare } = desired;
    expect((await ensureDestination(api, bare)).changes).toEqual([]);
    expect(api.calls).toEqual(["DescribeDestinations"]);
  });

  it("puts a policy that differs in meaning, not one that is written another way", async () => {
    await ensureDestination(api, desired);
    const rewritten = JSON.parse(accounts);
    rewritten.Statement[0].Principal.AWS.reverse();
    rewritten.Statement[0].Action = ["logs:putSubscriptionFilter"];
    delete rewritten.Statement[0].Sid;
    const same = await ensureDestination(api, { ...desired, accessPolicy: JSON.stringify(rewritten, null, 2) });
    expect(same.changes).toEqual([]);
    const fewer = accessPolicy({ destinationArn, accounts: ["222233334444"] });
    const less = await ensureDestination(api, { ...desired, accessPolicy: fewer });
    expect(less.changes).toEqual([{ what: "policy", accessPolicy: fewer, before: accounts }]);
    expect(less.destination.accessPolicy).toBe(fewer);
  });

  it("makes the given tags the exact set, and none with an empty one", async () => {
    await ensureDestination(api, desired);
    const { changes } = await ensureDestination(api, { ...desired, tags: { stage: "live" } });
    expect(changes).toEqual([
      { what: "tags", added: {}, removed: ["team"] },
      { what: "tags", added: { stage: "live" }, removed: [] },
    ]);
    await ensureDestination(api, { ...desired, tags: {} });
    expect(api.tags.get(destinationArn)).toEqual({});
  });

  it("does not take a destination for another whose name begins the same", async () => {
    await ensureDestination(api, { ...desired, destinationName: "central-2", accessPolicy: undefined as never });
    expect((await ensureDestination(api, desired)).changes[0]?.what).toBe("created");
  });

  it.each([
    ["no JSON", "{", "grammar"],
    ["an ARN in it", accounts.replace('"222233334444"', '"arn:aws:iam::222233334444:root"'), "principal"],
  ])("writes nothing where the policy has %s", async (_, policy, rule) => {
    const error = await ensureDestination(api, { ...desired, accessPolicy: policy }).catch((error) => error);
    expect(isLogsError(error, "InvalidParameterException")).toBe(true);
    expect(error.findings).toMatchObject([{ rule }]);
    expect(api.writes).toEqual([]);
  });

  it.each([
    ["a tag that the service refuses", { tags: { "bad?": "x" } }],
    ["a name that it refuses", { destinationName: "a:b" }],
  ])("writes nothing for %s", async (_, wrong) => {
    await ensureDestination(api, desired);
    api.calls.length = 0;
    await expect(ensureDestination(api, { ...desired, roleArn: "r2", ...wrong })).rejects.toThrow(/expected/);
    expect(api.writes).toEqual([]);
  });

  it("leaves the tags of AWS alone", async () => {
    await ensureDestination(api, desired);
    api.tags.set(destinationArn, { ...desired.tags, "aws:cloudformation:stack-name": "logging", old: "x" });
    const { changes } = await ensureDestination(api, desired);
    expect(changes).toEqual([{ what: "tags", added: {}, removed: ["old"] }]);
  });

  it("stops between two writes when it is aborted", async () => {
    const controller = new AbortController();
    const onChange = () => controller.abort("enough");
    await expect(ensureDestination(api, desired, { signal: controller.signal, onChange })).rejects.toBe("enough");
    expect(api.writes).toEqual(["PutDestination"]);
  });

  it("refuses a propagationTimeout that is no number of milliseconds", async () => {
    await expect(ensureDestination(api, desired, { propagationTimeout: Number.NaN })).rejects.toThrow(/is NaN/);
  });

  it("names a change from accounts to an organization before it writes anything", async () => {
    await ensureDestination(api, desired);
    api.calls.length = 0;
    const next = { ...desired, roleArn: "arn:aws:iam::111122223333:role/new", accessPolicy: organizations };
    await expect(ensureDestination(api, next)).rejects.toThrow(/set forceUpdate/);
    expect(api.writes).toEqual([]);
    await ensureDestination(api, { ...next, forceUpdate: true });
    expect(api.destinations.get("central")?.accessPolicy).toBe(organizations);
  });

  it("hands on advice", async () => {
    const onAdvice = vi.fn();
    const elsewhere = accounts.replaceAll("destination:central", "destination:other");
    await ensureDestination(api, { ...desired, accessPolicy: elsewhere }, { onAdvice });
    expect(onAdvice.mock.calls).toMatchObject([[{ rule: "resource" }]]);
  });

  it("waits until IAM knows the role", async () => {
    vi.useFakeTimers();
    let tries = 0;
    api.before = (operation) => {
      if (operation === "PutDestination" && ++tries < 4) throw undelivered();
    };
    const done = ensureDestination(api, desired);
    await vi.advanceTimersByTimeAsync(7_000);
    expect((await done).changes[0]?.what).toBe("created");
    expect(tries).toBe(4);
  });

  it("gives up on a role that stays wrong, and at once on other errors", async () => {
    vi.useFakeTimers();
    api.before = (operation) => {
      if (operation === "PutDestination") throw undelivered();
    };
    const wrong = ensureDestination(api, desired, { propagationTimeout: 10_000 }).catch((error) => error);
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await wrong).message).toMatch(/^Could not deliver test message/);

    api.calls.length = 0;
    api.before = (operation) => {
      if (operation === "PutDestination")
        throw new LogsError("InvalidParameterException", "Vendor logs not supported.");
    };
    await expect(ensureDestination(api, desired)).rejects.toThrow("Vendor logs");
    expect(api.writes).toEqual(["PutDestination"]);
  });

  it("says in its error what it had done by then", async () => {
    api.before = (operation) => {
      if (operation === "PutDestinationPolicy") {
        throw new LogsError("AccessDeniedException", "no", { operation, status: 400, attempts: 1 });
      }
    };
    const error = await ensureDestination(api, desired).catch((error) => error);
    expect(error).toBeInstanceOf(EnsureDestinationError);
    expect(isLogsError(error, "AccessDeniedException")).toBe(true);
    expect(error).toMatchObject({ operation: "PutDestinationPolicy", status: 400, attempts: 1, message: "no" });
    expect(error.changes.map(({ what }: DestinationChange) => what)).toEqual(["created"]);
    expect(isLogsError(error.cause, "AccessDeniedException")).toBe(true);
  });

  it("throws the reason of an abort as it is, also while it waits", async () => {
    const controller = new AbortController();
    api.before = (operation) => {
      if (operation === "PutDestination") throw undelivered();
    };
    const waiting = ensureDestination(api, desired, { signal: controller.signal });
    setTimeout(() => controller.abort("enough"), 20);
    await expect(waiting).rejects.toBe("enough");
  });
});

describe("ensureDestination over another API", () => {
  it("waits for and wraps the errors of the AWS SDK too", async () => {
    vi.useFakeTimers();
    try {
      const refusals = [undelivered().message, undelivered().message, "Invalid destination."];
      api.before = (operation) => {
        const message = operation === "PutDestination" && refusals.shift();
        if (message) throw Object.assign(new Error(message), { name: "InvalidParameterException", $metadata: {} });
      };
      const ensured = ensureDestination(api, desired).catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await ensured).toMatchObject({
        name: "InvalidParameterException",
        message: "Invalid destination.",
        changes: [],
      });
      expect(api.calls.filter((operation) => operation === "PutDestination")).toHaveLength(3);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("what ensureDestination refuses before any call", () => {
  it.each([
    ["a member of another spelling", { ...desired, accesspolicy: "{}" }, {}, /unknown member accesspolicy/],
    ["an unknown option", desired, { propagationTimout: 1 }, /unknown option propagationTimout/],
    ["tags on a name that cannot be tagged", { ...desired, destinationName: "central logs" }, {}, /leave tags out/],
  ])("%s", async (_, wrong, options, message) => {
    await expect(ensureDestination(api, wrong, options as object)).rejects.toThrow(message);
    expect(api.calls).toEqual([]);
  });
});

describe("findDestination and removeDestination", () => {
  it("find by the exact name and remove once", async () => {
    await ensureDestination(api, desired);
    expect((await findDestination(api, "central"))?.arn).toBe(destinationArn);
    expect(await findDestination(api, "cent")).toBeUndefined();
    expect(await removeDestination(api, "central")).toBe(true);
    expect(await removeDestination(api, "central")).toBe(false);
  });

  it.each([
    ["NetworkError", undefined, true],
    ["ServiceUnavailableException", 503, true],
    ["InvalidResponse", 200, true],
    ["ThrottlingException", 400, false],
  ])(
    "where %s (status %s) came before the answer that it is gone, removing it says %s",
    async (code, status, removed) => {
      const earlier = [new LogsError(code, "", { status })];
      vi.spyOn(api, "deleteDestination").mockRejectedValue(
        new LogsError("ResourceNotFoundException", "", { status: 400, attempts: 2, earlier }),
      );
      expect(await removeDestination(api, "central")).toBe(removed);
    },
  );
});
