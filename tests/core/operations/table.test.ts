import { operations } from "@log-destinations/core/service";
import { expect, it } from "vitest";

it("the operations on destinations have a quota of five in a second, the others none that is known", () => {
  const limited = Object.entries(operations).filter(([, { requestsPerSecond }]) => requestsPerSecond !== undefined);
  expect(limited.map(([name, { requestsPerSecond }]) => [name, requestsPerSecond])).toEqual([
    ["PutDestination", 5],
    ["DescribeDestinations", 5],
    ["DeleteDestination", 5],
    ["PutDestinationPolicy", 5],
  ]);
});

it("an operation that pages has its items, their name and its filter where its paging says", () => {
  const paged = Object.values(operations).flatMap((operation) => (operation.paging ? [operation] : []));
  expect(paged.length).toBeGreaterThan(1);
  for (const { request, response, paging } of paged) {
    const list = response[paging?.items ?? ""];
    const item = list?.type === "list" && list.member.type === "structure" ? list.member.members : {};
    expect(Object.keys(item)).toContain(paging?.sortedBy);
    expect(Object.keys(request).sort()).toEqual(["limit", "nextToken", ...Object.keys(paging?.filter ?? {})].sort());
  }
});
