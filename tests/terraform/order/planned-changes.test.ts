import { expect, test } from "vitest";
import { describeChange, PlannedChanges } from "../../../terraform/src/order/change.ts";
import { unknown, type Values } from "../../../terraform/src/protocol/types.ts";
import { emptyValues, resourceSchemas } from "../../../terraform/src/schema/schema.ts";

const here = { account: "111122223333", region: "eu-west-1" };
const block = resourceSchemas.aws_iam_role_policy as NonNullable<(typeof resourceSchemas)[string]>;

function policy(values: Values, place: { account: string | undefined; region: string | undefined } = here) {
  const all = { ...emptyValues(block), ...values };
  return { typeName: "aws_iam_role_policy", values: all, place, type: block.type, nameAttribute: "role" };
}

const creation = { creates: true, config: new Uint8Array([1]) };
const names = (changes: PlannedChanges) => [...changes].map(describeChange);

test("resources that are alike are as many as were planned on one connection", () => {
  const changes = new PlannedChanges();
  const [planning, applying] = [{}, {}];
  const alike = policy({ role: unknown, policy: unknown });
  for (let count = 0; count < 3; count++) changes.plan(planning, alike, creation);
  expect(names(changes)).toHaveLength(3);
  for (const role of ["a", "b"]) {
    const known = policy({ role, policy: "{}" });
    changes.plan(applying, known, creation);
    const change = changes.apply(applying, known);
    if (change) changes.settle(change, "applied");
  }
  expect(names(changes)).toEqual(["aws_iam_role_policy"]);
});

test("a plan of the second walk is that of the first, whose known values it has", () => {
  const changes = new PlannedChanges();
  for (const name of ["one", "two"]) changes.plan({}, policy({ name, role: "writer", policy: unknown }), creation);
  const applying = {};
  const two = policy({ name: "two", role: "writer", policy: "{}" });
  expect(changes.plan(applying, two, creation).earlier).toBeDefined();
  expect(changes.apply(applying, two)?.values.name).toBe("two");
  expect(changes.apply(applying, two)).toBeUndefined();
});

test("the same resource of another account is another one", () => {
  const changes = new PlannedChanges();
  const there = { ...here, account: "222233334444" };
  changes.plan({}, policy({ name: "one" }), creation);
  expect(changes.plan({}, policy({ name: "one" }, there), creation).earlier).toBeUndefined();
  expect(names(changes)).toHaveLength(2);
});

test("an account that the first walk did not know can be any", () => {
  const changes = new PlannedChanges();
  changes.plan({}, policy({ name: "one" }, { account: undefined, region: undefined }), creation);
  expect(changes.plan({}, policy({ name: "one" }), creation)).toMatchObject({ place: here, earlier: {} });
});

test("a resource that the user has replaced is planned twice, and counts once", () => {
  const changes = new PlannedChanges();
  const connection = {};
  changes.plan(connection, policy({ name: "one", policy: "new" }), { ...creation, creates: false });
  changes.plan(connection, policy({ name: "one", policy: "new" }), creation);
  expect([...changes].map(({ creates }) => creates)).toEqual([true]);
});
