import { expect, test } from "vitest";
import { policyDocument } from "../../../terraform/src/data-sources/policy-document.ts";
import type { Values } from "../../../terraform/src/protocol/types.ts";
import { dataSourceSchemas, emptyValues } from "../../../terraform/src/schema/schema.ts";

const schema = dataSourceSchemas.aws_iam_policy_document;
if (!schema) throw new Error("there is no schema of aws_iam_policy_document");
const { statement } = schema.blocks;

function documentOf({ statement: given = [], ...config }: Values): unknown {
  const empty = statement ? emptyValues(statement) : {};
  const blocks = (given as Values[]).map((block) => ({ ...empty, ...block }));
  return JSON.parse(
    String(policyDocument({ ...emptyValues(schema as never), ...config, statement: blocks }).minified_json),
  );
}

test("a statement has its members in IAM's order; lists are sorted in reverse, a list of one is its item", () => {
  const document = policyDocument({
    statement: [
      {
        sid: "Put",
        actions: ["kinesis:PutRecord", "kinesis:PutRecords"],
        resources: ["arn:aws:kinesis:*:*:stream/&{aws:username}"],
        principals: [
          { type: "Service", identifiers: ["logs.amazonaws.com"] },
          { type: "AWS", identifiers: ["111122223333", "222233334444"] },
        ],
        condition: [
          { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
          { test: "StringLike", variable: "aws:SourceArn", values: ["a", "b"] },
        ],
      },
    ],
  });
  expect(document.minified_json).toBe(
    '{"Version":"2012-10-17","Statement":[{"Sid":"Put","Effect":"Allow",' +
      `"Action":["kinesis:PutRecords","kinesis:PutRecord"],"Resource":"arn:aws:kinesis:*:*:stream/\${aws:username}",` +
      '"Principal":{"AWS":["222233334444","111122223333"],"Service":"logs.amazonaws.com"},' +
      '"Condition":{"StringEquals":{"aws:SourceAccount":"111122223333"},"StringLike":{"aws:SourceArn":["a","b"]}}}]}',
  );
  expect(document.json).toBe(JSON.stringify(JSON.parse(String(document.minified_json)), null, 2));
});

test("everyone is written as *", () => {
  const principals = [{ type: "*", identifiers: ["*"] }];
  expect(documentOf({ statement: [{ principals }] })).toMatchObject({ Statement: [{ Principal: "*" }] });
});

test("sources come first, and overrides replace the statement of the same Sid", () => {
  const written = (Sid: string, Action: string) => JSON.stringify({ Statement: { Sid, Effect: "Allow", Action } });
  expect(
    documentOf({
      source_policy_documents: [written("a", "source:a"), written("b", "source:b")],
      override_policy_documents: [written("b", "override:b")],
      statement: [{ sid: "c", actions: ["own:c"] }],
    }),
  ).toMatchObject({
    Statement: [
      { Sid: "a", Action: "source:a" },
      { Sid: "b", Action: "override:b" },
      { Sid: "c", Action: "own:c" },
    ],
  });
});

test("its id is the checksum that the real provider takes", () => {
  expect(policyDocument({ statement: [{ actions: ["*"] }] })).toMatchObject({ id: "709981867" });
});

test.each([
  [
    {
      statement: [
        { sid: "A", actions: ["a:a"] },
        { sid: "A", actions: ["b:b"] },
      ],
    },
    "duplicate Sid (A). Remove the Sid or ensure the Sid is unique.",
  ],
  [{ source_policy_documents: ["no JSON"] }, "source_policy_documents holds a text that is not JSON"],
  [
    { source_policy_documents: [1, 2].map(() => '{"Statement":[{"Sid":"same"}]}') },
    "source_policy_documents has the statement same twice",
  ],
])("%j is refused", (config, message) => {
  expect(() => documentOf(config)).toThrow(message);
});
