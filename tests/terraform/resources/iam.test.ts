import { LocalLogs } from "@log-destinations/local";
import { beforeEach, describe, expect, test } from "vitest";
import { callsOf } from "../../../terraform/src/calls/calls.ts";
import { CreatedNotInState } from "../../../terraform/src/lifecycle/created-not-in-state.ts";
import { ownershipMark } from "../../../terraform/src/ownership-mark.ts";
import { decodeValue, encodeValue } from "../../../terraform/src/protocol/dynamic-value.ts";
import type { Diagnostic, DynamicValue } from "../../../terraform/src/protocol/messages.ts";
import type { Values } from "../../../terraform/src/protocol/types.ts";
import { Provider } from "../../../terraform/src/provider.ts";
import { type Block, emptyValues, providerSchema, resourceSchemas } from "../../../terraform/src/schema/schema.ts";
import { owner, sender } from "../../local/wire.ts";

const document = (Action = "kinesis:*") =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
const trust = JSON.stringify({
  Statement: [{ Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
const roleArn = `arn:aws:iam::${owner}:role/writer`;
const policyArn = `arn:aws:iam::${owner}:policy/put`;

const session = {};
let logs: LocalLogs;
let calls: ReturnType<typeof callsOf>;
beforeEach(() => {
  logs = new LocalLogs();
  calls = callsFor(new CreatedNotInState());
});

function callsFor(createdNotInState: CreatedNotInState): ReturnType<typeof callsOf> {
  const provider = new Provider(logs, {
    url: "http://127.0.0.1:9",
    accessKeyId: owner,
    region: "eu-west-1",
    accountOf: (key) => logs.control.accountOf(key),
    propagation: 0,
    createdNotInState,
  });
  provider.configure(session, emptyValues(providerSchema));
  return callsOf(provider);
}

type Answer = {
  readonly plannedState?: DynamicValue;
  readonly newState?: DynamicValue;
  readonly diagnostics?: readonly Diagnostic[];
};

/** Plans and applies, as terraform does; a computed attribute that is left out stays as it was. */
async function put(typeName: string, given: Values, prior: Values | null = null): Promise<Values> {
  const block = resourceSchemas[typeName] as Block;
  const config = { ...emptyValues(block), ...given };
  const kept = Object.entries(block.attributes).flatMap(([name, { computed }]) =>
    computed && prior && config[name] === null ? [[name, prior[name] ?? null]] : [],
  );
  const state = encodeValue(prior, block.type);
  const planned = (await calls.PlanResourceChange(
    {
      typeName,
      priorState: state,
      proposedNewState: encodeValue({ ...config, ...Object.fromEntries(kept) }, block.type),
      config: encodeValue(config, block.type),
      priorPrivate: ownershipMark,
    },
    session,
  )) as Answer;
  refuseErrors(planned);
  const plannedState = planned.plannedState as DynamicValue;
  const request = { typeName, priorState: state, plannedState, plannedPrivate: ownershipMark };
  return stateOf(typeName, (await calls.ApplyResourceChange(request, session)) as Answer) as Values;
}

async function read(typeName: string, state: Values): Promise<Values | null> {
  const currentState = encodeValue(state, (resourceSchemas[typeName] as Block).type);
  return stateOf(
    typeName,
    (await calls.ReadResource({ typeName, currentState, private: ownershipMark }, session)) as Answer,
  );
}

async function destroy(typeName: string, state: Values): Promise<void> {
  const { type } = resourceSchemas[typeName] as Block;
  const plannedState = encodeValue(null, type);
  const request = { typeName, priorState: encodeValue(state, type), plannedState, plannedPrivate: ownershipMark };
  refuseErrors((await calls.ApplyResourceChange(request, session)) as Answer);
}

function stateOf(typeName: string, answer: Answer): Values | null {
  refuseErrors(answer);
  return decodeValue(answer.newState as DynamicValue, (resourceSchemas[typeName] as Block).type) as Values | null;
}

function refuseErrors({ diagnostics = [] }: Answer): void {
  const [error] = diagnostics.filter(({ severity }) => severity === 1);
  if (error) throw new Error(`${error.summary} ${error.detail ?? ""}`);
}

const role = (more: Values = {}, prior: Values | null = null) =>
  put("aws_iam_role", { name: "writer", assume_role_policy: trust, ...more }, prior);
const policy = (more: Values = {}) => put("aws_iam_policy", { name: "put", policy: document(), ...more });
const attach = (policy_arn = policyArn) => put("aws_iam_role_policy_attachment", { role: "writer", policy_arn });

describe("a policy", () => {
  test("is known by its ARN, and counts its attachments", async () => {
    const state = await policy({ path: "/logs/", description: "d", tags: { a: "b" } });
    const arn = `arn:aws:iam::${owner}:policy/logs/put`;
    expect(state).toMatchObject({
      id: arn,
      arn,
      attachment_count: 0,
      policy_id: expect.stringMatching(/^ANPA\w{17}$/),
    });
    expect(logs.control.policy(arn)).toMatchObject({ description: "d", tags: { a: "b" } });
    await role({ managed_policy_arns: [arn], permissions_boundary: arn });
    expect(await read("aws_iam_policy", state)).toMatchObject({ attachment_count: 1 });
  });

  test("has a name that no other policy of the account has, in whatever path and case", async () => {
    await policy();
    await expect(policy({ name: "PUT", path: "/other/" })).rejects.toThrow(
      "creating IAM Policy (PUT): EntityAlreadyExists: A policy called PUT already exists. Duplicate names are not allowed.",
    );
  });

  test.each<[how: string, more: Values]>([
    ["attached", { managed_policy_arns: [policyArn] }],
    ["the boundary of a role", { permissions_boundary: policyArn }],
  ])("is not deleted while it is %s", async (_, more) => {
    const state = await policy();
    await role(more);
    await expect(destroy("aws_iam_policy", state)).rejects.toThrow(
      `deleting IAM Policy (put): DeleteConflict: Cannot delete a policy attached to entities. ${roleArn} has it.`,
    );
    expect(logs.control.policy(policyArn)).toBeDefined();
  });

  test("that is gone is gone from the state", async () => {
    const state = await policy();
    logs.control.withdraw({ policies: [policyArn] });
    expect(await read("aws_iam_policy", state)).toBeNull();
    await expect(destroy("aws_iam_policy", state)).resolves.toBeUndefined();
  });
});

describe("an attachment", () => {
  test.each<[what: string, policyArn: string, words: string]>([
    ["that nobody made", policyArn, `NoSuchEntity: Policy ${policyArn} does not exist or is not attachable. Reference`],
    [
      "of another account",
      policyArn.replace(owner, sender),
      `A role of account ${owner} takes policies of this account`,
    ],
  ])("of a policy %s is refused", async (_, arn, words) => {
    await role();
    await expect(attach(arn)).rejects.toThrow(words);
  });

  test("to a role that is missing is refused, and one of a missing role is gone", async () => {
    await policy();
    await expect(attach()).rejects.toThrow("NoSuchEntity: The role with name writer cannot be found.");
    await role();
    const state = await attach();
    expect(state).toMatchObject({ id: `writer/${policyArn}` });
    logs.control.withdraw({ roles: [roleArn] });
    expect(await read("aws_iam_role_policy_attachment", state)).toBeNull();
    await expect(destroy("aws_iam_role_policy_attachment", state)).resolves.toBeUndefined();
  });

  test("leaves the other attachments of the role", async () => {
    await policy();
    await role();
    const [, state] = [await attach(administrator), await attach()];
    await destroy("aws_iam_role_policy_attachment", state);
    expect(logs.control.role(roleArn)?.managedPolicyArns).toEqual([administrator]);
  });

  test("of a policy to somebody is needed, and users and groups are kept as they are given", async () => {
    const attachment = (more: Values) =>
      put("aws_iam_policy_attachment", { name: "a", policy_arn: administrator, ...more });
    await expect(attachment({ roles: [] })).rejects.toThrow("one of `groups,roles,users` must be specified");
    const state = await attachment({ users: ["u"] });
    expect(await read("aws_iam_policy_attachment", state)).toEqual(state);
    await role({ managed_policy_arns: [administrator] });
    expect(await read("aws_iam_policy_attachment", state)).toMatchObject({ roles: ["writer"], users: ["u"] });
  });
});

describe("a role", () => {
  test("without managed_policy_arns leaves the attachments of others, and with them has no others", async () => {
    const created = await role();
    await attach(administrator);
    const refreshed = (await read("aws_iam_role", created)) as Values;
    const described = await role({ description: "d" }, refreshed);
    expect(logs.control.role(roleArn)).toMatchObject({ description: "d", managedPolicyArns: [administrator] });
    await role({ managed_policy_arns: [] }, (await read("aws_iam_role", described)) as Values);
    expect(logs.control.role(roleArn)?.managedPolicyArns).toBeUndefined();
  });

  test("without an inline_policy leaves the policies of others, with an empty one it has none", async () => {
    const created = await role();
    await put("aws_iam_role_policy", { role: "writer", name: "put", policy: document() });
    const refreshed = (await read("aws_iam_role", created)) as Values;
    const described = await role({ description: "d" }, refreshed);
    expect(logs.control.role(roleArn)?.permissions).toHaveProperty("put");
    const emptied = await role({ inline_policy: [{ name: null, policy: null }] }, described);
    expect(logs.control.role(roleArn)?.permissions).toEqual({});
    expect(await read("aws_iam_role", emptied)).toEqual(emptied);
  });

  test("takes its boundary, and gives it up", async () => {
    await expect(role({ permissions_boundary: policyArn })).rejects.toThrow(
      `NoSuchEntity: Scope ARN: ${policyArn} does not exist or is not attachable.`,
    );
    const created = await role({ permissions_boundary: administrator });
    expect(logs.control.role(roleArn)).toMatchObject({ permissionsBoundary: administrator });
    await role({}, created);
    expect(logs.control.role(roleArn)?.permissionsBoundary).toBeUndefined();
  });

  test.each<[what: string, give: () => Promise<unknown>, words: string]>([
    ["attachments", () => attach(administrator), "Cannot delete entity, must detach all policies first."],
    [
      "inline policies",
      () => put("aws_iam_role_policy", { role: "writer", name: "put", policy: document() }),
      "Cannot delete entity, must delete policies first.",
    ],
  ])("is deleted with %s that its state knows of, or by force", async (_, give, words) => {
    const created = await role();
    await give();
    await expect(destroy("aws_iam_role", created)).rejects.toThrow(
      `deleting IAM Role (writer): DeleteConflict: ${words}`,
    );
    await destroy("aws_iam_role", (await read("aws_iam_role", created)) as Values);
    expect(logs.control.role(roleArn)).toBeUndefined();
    const forced = await role({ force_detach_policies: true });
    await give();
    await destroy("aws_iam_role", forced);
    expect(logs.control.role(roleArn)).toBeUndefined();
  });

  test("that a killed run has left is made again, and so is its policy, whatever refers to them", async () => {
    const created = [await policy(), await role({ permissions_boundary: policyArn })];
    await attach();
    const left = new CreatedNotInState();
    left.leftByKilledRun = (arn) => created.find((state) => state.arn === arn);
    calls = callsFor(left);
    await policy({ policy: document("s3:*") });
    expect(logs.control.role(roleArn)).not.toHaveProperty("permissionsBoundary");
    await attach();
    await role();
    expect(logs.control.policy(policyArn)?.document).toContain("s3:*");
    expect(logs.control.role(roleArn)).not.toHaveProperty("managedPolicyArns");
  });
});

describe("all policies of a role", () => {
  test("inline: others are deleted, and one that is missing has no document to be made of", async () => {
    await role({
      inline_policy: [
        { name: "a", policy: document() },
        { name: "b", policy: document() },
      ],
    });
    const only = (...policy_names: string[]) =>
      put("aws_iam_role_policies_exclusive", { role_name: "writer", policy_names });
    await expect(only("c")).rejects.toThrow("missing required field, PutRolePolicyInput.PolicyDocument.");
    const state = await only("a");
    expect(Object.keys(logs.control.role(roleArn)?.permissions ?? {})).toEqual(["a"]);
    await destroy("aws_iam_role_policies_exclusive", state);
    expect(Object.keys(logs.control.role(roleArn)?.permissions ?? {})).toEqual(["a"]);
  });

  test("attached: others are detached, and those that are missing attached", async () => {
    await policy();
    await role({ managed_policy_arns: [administrator] });
    const state = await put("aws_iam_role_policy_attachments_exclusive", {
      role_name: "writer",
      policy_arns: [policyArn],
    });
    expect(logs.control.role(roleArn)?.managedPolicyArns).toEqual([policyArn]);
    logs.control.withdraw({ roles: [roleArn] });
    expect(await read("aws_iam_role_policy_attachments_exclusive", state)).toBeNull();
  });
});
