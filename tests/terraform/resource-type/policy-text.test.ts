import { describe, expect, test } from "vitest";
import { unknown, type Values } from "../../../terraform/src/protocol/types.ts";
import { keepEarlierJson, withJsonInForm, writeInForm } from "../../../terraform/src/resource-type/policy-text.ts";
import { type Block, resourceSchemas } from "../../../terraform/src/schema/schema.ts";

// Outputs of Go's json.Marshal, and of LegacyPolicyNormalize of the real provider.
describe("JSON in the form of the real provider", () => {
  test.each([
    ['{ "b": 1,\n "a": [ 1, 2 ] }', '{"a":[1,2],"b":1}'],
    ['{"Version":"2012-10-17","Id":"x","Statement":[]}', '{"Id":"x","Statement":[],"Version":"2012-10-17"}'],
    ['{"10":1,"9":2}', '{"10":1,"9":2}'],
    ['{"a":"<b> & c"}', '{"a":"\\u003cb\\u003e \\u0026 c"}'],
    ['{"a":"é \\u00e9 \\"q\\""}', '{"a":"é é \\"q\\""}'],
    ['{"b":{"d":null,"c":true},"a":1.50}', '{"a":1.5,"b":{"c":true,"d":null}}'],
    ["not JSON", "not JSON"],
    ["", ""],
  ])("%s is minified as %s", (text, minified) => expect(writeInForm(text, "minified")).toBe(minified));

  test.each([
    ['{"Statement":[{"Sid":"a"}],"Version":"2012-10-17"}', '{"Version":"2012-10-17","Statement":[{"Sid":"a"}]}'],
    ['{"Id":"x","Version":"2012-10-17","Statement":[]}', '{"Version":"2012-10-17","Id":"x","Statement":[]}'],
    ['{"Version":"2012-10-17"}', '{"Version":"2012-10-17"}'],
    ['{"Version":"2008-10-17","Statement":[]}', '{"Statement":[],"Version":"2008-10-17"}'],
  ])("%s has its version first as %s", (text, ordered) => expect(writeInForm(text, "versionFirst")).toBe(ordered));

  test("what is to stay as it is written, does", () => {
    expect(writeInForm('{ "b": 1, "a": 2 }', "asWritten")).toBe('{ "b": 1, "a": 2 }');
  });
});

describe("a type's JSON arguments", () => {
  const type = { jsonArguments: { assume_role_policy: "minified", "inline_policy.policy": "versionFirst" } } as const;
  const schema = resourceSchemas.aws_iam_role as Block;
  const block = (name: string, policy: string) => ({ name, policy });

  test("are brought into form at the top and within blocks; what is not known yet stays so", () => {
    const values: Values = {
      assume_role_policy: "{ }",
      inline_policy: [block("a", '{ "b": 1 }'), { name: "b", policy: unknown }],
    };
    expect(withJsonInForm(type, values)).toEqual({
      assume_role_policy: "{}",
      inline_policy: [block("a", '{"b":1}'), { name: "b", policy: unknown }],
    });
  });

  test("keep the text of the state where they say the same, each in the block with the same other members", () => {
    const plan = (planned: Values, prior: Values) => keepEarlierJson(type, schema, planned, prior);
    const [ab, ba] = ['{"Action":["a","b"]}', '{"Action":["b","a"]}'];
    const trust = (assume_role_policy: string) => ({ assume_role_policy, inline_policy: [] });
    expect(plan(trust(ab), trust(ba))).toEqual(trust(ba));
    expect(plan(trust("{}"), trust(ba))).toEqual(trust("{}"));
    const inline = (...inline_policy: Values[]) => ({ assume_role_policy: "{}", inline_policy });
    expect(plan(inline(block("x", ab), block("y", ab)), inline(block("y", ab), block("x", ba)))).toEqual(
      inline(block("x", ba), block("y", ab)),
    );
  });
});
