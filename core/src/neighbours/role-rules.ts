import { isRoleArn, parseArn } from "../arn.ts";
import type { PermissionVerdict } from "../policy/permissions.ts";
import type { SessionRequest, SessionRole } from "../policy/role-request.ts";
import type { TrustSource } from "../policy/trust-source.ts";
import type { Verdict } from "../policy/verdict.ts";
import type { KeyProperties } from "./key.ts";
import { evaluateKeyPolicy, generateDataKey, type KeyPolicyAnswer, useBySession } from "./key-policy.ts";
import { type Broken, type NeighbourRules, notAsked, when, whenElsewhere } from "./rule.ts";

/** A role that a destination or a filter names. */
export interface RoleSubject {
  /** Its ARN, as the request has it. */
  readonly roleArn: string;
  /** The account whose destination or filter it is. */
  readonly owner: string;
  /** The Region of that. */
  readonly region: string;
  /** Is there such? */
  readonly exists: boolean;
}

/** A role that CloudWatch Logs is to assume. */
export interface TrustSubject {
  /** On whose behalf it is assumed. */
  readonly source: TrustSource;
  /** The answer of `mayAssumeRole`. */
  readonly trust: Verdict;
}

/** A role that is to write to a stream. */
export interface WriterSubject {
  /** The role. */
  readonly role: SessionRole;
  /** The stream. */
  readonly stream: { readonly service: "firehose" | "kinesis"; readonly arn: string; readonly region: string };
  /** The key of a Kinesis data stream: its ARN, and its properties where they are known. */
  readonly key?: { readonly arn: string; readonly properties?: KeyProperties | undefined } | undefined;
  /** The answer of `rolePermits`. */
  readonly permits: (action: SessionRequest["action"], resource: string) => PermissionVerdict;
}

/** The action that a role needs on a stream. */
export const writeActions = { kinesis: "kinesis:PutRecord", firehose: "firehose:PutRecord" } as const;

/** May the role make data keys for a Kinesis data stream, by the key's policy? [F315] */
function streamKeyPolicyAnswer(key: KeyProperties, { role, stream }: WriterSubject): KeyPolicyAnswer {
  const request = { action: generateDataKey, resource: key.arn, streamArn: stream.arn, role } as const;
  return evaluateKeyPolicy(key, useBySession(request));
}

function notPermitted({ answer, reason, byBoundary }: PermissionVerdict, action: string): Broken | undefined {
  if (answer === "yes" || byBoundary) return undefined;
  return answer === "no"
    ? { why: `none of its policies allows ${action}` }
    : { why: `whether its policies allow ${action} cannot be decided: ${reason}`, undecided: true };
}

/** The rules about a role that a destination or a filter names, by their ids. */
export type RoleRules = NeighbourRules<RoleSubject, "role-form" | "role-account" | "role-partition" | "role-missing">;

export const roleRules: RoleRules = {
  "role-account": {
    neighbour: "a role",
    property: "its account",
    facts: ["F37", "F99"],
    notAskedBy: {},
    broken: ({ roleArn, owner }) => {
      const role = parseArn(roleArn);
      return when(role?.service === "iam" && role.account !== owner, `the role is of another account than ${owner}`);
    },
    answer: () => ({ code: "AccessDeniedException", message: "Cross-account role passing is not allowed." }),
  },
  "role-form": {
    neighbour: "a role",
    property: "the form of its ARN",
    facts: ["F34", "F98"],
    notAskedBy: {},
    broken: ({ roleArn }) => when(!isRoleArn(roleArn), `${roleArn} is not the ARN of a role`),
    answer: "undeliverable",
  },
  "role-partition": {
    neighbour: "a role",
    property: "its partition",
    facts: ["F8", "F34"],
    notAskedBy: {},
    broken: ({ roleArn, region }) => {
      const role = parseArn(roleArn);
      return role && whenElsewhere("the role", role.partition, region);
    },
    answer: "undeliverable",
  },
  "role-missing": {
    neighbour: "a role",
    property: "that it exists",
    facts: ["F34", "F98"],
    notAskedBy: { constructs: notAsked.whileDeployed },
    broken: ({ exists }) => when(!exists, "the role does not exist"),
    answer: "undeliverable",
  },
};

