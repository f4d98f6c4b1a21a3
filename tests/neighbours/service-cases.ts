import { isLogsError } from "@log-destinations/core";
import {
  type NeighbourRule,
  type NeighbourRuleId,
  type NeighbourSubjects,
  neighbourRules,
} from "@log-destinations/core/service";
import { type Declarations, LocalLogs } from "@log-destinations/local";
import { mayPut, trustFor } from "../local/strict-service.ts";
import { owner, region, role, sender, stream } from "../local/wire.ts";

export const firehose = `arn:aws:firehose:${region}:${owner}:deliverystream/archive`;
export const keyArn = `arn:aws:kms:${region}:${owner}:key/1234abcd`;
const logGroup = `arn:aws:logs:${region}:${owner}:log-group:/app`;

type RuleWithServiceCase = Exclude<NeighbourRuleId, `${string}stream-encryption-${string}`>;

/** A world in which nothing is wrong, and a request that it takes. */
interface Good {
  readonly declared: Declarations;
  readonly operation: string;
  readonly request: object;
}

/** What is wrong in the other world: declarations in the place of the good ones, and members of the request. */
interface Case {
  readonly good: Good;
  readonly declared?: Declarations;
  readonly withdrawn?: Parameters<LocalLogs["control"]["withdraw"]>[0];
  readonly request?: object;
}

const permissions = {
  put: mayPut,
  firehose: { Statement: { Effect: "Allow", Action: "firehose:PutRecord", Resource: "*" } },
  key: { Statement: { Effect: "Allow", Action: "kms:GenerateDataKey", Resource: keyArn } },
};
const statement = (principal: object, more: object = {}) => ({
  Effect: "Allow",
  Principal: principal,
  Action: "kms:*",
  Resource: "*",
  ...more,
});
const iam = statement({ AWS: `arn:aws:iam::${owner}:root` });
const logsMayUseIt = { Statement: [iam, statement({ Service: `logs.${region}.amazonaws.com` })] };
const roles = { [role]: { trust: trustFor(), permissions } };

const toKinesis: Good = {
  declared: { roles, streams: { [stream]: { kmsKeyArn: keyArn } }, keys: { [keyArn]: {} } },
  operation: "PutDestination",
  request: { destinationName: "central", targetArn: stream, roleArn: role },
};
const toFirehose: Good = {
  declared: { roles, streams: { [firehose]: {} } },
  operation: "PutDestination",
  request: { destinationName: "central", targetArn: firehose, roleArn: role },
};
const filter: Good = {
  declared: { roles, streams: { [stream]: {} }, logGroups: { [logGroup]: {} } },
  operation: "PutSubscriptionFilter",
  request: { logGroupName: "/app", filterName: "f", filterPattern: "", destinationArn: stream, roleArn: role },
};
const lambda = `arn:aws:lambda:${region}:${owner}:function:reader`;
const permission = { statementId: "logs", principal: "logs.amazonaws.com", sourceArn: `${logGroup}:*` };
const toFunction: Good = {
  declared: { functions: { [lambda]: { permissions: [permission] } }, logGroups: { [logGroup]: {} } },
  operation: "PutSubscriptionFilter",
  request: { logGroupName: "/app", filterName: "f", filterPattern: "", destinationArn: lambda },
};
const deletion: Good = {
  declared: { logGroups: { [logGroup]: {} } },
  operation: "DeleteLogGroup",
  request: { logGroupName: "/app" },
};
const retention: Good = {
  declared: { logGroups: { [logGroup]: {} } },
  operation: "PutRetentionPolicy",
  request: { logGroupName: "/app", retentionInDays: 7 },
};
const encrypted: Good = {
  declared: { keys: { [keyArn]: { policy: logsMayUseIt } } },
  operation: "CreateLogGroup",
  request: { logGroupName: "/app", kmsKeyId: keyArn },
};

