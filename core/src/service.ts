/**
 * What it takes to be the service instead of calling it: the table of its operations, the check of a request against it,
 * and the parts from which IAM's answers are put together. For a test double or an emulator.
 */
export { accountIdPattern } from "./arn.ts";
export type { Paging } from "./operations/paging.ts";
export {
  type BooleanShape,
  type IntegerShape,
  type ListShape,
  type MapShape,
  type Members,
  type Operation,
  type OperationTable,
  operations,
  type Shape,
  type StringShape,
  type StructureShape,
} from "./operations/table.ts";
export {
  memberViolations,
  type UnknownMember,
  unknownMembers,
  type Violation,
  violations,
} from "./operations/validate.ts";
export { compareNames } from "./pagination/order.ts";
export { filterPatternProblem, readFilterPattern } from "./patterns/filter-pattern.ts";
export { FilterPatternError } from "./patterns/filter-pattern-error.ts";
export type { MessageMatcher } from "./patterns/message-matcher.ts";
export { policyAnswers } from "./policy/answers.ts";
export { conditionHolds, isEvaluable, isKnownOperator, matchesPattern } from "./policy/conditions.ts";
export { coversAction, coversResource } from "./policy/decide.ts";
