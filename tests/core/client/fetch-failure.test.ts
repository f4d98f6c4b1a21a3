import { type Fetch, fetchFailure, isLogsError, LogDestinationsClient, LogsConnection } from "@log-destinations/core";
import { nodeFetch } from "@log-destinations/core/node";
import { describe, expect, it, vi } from "vitest";
import { fault } from "./fault-server.ts";
import { credentials, errorOf, noBackOff, serving, transports } from "./serving.ts";

noBackOff();

const connection = { region: "eu-west-1", credentials, maxAttempts: 3 };

/** What a call over a `fetch` comes to, and how often that was called. */
async function over(fetch: Fetch) {
  const counted = vi.fn(fetch);
  const error = await errorOf(new LogDestinationsClient({ ...connection, fetch: counted }).describeDestinations());
  return { error, times: counted.mock.calls.length };
}

const typeError = (message: string, more: object = {}) => Object.assign(new TypeError(message), more);
const because = (message: string, more: object = {}) =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(message), more) });

describe("a fault that would come again is neither tried again nor taken for one of the network", () => {
  // As Node, Deno and Bun word them.
  it.each<[string, unknown]>([
    ["a port that Node refuses", because("bad port")],
    ["a port that Deno refuses", typeError("Fetch failed: Requests to port 6000 are blocked")],
    [
      "HTTP behind https: of Node",
      because("SSL routines:wrong version number", { code: "ERR_SSL_WRONG_VERSION_NUMBER" }),
    ],
    ["HTTP behind https: of node:https", Object.assign(new Error("write EPROTO 0A00010B"), { code: "EPROTO" })],
    [
      "HTTP behind https: of Deno",
      because("client error (Connect): received corrupt message of type InvalidContentType"),
    ],
    ["HTTP behind https: of Bun", typeError("EPROTO: The TLS handshake failed.", { code: "EPROTO" })],
    ["a certificate of its own", because("self-signed certificate", { code: "DEPTH_ZERO_SELF_SIGNED_CERT" })],
    ["a certificate that has expired", because("certificate has expired", { code: "CERT_HAS_EXPIRED" })],
    ["another host's certificate", because("Hostname does not match", { code: "ERR_TLS_CERT_ALTNAME_INVALID" })],
    ["a chain that ends nowhere", because("unable to verify the first certificate")],
    ["a certificate that Deno refuses", because("client error (Connect): invalid peer certificate: UnknownIssuer")],
    ["a header that Node refuses", typeError('Headers.append: "a\\nb" is an invalid header value.')],
    ["a header of other characters", typeError("Cannot convert argument to a ByteString because the character …")],
    ["a header that node:http refuses", typeError("Invalid character in header", { code: "ERR_INVALID_CHAR" })],
    ["a header that Deno refuses", typeError('Invalid header value: "a\\nb"')],
    ["a header that Bun refuses", typeError("Header 'x-a' has invalid value")],
    ["Deno without --allow-net", Object.assign(new Error('Requires net access to "x"'), { name: "NotCapable" })],
    [
      "JavaScriptCore's word for another bug",
      typeError("Spread syntax requires ...iterable[Symbol.iterator] to be a function"),
    ],
    ["JavaScriptCore's word for a bug", typeError("null is not an object (evaluating 'a.b')")],
  ])("%s", async (_, thrown) => {
    const { error, times } = await over(() => Promise.reject(thrown));
    expect(error).toMatchObject({ code: "TransportError", attempts: 1, retryable: false, cause: thrown });
    expect(times).toBe(1);
    expect(isLogsError(error, "NetworkError")).toBe(false);
  });

  const nothing = undefined as unknown as { member: string; method(): void };
  it.each<[string, () => unknown]>([
    ["reading a member of nothing", () => nothing.member],
    ["calling a method of nothing", () => nothing.method()],
    ["calling what is no function", () => (nothing as unknown as () => void)()],
    ["taking nothing apart", () => (({ member }) => member)(nothing)],
    ["iterating over a number", () => [...(5 as unknown as string[])]],
    ["a name that there is not", () => new Function("return thereIsNoSuchName")()],
    [
      "an endless recursion",
      function again(): unknown {
        return [again()];
      },
    ],
    ["a text that is no JSON", () => JSON.parse("<html>")],
    ["an answer that is none", () => undefined],
    ["an answer that cannot be read", () => ({ status: 200, headers: new Headers() })],
  ])("a bug in one's own fetch: %s", async (_, bug) => {
    const { error, times } = await over(async () => bug() as Response);
    expect(error).toMatchObject({ code: "TransportError", attempts: 1, cause: expect.any(Error) });
    expect(error.message).toMatch(/gave no answer: .+ \[LD1210\]$/s);
    expect(times).toBe(1);
  });

  it.each(transports)("over %s: HTTP behind https:, and a header that cannot be sent", async (_, fetch) => {
    const { server } = await serving([fault(200, "{}")]);
    const secure = new LogsConnection({
      ...connection,
      fetchFailure,
      endpoint: server.endpoint.replace("http:", "https:"),
      ...(fetch && { fetch }),
    });
    expect(await errorOf(secure.call("DescribeDestinations", {}))).toMatchObject({
      code: "TransportError",
      attempts: 1,
    });
    const signer = { sign: () => ({ "x-broken": "a\r\nb" }) };
    const broken = new LogsConnection({
      ...{ ...connection, fetchFailure, endpoint: server.endpoint, signer },
      ...(fetch && { fetch }),
    });
    expect(await errorOf(broken.call("DescribeDestinations", {}))).toMatchObject({
      code: "TransportError",
      attempts: 1,
    });
    expect(server.bodies).toEqual([]);
  });
});

