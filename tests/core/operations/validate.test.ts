import { memberViolations, operations, unknownMembers, violations } from "@log-destinations/core/service";
import { describe, expect, it } from "vitest";

const put = { destinationName: "central", targetArn: "arn:t", roleArn: "arn:r" };
const length = (bound: string) => `Member must have length ${bound}`;

describe("violations", () => {
  it.each([
    ["PutDestination", put],
    ["PutDestination", { ...put, destinationName: "x".repeat(512), tags: { team: "" } }],
    ["PutDestination", { ...put, destinationName: "a/b c_é", tags: undefined }],
    ["DescribeDestinations", {}],
    ["DescribeDestinations", { DestinationNamePrefix: "c", limit: 50, nextToken: "t" }],
    ["PutDestinationPolicy", { destinationName: "c", accessPolicy: "{}", forceUpdate: false }],
    ["PutSubscriptionFilter", { logGroupName: "/g", filterName: "f", filterPattern: "", destinationArn: "a" }],
  ] as const)("finds nothing in a good %s", (operation, request) => {
    expect(violations(operation, request)).toEqual([]);
  });

  it.each([
    ["PutDestination", { ...put, destinationName: undefined }, "destinationName", "Member must not be null"],
    ["PutDestination", { ...put, destinationName: "" }, "destinationName", length("greater than or equal to 1")],
    [
      "PutDestination",
      { ...put, destinationName: "x".repeat(513) },
      "destinationName",
      length("less than or equal to 512"),
    ],
    [
      "DeleteDestination",
      { destinationName: "a:b" },
      "destinationName",
      "Member must satisfy regular expression pattern: [^:*]*",
    ],
    ["PutDestination", { ...put, tags: {} }, "tags", length("greater than or equal to 1")],
    [
      "PutDestination",
      { ...put, tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, ""])) },
      "tags",
      length("less than or equal to 50"),
    ],
    ["DescribeDestinations", { limit: 0 }, "limit", "Member must have value greater than or equal to 1"],
    ["DescribeDestinations", { limit: 51 }, "limit", "Member must have value less than or equal to 50"],
    ["DescribeDestinations", { nextToken: "" }, "nextToken", length("greater than or equal to 1")],
    ["DescribeDestinations", { DestinationNamePrefix: "*" }, "DestinationNamePrefix", /regular expression/],
    ["PutDestinationPolicy", { destinationName: "c", accessPolicy: "é".repeat(2561) }, "accessPolicy", /5120/],
    [
      "PutSubscriptionFilter",
      { logGroupName: "g", filterName: "f", filterPattern: "", destinationArn: "a", distribution: "Even" },
      "distribution",
      "Member must satisfy enum value set: [Random, ByLogStream]",
    ],
  ] as const)("%s %o breaks the rule of %s", (operation, request, member, constraint) => {
    const found = violations(operation, request);
    expect(found).toHaveLength(1);
    expect(found[0]?.member).toBe(member);
    expect(found[0]?.constraint).toMatch(constraint);
    expect(found[0]?.message).toMatch(new RegExp(`^${member} is .*; expected `, "s"));
  });

  it("names tags with a wrong key and with a wrong value", () => {
    expect(violations("PutDestination", { ...put, tags: { "a?": "x" } })[0]?.constraint).toMatch(/^Map keys must/);
    expect(violations("PutDestination", { ...put, tags: { a: "x".repeat(257) } })[0]?.constraint).toMatch(/^Map value/);
  });

  it.each([
    ["limit", "5"],
    ["limit", 1.5],
    ["DestinationNamePrefix", 5],
    ["DestinationNamePrefix", ["a"]],
  ])("refuses a %s of the wrong type, %o", (member, value) => {
    expect(violations("DescribeDestinations", { [member]: value })).toMatchObject([{ member }]);
  });

  it("finds what is wrong within structures, however deep, and says where", () => {
    const count = { type: "integer", required: true, min: 0 } as const;
    const event = {
      type: "structure",
      members: { text: { type: "string", min: 1 }, counts: { type: "structure", members: { count } } },
    } as const;
    const members = { first: event, events: { type: "list", max: 2, member: event } } as const;
    const good = { text: "x", counts: { count: 1 } };
    expect(memberViolations(members, { first: good, events: [good, good] })).toEqual([]);

    const bad = { text: "", counts: { count: -1 } };
    const found = memberViolations(members, { first: bad, events: [good, { counts: {} }, bad] });
    expect(found.map(({ member }) => member)).toEqual([
      "first.text",
      "first.counts.count",
      "events",
      "events.2.member.counts.count",
      "events.3.member.text",
      "events.3.member.counts.count",
    ]);
    expect(found.at(-1)?.message).toBe("events.3.member.counts.count is -1; expected a whole number from 0 to 2^53-1");
    expect(memberViolations(members, { first: "x", events: [good, null] }).map(({ constraint }) => constraint)).toEqual(
      ["Member must be of type structure", "Member must be of type list"],
    );
  });

  it("finds all that is wrong, not the first alone", () => {
    expect(violations("PutDestination", {}).map(({ member }) => member)).toEqual([
      "destinationName",
      "targetArn",
      "roleArn",
    ]);
  });
});

describe("unknownMembers", () => {
  it("names the member that was meant", () => {
    expect(unknownMembers("DescribeDestinations", { destinationNamePrefix: "a" })).toEqual([
      { member: "destinationNamePrefix", meant: "DestinationNamePrefix" },
    ]);
    expect(unknownMembers("PutDestination", { target_arn: "a", color: "b" })).toEqual([
      { member: "target_arn", meant: "targetArn" },
      { member: "color" },
    ]);
  });

  it("passes every member that an operation has", () => {
    for (const [name, { request }] of Object.entries(operations)) {
      expect(unknownMembers(name as keyof typeof operations, request)).toEqual([]);
    }
  });
});
