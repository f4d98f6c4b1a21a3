import {
  deletedRules,
  filteredRules,
  type LogGroupKeySubject,
  type LogGroupSubject,
  logGroupKeyRules,
  retentionRules,
} from "./log-group-rules.ts";
import {
  type RoleSubject,
  roleRules,
  type TrustSubject,
  trustRules,
  type WriterSubject,
  writerRules,
} from "./role-rules.ts";
import { type EncryptionSubject, encryptionRules, type TargetSubject, targetRules } from "./stream-rules.ts";

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
  /** A log group that gets a subscription filter. */
  readonly filtered: LogGroupSubject;
  readonly deleted: LogGroupSubject;
  /** A log group whose retention is set. */
  readonly retention: LogGroupSubject;
  /** A key that encrypts a log group. */
  readonly logGroupKey: LogGroupKeySubject;
  /** A stream that is to be encrypted. */
  readonly encryption: EncryptionSubject;
}

interface RulesByRelation {
  readonly target: typeof targetRules;
  readonly role: typeof roleRules;
  readonly trust: typeof trustRules;
  readonly writer: typeof writerRules;
  readonly filtered: typeof filteredRules;
  readonly deleted: typeof deletedRules;
  readonly retention: typeof retentionRules;
  readonly logGroupKey: typeof logGroupKeyRules;
  readonly encryption: typeof encryptionRules;
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
  filtered: filteredRules,
  deleted: deletedRules,
  retention: retentionRules,
  logGroupKey: logGroupKeyRules,
  encryption: encryptionRules,
};
