import { accessPolicy, samePolicy } from "@log-destinations/core";
import { describe, expect, it } from "vitest";
import { allow, destinationArn, organization, owner, sender } from "./documents.ts";

describe("samePolicy", () => {
  const policy = accessPolicy({ destinationArn, accounts: [sender, owner], organizations: [organization] });
  it.each([
    ["the order of statements and accounts", (text: string) => JSON.stringify(reversed(JSON.parse(text))), true],
    ["white space", (text: string) => JSON.stringify(JSON.parse(text), null, 2), true],
    ["the names of statements", (text: string) => text.replace("Accounts", "Senders"), true],
    ["an account", (text: string) => text.replace(sender, "999900001111"), false],
    [
      "a service beside an account",
      (text: string) => text.replace('{"AWS":', '{"Service":"logs.amazonaws.com","AWS":'),
      false,
    ],
    ["the effect", (text: string) => text.replace("Allow", "Deny"), false],
    ["the operator of a condition", (text: string) => text.replace("StringEquals", "StringLike"), false],
    ["the resource", (text: string) => text.replace("destination:central", "destination:Central"), false],
  ])("sees that a change of %s means %s", (_, change, same) => {
    expect(samePolicy(policy, change(policy))).toBe(same);
  });

  it.each(["Federated", "CanonicalUser"])("compares the text where a principal is of the kind %s", (kind) => {
    const of = (name: string) => allow({ Principal: { AWS: sender, [kind]: name } });
    expect(samePolicy(of("a"), of("b"))).toBe(false);
    expect(samePolicy(of("a"), `${of("a")} `)).toBe(false);
    expect(samePolicy(of("a"), of("a"))).toBe(true);
  });

  it("has a document without a version for one of 2008-10-17, whose texts are no variables", () => {
    const of = (Version: string | undefined) => JSON.stringify({ ...JSON.parse(policy), Version });
    expect(samePolicy(of(undefined), of("2008-10-17"))).toBe(true);
    expect(samePolicy(of(undefined), of("2012-10-17"))).toBe(false);
  });

  it("compares the text of what is no policy", () => {
    expect(samePolicy("{", "[")).toBe(false);
    expect(samePolicy("{", "{")).toBe(true);
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]) => [key, reversed(each)])
      .reverse(),
  );
}
