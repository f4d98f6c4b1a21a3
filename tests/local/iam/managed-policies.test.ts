import { LocalLogs, type RoleDeclaration } from "@log-destinations/local";
import { describe, expect, test } from "vitest";
import { awsManagedPolicy } from "../../../local/src/iam/aws-managed-policies.ts";
import { good, mayPut, strictService, trustFor, undeliverable } from "../strict-service.ts";
import { owner, region, role, sender, stream } from "../wire.ts";

const taken = { status: 200 };
const customer = `arn:aws:iam::${owner}:policy/logs/put`;
const ofAws = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const allow = (Action: string, more: object = {}) => ({
  Statement: { Effect: "Allow", Action, Resource: "*", ...more },
});

/** A strict service with a role that has these policies, and managed policies of the account. */
function service(declared: Partial<RoleDeclaration>, documents: Record<string, object> = {}) {
  const made = strictService(undefined);
  const policies = Object.fromEntries(Object.entries(documents).map(([arn, document]) => [arn, { document }]));
  made.local.control.declare({ policies, roles: { [role]: { trust: trustFor(), ...declared } } });
  return made;
}

describe("a role may do what its attached policies allow", () => {
  test.each<[name: string, declared: Partial<RoleDeclaration>, documents: Record<string, object>]>([
    ["a policy of the account", { managedPolicyArns: [customer] }, { [customer]: allow("kinesis:PutRecord") }],
    ["AmazonKinesisFullAccess", { managedPolicyArns: [ofAws("AmazonKinesisFullAccess")] }, {}],
    ["AdministratorAccess", { managedPolicyArns: [ofAws("AdministratorAccess")] }, {}],
    ["PowerUserAccess", { managedPolicyArns: [ofAws("PowerUserAccess")] }, {}],
    ["a service's", { managedPolicyArns: [ofAws("service-role/CloudWatchEventsInvocationAccess")] }, {}],
    ["an inline one beside what nobody knows", { permissions: { put: mayPut }, managedPolicyArns: [ofAws("New")] }, {}],
    [
      "within a boundary",
      { managedPolicyArns: [customer], permissionsBoundary: ofAws("PowerUserAccess") },
      { [customer]: allow("kinesis:*") },
    ],
  ])("%s", async (_, declared, documents) => {
    expect(await service(declared, documents).put()).toMatchObject(taken);
  });

  test.each<[name: string, declared: Partial<RoleDeclaration>, documents: Record<string, object>, why: string]>([
    [
      "AmazonKinesisReadOnlyAccess",
      { managedPolicyArns: [ofAws("AmazonKinesisReadOnlyAccess")] },
      {},
      "none of its policies allows kinesis:PutRecord",
    ],
    [
      "AmazonKinesisFirehoseFullAccess, for a Kinesis stream",
      { managedPolicyArns: [ofAws("AmazonKinesisFirehoseFullAccess")] },
      {},
      "none of its policies allows kinesis:PutRecord",
    ],
    [
      "an attached Deny",
      { permissions: { put: mayPut }, managedPolicyArns: [customer] },
      { [customer]: allow("*", { Effect: "Deny" }) },
      "none of its policies allows kinesis:PutRecord",
    ],
    [
      "AWSDenyAll beside an Allow",
      { permissions: { put: mayPut }, managedPolicyArns: [ofAws("AWSDenyAll")] },
      {},
      "none of its policies allows kinesis:PutRecord",
    ],
    [
      "a policy of AWS that is not known",
      { managedPolicyArns: [ofAws("AmazonKinesisNewAccess")] },
      {},
      "whether its policies allow kinesis:PutRecord cannot be decided: the policy " +
        "arn:aws:iam::aws:policy/AmazonKinesisNewAccess is one of AWS, and its document is not known here",
    ],
    [
      "a condition that is not known",
      { managedPolicyArns: [customer] },
      { [customer]: allow("kinesis:*", { Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } } }) },
      `cannot be decided: Statement[0] of the policy ${customer} uses the condition key aws:SourceIp`,
    ],
    [
      "a boundary of something else",
      { permissions: { put: mayPut }, permissionsBoundary: customer },
      { [customer]: allow("s3:*") },
      `its permissions boundary does not allow kinesis:PutRecord on ${stream}: no statement of the policy ${customer} allows it`,
    ],
    [
      "a boundary that is not known",
      { permissions: { put: mayPut }, permissionsBoundary: ofAws("NewBoundary") },
      {},
      `whether its permissions boundary allows kinesis:PutRecord on ${stream} cannot be decided: the policy ${ofAws("NewBoundary")} is one of AWS`,
    ],
  ])("not with %s; a note says why", async (_, declared, documents, why) => {
    const { put, notes } = service(declared, documents);
    expect(await put()).toMatchObject(undeliverable);
    expect(notes).toEqual([expect.stringContaining(why)]);
  });
});

