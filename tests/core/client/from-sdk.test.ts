import { CloudWatchLogs, CloudWatchLogsClient, DescribeDestinationsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  ensureDestination,
  fleetDestinations,
  fromSdk,
  isLogsError,
  paginateDestinations,
  removeDestination,
  removeSubscriptionFilter,
} from "@log-destinations/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { fault, faultServer, html, ok, type Reply, reset, silence } from "./fault-server.ts";
import { credentials, destination, errorOf, put } from "./serving.ts";

/** The SDK's client, and the server that answers it by a script. */
async function sdkServing(script: Reply[], maxAttempts = 1, requestTimeout = 0) {
  const server = await faultServer(...script);
  onTestFinished(() => server.close());
  const settings = { region: "eu-west-1", endpoint: server.endpoint, credentials, maxAttempts };
  const requestHandler = { requestTimeout, throwOnRequestTimeout: true };
  return { server, settings, sdk: new CloudWatchLogs({ ...settings, requestHandler }) };
}

const page = ok({ destinations: [destination] });
const gone = fault(400, { __type: "ResourceNotFoundException", message: "The specified destination does not exist." });

const { navigator } = globalThis as { navigator?: { userAgent?: string } };

describe("the AWS SDK's client", () => {
  it("drives ensure, find, remove, a fleet and the pager", async () => {
    const script = [ok({ destinations: [] }), ok({ destination }), page, page, ok({}), gone];
    const { sdk, server } = await sdkServing(script);
    const api = fromSdk(sdk);
    expect(await ensureDestination(api, put)).toEqual({ destination, changes: [{ what: "created", destination }] });
    const found = [];
    for await (const each of fleetDestinations([{ account: "1", region: "eu-west-1" }], () => api)) found.push(each);
    expect(found).toMatchObject([{ destination }]);
    expect(await paginateDestinations((request, call) => api.describeDestinations(request, call)).first()).toEqual(
      destination,
    );
    expect(await removeDestination(api, "central")).toBe(true);
    expect(await removeSubscriptionFilter(api, { logGroupName: "/app", filterName: "central" })).toBe(false);
    expect(server.bodies).toHaveLength(script.length);
    expect(await api.region).toBe("eu-west-1");
  });

  it("with its commands alone has the methods of these", async () => {
    const { settings } = await sdkServing([page]);
    const api = fromSdk(new CloudWatchLogsClient(settings), { DescribeDestinationsCommand });
    expect(await api.describeDestinations()).toEqual({ destinations: [destination] });
    const missing = (api as unknown as { deleteDestination(request: object): Promise<object> }).deleteDestination({});
    await expect(missing).rejects.toThrow(/DeleteDestinationCommand; add it .* \[LD1221\]/);
  });

  it("without commands is refused at once", async () => {
    const { settings } = await sdkServing([page]);
    expect(() => fromSdk(new CloudWatchLogsClient(settings) as CloudWatchLogs)).toThrow(/commands \[LD1220\]/);
  });

  it.each<[string, Reply, object]>([
    ["an answer", gone, { code: "ResourceNotFoundException", status: 400, attempts: 1, retryable: false }],
    [
      "throttling",
      fault(400, { __type: "ThrottlingException", message: "Rate exceeded" }, { "x-amzn-requestid": "r-1" }),
      { code: "ThrottlingException", status: 400, requestId: "r-1", retryable: true },
    ],
    [
      "a conflicting writer",
      fault(400, { __type: "OperationAbortedException", message: "again" }),
      { code: "OperationAbortedException", retryable: true },
    ],
    [
      "an unavailable service",
      fault(500, { __type: "ServiceUnavailableException" }),
      { code: "ServiceUnavailableException", status: 500, retryable: true },
    ],
    [
      "an error that no model has",
      fault(400, { __type: "SomethingNewException", message: "new" }),
      { code: "SomethingNewException", message: "new" },
    ],
    ["a page in the place of JSON", html(200), { code: "InvalidResponse", status: 200 }],
    ["a missing member", ok({}), { code: "InvalidResponse" }],
    ["a reset", reset, { code: "NetworkError", status: undefined, retryable: true }],
  ])("gives for %s an error of this package, whose cause is the SDK's", async (_, reply, expected) => {
    const { sdk } = await sdkServing([reply]);
    const error = await errorOf(fromSdk(sdk).describeDestinations());
    expect(isLogsError(error)).toBe(true);
    expect(error).toMatchObject({ operation: "DescribeDestinations", ...expected });
    if (!error.message.includes("[LD1222]")) expect(error.cause).toBeInstanceOf(Error);
  });

  it("gives a TimeoutError where no answer comes", async () => {
    const { sdk } = await sdkServing([silence], 1, 30);
    expect(await errorOf(fromSdk(sdk).describeDestinations())).toMatchObject({ code: "TimeoutError", retryable: true });
  });

  it("gives a CredentialsError where there are none", async () => {
    const { settings } = await sdkServing([page]);
    const failing = async () => {
      throw Object.assign(new Error("no profile logging"), { name: "CredentialsProviderError" });
    };
    const api = fromSdk(new CloudWatchLogs({ ...settings, credentials: failing }));
    expect(await errorOf(api.describeDestinations())).toMatchObject({ code: "CredentialsError", retryable: false });
  });

  it("leaves a bug what it is", async () => {
    const { settings } = await sdkServing([page]);
    const bug = new TypeError("Cannot read properties of undefined (reading 'key')");
    const credentials = () => Promise.reject(bug);
    await expect(fromSdk(new CloudWatchLogs({ ...settings, credentials })).describeDestinations()).rejects.toBe(bug);
  });

  it("ends with the reason of an abort, as it is", async () => {
    const { sdk } = await sdkServing([silence]);
    const controller = new AbortController();
    setTimeout(() => controller.abort("enough"), 20);
    const call = fromSdk(sdk).describeDestinations({}, { signal: controller.signal });
    await expect(call).rejects.toBe("enough");
  });

  // In workerd the AWS SDK does not try again what broke off.
  it.skipIf(navigator?.userAgent === "Cloudflare-Workers")(
    "says of a delete that was tried again that it may have been carried out",
    async () => {
      const { sdk } = await sdkServing([reset, gone], 2);
      expect(await removeDestination(fromSdk(sdk), "central")).toBe(true);
    },
  );

  it("has the changes made before a connection broke off", async () => {
    const { sdk } = await sdkServing([ok({ destinations: [] }), ok({ destination }), reset]);
    const error = await ensureDestination(fromSdk(sdk), { ...put, tags: { team: "x" } }).catch((error) => error);
    expect(error).toMatchObject({ code: "NetworkError", operation: "ListTagsForResource" });
    expect(error.changes).toEqual([{ what: "created", destination }]);
  });
});
