import {
  EnsureError,
  ensureSubscriptionFilter,
  findSubscriptionFilter,
  LogsError,
  removeSubscriptionFilter,
  type SubscriptionFilterChange,
} from "@log-destinations/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryApi } from "../memory-api.ts";

const address = { logGroupName: "/app", filterName: "central" };
const destinationArn = "arn:aws:logs:eu-west-1:111122223333:destination:central";
const roleArn = "arn:aws:iam::222233334444:role/sender";
const desired = { ...address, filterPattern: "ERROR", destinationArn };
const full = {
  ...desired,
  roleArn,
  distribution: "Random",
  applyOnTransformedLogs: true,
  fieldSelectionCriteria: '@aws.region NOT IN ["cn-north-1"]',
  emitSystemFields: ["@aws.account", "@aws.region"],
} as const;

let api: MemoryApi;
beforeEach(() => {
  api = new MemoryApi();
});
afterEach(() => vi.useRealTimers());

describe("ensureSubscriptionFilter", () => {
  it.each([
    ["the members that are needed", desired],
    ["all members", full],
  ])("with %s creates, and changes nothing the second time", async (_, filter) => {
    const onChange = vi.fn();
    const { subscriptionFilter, changes } = await ensureSubscriptionFilter(api, filter, { onChange });
    expect(changes).toEqual([{ what: "created", subscriptionFilter }]);
    expect(onChange.mock.calls).toEqual([[changes[0]]]);
    expect(subscriptionFilter).toEqual({ distribution: "ByLogStream", ...filter });

    api.calls.length = 0;
    const again = await ensureSubscriptionFilter(api, filter);
    expect(again).toEqual({ subscriptionFilter: api.filters.get("central"), changes: [] });
    expect(api.calls).toEqual(["DescribeSubscriptionFilters"]);
  });

  it.each<[string, object]>([
    ["filterPattern", { filterPattern: "WARN" }],
    ["filterPattern", { filterPattern: "" }],
    ["destinationArn", { destinationArn: `${destinationArn}-2` }],
    ["roleArn", { roleArn: `${roleArn}-2` }],
    ["distribution", { distribution: "ByLogStream" }],
    ["applyOnTransformedLogs", { applyOnTransformedLogs: false }],
    ["fieldSelectionCriteria", { fieldSelectionCriteria: "" }],
    ["emitSystemFields", { emitSystemFields: ["@aws.account"] }],
    ["emitSystemFields", { emitSystemFields: [] }],
  ])("puts a filter whose %s differs, and carries along what is left out", async (_, difference) => {
    await ensureSubscriptionFilter(api, full);
    const before = api.filters.get("central");
    const { changes } = await ensureSubscriptionFilter(api, { ...desired, ...difference });
    const subscriptionFilter = { ...full, creationTime: 1, ...difference };
    expect(changes).toEqual([{ what: "updated", subscriptionFilter, before }]);
    expect(api.filters.get("central")).toEqual({ ...full, creationTime: 1, ...difference });
    expect((await ensureSubscriptionFilter(api, { ...desired, ...difference })).changes).toEqual([]);
  });

  it.each<[string, object, object]>([
    ["a pattern of blanks, which the service keeps as an empty one", { filterPattern: " " }, { filterPattern: " " }],
    ["fields in another order", {}, { emitSystemFields: ["@aws.region", "@aws.account"] }],
    ["no fields where there are none", { emitSystemFields: undefined }, { emitSystemFields: [] }],
    ["no criteria where there are none", { fieldSelectionCriteria: undefined }, { fieldSelectionCriteria: "" }],
    ["the default distribution", { distribution: undefined }, { distribution: "ByLogStream" }],
    ["the default of transformed logs", { applyOnTransformedLogs: undefined }, { applyOnTransformedLogs: false }],
    ["a member that is undefined", {}, { roleArn: undefined, distribution: undefined }],
  ])("does not take %s for a difference", async (_, made, asked) => {
    await ensureSubscriptionFilter(api, { ...full, ...made });
    expect((await ensureSubscriptionFilter(api, { ...full, ...made, ...asked })).changes).toEqual([]);
  });

  it("sends no member that only answers have", async () => {
    await ensureSubscriptionFilter(api, desired);
    const before = api.filters.get("central");
    api.filters.set("central", { ...before, laterMember: 1 } as never);
    const put = vi.spyOn(api, "putSubscriptionFilter");
    await ensureSubscriptionFilter(api, { ...desired, filterPattern: "WARN" });
    const sent = { ...desired, filterPattern: "WARN", distribution: "ByLogStream", applyOnTransformedLogs: false };
    expect(put.mock.calls[0]?.[0]).toEqual(sent);
  });

  it("does not take a filter for another whose name begins the same", async () => {
    await ensureSubscriptionFilter(api, { ...desired, filterName: "central-2" });
    expect((await ensureSubscriptionFilter(api, desired)).changes[0]?.what).toBe("created");
    expect(api.filters.size).toBe(2);
  });

  it("names the filters of a log group that takes no more, and updates one of them nevertheless", async () => {
    const names = ["a", "b", "c", "d", "e"];
    for (const filterName of names) await ensureSubscriptionFilter(api, { ...desired, filterName });
    const error = await ensureSubscriptionFilter(api, desired).catch((error) => error);
    expect(error).toBeInstanceOf(EnsureError);
    expect(error).toMatchObject({ code: "LimitExceededException", changes: [] });
    expect(error.message).toBe(
      '/app takes no more subscription filters, and "central" would be a new one: it has "a", "b", "c", "d", "e"; remove one of them, or give its name to replace it [LD1602]',
    );
    expect(error.cause.cause.message).toBe("Resource limit exceeded.");
    const { changes } = await ensureSubscriptionFilter(api, { ...desired, filterName: "c", filterPattern: "WARN" });
    expect(changes.map(({ what }: SubscriptionFilterChange) => what)).toEqual(["updated"]);
  });

  it("says that a log group takes no more, also where its filters cannot be listed then", async () => {
    for (const filterName of ["a", "b", "c", "d", "e"]) await ensureSubscriptionFilter(api, { ...desired, filterName });
    let listed = 0;
    api.before = (operation) => {
      if (operation === "DescribeSubscriptionFilters" && ++listed > 1) throw new LogsError("ThrottlingException", "no");
    };
    const error = await ensureSubscriptionFilter(api, desired).catch((error) => error);
    expect(error).toMatchObject({ code: "LimitExceededException", message: "Resource limit exceeded.", changes: [] });
    expect(listed).toBe(2);
  });

  it.each([
    ["a role that cannot be assumed yet", "ValidationException", "permission to assume the provided role."],
    ["a stream that the role cannot write to yet", "InvalidParameterException", "Could not deliver test message to"],
  ])("waits for %s", async (_, code, message) => {
    vi.useFakeTimers();
    let tries = 0;
    api.before = (operation) => {
      if (operation === "PutSubscriptionFilter" && ++tries < 4) throw new LogsError(code, message);
    };
    const done = ensureSubscriptionFilter(api, { ...desired, roleArn });
    await vi.advanceTimersByTimeAsync(7_000);
    expect((await done).changes).toHaveLength(1);
    expect(tries).toBe(4);
  });

  it("gives up at once where a role is needed and none is given", async () => {
    api.before = (operation) => {
      const message = "Role ARN is required when creating subscription filter against destination with Organization";
      if (operation === "PutSubscriptionFilter") throw new LogsError("InvalidParameterException", message);
    };
    await expect(ensureSubscriptionFilter(api, desired)).rejects.toThrow("Role ARN is required");
    expect(api.writes).toHaveLength(1);
  });

  it.each<[string, object, string | undefined, RegExp]>([
    [
      "a stream without a role",
      { destinationArn: "arn:aws:kinesis:eu-west-1:1:stream/s" },
      undefined,
      /destinationArn/,
    ],
    ["a pattern that cannot be read", { filterPattern: "{ $.level = 1" }, undefined, /the service refuses the/],
    ["a member of another name", { rolearn: roleArn }, undefined, /no member rolearn/],
    [
      "a destination of another Region",
      {},
      "us-east-1",
      /destinationArn is in eu-west-1, and this client calls us-east/,
    ],
    ["a name that is refused", { filterName: "a:b" }, undefined, /filterName/],
  ])("calls nothing for %s", async (_, wrong, region, message) => {
    const over = Object.assign(api, { region });
    await expect(ensureSubscriptionFilter(over, { ...desired, ...wrong })).rejects.toThrow(message);
    expect(api.calls).toEqual([]);
  });

  it("keeps its change where onChange throws, and refuses an unknown option", async () => {
    const bug = new ReferenceError("log is not defined");
    const onChange = () => {
      throw bug;
    };
    const error = await ensureSubscriptionFilter(api, desired, { onChange }).catch((error) => error);
    expect(error).toMatchObject({ cause: bug, changes: [{ what: "created" }] });
    const unknown = { onAdvice: () => {} };
    await expect(ensureSubscriptionFilter(api, desired, unknown as object)).rejects.toThrow(/unknown option onAdvice/);
  });
});

describe("findSubscriptionFilter and removeSubscriptionFilter", () => {
  it("find by the exact name and remove once", async () => {
    await ensureSubscriptionFilter(api, desired);
    expect(await findSubscriptionFilter(api, address)).toMatchObject(desired);
    expect(await findSubscriptionFilter(api, { ...address, filterName: "cent" })).toBeUndefined();
    expect(await removeSubscriptionFilter(api, desired)).toBe(true);
    expect(await removeSubscriptionFilter(api, desired)).toBe(false);
  });

  it("say that it was there where the answer to an earlier delete was lost", async () => {
    const earlier = [new LogsError("NetworkError", "reset")];
    vi.spyOn(api, "deleteSubscriptionFilter").mockRejectedValue(
      new LogsError("ResourceNotFoundException", "", { status: 400, attempts: 2, earlier }),
    );
    expect(await removeSubscriptionFilter(api, address)).toBe(true);
  });
});
