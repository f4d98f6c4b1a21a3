export type { Arn, DestinationAddress } from "./arn.ts";
export { accountId, destinationArn, parseArn, parseDestinationArn, partitionOf } from "./arn.ts";
export { policyAnswers } from "./policy/answers.ts";
export type { PolicyContext, PolicyFinding, PolicyRule } from "./policy/check.ts";
export { checkAccessPolicy } from "./policy/check.ts";
export type { Subscriber, SubscriptionDecision, SubscriptionRequest } from "./policy/decide.ts";
export { mayPutSubscriptionFilter } from "./policy/decide.ts";
export type {
  AccessPolicy,
  PolicyCondition,
  PolicyPrincipals,
  PolicyStatement,
  UnreadablePolicy,
} from "./policy/document.ts";
export { isUnreadable, readAccessPolicy } from "./policy/document.ts";
export { maxAccessPolicyBytes, policyBytes } from "./policy/limits.ts";
export type { AccessPolicyGrant } from "./policy/write.ts";
export { accessPolicy, accessPolicyDocument, accountsThatFit } from "./policy/write.ts";
