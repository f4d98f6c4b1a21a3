import { LogDestinationsClient, Pacer } from "@log-destinations/core";
import { describe, expect, it } from "vitest";
import { ok } from "./fault-server.ts";
import { destination, serving } from "./serving.ts";

describe("the client", () => {
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
