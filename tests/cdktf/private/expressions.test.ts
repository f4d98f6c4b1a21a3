import fc from "fast-check";
import { expect, test } from "vitest";
import { escaped, isWrittenByHand, segmentsOf } from "../../../cdktf/src/private/expressions.ts";

const variable = fc.oneof(
  fc.constantFrom("*", "?", "$"),
  fc
    .tuple(
      fc.constantFrom("aws", "kinesis", "s3", "saml", "token.actions.githubusercontent.com", "oidc.eks/id/AB12"),
      fc.stringMatching(/^[A-Za-z]{1,9}(\/[a-z-]{1,5})?(, 'x')?$/),
    )
    .map(([service, key]) => `${service}:${key}`),
);
const expression = fc.constantFrom(
  "${var.accounts[0]}",
  "${aws_iam_role.x.arn}",
  "${TfToken[TOKEN.7]}",
  '${var.a ? "b:c" : "d"}',
  "${var.a?1:2}",
  "${[for k, v in var.m : v if k != '']}",
  '${jsonencode({a : 1, "b" : {}})}',
  '${join(":", var.list)}',
  "${provider::aws::arn_parse(var.arn).region}",
  "${ data.x.y.z }",
  "%{ if var.a }",
  "%{~ for x in var.list ~}",
  "%{endif}",
  "$${aws:username}",
  "%%{x}",
);
const plain = fc.stringMatching(/^[a-z:" ,[\]]*$/);

test("variables of IAM are escaped, expressions, tokens and what is escaped stay, wherever they stand", () => {
  const part = fc.oneof(
    variable.map((name) => [`\${${name}}`, `$\${${name}}`]),
    expression.map((text) => [text, text]),
    plain.map((text) => [text, text]),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const given = parts.map(([text]) => text).join("");
      const expected = parts.map(([, text]) => text).join("");
      expect(escaped(given)).toBe(expected);
      expect(escaped(expected)).toBe(expected);
    }),
  );
});

test("a variable is no expression, neither by itself nor as a piece of a text", () => {
  fc.assert(
    fc.property(variable, (name) => {
      const text = `arn:aws:s3:::logs/\${${name}}/\${var.x}`;
      expect(isWrittenByHand(`\${${name}}`)).toBe(false);
      expect(segmentsOf(text).filter(({ isExpression }) => isExpression)).toEqual([
        { text: "${var.x}", isExpression: true },
      ]);
    }),
  );
});

test.each([
  ['"${jndi:ldap"', '"$${jndi:ldap"'],
  ["a${b", "a$${b"],
  ["%a{2}%{3}", "%a{2}%%{3}"],
  ["%{x", "%%{x"],
])("what begins like an expression and is none is escaped: %s", (given, expected) => {
  expect(escaped(given)).toBe(expected);
  expect(isWrittenByHand(given)).toBe(false);
});
