/**
 * For a test double or an emulator of the service: the table of its operations, its limits, the check of a request, filter
 * patterns, the rules of IAM, and those of neighbours.
 */
export {
  type FunctionAddress,
  isPolicyArn,
  isRoleArn,
  parseFunctionArn,
  parseStreamArn,
  type StreamAddress,
} from "./arn.ts";
export { isObject } from "./json.ts";
export * from "./limits.ts";
export {
  type BrokenNeighbourRule,
  checkNeighbour,
  type NeighbourRuleId,
  undeliverableTexts,
} from "./neighbours/check-neighbour.ts";
export type { FunctionRules, FunctionSubject } from "./neighbours/function-rules.ts";
export { isAwsManagedKey, type KeyProperties, keyStates } from "./neighbours/key.ts";
export { defaultKeyPolicy } from "./neighbours/key-policy.ts";
export type {
  DeletedRules,
  FilteredRules,
  LogGroupKeyRules,
  LogGroupKeySubject,
  LogGroupSubject,
  RetentionRules,
} from "./neighbours/log-group-rules.ts";
export {
  type RoleRules,
  type RoleSubject,
  type TrustRules,
  type TrustSubject,
  type WriterRules,
  type WriterSubject,
  writeActions,
} from "./neighbours/role-rules.ts";
export type { Broken, NeighbourAnswer, NeighbourAsker, NeighbourRule, NeighbourRules } from "./neighbours/rule.ts";
export { type NeighbourSubjects, neighbourRules, type RulesByRelation } from "./neighbours/rules.ts";
export type { EncryptionRules, EncryptionSubject, TargetRules, TargetSubject } from "./neighbours/stream-rules.ts";
export { fitsShape } from "./operations/constraints.ts";
export { describeShape, showValue } from "./operations/describe.ts";
export type { Paging, PagingOf } from "./operations/paging.ts";
export type {
  BooleanShape,
  IntegerShape,
  ListShape,
  MapShape,
  Members,
  Shape,
  ShapeOf,
  StringShape,
  StructureShape,
} from "./operations/shape.ts";
export { type Operation, type OperationTable, operations } from "./operations/table.ts";
export {
  memberViolations,
  type UnknownMember,
  unknownMembers,
  type Violation,
  violations,
} from "./operations/validate.ts";
export { refuseUnknown } from "./options.ts";
export { logGroupOfDeliveryStream, logGroupOfFunction } from "./own-log-groups.ts";
export { compareNames } from "./pagination/byte-order.ts";
export { filterPatternProblem, keptPattern } from "./patterns/filter-pattern.ts";
export { FilterPatternError } from "./patterns/filter-pattern-error.ts";
export { type MessageMatcher, readFilterPattern } from "./patterns/message-matcher.ts";
export type { Steps } from "./patterns/steps.ts";
export {
  type FieldSelection,
  parseFieldSelectionCriteria,
  type SystemFields,
  systemFields,
} from "./patterns/system-fields.ts";
export { type AssumingCaller, mayCallerAssumeRole } from "./policy/caller-trust.ts";
export { conditionHolds, isEvaluable, isKnownOperator } from "./policy/conditions.ts";
export { coversAction } from "./policy/decide.ts";
export { type FunctionPermission, functionPolicy, mayInvokeFunction } from "./policy/function-policy.ts";
export {
  checkRolePolicy,
  type NamedPolicy,
  type PermissionVerdict,
  type RolePermissions,
  rolePermits,
} from "./policy/permissions.ts";
export { policyRefusalTexts } from "./policy/refusal-texts.ts";
export { unknownText } from "./policy/request-conditions.ts";
export { coversResource } from "./policy/resources.ts";
export type { InvokeRequest, SessionRequest, SessionRole } from "./policy/role-request.ts";
export { mayAssumeRole } from "./policy/trust.ts";
export type { TrustSource } from "./policy/trust-source.ts";
export type { Answer, Verdict } from "./policy/verdict.ts";
export { matchesPattern } from "./policy/wildcards.ts";
export { type AccountPolicyFault, checkAccountPolicy, checkDryRun } from "./refusals/account-policy.ts";
export { functionTakesNoRole, noTargetOf, streamNeedsRole } from "./refusals/arns.ts";
export { isRolePropagationError } from "./role-propagation.ts";