it("a LogsConnection without fetchFailure takes any fault for one of the network, and gives its words", async () => {
  const fetch = vi.fn(() => Promise.reject(because("self-signed certificate")));
  const alone = await errorOf(new LogsConnection({ ...connection, fetch }).call("DescribeDestinations", {}));
  expect(alone).toMatchObject({ code: "NetworkError", attempts: 3 });
  expect(alone.message).toContain("gave no answer: self-signed certificate [LD1210]");
  const told = await errorOf(
    new LogsConnection({ ...connection, fetch, fetchFailure }).call("DescribeDestinations", {}),
  );
  expect(told).toMatchObject({ code: "TransportError", attempts: 1 });
});

describe("a fault of the network is tried again", () => {
  it.each<[string, unknown]>([
    ["refused, Node", because("connect ECONNREFUSED 127.0.0.1:2", { code: "ECONNREFUSED" })],
    ["refused, Bun", typeError("ECONNREFUSED: Unable to connect. Is the computer able to access the url?")],
    ["refused, Deno", because("client error (Connect): tcp connect error: Connection refused (os error 111)")],
    ["no address left, Deno", because("tcp connect error: Cannot assign requested address (os error 99)")],
    ["no such host, Node", because("getaddrinfo ENOTFOUND logs.eu-west-1.amazonaws.com", { code: "ENOTFOUND" })],
    ["no such host, Deno", because("dns error: failed to lookup address information: Name or service not known")],
    ["a reset, Node", because("other side closed", { code: "UND_ERR_SOCKET" })],
    ["half a body, Node", new TypeError("terminated", { cause: new Error("other side closed") })],
    ["half a body, Deno", typeError("error reading a body from connection")],
    ["Chrome", typeError("Failed to fetch")],
    ["Safari", typeError("Load failed")],
    ["Firefox", typeError("NetworkError when attempting to fetch resource.")],
    ["workerd", new Error("Network connection lost.")],
    ["a text", "offline"],
    ["nothing", undefined],
    ["null", null],
    ["a symbol", Symbol("gone")],
    ["an object without a message", {}],
  ])("%s", async (_, thrown) => {
    const { error, times } = await over(() => Promise.reject(thrown));
    expect(error).toMatchObject({ code: "NetworkError", attempts: 3, retryable: true });
    expect(error.message).toMatch(/^https:\/\/logs\.eu-west-1\.amazonaws\.com gave no answer: .+ \[LD1210\]$/);
    expect(times).toBe(3);
  });

  it("and one without words has its code", async () => {
    const cause = Object.assign(new AggregateError([], ""), { code: "ECONNREFUSED" });
    const { error } = await over(() => Promise.reject(new TypeError("fetch failed", { cause })));
    expect(error.message).toContain("gave no answer: ECONNREFUSED");
  });

  it("over nodeFetch", async () => {
    const { server } = await serving([fault(200, "{}")]);
    await server.close();
    const client = new LogsConnection({ ...connection, endpoint: server.endpoint, fetch: nodeFetch() });
    expect(await errorOf(client.call("DescribeDestinations", {}))).toMatchObject({ code: "NetworkError", attempts: 3 });
  });
});
