import type { ModelledOperation, ServiceModel } from "../service/service-model.ts";
import { assumeRole } from "./assume-role.ts";
import { getCallerIdentity } from "./caller-identity.ts";

const roleArn = { type: "string", required: true, min: 20, max: 2048 } as const;
const sessionName = { type: "string", required: true, min: 2, max: 64, pattern: "[\\w+=,.@-]*" } as const;

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html */
const operations: Readonly<Record<string, ModelledOperation>> = {
  GetCallerIdentity: { members: {}, unmodelled: {}, handle: getCallerIdentity },
  AssumeRole: {
    members: {
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      DurationSeconds: { type: "integer", min: 900, max: 43_200 },
      ExternalId: { type: "string", min: 2, max: 1224, pattern: "[\\w+=,.@:/-]*" },
    },
    unmodelled: {
      Policy: undefined,
      PolicyArns: undefined,
      ProvidedContexts: undefined,
      SerialNumber: undefined,
      SourceIdentity: undefined,
      Tags: undefined,
      TokenCode: undefined,
      TransitiveTagKeys: undefined,
    },
    handle: assumeRole,
  },
};

/** The Security Token Service: who the caller is, and sessions of roles. */
export const sts: ServiceModel = {
  name: "STS",
  signingName: "sts",
  protocol: { kind: "query", version: "2011-06-15", namespace: "https://sts.amazonaws.com/doc/2011-06-15/" },
  invalid: "ValidationError",
  operations,
};
