import { parseArn } from "@log-destinations/core";
import { accountIdPattern } from "@log-destinations/core/service";

/** Is this the ARN of a role? */
export function isRoleArn(text: string): boolean {
  const arn = parseArn(text);
  return arn?.service === "iam" && accountIdPattern.test(arn.account) && /^role\/./.test(arn.resource);
}
