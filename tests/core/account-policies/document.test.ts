import { isUnreadable, parseSubscriptionPolicy, subscriptionPolicyDocument } from "@log-destinations/core";
import { describe, expect, it } from "vitest";

const needed = { DestinationArn: "arn:aws:logs:eu-west-1:111122223333:destination:central", FilterPattern: "" };
const full = { ...needed, RoleArn: "arn:aws:iam::222233334444:role/sender", Distribution: "Random" } as const;

describe("the document of an account-level subscription", () => {
  it.each([
    ["the members that are needed", needed],
    ["all members", full],
  ])("is written with %s, and read again", (_, policy) => {
    const text = subscriptionPolicyDocument(policy);
    expect(JSON.parse(text)).toEqual(policy);
    expect(parseSubscriptionPolicy(text)).toEqual(policy);
  });

  it("is written in one order, whatever the order of the members", () => {
    const turned = Object.fromEntries(Object.entries(full).reverse()) as typeof full;
    expect(subscriptionPolicyDocument(turned)).toBe(subscriptionPolicyDocument(full));
  });

  it.each<[string, string, string, RegExp]>([
    ["what is no JSON", "{", "the document", /is not JSON/],
    ["a list", "[]", "the document", /is not a JSON object/],
    ["no destination", '{"FilterPattern":""}', "DestinationArn", /^is missing$/],
    ["no pattern", JSON.stringify({ DestinationArn: "a" }), "FilterPattern", /^is missing$/],
    ["camelCase", '{"destinationArn":"a"}', "DestinationArn", /destinationArn is not it: .* begin with a capital/],
    [
      "a member that there is not",
      JSON.stringify({ ...needed, EmitSystemFields: "a" }),
      "EmitSystemFields",
      /not known/,
    ],
    ["a member that is no text", JSON.stringify({ ...needed, RoleArn: 7 }), "RoleArn", /is 7; expected a string/],
    ["null", JSON.stringify({ ...needed, RoleArn: null }), "RoleArn", /is null; expected a string/],
    [
      "another distribution",
      JSON.stringify({ ...needed, Distribution: "random" }),
      "Distribution",
      /one of Random, By/,
    ],
  ])("is not read of %s", (_, text, where, message) => {
    const policy = parseSubscriptionPolicy(text);
    expect(isUnreadable(policy) && policy).toMatchObject({ where, message: expect.stringMatching(message) });
  });
});
