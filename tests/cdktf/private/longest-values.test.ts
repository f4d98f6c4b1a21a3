import {
  accountIdPattern,
  destinationNameShape,
  fitsShape,
  organizationIdPattern,
  organizationPathPattern,
  regionPattern,
} from "@log-destinations/core/service";
import { expect, test } from "vitest";
import { longestDestinationName, longestIds, longestPlace } from "../../../cdktf/src/private/longest-values.ts";

const forms = {
  accounts: accountIdPattern,
  organizations: organizationIdPattern,
  organizationPaths: organizationPathPattern,
} as const;

test.each(Object.entries(forms))(
  "of %s the longest id has the form that the service takes, and no part of it could be longer",
  (kind, form) => {
    const longest = longestIds[kind as keyof typeof forms]("1");
    expect(longest).toMatch(form);
    const parts = longest.split(/(?<=\w)(?=\W|$)/);
    const longer = parts.map((part, at) =>
      [...parts.slice(0, at), /\w/.test(part) ? `${part}0` : part, ...parts.slice(at + 1)].join(""),
    );
    // Five levels of units are the limit of Organizations, which the form does not know.
    expect(longer.filter((id) => id !== longest && form.test(id))).toEqual([]);
  },
);

test("two of a kind differ and are as long as each other", () => {
  for (const idOf of Object.values(longestIds)) {
    expect(idOf("1")).not.toBe(idOf("2"));
    expect(idOf("1")).toHaveLength(idOf("2").length);
  }
});

test("the longest name and Region are ones that the service takes", () => {
  expect(fitsShape(destinationNameShape, longestDestinationName)).toBe(true);
  expect(fitsShape(destinationNameShape, `${longestDestinationName}n`)).toBe(false);
  expect(longestPlace.region).toMatch(regionPattern);
  expect(longestPlace.partition).toBe("aws-iso-f");
});
