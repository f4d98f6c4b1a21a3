import { memberViolations, violations } from "@log-destinations/core/service";
import { describe, expect, it } from "vitest";

const put = { destinationName: "central", targetArn: "arn:t", roleArn: "arn:r" };

describe("the message of a violation", () => {
  it("says in words what a pattern asks for, and shows one that has none", () => {
    const messages = [
      violations("DeleteDestination", { destinationName: "a:b" }),
      violations("DescribeSubscriptionFilters", { logGroupName: "a b" }),
      violations("ListTagsForResource", { resourceArn: "a b" }),
      violations("UntagResource", { resourceArn: "a", tagKeys: ["?"] }),
      violations("PutDestination", { ...put, tags: { "?": "" } }),
      memberViolations({ id: { type: "string", pattern: "[a-z]+" } }, { id: "A" }),
    ].map(([found]) => found?.message);
    expect(messages).toEqual([
      'destinationName is "a:b"; expected 1 to 512 characters without : and *',
      'logGroupName is "a b"; expected 1 to 512 characters of letters, digits and ._-/#',
      'resourceArn is "a b"; expected 1 to 1011 characters of letters, digits and _+=/:,.@-',
      'tagKeys is ["?"]; expected a list of 0 to 50 items, each 1 to 128 characters of letters, digits, spaces and _.:/=+-@, not beginning with aws:',
      'tags is {"?":""}; expected an object of 1 to 50 entries; keys: 1 to 128 characters of letters, digits, spaces and _.:/=+-@, not beginning with aws:; values: 0 to 256 characters of letters, digits, spaces and _.:/=+-@',
      'id is "A"; expected a string matching [a-z]+',
    ]);
  });

  it("has a shape's own words where it has some, in the place of its constraints", () => {
    const id = { type: "string", min: 3, pattern: "[a-z]+", inWords: "an id such as abc" } as const;
    const [one] = memberViolations({ id }, { id: "A" });
    const [many] = memberViolations({ ids: { type: "list", member: id } }, { ids: ["A"] });
    expect(one?.message).toBe('id is "A"; expected an id such as abc');
    expect(many?.message).toBe('ids is ["A"]; expected a list of items, each an id such as abc');
  });

  it("never repeats a long value whole", () => {
    const [found] = violations("DeleteDestination", { destinationName: "x".repeat(5000) });
    expect(found?.message.length).toBeLessThan(250);
  });
});
