import { LocalLogs } from "@log-destinations/local";
import { beforeEach, describe, expect, test } from "vitest";
import { arnOf, owner, refusal, region, role, send, sender, stream } from "../wire.ts";

let local: LocalLogs;
beforeEach(() => {
  local = new LocalLogs();
});

const resourceArn = arnOf("central");
const put = (tags?: object) =>
  send(local, "PutDestination", {
    destinationName: "central",
    targetArn: stream,
    roleArn: role,
    ...(tags && { tags }),
  });
const tags = async () => (await send(local, "ListTagsForResource", { resourceArn })).body.tags;
const many = (count: number, prefix = "k") =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, ""]));

describe("tags of a destination", () => {
  test("none is an empty object", async () => {
    await put();
    expect((await send(local, "ListTagsForResource", { resourceArn })).text).toBe('{"tags":{}}');
  });

  test("PutDestination merges on create and on update, and keeps them where it names none", async () => {
    await put({ a: "1", b: "1" });
    await put({ b: "2", c: "2" });
    await put();
    expect(await tags()).toEqual({ a: "1", b: "2", c: "2" });
  });

  test("TagResource merges, UntagResource removes the named keys", async () => {
    await put({ a: "1" });
    expect(await send(local, "TagResource", { resourceArn, tags: { a: "2", "b c": "" } })).toMatchObject({ text: "" });
    expect(await tags()).toEqual({ a: "2", "b c": "" });
    await send(local, "UntagResource", { resourceArn, tagKeys: ["a", "unknown"] });
    expect(await tags()).toEqual({ "b c": "" });
  });

  test("a policy put later leaves them", async () => {
    await put({ a: "1" });
    const statement = { Effect: "Allow", Principal: { AWS: sender }, Action: "logs:*", Resource: "*" };
    const accessPolicy = JSON.stringify({ Statement: [statement] });
    await send(local, "PutDestinationPolicy", { destinationName: "central", accessPolicy });
    expect(await tags()).toEqual({ a: "1" });
  });

  test("a destination that is made again has none", async () => {
    await put({ a: "1" });
    await send(local, "DeleteDestination", { destinationName: "central" });
    await put();
    expect(await tags()).toEqual({});
  });

  test("over 50 in all is a TooManyTagsException, and nothing is added", async () => {
    await put(many(50));
    expect(await send(local, "TagResource", { resourceArn, tags: { more: "" } })).toMatchObject(
      refusal("TooManyTagsException", expect.any(String)),
    );
    expect(await put({ more: "" })).toMatchObject(refusal("InvalidParameterException", expect.any(String)));
    expect(await tags()).toEqual(many(50));
  });

  test.each(["central", `arn:aws:logs:${region}:${owner}:destination`, stream, `${resourceArn}:x`])(
    "%s is no resourceArn",
    async (wrong) => {
      expect(await send(local, "ListTagsForResource", { resourceArn: wrong })).toMatchObject(
        refusal("ValidationException", "Invalid resourceArn"),
      );
    },
  );

  test("what is not there, or is another account's, is a ResourceNotFoundException", async () => {
    await put();
    const missing = refusal("ResourceNotFoundException", expect.any(String));
    expect(await send(local, "ListTagsForResource", { resourceArn: arnOf("other") })).toMatchObject(missing);
    expect(await send(local, "ListTagsForResource", { resourceArn }, { account: sender })).toMatchObject(missing);
  });
});

test("a log group has tags too", async () => {
  await send(local, "CreateLogGroup", { logGroupName: "/app", tags: { a: "1" } });
  const group = { resourceArn: `arn:aws:logs:${region}:${owner}:log-group:/app` };
  await send(local, "TagResource", { ...group, tags: { b: "2" } });
  expect((await send(local, "ListTagsForResource", group)).body.tags).toEqual({ a: "1", b: "2" });
});
