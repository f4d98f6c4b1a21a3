import {
  accessPolicy,
  type DestinationChange,
  EnsureError,
  ensureDestination,
  findDestination,
  isLogsError,
  LogsError,
  type PolicyFinding,
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
    const error = await ensureDestination(api, desired, { signal: controller.signal, onChange }).catch(
      (error) => error,
    );
    expect(error).toBeInstanceOf(EnsureError);
    expect(error).toMatchObject({ cause: "enough", changes: [{ what: "created" }] });
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

  describe("checks the policy of a new destination against the ARN that it will have", () => {
    const elsewhere = accounts.replace("eu-west-1:111122223333", "us-east-1:999988887777");
    const wrong = [
      ["another Region and account", elsewhere],
      ["another Region", accounts.replace("eu-west-1", "eu-central-1")],
      ["another account", accounts.replace("111122223333:destination", "111122223334:destination")],
      ["another partition", accounts.replace("arn:aws:logs", "arn:aws-cn:logs")],
    ] as const;

    it.each(wrong)("before any write, where the Region of the API is known: %s", async (_, policy) => {
      const onAdvice = vi.fn(() => expect(api.writes).toEqual([]));
      const over = Object.assign(api, { region: "eu-west-1" });
      const { changes } = await ensureDestination(over, { ...desired, accessPolicy: policy }, { onAdvice });
      expect(onAdvice.mock.calls).toMatchObject([[{ rule: "resource", where: "Statement[0].Resource" }]]);
      expect(changes.map(({ what }) => what)).toEqual(["created", "policy"]);
    });

    it.each(wrong)("before the policy is put, where it is not: %s", async (_, policy) => {
      const onAdvice = vi.fn(() => expect(api.writes).toEqual(["PutDestination"]));
      await ensureDestination(api, { ...desired, accessPolicy: policy }, { onAdvice });
      expect(onAdvice.mock.calls).toMatchObject([[{ rule: "resource" }]]);
    });

    it("and a caller that throws for its advice has nothing written", async () => {
      const over = Object.assign(api, { region: Promise.resolve("eu-west-1") });
      const onAdvice = (finding: PolicyFinding) => {
        throw new Error(finding.rule);
      };
      await expect(ensureDestination(over, { ...desired, accessPolicy: elsewhere }, { onAdvice })).rejects.toThrow(
        "resource",
      );
      expect(api.writes).toEqual([]);
    });

    it("says nothing about one that fits", async () => {
      const onAdvice = vi.fn();
      await ensureDestination(Object.assign(api, { region: "eu-west-1" }), desired, { onAdvice });
      expect(onAdvice).not.toHaveBeenCalled();
    });
  });

  describe("where DescribeDestinations does not show yet that the destination is there", () => {
    const hidden = async () => {
      await ensureDestination(api, { ...desired, tags: { stale: "x", team: "old" }, accessPolicy: accounts });
      vi.spyOn(api, "describeDestinations").mockResolvedValue({ destinations: [] });
      api.calls.length = 0;
    };

    it("makes the tags the exact set", async () => {
      await hidden();
      const { changes } = await ensureDestination(api, desired);
      expect(api.tags.get(destinationArn)).toEqual(desired.tags);
      expect(changes).toMatchObject([{ what: "created" }, { what: "tags", removed: ["stale"] }]);
    });

    it("refuses to go from accounts to an organization without force, and puts no policy", async () => {
      await hidden();
      const error = await ensureDestination(api, { ...desired, accessPolicy: organizations }).catch((error) => error);
      expect(error).toMatchObject({ findings: [{ rule: "account-to-organization" }], changes: [{ what: "created" }] });
      expect(api.writes).toEqual(["PutDestination"]);
    });

    it("takes a destination that the operations on tags do not know yet for a new one", async () => {
      api.before = (operation) => {
        if (operation === "ListTagsForResource") throw new LogsError("ResourceNotFoundException", "not yet");
      };
      expect((await ensureDestination(api, desired)).changes).toHaveLength(2);
    });
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
    expect(error).toBeInstanceOf(EnsureError);
    expect(isLogsError(error, "AccessDeniedException")).toBe(true);
    expect(error).toMatchObject({ operation: "PutDestinationPolicy", status: 400, attempts: 1, message: "no" });
    expect(error.changes.map(({ what }: DestinationChange) => what)).toEqual(["created"]);
    expect(isLogsError(error.cause, "AccessDeniedException")).toBe(true);
  });

  describe("keeps its changes, whatever ends it", () => {
    const bug = new ReferenceError("log is not defined");
    const sdkError = (name: string, members: object = {}) => Object.assign(new Error(name), { name, ...members });
    it.each<[string, unknown]>([
      ["an answer", new LogsError("AccessDeniedException", "no")],
      ["an exception of the AWS SDK", sdkError("OperationAbortedException", { $fault: "client" })],
      ["the AWS SDK's TimeoutError", sdkError("TimeoutError")],
      ["a reset connection", sdkError("Error", { code: "ECONNRESET" })],
      ["a bug in the API", bug],
      ["a text", "no"],
      ["nothing", undefined],
    ])("%s", async (_, thrown) => {
      api.before = (operation) => {
        if (operation === "PutDestinationPolicy") throw thrown;
      };
      const error = await ensureDestination(api, desired).catch((error) => error);
      expect(error).toBeInstanceOf(EnsureError);
      expect(error.changes).toMatchObject([{ what: "created", destination: { arn: destinationArn } }]);
      expect(error.cause).toBe(thrown);
    });

    it("an onChange whose promise is rejected, and which is waited for", async () => {
      const ended: string[] = [];
      const onChange = async ({ what }: DestinationChange) => {
        await Promise.resolve();
        ended.push(what);
        if (what === "policy") throw new Error("the log is full");
      };
      const error = await ensureDestination(api, desired, { onChange }).catch((error) => error);
      expect(error).toMatchObject({ name: "Error", message: "the log is full", cause: { message: "the log is full" } });
      expect(error.changes.map(({ what }: DestinationChange) => what)).toEqual(["created", "policy"]);
      expect(ended).toEqual(["created", "policy"]);
    });

    it("an onChange that throws", async () => {
      const onChange = (change: DestinationChange) => {
        if (change.what === "policy") throw bug;
      };
      const error = await ensureDestination(api, desired, { onChange }).catch((error) => error);
      expect(error).toMatchObject({ cause: bug, name: "ReferenceError", message: bug.message });
      expect(error.changes.map(({ what }: DestinationChange) => what)).toEqual(["created", "policy"]);
    });

    it("an onAdvice that throws after the destination was made", async () => {
      const onAdvice = () => {
        throw bug;
      };
      const elsewhere = { ...desired, accessPolicy: accounts.replace("eu-west-1", "us-east-1") };
      const error = await ensureDestination(api, elsewhere, { onAdvice }).catch((error) => error);
      expect(error).toMatchObject({ cause: bug, changes: [{ what: "created" }] });
    });

    it("an abort while a call is under way", async () => {
      const controller = new AbortController();
      const reason = new Error("the deployment was cancelled");
      api.before = (operation) => {
        if (operation !== "PutDestinationPolicy") return;
        controller.abort(reason);
        throw controller.signal.reason;
      };
      const error = await ensureDestination(api, desired, { signal: controller.signal }).catch((error) => error);
      expect(error).toMatchObject({ cause: reason, message: reason.message, changes: [{ what: "created" }] });
    });

    it("and a bug before any change comes through as it is", async () => {
      api.before = () => {
        throw bug;
      };
      await expect(ensureDestination(api, desired)).rejects.toBe(bug);
    });

    it("with the details of the call that failed", async () => {
      const earlier = [new LogsError("NetworkError", "reset")];
      const details = { operation: "TagResource", status: 503, requestId: "r", attempts: 2, earlier, retryable: true };
      api.before = (operation) => {
        if (operation === "PutDestinationPolicy") throw new LogsError("ServiceUnavailableException", "busy", details);
      };
      const error = await ensureDestination(api, desired).catch((error) => error);
      expect({ ...details, earlier: error.earlier, attempts: error.attempts }).toEqual(details);
      expect(error).toMatchObject({ operation: "TagResource", status: 503, requestId: "r", retryable: true });
    });
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
    ["an onChange that is no function", desired, { onChange: true }, /onChange is true; expected a function/],
    ["an onAdvice that is none", desired, { onAdvice: [] }, /onAdvice is .*; expected a function/],
    ["a signal that is none", desired, { signal: {} }, /signal is .*; expected an object with throwIfAborted\(\)/],
    ["an unknown option", desired, { propagationTimout: 1 }, /unknown option propagationTimout/],
    ["tags on a name that cannot be tagged", { ...desired, destinationName: "central logs" }, {}, /leave tags out/],
  ])("%s", async (_, wrong, options, message) => {
    await expect(ensureDestination(api, wrong, options as object)).rejects.toThrow(message);
    expect(api.calls).toEqual([]);
  });
});

describe("removeDestination over the AWS SDK", () => {
  const gone = (attempts: number) =>
    Object.assign(new Error("The specified destination does not exist."), {
      name: "ResourceNotFoundException",
      $fault: "client",
      $metadata: { httpStatusCode: 400, attempts },
    });
  it("takes its exception for an answer, and an attempt that nothing is known of for one that may have deleted it", async () => {
    const deleting = vi.spyOn(api, "deleteDestination");
    deleting.mockRejectedValueOnce(gone(1));
    expect(await removeDestination(api, "central")).toBe(false);
    deleting.mockRejectedValueOnce(gone(2));
    expect(await removeDestination(api, "central")).toBe(true);
    deleting.mockRejectedValueOnce(Object.assign(new Error("no"), { name: "AccessDeniedException" }));
    await expect(removeDestination(api, "central")).rejects.toThrow("no");
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
