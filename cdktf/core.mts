/** The part of the core that the constructs carry, bundled into `lib/private/core.js`. */
export { accountIdPattern, parseArn, parseDestinationArn } from "../core/src/arn.ts";
export { partitionOf } from "../core/src/partitions.ts";
export { checkAccessPolicy } from "../core/src/policy/check.ts";
export {
  maxAccessPolicyBytes,
  organizationIdPattern,
  organizationPathPattern,
  policyBytes,
} from "../core/src/policy/limits.ts";
export { accessPolicyDocument, accountsThatFit } from "../core/src/policy/write.ts";
