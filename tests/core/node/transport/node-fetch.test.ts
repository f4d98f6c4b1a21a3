import { nodeFetch } from "@log-destinations/core/node";
import { describe, expect, it, vi } from "vitest";
import { okWithLength, silence } from "../../client/fault-server.ts";
import { destination, errorOf, serving } from "../../client/serving.ts";

describe("nodeFetch", () => {
  it("ends its request when it is given up", async () => {
    const { client, server } = await serving([silence], { fetch: nodeFetch(), attemptTimeout: 50, maxAttempts: 1 });
    expect(await errorOf(client.describeDestinations())).toMatchObject({ code: "TimeoutError" });
    await vi.waitFor(async () => expect(await server.connections()).toBe(0));
  });

  it("keeps its connection for the next request, and text whole that is cut between bytes of one character", async () => {
    const page = { destinations: [{ ...destination, destinationName: "é😀".repeat(40_000) }] };
    const { client, server } = await serving([okWithLength(page)], { fetch: nodeFetch() });
    for (let call = 0; call < 3; call++) expect(await client.describeDestinations()).toEqual(page);
    expect(server.opened()).toBe(1);
  });

  it("goes nowhere with a signal that was aborted", async () => {
    const init = {
      method: "POST",
      headers: {},
      body: "{}",
      signal: AbortSignal.abort("enough"),
      redirect: "manual",
    } as const;
    await expect(nodeFetch()("http://127.0.0.1:1/", init)).rejects.toBe("enough");
  });
});
