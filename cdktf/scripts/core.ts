/** The part of the core that the constructs carry, bundled into `lib/private/core.js`. */
export { parseArn, parseDestinationArn } from "../../core/src/arn.ts";
export {
  accountIdPattern,
  maxAccessPolicyBytes,
  organizationIdPattern,
  organizationPathPattern,
} from "../../core/src/limits.ts";
export { partitionOf } from "../../core/src/partitions.ts";
export { checkAccessPolicy } from "../../core/src/policy/rules/check-access-policy.ts";
export { policyBytes } from "../../core/src/policy/size.ts";
export { accessPolicyDocument, accountsThatFit } from "../../core/src/policy/write.ts";
