import { checkAccessPolicy, mayPutSubscriptionFilter } from "@log-destinations/core";
import { coversResource } from "@log-destinations/core/service";
import { describe, expect, it } from "vitest";
import { allow, destinationArn, owner, sender } from "./documents.ts";

const someone = { Principal: { AWS: sender } };
const findings = (Resource: unknown, context: object = { destinationArn }) =>
  checkAccessPolicy(allow({ ...someone, Resource }), context);
const decide = (members: object) => {
  const policy = allow({ ...someone, ...members });
  const decision = mayPutSubscriptionFilter({ policy, destinationArn, owner, subscriber: { account: sender } });
  return decision.allowed ? "allowed" : decision.reason;
};

describe("wildcards of a Resource", () => {
  it.each([
    ["*"],
    ["arn:*"],
    ["arn:aws:logs:*"],
    ["arn:aws:logs:eu-*:destination:central"],
    ["arn:aws:logs:*:central"],
    ["arn:aws:logs:*:destination:cen*"],
    ["arn:*:logs:e?-*-1:*:destination:c*l"],
    ["arn:aws:logs:*:*:*:*"],
    ["*:destination:central"],
  ])("%s is this destination", (Resource) => {
    expect(decide({ Resource })).toBe("allowed");
    expect(findings(Resource)).toEqual([]);
  });

  it.each([
    ["arn:aws:logs:eu*l"],
    ["arn:aws:logs:eu-west-1:*central"],
    ["arn*tral"],
    ["*central"],
    ["arn:aws:logs:eu-west-1:111122223333:dest*ntral"],
  ])("%s would have to match a colon", (Resource) => {
    expect(decide({ Resource })).toBe("not-allowed");
    for (const context of [{ destinationArn }, { destinationName: "central" }]) {
      expect(findings(Resource, context)).toMatchObject([{ rule: "wildcard", severity: "advice" }]);
    }
    expect(findings(Resource)[0]).not.toHaveProperty("answer");
    expect(decide({ Resource: undefined, NotResource: Resource })).toBe("allowed");
  });

  it.each([["arn:aws:*:eu-west-1:*:destination:central"], ["arn:aws:*"], ["arn:aws:l?gs:*"]])(
    "%s has one for the service, which leaves open what it is",
    (Resource) => {
      expect(decide({ Resource })).toBe("undecided");
      expect(decide({ Resource: [Resource, destinationArn] })).toBe("allowed");
      expect(decide({ Resource: undefined, NotResource: Resource })).toBe("undecided");
      expect(findings(Resource)).toMatchObject([{ rule: "wildcard", severity: "advice" }]);
      expect(findings(Resource, {})).toMatchObject([{ rule: "wildcard" }]);
    },
  );

  it.each([["arn:aws:*:us-east-1:*:destination:central"], ["arn:aws:s3:::*"], ["arn:aws:logs:*:*:destination"]])(
    "%s is another resource all the same",
    (Resource) => {
      expect(decide({ Resource })).toBe("not-allowed");
      expect(findings(Resource).map(({ rule }) => rule)).toContain("resource");
    },
  );

  it("of one character match no colon either", () => {
    const Resource = "arn:aws:logs:eu-west-1?111122223333:destination:central";
    expect(decide({ Resource })).toBe("not-allowed");
    expect(findings(Resource)).toMatchObject([{ rule: "wildcard", where: "Statement[0].Resource" }]);
  });

  it("cost no more than the lengths of both, whatever their number", () => {
    const statement = { ...JSON.parse(allow({})).Statement[0], resources: [`${"a*:".repeat(2_000)}b`] };
    expect(coversResource({ ...statement, resourcesExcluded: false }, "a:".repeat(4_000))).toBe(false);
  });
});

describe("a statement without", () => {
  const without = (members: object) => checkAccessPolicy(allow({ ...someone, ...members }), { destinationArn });
  it.each([
    [{ Resource: undefined }, "Statement[0].Resource", "is missing or empty, so the statement does nothing"],
    [{ Resource: [] }, "Statement[0].Resource", "is missing or empty, so the statement does nothing"],
    [{ Action: undefined }, "Statement[0].Action", "is missing or empty, so the statement does nothing"],
    [{ Effect: undefined }, "Statement[0].Effect", "is missing, or no text, so the statement does nothing"],
    [
      { Action: undefined, NotAction: "logs:*" },
      "Statement[0].NotAction",
      'is ["logs:*"], and leaves out what senders need, so the statement does nothing',
    ],
    [
      { Resource: undefined, NotResource: "*" },
      "Statement[0].NotResource",
      'is ["*"], and leaves out this destination, so the statement does nothing',
    ],
  ])("%j says so", (members, where, message) => {
    expect(without(members)).toMatchObject([{ where, message, severity: "advice" }]);
  });

  it("a Resource is found where nothing is known of the destination", () => {
    expect(checkAccessPolicy(allow({ ...someone, Resource: undefined }))).toMatchObject([{ rule: "resource" }]);
  });
});
