import { type Listing, LogDestinationsClient, Pacer } from "@log-destinations/core";
import { operations } from "@log-destinations/core/service";
import { describe, expect, it } from "vitest";
import { ok } from "./fault-server.ts";
import { credentials, destination, serving } from "./serving.ts";

const paged = Object.entries(operations).flatMap(([name, { paging }]) =>
  paging ? [[paging.items, name, paging] as const] : [],
);

describe("the client", () => {
  it.each(paged)("lists its %s over the pages of %s", async (items, operation, { filter }) => {
    const sent: unknown[] = [];
    const pages = [{ [items]: [], nextToken: "next" }, { [items]: [] }];
    const client = new LogDestinationsClient({
      region: "eu-west-1",
      credentials,
      fetch: async (_, { headers, body }) => {
        sent.push([headers["x-amz-target"], JSON.parse(body as string)]);
        return Response.json(pages.shift());
      },
    });
    const listings = client as unknown as Record<string, (filter: object) => Listing<unknown>>;
    const needed = { logGroupName: "/app", policyType: "SUBSCRIPTION_FILTER_POLICY" };
    const given = Object.fromEntries(Object.entries(needed).filter(([member]) => member in filter));
    expect(await listings[items]?.(given).toArray()).toEqual([]);
    const target = `Logs_20140328.${operation}`;
    expect(sent).toEqual([
      [target, given],
      [target, { ...given, nextToken: "next" }],
    ]);
  });

  it("lists subscription filters over pages too", async () => {
    const filter = (filterName: string) => ({
      filterName,
      logGroupName: "/app",
      filterPattern: "",
      destinationArn: destination.arn,
      distribution: "ByLogStream",
      applyOnTransformedLogs: false,
      creationTime: 1,
    });
    const { client, server } = await serving([
      ok({ subscriptionFilters: [filter("a"), filter("b")], nextToken: "b" }),
      ok({ subscriptionFilters: [filter("c")] }),
    ]);
    const listing = client.subscriptionFilters({ logGroupName: "/app" }, { pageSize: 2 });
    expect(await listing.toArray()).toEqual([filter("a"), filter("b"), filter("c")]);
    expect(server.bodies).toEqual([
      { logGroupName: "/app", limit: 2 },
      { logGroupName: "/app", limit: 2, nextToken: "b" },
    ]);
  });

  it("call() sends what the table does not know", async () => {
    const { client, server } = await serving([ok({ anything: [1] })]);
    expect(await client.call("PutDeliveryDestination", { name: "x" })).toEqual({ anything: [1] });
    expect(await client.call("DeleteDestination", { destinationName: "x", newMember: 1 })).toEqual({ anything: [1] });
    expect(server.bodies).toEqual([{ name: "x" }, { destinationName: "x", newMember: 1 }]);
  });

  it("takes a pacer or makes one of its own, and refuses both", () => {
    const options = { region: "eu-west-1", requestsPerSecond: 5, pacer: new Pacer(5) };
    expect(() => new LogDestinationsClient(options)).toThrow(
      new TypeError("give requestsPerSecond or a pacer, not both [LD1206]"),
    );
  });
});
