/** The part of core that the constructs carry, bundled into `lib/private/core.js`. */
export { subscriptionPolicyDocument } from "../../core/src/account-policies/document.ts";
export { parseSelectionCriteria, selectionCriteria } from "../../core/src/account-policies/selection-criteria.ts";
export { isPolicyArn, isRoleArn, parseArn, parseDestinationArn, parseStreamArn } from "../../core/src/arn.ts";
export { isObject } from "../../core/src/json.ts";
export {
  accountIdPattern,
  accountPolicyNameShape,
  bucketNameShape,
  deliveryBuffering,
  deliveryStreamNameShape,
  destinationNameShape,
  filterNameShape,
  filterPatternShape,
  logGroupNameShape,
  maxAccessPolicyBytes,
  maxAccountPolicyLength,
  maxInlineRolePolicyLength,
  maxTags,
  maxTrustPolicyLength,
  organizationIdPattern,
  organizationPathPattern,
  parameterNameShape,
  regionPattern,
  retentionDays,
  roleNameShape,
  rolePathShape,
  tagKeyShape,
  tagValueShape,
} from "../../core/src/limits.ts";
export { checkNeighbour, type NeighbourRuleId } from "../../core/src/neighbours/check-neighbour.ts";
export { isAwsManagedKey, type KeyProperties } from "../../core/src/neighbours/key.ts";
export { defaultKeyPolicy } from "../../core/src/neighbours/key-policy.ts";
export type { NeighbourSubjects } from "../../core/src/neighbours/rules.ts";
export { fitsShape } from "../../core/src/operations/constraints.ts";
export type { StringShape } from "../../core/src/operations/shape.ts";
export { partitionOf } from "../../core/src/partitions.ts";
export { filterPatternProblem, keptPattern } from "../../core/src/patterns/filter-pattern.ts";
export { accountPolicyActions, coversAction } from "../../core/src/policy/decide.ts";
export { isUnreadable, parseAccessPolicy } from "../../core/src/policy/document.ts";
export { type NamedPolicy, rolePermits } from "../../core/src/policy/permissions.ts";
export { unknownText } from "../../core/src/policy/request-conditions.ts";
export { checkAccessPolicy } from "../../core/src/policy/rules/check-access-policy.ts";
export { policyBytes } from "../../core/src/policy/size.ts";
export { mayAssumeRole } from "../../core/src/policy/trust.ts";
export { logsPrincipal, sourceArn } from "../../core/src/policy/trust-source.ts";
export { matchesPattern } from "../../core/src/policy/wildcards.ts";
export { accessPolicyDocument, accountsThatFit } from "../../core/src/policy/write.ts";
export { checkAccountPolicy } from "../../core/src/refusals/account-policy.ts";
export { deliveryPrefixProblem } from "../../core/src/refusals/delivery-prefixes.ts";
