import { isUnreadable, parseAccessPolicy } from "@log-destinations/core";
import { describe, expect, it } from "vitest";

const statement = {
  Effect: "Allow",
  Principal: { AWS: "222233334444" },
  Action: "logs:PutSubscriptionFilter",
  Resource: "*",
};
const parse = (members: object) => parseAccessPolicy(JSON.stringify({ Version: "2012-10-17", ...members }));

describe("parseAccessPolicy", () => {
  it("gives single values and lists the same shape", () => {
    const single = parse({ Statement: statement });
    expect(single).toEqual({
      version: "2012-10-17",
      statements: [
        {
          at: "Statement[0]",
          effect: "Allow",
          principals: { everyone: false, aws: ["222233334444"], services: [], excluded: false },
          actions: ["logs:PutSubscriptionFilter"],
          actionsExcluded: false,
          resources: ["*"],
          resourcesExcluded: false,
          conditions: [],
        },
      ],
    });
    const listed = { ...statement, Principal: { AWS: ["222233334444"] }, Action: [statement.Action], Resource: ["*"] };
    expect(parse({ Statement: [listed] })).toEqual(single);
  });

  it("tells the elements that exclude from those that include", () => {
    const { Effect } = statement;
    const excluding = { Effect, NotPrincipal: { AWS: "a" }, NotAction: "b", NotResource: "c" };
    expect(parse({ Statement: excluding })).toMatchObject({
      statements: [
        {
          principals: { aws: ["a"], excluded: true },
          actions: ["b"],
          actionsExcluded: true,
          resources: ["c"],
          resourcesExcluded: true,
        },
      ],
    });
  });

  it("has a condition for each operator and key, with booleans and numbers as texts", () => {
    const Condition = { Null: { a: false, b: [true, 1] }, StringEquals: { a: "x" } };
    expect(parse({ Statement: { ...statement, Condition } })).toMatchObject({
      statements: [
        {
          conditions: [
            { operator: "Null", key: "a", values: ["false"] },
            { operator: "Null", key: "b", values: ["true", "1"] },
            { operator: "StringEquals", key: "a", values: ["x"] },
          ],
        },
      ],
    });
  });

  it.each([
    [{ Statement: [] }, "Statement", "is missing or empty"],
    [{ Statement: ["a"] }, "Statement[0]", "is not a JSON object"],
    [{ Statement: { ...statement, NotResource: "a" } }, "Statement[0]", "has both Resource and NotResource"],
    [{ Statement: { ...statement, Action: 1 } }, "Statement[0].Action", "is neither a string nor a list of strings"],
    [
      { Statement: { ...statement, Resource: [1] } },
      "Statement[0].Resource",
      "is neither a string nor a list of strings",
    ],
    [
      { Statement: [statement, { ...statement, Principal: "a" }] },
      "Statement[1].Principal",
      'is neither "*" nor an object of strings',
    ],
    [
      { Statement: { ...statement, Condition: { StringEquals: "a" } } },
      "Statement[0].Condition",
      "is not of the form { operator: { key: value } }",
    ],
  ])("says where %j is no policy, and why", (members, where, message) => {
    const policy = parse(members);
    expect(isUnreadable(policy)).toBe(true);
    expect(policy).toEqual({ where, message });
  });
});
