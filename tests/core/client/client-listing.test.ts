import { type Cursor, LogDestinationsClient } from "@log-destinations/core";
import { describe, expect, it } from "vitest";
import { credentials, destination } from "./serving.ts";

/** A client over pages of one item each, and the requests that it sends. */
function over(region: string, account: string) {
  const requests: { nextToken?: string }[] = [];
  const client = new LogDestinationsClient({
    region,
    credentials,
    fetch: async (_, { body, headers }) => {
      const request = JSON.parse(body);
      requests.push(request);
      const at = Number(request.nextToken ?? 0);
      const name = `item-${at}`;
      const group = `arn:aws:logs:${region}:${account}:log-group:${name}:*`;
      const items = {
        Destinations: { ...destination, destinationName: name, arn: destination.arn.replace(/:\d+:/, `:${account}:`) },
        LogGroups: { logGroupName: name, arn: group, creationTime: 1 },
        SubscriptionFilters: {
          ...{ filterName: name, logGroupName: "/app", filterPattern: "", destinationArn: destination.arn },
          ...{ distribution: "Random", creationTime: 1 },
        },
      };
      const [, kind = ""] = /Describe(.*)$/.exec(headers["x-amz-target"] ?? "") ?? [];
      const member = kind.charAt(0).toLowerCase() + kind.slice(1);
      return Response.json({
        [member]: [items[kind as keyof typeof items]],
        ...(at < 3 && { nextToken: `${at + 1}` }),
      });
    },
  });
  return { client, requests };
}

const listings = {
  destinations: (client: LogDestinationsClient, from?: Cursor) => client.destinations({}, { from }),
  logGroups: (client: LogDestinationsClient, from?: Cursor) => client.logGroups({}, { from }),
  subscriptionFilters: (client: LogDestinationsClient, from?: Cursor) =>
    client.subscriptionFilters({ logGroupName: "/app" }, { from }),
};

async function secondCursor(list: (typeof listings)["logGroups" | "destinations" | "subscriptionFilters"]) {
  for await (const page of list(over("eu-west-1", "111122223333").client).pages()) {
    expect(page.cursor).toEqual(page.cursorAfter(1));
    if (page.number === 2) return JSON.parse(JSON.stringify(page.cursor)) as Cursor;
  }
  return expect.unreachable();
}

describe.each(Object.entries(listings))("the cursor of a client's %s", (name, list) => {
  it("goes on in its Region and account", async () => {
    const from = await secondCursor(list);
    expect(from.region).toBe("eu-west-1");
    expect(from.account).toBe(name === "subscriptionFilters" ? undefined : "111122223333");
    const { client, requests } = over("eu-west-1", "111122223333");
    expect(await list(client, from).toArray()).toHaveLength(2);
    expect(requests[0]?.nextToken).toBe("2");
  });

  it("is refused at once in another Region", async () => {
    const from = await secondCursor(list);
    const { client, requests } = over("us-east-1", "111122223333");
    expect(() => list(client, from)).toThrow(
      new TypeError('from is a cursor of the Region "eu-west-1", and this client calls us-east-1 [LD1104]'),
    );
    expect(requests).toEqual([]);
  });

  it.skipIf(name === "subscriptionFilters")("yields nothing of another account", async () => {
    const from = await secondCursor(list);
    const { client } = over("eu-west-1", "222233334444");
    const seen: unknown[] = [];
    const going = (async () => {
      for await (const item of list(client, from)) seen.push(item);
    })();
    await expect(going).rejects.toThrow(
      "from is a cursor of the account 111122223333, and this client lists 222233334444 [LD1105]",
    );
    expect(seen).toEqual([]);
  });

  it("that names neither goes on, as one that the pager made", async () => {
    const { region: _, account: __, ...from } = await secondCursor(list);
    expect(await list(over("us-east-1", "222233334444").client, from).toArray()).toHaveLength(2);
  });
});

it("linked accounts may come one after the other", async () => {
  const { client } = over("eu-west-1", "111122223333");
  const from = { v: 1, filter: { includeLinkedAccounts: true }, region: "eu-west-1", account: "333344445555" } as const;
  expect(await client.logGroups({ includeLinkedAccounts: true }, { from }).toArray()).toHaveLength(4);
});