/** The rules about a role that CloudWatch Logs assumes, by their ids. */
export type TrustRules = NeighbourRules<TrustSubject, "role-trust">;

export const trustRules: TrustRules = {
  "role-trust": {
    neighbour: "a role",
    property: "its trust policy",
    facts: ["F34", "F98", "F111", "F113"],
    notAskedBy: {},
    broken: ({ trust: { answer, reason }, source: { account, region } }) => {
      const what = `let CloudWatch Logs assume it for ${account} in ${region}`;
      if (answer === "yes") return undefined;
      return answer === "no"
        ? { why: `its trust policy does not ${what}: ${reason}` }
        : {
            why: `whether its trust policy ${what.replace("let", "lets")} cannot be decided: ${reason}`,
            undecided: true,
          };
    },
    answer: "undeliverable",
  },
};

/** The rules about a role that writes to a stream, by their ids. */
export type WriterRules = NeighbourRules<
  WriterSubject,
  "role-permission" | "stream-key-policy" | "stream-key-permission" | "role-boundary"
>;

export const writerRules: WriterRules = {
  "role-permission": {
    neighbour: "a role",
    property: "its permissions policies",
    facts: ["F34"],
    notAskedBy: {},
    broken: ({ stream, permits }) =>
      notPermitted(permits(writeActions[stream.service], stream.arn), writeActions[stream.service]),
    answer: "undeliverable",
  },
  "stream-key-policy": {
    neighbour: "a key",
    property: "its key policy, for the role that writes to a Kinesis data stream",
    facts: ["F315"],
    notAskedBy: {},
    broken: (writer) => {
      const { key, role } = writer;
      const answer = key?.properties && streamKeyPolicyAnswer(key.properties, writer);
      const what = `${role.arn} use ${generateDataKey}, directly or by the IAM policies of its account`;
      if (answer === "denied") return { why: `the policy of ${key?.arn} does not let ${what}` };
      if (answer !== "undecided") return undefined;
      return { why: `whether the policy of ${key?.arn} lets ${what}, cannot be decided`, undecided: true };
    },
    answer: "undeliverable",
  },
  "stream-key-permission": {
    neighbour: "a role",
    property: "its permissions policies, on the key of a Kinesis data stream",
    facts: ["F128", "F129", "F315"],
    notAskedBy: {},
    broken: (writer) => {
      const { key, permits } = writer;
      if (!key) return undefined;
      // A key policy that names the role itself is enough. [F315]
      if (key.properties && streamKeyPolicyAnswer(key.properties, writer) === "allowed") return undefined;
      return notPermitted(permits(generateDataKey, key.arn), `${generateDataKey} on ${key.arn}`);
    },
    answer: "undeliverable",
  },
  "role-boundary": {
    neighbour: "a role",
    property: "its permissions boundary",
    facts: ["F299"],
    notAskedBy: {},
    broken: ({ stream, key, permits }) => {
      const asked = [
        [writeActions[stream.service], stream.arn] as const,
        ...(key ? [[generateDataKey, key.arn] as const] : []),
      ];
      for (const [action, resource] of asked) {
        const { byBoundary, answer, reason } = permits(action, resource);
        if (!byBoundary) continue;
        return answer === "no"
          ? { why: `its permissions boundary does not allow ${action} on ${resource}: ${reason}` }
          : {
              why: `whether its permissions boundary allows ${action} on ${resource} cannot be decided: ${reason}`,
              undecided: true,
            };
      }
      return undefined;
    },
    answer: "undeliverable",
  },
};
