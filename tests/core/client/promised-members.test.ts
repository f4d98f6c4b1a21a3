import { describe, expect, it } from "vitest";
import { ok, okWithLength } from "./fault-server.ts";
import { destination, errorOf, serving } from "./serving.ts";

describe("a response", () => {
  it("may have null and empty tokens and policies for absent ones, and unknown members", async () => {
    const sent = { ...destination, accessPolicy: null, color: "blue" };
    for (const reply of [ok, okWithLength]) {
      const { client } = await serving([reply({ destinations: [sent], nextToken: "" })]);
      const page = await client.describeDestinations();
      expect(page).toEqual({ destinations: [{ ...destination, color: "blue" }] });
    }
  });

  it.each([
    [{}, "destinations is missing"],
    [{ destinations: {} }, "destinations is not a list"],
    [{ destinations: [{ ...destination, arn: null }] }, "destinations[0].arn is missing"],
    [
      { destinations: [{ ...destination, creationTime: "now" }] },
      "destinations[0].creationTime is not of type integer",
    ],
    [{ destinations: ["central"] }, "destinations[0] is not an object"],
  ])("is not %j", async (body, what) => {
    const { client, server } = await serving([ok(body)]);
    const error = await errorOf(client.describeDestinations());
    expect(error).toMatchObject({ code: "InvalidResponse", operation: "DescribeDestinations", status: 200 });
    expect(error.message).toBe(`the answer is not what DescribeDestinations promises: ${what} [LD1211]`);
    expect(server.bodies).toHaveLength(1);
  });
});
