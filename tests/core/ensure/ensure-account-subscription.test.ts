import {
  EnsureError,
  ensureAccountSubscription,
  findAccountSubscription,
  LogsError,
  parseSelectionCriteria,
  removeAccountSubscription,
  subscriptionPolicyDocument,
} from "@log-destinations/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryApi } from "../memory-api.ts";

const document = {
  DestinationArn: "arn:aws:logs:eu-west-1:111122223333:destination:central",
  FilterPattern: "ERROR",
  RoleArn: "arn:aws:iam::222233334444:role/sender",
};
const policyDocument = subscriptionPolicyDocument(document);
const desired = { policyName: "all", policyDocument, excludeLogGroups: ["/aws/lambda/b", "/aws/lambda/a"] };

let api: MemoryApi;
beforeEach(() => {
  api = new MemoryApi();
});
afterEach(() => vi.useRealTimers());

describe("ensureAccountSubscription", () => {
  it("creates, and changes nothing the second time", async () => {
    const onChange = vi.fn();
    const { accountPolicy, changes } = await ensureAccountSubscription(api, desired, { onChange });
    expect(changes).toEqual([{ what: "created", accountPolicy }]);
    expect(onChange.mock.calls).toEqual([[changes[0]]]);
    expect(accountPolicy).toMatchObject({
      policyName: "all",
      policyDocument,
      selectionCriteria: 'LogGroupName NOT IN ["/aws/lambda/a","/aws/lambda/b"]',
    });
    api.calls.length = 0;
    expect(await ensureAccountSubscription(api, desired)).toEqual({ accountPolicy, changes: [] });
    expect(api.calls).toEqual(["DescribeAccountPolicies"]);
  });

  it.each<[string, object]>([
    ["its pattern", { policyDocument: subscriptionPolicyDocument({ ...document, FilterPattern: "WARN" }) }],
    ["its destination", { policyDocument: policyDocument.replace("central", "other") }],
    ["its role", { policyDocument: subscriptionPolicyDocument({ ...document, RoleArn: `${document.RoleArn}-2` }) }],
    ["its distribution", { policyDocument: subscriptionPolicyDocument({ ...document, Distribution: "Random" }) }],
    ["the log groups that it leaves out", { excludeLogGroups: ["/aws/lambda/a"] }],
    ["that it leaves out none", { excludeLogGroups: [] }],
  ])("changes %s in place, by one put", async (_, difference) => {
    const { accountPolicy: before } = await ensureAccountSubscription(api, desired);
    api.calls.length = 0;
    const { accountPolicy, changes } = await ensureAccountSubscription(api, { ...desired, ...difference });
    expect(changes).toEqual([{ what: "updated", accountPolicy, before }]);
    expect(accountPolicy).not.toEqual(before);
    expect(api.writes).toEqual(["PutAccountPolicy"]);
    expect((await ensureAccountSubscription(api, { ...desired, ...difference })).changes).toEqual([]);
  });

  it.each<[string, object, object]>([
    [
      "a document that is written otherwise",
      {},
      { policyDocument: JSON.stringify(Object.fromEntries(Object.entries(document).reverse()), null, 2) },
    ],
    [
      "the default distribution",
      {},
      { policyDocument: subscriptionPolicyDocument({ ...document, Distribution: "ByLogStream" }) },
    ],
    [
      "a pattern of blanks for an empty one",
      { policyDocument: subscriptionPolicyDocument({ ...document, FilterPattern: "" }) },
      { policyDocument: subscriptionPolicyDocument({ ...document, FilterPattern: " " }) },
    ],
    [
      "other order and repetition of log groups",
      {},
      { excludeLogGroups: ["/aws/lambda/a", "/aws/lambda/b", "/aws/lambda/a"] },
    ],
    ["log groups that are not named", {}, { excludeLogGroups: undefined }],
    ["none where there are none", { excludeLogGroups: undefined }, { excludeLogGroups: [] }],
  ])("does not take %s for a difference", async (_, made, asked) => {
    await ensureAccountSubscription(api, { ...desired, ...made });
    expect((await ensureAccountSubscription(api, { ...desired, ...made, ...asked })).changes).toEqual([]);
  });

  it("does not take criteria that another program wrote otherwise for a difference", async () => {
    const selectionCriteria = 'loggroupname NOT  IN ["/aws/lambda/b", "/aws/lambda/a", "/aws/lambda/b"]';
    const policyType = "SUBSCRIPTION_FILTER_POLICY";
    await api.putAccountPolicy({ policyName: "all", policyDocument, policyType, selectionCriteria });
    expect((await ensureAccountSubscription(api, desired)).changes).toEqual([]);
  });

  it("goes on to leave out the same log groups where only the document changes", async () => {
    await ensureAccountSubscription(api, desired);
    const other = { policyName: "all", policyDocument: policyDocument.replace("ERROR", "WARN") };
    const { accountPolicy } = await ensureAccountSubscription(api, other);
    expect(parseSelectionCriteria(accountPolicy.selectionCriteria ?? "")).toEqual(["/aws/lambda/a", "/aws/lambda/b"]);
  });

  it("names the one of another name, and never touches it", async () => {
    await ensureAccountSubscription(api, { ...desired, policyName: "vendor" });
    api.calls.length = 0;
    const error = await ensureAccountSubscription(api, desired).catch((error) => error);
    expect(error).toBeInstanceOf(EnsureError);
    expect(error).toMatchObject({ code: "LimitExceededException", changes: [] });
    expect(error.message).toBe(
      'the Region takes no more account-level subscriptions, and "all" would be a new one: it has "vendor"; remove it, or give its name to replace it [LD1923]',
    );
    expect([...api.policies.keys()]).toEqual(["vendor"]);
    expect(api.calls).toEqual(["DescribeAccountPolicies", "PutAccountPolicy"]);
  });

  it("names one that another program put meanwhile", async () => {
    api.before = (operation) => {
      if (operation !== "PutAccountPolicy") return;
      api.before = () => {};
      return ensureAccountSubscription(api, { ...desired, policyName: "vendor" }).then(() => {});
    };
    await expect(ensureAccountSubscription(api, desired)).rejects.toThrow(/it has "vendor"; remove it/);
  });

  it("gives the service's own error where nothing is known that is in the way", async () => {
    api.before = (operation) => {
      if (operation === "PutAccountPolicy") throw new LogsError("LimitExceededException", "Resource limit exceeded.");
    };
    await expect(ensureAccountSubscription(api, desired)).rejects.toThrow("Resource limit exceeded.");
  });

  it.each([
    ["a role that cannot be assumed yet", "ValidationException", "permission to assume the provided role."],
    ["a stream that the role cannot write to yet", "InvalidParameterException", "Could not deliver test message to"],
  ])("waits for %s", async (_, code, message) => {
    vi.useFakeTimers();
    let tries = 0;
    api.before = (operation) => {
      if (operation === "PutAccountPolicy" && ++tries < 4) throw new LogsError(code, message);
    };
    const done = ensureAccountSubscription(api, desired);
    await vi.advanceTimersByTimeAsync(7_000);
    expect((await done).changes).toHaveLength(1);
    expect(tries).toBe(4);
  });

  it.each<[string, object, string | undefined, RegExp]>([
    ["a document that cannot be read", { policyDocument: "{}" }, undefined, /DestinationArn is missing/],
    [
      "a document that is no text",
      { policyDocument: document },
      undefined,
      /; expected 0 to 30720 characters of JSON text /,
    ],
    ["a name of AWS", { policyName: "aws/all" }, undefined, /policyName is "aws\/all"/],
    ["a destination of another Region", {}, "us-east-1", /DestinationArn is in eu-west-1, and this client calls us-/],
    [
      "log groups that are null, which would send those that were left out",
      { excludeLogGroups: null },
      undefined,
      /LD1924/,
    ],
    ["a log group by a wildcard", { excludeLogGroups: ["/aws/lambda/*"] }, undefined, /LD1920/],
    ["a member of another name", { excludedLogGroups: [] }, undefined, /unknown member excludedLogGroups/],
  ])("calls nothing for %s", async (_, wrong, region, message) => {
    const over = Object.assign(api, { region });
    await expect(ensureAccountSubscription(over, { ...desired, ...wrong })).rejects.toThrow(message);
    expect(api.calls).toEqual([]);
  });

  it("keeps its change where onChange throws, and refuses an unknown option", async () => {
    const bug = new ReferenceError("log is not defined");
    const onChange = () => {
      throw bug;
    };
    const error = await ensureAccountSubscription(api, desired, { onChange }).catch((error) => error);
    expect(error).toMatchObject({ cause: bug, changes: [{ what: "created" }] });
    const unknown = { onAdvice: () => {} };
    await expect(ensureAccountSubscription(api, desired, unknown as object)).rejects.toThrow(/unknown option onAdvice/);
  });
});

describe("findAccountSubscription and removeAccountSubscription", () => {
  it("find by the exact name and remove once", async () => {
    const { accountPolicy } = await ensureAccountSubscription(api, desired);
    expect(await findAccountSubscription(api, "all")).toEqual(accountPolicy);
    expect(await findAccountSubscription(api, "al")).toBeUndefined();
    expect(await removeAccountSubscription(api, "all")).toBe(true);
    expect(await removeAccountSubscription(api, "all")).toBe(false);
    expect(await findAccountSubscription(api, "all")).toBeUndefined();
  });
});
