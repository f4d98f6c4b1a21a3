import { type FunctionRules, type FunctionSubject, functionRules } from "./function-rules.ts";
import {
  type DeletedRules,
  deletedRules,
  type FilteredRules,
  filteredRules,
  type LogGroupKeyRules,
  type LogGroupKeySubject,
  type LogGroupSubject,
  logGroupKeyRules,
  type RetentionRules,
  retentionRules,
} from "./log-group-rules.ts";
import {
  type RoleRules,
  type RoleSubject,
  roleRules,
  type TrustRules,
  type TrustSubject,
  trustRules,
  type WriterRules,
  type WriterSubject,
  writerRules,
} from "./role-rules.ts";
import {
  type EncryptionRules,
  type EncryptionSubject,
  encryptionRules,
  type TargetRules,
  type TargetSubject,
  targetRules,
} from "./stream-rules.ts";

/** By relation, the neighbour as that relation looks at it. */
export interface NeighbourSubjects {
  /** A stream that a destination or a subscription filter names. */
  readonly target: TargetSubject;
  /** A role that a destination or a subscription filter names. */
  readonly role: RoleSubject;
  /** That role, when CloudWatch Logs assumes it. */
  readonly trust: TrustSubject;
  /** That role, when it writes to the stream. */
  readonly writer: WriterSubject;
  /** A Lambda function that a subscription filter names. */
  readonly function: FunctionSubject;
  /** A log group that gets a subscription filter. */
  readonly filtered: LogGroupSubject;
  /** A log group that is deleted. */
  readonly deleted: LogGroupSubject;
  /** A log group whose retention is set. */
  readonly retention: LogGroupSubject;
  /** A key that encrypts a log group. */
  readonly logGroupKey: LogGroupKeySubject;
  /** A stream that is to be encrypted. */
  readonly encryption: EncryptionSubject;
}

/** By relation, its rules by their ids. */
export interface RulesByRelation {
  /** The rules about a stream that a destination or a filter names. */
  readonly target: TargetRules;
  /** The rules about a role that a destination or a filter names. */
  readonly role: RoleRules;
  /** The rules about a role that CloudWatch Logs assumes. */
  readonly trust: TrustRules;
  /** The rules about a role that writes to a stream. */
  readonly writer: WriterRules;
  /** The rules about a Lambda function that a filter names. */
  readonly function: FunctionRules;
  /** The rules about a log group that gets a subscription filter. */
  readonly filtered: FilteredRules;
  /** The rules about a log group that is deleted. */
  readonly deleted: DeletedRules;
  /** The rules about a log group whose retention is set. */
  readonly retention: RetentionRules;
  /** The rules about a key that encrypts a log group. */
  readonly logGroupKey: LogGroupKeyRules;
  /** The rules about a stream that is to be encrypted. */
  readonly encryption: EncryptionRules;
}

/**
 * The properties of neighbours that decide whether AWS takes what refers to them, by relation. The rules of a relation are
 * in the order in which they are asked.
 */
export const neighbourRules: RulesByRelation = {
  target: targetRules,
  role: roleRules,
  trust: trustRules,
  writer: writerRules,
  function: functionRules,
  filtered: filteredRules,
  deleted: deletedRules,
  retention: retentionRules,
  logGroupKey: logGroupKeyRules,
  encryption: encryptionRules,
};
