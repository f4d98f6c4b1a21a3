import { expect, test } from "vitest";
import { functionCalls } from "../../terraform/src/calls/function.ts";
import { functions } from "../../terraform/src/functions.ts";
import { decodeValue, encodeValue } from "../../terraform/src/protocol/dynamic-value.ts";

/** Calls a function as Terraform does, over the protocol's values. */
async function call(name: string, ...values: string[]) {
  const given = values.map((value) => encodeValue(value, { kind: "string" }));
  const answer = await functionCalls.CallFunction({ name, arguments: given }, {});
  if (answer instanceof Uint8Array || answer.result === undefined) return answer;
  return decodeValue(answer.result, functions[name]?.returns ?? { kind: "string" });
}

test("arn_parse and arn_build are each other's reverse, also for texts with empty sections and colons", async () => {
  for (const arn of ["arn:aws:logs:eu-west-1:111122223333:log-group:/app:*", "arn:aws:s3:::bucket", "arn:::::"]) {
    const parts = (await call("arn_parse", arn)) as Record<string, string>;
    expect(Object.keys(parts)).toEqual(["partition", "service", "region", "account_id", "resource"]);
    const { partition = "", service = "", region = "", account_id = "", resource = "" } = parts;
    expect(await call("arn_build", partition, service, region, account_id, resource)).toBe(arn);
  }
  expect(await call("arn_parse", "arn:aws:iam::444455556666:role/example")).toEqual({
    partition: "aws",
    service: "iam",
    region: "",
    account_id: "444455556666",
    resource: "role/example",
  });
});

test.each([
  ["arn:aws:iam::444455556666:role/with/some/path/to/example", "arn:aws:iam::444455556666:role/example"],
  ["arn:aws:iam::444455556666:role/example", "arn:aws:iam::444455556666:role/example"],
])("trim_iam_role_path of %s is %s", async (arn, trimmed) => {
  expect(await call("trim_iam_role_path", arn)).toBe(trimmed);
});

test("user_agent leaves out what is empty", async () => {
  expect(await call("user_agent", "module", "0.0.1", "a comment")).toBe("module/0.0.1 (a comment)");
  expect(await call("user_agent", "module", "", "")).toBe("module");
});

test.each([
  ["arn_parse", ["invalid"], "arn: invalid prefix"],
  ["arn_parse", ["arn:aws:iam::role/x"], "arn: not enough sections"],
  ["trim_iam_role_path", ["arn:aws:s3:::bucket"], 'service must be "iam"'],
  ["trim_iam_role_path", ["arn:aws:iam:us-east-1:444455556666:role/x"], "region must be empty"],
  ["trim_iam_role_path", ["arn:aws:iam::444455556666:user/x"], 'resource must begin with "role/"'],
  ["user_agent", ["", "1", ""], "product_name must be set"],
])("%s of %j is an error in the real provider's words", async (name, values, text) => {
  expect(await call(name, ...values)).toEqual({ error: { text } });
});
