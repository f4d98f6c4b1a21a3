import { LocalLogs } from "@log-destinations/local";
import { beforeEach, describe, expect, test } from "vitest";
import { query } from "../query.ts";
import { owner, region, role, sender, stream } from "../wire.ts";

let local: LocalLogs;
beforeEach(() => {
  local = new LocalLogs({ strict: true });
});

const trust = JSON.stringify({
  Statement: { Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole" },
});
const puts = JSON.stringify({ Statement: { Effect: "Allow", Action: "kinesis:PutRecord", Resource: "*" } });
const name = { RoleName: "to-central" };
const policyArn = `arn:aws:iam::${owner}:policy/logs/put`;

const iam = (action: string, parameters: Record<string, string> = {}, key = owner) =>
  query(local, "iam", action, parameters, { key });
const done = async (action: string, parameters: Record<string, string> = {}) => {
  const answer = await iam(action, parameters);
  expect([answer.status, answer.texts("Message")]).toEqual([200, []]);
  return answer;
};
const refused = async (action: string, parameters: Record<string, string>, status: number, code: string) => {
  const answer = await iam(action, parameters);
  expect([action, answer.status, answer.texts("Code")]).toEqual([action, status, [code]]);
};
const createRole = (more: Record<string, string> = {}) =>
  done("CreateRole", { ...name, AssumeRolePolicyDocument: trust, ...more });
const createPolicy = () => done("CreatePolicy", { PolicyName: "put", Path: "/logs/", PolicyDocument: puts });

describe("a role", () => {
  test("that IAM makes is the one that destinations use and that the control interface reads", async () => {
    local.control.declare({ streams: { [stream]: {} } });
    const put = () =>
      local
        .as({ account: owner, region })
        .putDestination({ destinationName: "central", targetArn: stream, roleArn: role });
    await expect(put()).rejects.toMatchObject({ code: "InvalidParameterException" });
    await createRole();
    await expect(put()).rejects.toMatchObject({ code: "InvalidParameterException" });
    await done("PutRolePolicy", { ...name, PolicyName: "put", PolicyDocument: puts });
    await put();
    expect(local.control.role(role)).toEqual({ trust, permissions: { put: puts } });
    await done("DeleteRolePolicy", { ...name, PolicyName: "put" });
    await expect(put()).rejects.toMatchObject({ code: "InvalidParameterException" });
  });

  test("that was declared is the one that IAM reads", async () => {
    local.control.declare({
      roles: { [role]: { trust, permissions: { put: puts }, description: "a<b&c", tags: { team: "x" } } },
    });
    const got = await done("GetRole", name);
    expect(got.texts("Arn")).toEqual([role]);
    expect(decodeURIComponent(got.texts("AssumeRolePolicyDocument")[0] ?? "")).toBe(trust);
    expect([got.texts("Key"), got.texts("Value")]).toEqual([["team"], ["x"]]);
    expect(got.texts("Description")).toEqual(["a&lt;b&amp;c"]);
    const policy = await done("GetRolePolicy", { ...name, PolicyName: "put" });
    expect(decodeURIComponent(policy.texts("PolicyDocument")[0] ?? "")).toBe(puts);
  });

  test("has the attributes that it was made with, and those that were changed", async () => {
    await createPolicy();
    const made = await createRole({
      Path: "/logs/",
      Description: "puts",
      MaxSessionDuration: "7200",
      PermissionsBoundary: policyArn,
      "Tags.member.1.Key": "a",
      "Tags.member.1.Value": "1",
      "Tags.member.2.Key": "b",
      "Tags.member.2.Value": "2",
    });
    expect(made.texts("Arn")).toEqual([`arn:aws:iam::${owner}:role/logs/to-central`]);
    expect(made.texts("RoleId")[0]).toMatch(/^AROA[A-Z0-9]{17}$/);
    await done("TagRole", { ...name, "Tags.member.1.Key": "c", "Tags.member.1.Value": "3" });
    await done("UntagRole", { ...name, "TagKeys.member.1": "a" });
    await done("UpdateRole", { ...name, MaxSessionDuration: "3600" });
    await done("UpdateAssumeRolePolicy", { ...name, PolicyDocument: puts });
    const got = await done("GetRole", name);
    expect(got.texts("Description")).toEqual(["puts"]);
    expect(got.texts("MaxSessionDuration")).toEqual(["3600"]);
    expect(got.texts("PermissionsBoundaryArn")).toEqual([policyArn]);
    expect(got.texts("CreateDate")).toEqual(made.texts("CreateDate"));
    expect((await done("ListRoleTags", name)).texts("Key")).toEqual(["b", "c"]);
    expect(decodeURIComponent(got.texts("AssumeRolePolicyDocument")[0] ?? "")).toBe(puts);
    await done("DeleteRolePermissionsBoundary", name);
    expect((await done("GetRole", name)).texts("PermissionsBoundaryArn")).toEqual([]);
  });

  test("with policies is deleted once they are gone", async () => {
    await createPolicy();
    await createRole();
    await done("PutRolePolicy", { ...name, PolicyName: "put", PolicyDocument: puts });
    await done("AttachRolePolicy", { ...name, PolicyArn: policyArn });
    await done("AttachRolePolicy", { ...name, PolicyArn: policyArn });
    expect((await done("ListAttachedRolePolicies", name)).texts("PolicyArn")).toEqual([policyArn]);
    expect((await done("GetPolicy", { PolicyArn: policyArn })).texts("AttachmentCount")).toEqual(["1"]);
    await refused("DeletePolicy", { PolicyArn: policyArn }, 409, "DeleteConflict");
    await refused("DeleteRole", name, 409, "DeleteConflict");
    await done("DetachRolePolicy", { ...name, PolicyArn: policyArn });
    await refused("DeleteRole", name, 409, "DeleteConflict");
    await done("DeleteRolePolicy", { ...name, PolicyName: "put" });
    await done("DeleteRole", name);
    await done("DeletePolicy", { PolicyArn: policyArn });
    expect(local.control.role(role)).toBeUndefined();
    expect(local.control.policy(policyArn)).toBeUndefined();
  });

  test("of another account is not there", async () => {
    await createRole();
    expect((await iam("GetRole", name, sender)).texts("Code")).toEqual(["NoSuchEntity"]);
    expect((await iam("ListRoles", {}, sender)).texts("RoleName")).toEqual([]);
  });
});

test("roles are listed by name, a page at a time", async () => {
  for (const RoleName of ["c", "a", "b"]) await createRole({ RoleName });
  const first = await done("ListRoles", { MaxItems: "2" });
  expect([first.texts("RoleName"), first.texts("IsTruncated")]).toEqual([["a", "b"], ["true"]]);
  const second = await done("ListRoles", { MaxItems: "2", Marker: first.texts("Marker")[0] ?? "" });
  expect([second.texts("RoleName"), second.texts("IsTruncated")]).toEqual([["c"], ["false"]]);
});

test("the document of a managed policy is that of its version", async () => {
  await createPolicy();
  const { texts } = await done("GetPolicyVersion", { PolicyArn: policyArn, VersionId: "v1" });
  expect(decodeURIComponent(texts("Document")[0] ?? "")).toBe(puts);
  expect(local.control.policy(policyArn)).toEqual({ document: puts });
  expect((await done("ListPolicies", { Scope: "Local" })).texts("Arn")).toEqual([policyArn]);
  expect((await done("ListPolicyVersions", { PolicyArn: policyArn })).texts("VersionId")).toEqual(["v1"]);
});

test.each<[string, Record<string, string>, number, string]>([
  ["GetRole", { RoleName: "none" }, 404, "NoSuchEntity"],
  ["PutRolePolicy", { RoleName: "none", PolicyName: "p", PolicyDocument: puts }, 404, "NoSuchEntity"],
  ["GetRolePolicy", { ...name, PolicyName: "constructor" }, 404, "NoSuchEntity"],
  ["DetachRolePolicy", { ...name, PolicyArn: policyArn }, 404, "NoSuchEntity"],
  ["AttachRolePolicy", { ...name, PolicyArn: policyArn }, 404, "NoSuchEntity"],
  [
    "GetPolicyVersion",
    { PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess", VersionId: "v2" },
    404,
    "NoSuchEntity",
  ],
  ["CreateRole", { ...name, AssumeRolePolicyDocument: trust }, 409, "EntityAlreadyExists"],
  ["PutRolePolicy", { ...name, PolicyName: "p", PolicyDocument: "{" }, 400, "MalformedPolicyDocument"],
  ["CreateRole", { RoleName: "a/b", AssumeRolePolicyDocument: trust }, 400, "ValidationError"],
  ["UpdateAssumeRolePolicy", name, 400, "ValidationError"],
  ["ListRoles", { Marker: "next" }, 400, "InvalidInput"],
  ["CreateUser", { UserName: "u" }, 400, "InvalidAction"],
])("%s of %j is refused", async (action, parameters, status, code) => {
  await createRole();
  await refused(action, parameters, status, code);
});
