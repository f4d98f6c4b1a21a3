import type { LogDestinationTarget } from "../log-destination-target";
import { asToken } from "./literal";
import { policyDocument } from "./policy-document";

/**
 * What the policy of a target's key needs where it does not leave the decision to IAM. It names no stream, which would have to be
 * there before its key. [F315]
 */
export function targetKeyPolicy({ _service: service }: LogDestinationTarget, roleArn: string): string {
  const statement = {
    Sid: "WriteLogsToTarget",
    Effect: "Allow",
    Principal: { AWS: asToken(roleArn) },
    Action: "kms:GenerateDataKey",
    Resource: "*",
    Condition: { StringLike: { "kms:ViaService": `${service}.*` } },
  };
  return policyDocument(statement);
}
