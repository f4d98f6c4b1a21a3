import * as core from "@log-destinations/core";
import { operations } from "@log-destinations/core/service";
import { expect, test } from "vitest";

const paged = Object.entries(operations).flatMap(([name, { paging }]) =>
  paging ? [[name, paging.items] as const] : [],
);

test.each(paged)("%s can be paged over any client: the package exports its paginator", async (_, items) => {
  const name = `paginate${items.charAt(0).toUpperCase()}${items.slice(1)}`;
  const paginate = (core as unknown as Record<string, typeof core.paginateDestinations>)[name];
  const pages = [{ [items]: [{ destinationName: "a" }], nextToken: "next" }, { [items]: [{ destinationName: "b" }] }];
  const listed = await paginate?.(async () => pages.shift() ?? {}, {}).toArray();
  expect(listed).toEqual([{ destinationName: "a" }, { destinationName: "b" }]);
});
