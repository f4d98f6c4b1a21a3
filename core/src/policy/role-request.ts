import { partitionOf } from "../partitions.ts";
import type { TrustSource } from "./trust-source.ts";

/** The request of CloudWatch Logs to assume a role, made as a service principal on behalf of a source. */
export interface AssumeRoleRequest {
  readonly action: "sts:AssumeRole";
  readonly source: TrustSource;
}

/** The request of CloudWatch Logs to invoke a Lambda function, made as a service principal on behalf of a log group. */
export interface InvokeRequest {
  /** What is asked for. */
  readonly action: "lambda:InvokeFunction";
  /** The ARN of the function, with the qualifier that is invoked. */
  readonly resource: string;
  /** The account and the Region of the log groups. */
  readonly source: TrustSource;
  /** The name of the log group; none for a subscription of a whole account. */
  readonly logGroup: string | undefined;
}

/** A request with the session that CloudWatch Logs got of a role. `GenerateDataKey` is Kinesis's, with the same session. */
export interface SessionRequest {
  /** What is done with the session. */
  readonly action: "kinesis:PutRecord" | "firehose:PutRecord" | "kms:GenerateDataKey" | "logs:PutLogEvents";
  /** The ARN of the stream, of the key or of the log group. */
  readonly resource: string;
  /** The ARN of the stream that is written to, or of the log group. */
  readonly streamArn: string;
  /** The role of the session. */
  readonly role: SessionRole;
}

/** The role of a session, in the terms in which a policy can speak of it. */
export interface SessionRole {
  /** Its ARN. */
  readonly arn: string;
  /**
   * Its tags.
   * @default {}
   */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** The id of its account's organization; none for an account outside any. */
  readonly organization?: string | undefined;
  /** The account's place there; unknown where only the organization is given. */
  readonly organizationPath?: string | undefined;
}

export type RoleRequest = AssumeRoleRequest | InvokeRequest | SessionRequest;

/** The name by which a service calls KMS, and `kms:ViaService` has it. [F290] */
export function viaService(service: string, region: string): string {
  return `${service}.${region}.${partitionOf(region).dnsSuffix}`;
}