/** By rule, what breaks it for the service. */
export const serviceCases: Readonly<Record<RuleWithServiceCase, Case>> = {
  "stream-partition": { good: toKinesis, request: { targetArn: stream.replace("arn:aws:", "arn:aws-cn:") } },
  "stream-account": { good: toKinesis, request: { targetArn: stream.replace(owner, sender) } },
  "stream-missing": { good: toKinesis, withdrawn: { streams: [stream] } },
  "stream-status": { good: toKinesis, declared: { streams: { [stream]: { status: "DELETING" } } } },
  "delivery-stream-source": {
    good: toFirehose,
    declared: { streams: { [firehose]: { source: "KinesisStreamAsSource" } } },
  },
  "stream-key-state": { good: toKinesis, declared: { keys: { [keyArn]: { keyState: "PendingDeletion" } } } },
  "stream-key-kind": { good: toKinesis, declared: { keys: { [keyArn]: { keySpec: "RSA_4096" } } } },
  "stream-key-policy": {
    good: toKinesis,
    declared: { keys: { [keyArn]: { policy: { Statement: [statement({ AWS: `${role}-2` })] } } } },
  },
  "stream-key-permission": {
    good: toKinesis,
    declared: { roles: { [role]: { trust: trustFor(), permissions: { put: mayPut } } } },
  },
  "role-form": { good: toKinesis, request: { roleArn: `arn:aws:iam::${owner}:user/to-central` } },
  "role-account": { good: toKinesis, request: { roleArn: role.replace(owner, sender) } },
  "role-partition": { good: toKinesis, request: { roleArn: role.replace("arn:aws:", "arn:aws-cn:") } },
  "role-missing": { good: toKinesis, withdrawn: { roles: [role] } },
  "role-trust": {
    good: toKinesis,
    declared: { roles: { [role]: { trust: trustFor({ Principal: { Service: "s3.amazonaws.com" } }), permissions } } },
  },
  "role-boundary": {
    good: toKinesis,
    declared: {
      roles: {
        [role]: { trust: trustFor(), permissions, permissionsBoundary: "arn:aws:iam::aws:policy/AmazonS3FullAccess" },
      },
    },
  },
  "role-permission": { good: toKinesis, declared: { roles: { [role]: { trust: trustFor() } } } },
  "function-account": { good: toFunction, request: { destinationArn: lambda.replace(owner, sender) } },
  "function-region": {
    good: toFunction,
    declared: { functions: { [lambda.replace(region, "us-east-1")]: { permissions: [permission] } } },
    request: { destinationArn: lambda.replace(region, "us-east-1") },
  },
  "function-missing": { good: toFunction, withdrawn: { functions: [lambda] } },
  "function-permission": {
    good: toFunction,
    declared: { functions: { [lambda]: { permissions: [{ ...permission, sourceArn: logGroup }] } } },
  },
  "log-group-class": {
    good: filter,
    declared: { logGroups: { [logGroup]: { logGroupClass: "INFREQUENT_ACCESS" } } },
  },
  "log-group-protection": {
    good: deletion,
    declared: { logGroups: { [logGroup]: { deletionProtectionEnabled: true } } },
  },
  "log-group-delivery-retention": {
    good: retention,
    declared: { logGroups: { [logGroup]: { logGroupClass: "DELIVERY" } } },
  },
  "log-group-key-arn": { good: encrypted, request: { kmsKeyId: "1234abcd" } },
  "log-group-key-region": { good: encrypted, request: { kmsKeyId: keyArn.replace(region, "us-east-1") } },
  "log-group-key-missing": { good: encrypted, withdrawn: { keys: [keyArn] } },
  "log-group-key-state": {
    good: encrypted,
    declared: { keys: { [keyArn]: { policy: logsMayUseIt, keyState: "Disabled" } } },
  },
  "log-group-key-kind": {
    good: encrypted,
    declared: { keys: { [keyArn]: { policy: logsMayUseIt, keySpec: "HMAC_256", keyUsage: "GENERATE_VERIFY_MAC" } } },
  },
  "log-group-key-policy": { good: encrypted, declared: { keys: { [keyArn]: {} } } },
};

/** An error, and the notes beside it. */
export interface Refused {
  readonly code?: string;
  readonly message?: string;
  readonly notes: readonly string[];
}

/** The answer of the service in the good world, or in the one of a case. */
export async function serviceAnswer(
  { good, declared = {}, withdrawn = {}, request = {} }: Case,
  broken: boolean,
): Promise<Refused> {
  const notes: string[] = [];
  const local = new LocalLogs({ strict: true, declarations: good.declared, onNote: (line) => notes.push(line) });
  if (broken) local.control.declare(declared);
  if (broken) local.control.withdraw(withdrawn);
  const api = local.as({ account: owner, region });
  try {
    await api.call(good.operation, { ...good.request, ...(broken && request) });
    return { notes };
  } catch (error) {
    if (!isLogsError(error)) throw error;
    const { code, message } = error;
    return { code, message, notes };
  }
}

type AnyRule = NeighbourRule<NeighbourSubjects[keyof NeighbourSubjects]>;

/** All rows of the table. */
export const rows: readonly [id: NeighbourRuleId, rule: AnyRule][] = Object.values(neighbourRules).flatMap(
  (relation) => Object.entries(relation) as [NeighbourRuleId, AnyRule][],
);