describe("conditions of the permissions", () => {
  const key = `arn:aws:kms:${region}:${owner}:key/k`;
  const tag = { Condition: { StringEquals: { "aws:PrincipalTag/team": "logs" } } };

  test("a tag of the role", async () => {
    const { local, put } = service({ permissions: { put: allow("kinesis:*", tag) }, tags: { team: "web" } });
    expect(await put()).toMatchObject(undeliverable);
    const permissions = { put: allow("kinesis:*", tag) };
    local.control.declare({ roles: { [role]: { trust: trustFor(), permissions, tags: { team: "logs" } } } });
    expect(await put()).toMatchObject(taken);
  });

  test("the organization of the role's account", async () => {
    const Condition = { StringEquals: { "aws:ResourceOrgID": "o-a1b2c3d4e5" } };
    const { local, put } = service({ permissions: { put: allow("kinesis:*", { Condition }) } });
    expect(await put()).toMatchObject(undeliverable);
    local.control.declare({ accounts: { [owner]: { organization: "o-a1b2c3d4e5" } } });
    expect(await put()).toMatchObject(taken);
  });

  test.each([
    ["kinesis.eu-west-1.amazonaws.com", taken],
    ["firehose.eu-west-1.amazonaws.com", undeliverable],
  ])("a key by kms:ViaService %s", async (service, answer) => {
    const Condition = { StringEquals: { "kms:ViaService": service } };
    const { local, put } = strictService({
      ...good,
      permissions: { put: mayPut, kms: allow("kms:GenerateDataKey", { Condition }) },
    });
    local.control.declare({ streams: { [stream]: { kmsKeyArn: key } } });
    expect(await put()).toMatchObject(answer);
  });
});

describe("changes", () => {
  test("of a policy take effect after the propagation time, as do those of an attachment", async () => {
    let now = 1_767_225_600_000;
    const { local, put } = strictService(undefined, { propagation: 10_000, clock: () => now });
    const declare = (document: object) => local.control.declare({ policies: { [customer]: { document } } });
    const attach = (managedPolicyArns: string[]) =>
      local.control.declare({ roles: { [role]: { trust: trustFor(), managedPolicyArns } } });
    declare(allow("s3:*"));
    attach([customer]);
    now += 20_000;
    declare(allow("kinesis:*"));
    now += 5_000;
    expect(await put()).toMatchObject(undeliverable);
    now += 5_000;
    expect(await put()).toMatchObject(taken);
    attach([]);
    now += 5_000;
    expect(await put()).toMatchObject(taken);
    now += 5_000;
    expect(await put()).toMatchObject(undeliverable);
  });

  test("a boundary that was withdrawn limits all, until the role is without it for IAM too", async () => {
    let now = 1_767_225_600_000;
    const { local, put, notes } = strictService(undefined, { propagation: 10_000, clock: () => now });
    local.control.declare({
      policies: { [customer]: { document: allow("kinesis:*") } },
      roles: { [role]: { ...good, permissionsBoundary: customer } },
    });
    now += 10_000;
    expect(await put()).toMatchObject(taken);
    local.control.declare({ roles: { [role]: good } });
    local.control.withdraw({ policies: [customer] });
    expect(await put()).toMatchObject(undeliverable);
    expect(notes).toEqual([expect.stringContaining(`no statement of the policy ${customer} allows it [LD3052]`)]);
    now += 10_000;
    expect(await put()).toMatchObject(taken);
  });

  test("a policy that a role has cannot be withdrawn, and one that no role has can", () => {
    const { control } = new LocalLogs();
    const declared = { trust: trustFor(), managedPolicyArns: [customer] };
    control.declare({ policies: { [customer]: { document: mayPut } }, roles: { [role]: declared } });
    expect(control.rolesWithPolicy(customer)).toEqual([role]);
    expect(() => control.withdraw({ policies: [customer], accounts: [owner] })).toThrow(
      `the policy ${customer} cannot be withdrawn: ${role} has it`,
    );
    control.declare({ roles: { [role]: { trust: trustFor() } } });
    control.withdraw({ policies: [customer, `${customer}-never`] });
    expect(control.policy(customer)).toBeUndefined();
  });
});

describe("policies are read back", () => {
  test("those of an account, with the roles that have them", () => {
    const { control } = new LocalLogs();
    const declared = { document: mayPut, description: "d", tags: { a: "b" } };
    control.declare({ policies: { [customer]: declared } });
    expect(control.policy(customer)).toEqual({ ...declared, document: JSON.stringify(mayPut) });
    expect([control.policyArns(owner), control.policyArns(sender)]).toEqual([[customer], []]);
  });

  test("those of AWS that are known here", () => {
    const { control } = new LocalLogs();
    const document = JSON.parse(control.policy(ofAws("AmazonKinesisFullAccess"))?.document ?? "");
    expect(document).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["kinesis:*"], Resource: "*" }],
    });
    expect(control.policy(ofAws("toString"))).toBeUndefined();
    expect(awsManagedPolicy(customer.replace("logs/put", "AdministratorAccess"))).toBeUndefined();
  });

  test("a role with all that it has", () => {
    const { control } = new LocalLogs({ declarations: { policies: { [customer]: { document: mayPut } } } });
    const declared = {
      trust: JSON.stringify(trustFor()),
      permissions: {},
      managedPolicyArns: [customer],
      permissionsBoundary: ofAws("PowerUserAccess"),
      description: "d",
      maxSessionDuration: 7200,
      tags: { team: "logs" },
    };
    control.declare({ roles: { [role]: { ...declared, managedPolicyArns: [customer, customer] } } });
    expect(control.role(role)).toEqual(declared);
    control.declare({ roles: { [role]: { trust: trustFor() } } }, { keepPermissions: true });
    expect(control.role(role)).toEqual(declared);
    const more = { trust: trustFor(), permissions: { put: mayPut }, managedPolicyArns: [ofAws("AdministratorAccess")] };
    control.declare({ roles: { [role]: more } }, { keepPermissions: true });
    expect(control.role(role)).toMatchObject({
      permissions: { put: JSON.stringify(mayPut) },
      managedPolicyArns: [customer, ofAws("AdministratorAccess")],
      tags: { team: "logs" },
    });
  });
});
