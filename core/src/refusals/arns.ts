import { isRoleArn, parseArn, parseDestinationArn, parseStreamArn } from "../arn.ts";
import { showValue } from "../operations/describe.ts";
import type { Violation } from "../operations/validate.ts";
import type { OperationName, RequestOf } from "../operations/wire-types.ts";

/** What an ARN in a request has to be the ARN of. */
interface ArnForm {
  readonly fits: (arn: string) => unknown;
  readonly expected: string;
}

const role: ArnForm = { fits: isRoleArn, expected: "the ARN of a role, arn:aws:iam::ACCOUNT:role/NAME" };

const stream: ArnForm = { fits: parseStreamArn, expected: "the ARN of a Kinesis data stream or a Firehose stream" };

const filterTarget: ArnForm = {
  fits: (arn) => parseDestinationArn(arn) ?? parseStreamArn(arn) ?? parseArn(arn)?.service === "lambda",
  expected: "the ARN of a destination, a Kinesis data stream, a Firehose stream or a Lambda function",
};

const tagged: ArnForm = {
  fits: (arn) => parseArn(arn)?.service === "logs",
  expected: "the ARN of a resource of CloudWatch Logs, such as a destination",
};

/** The members that hold an ARN. What the service answers to one of another form varies. [F34, F39, F87, F98, F102] */
const forms: { readonly [Name in OperationName]?: { readonly [Member in keyof RequestOf<Name>]?: ArnForm } } = {
  PutDestination: { targetArn: stream, roleArn: role },
  PutSubscriptionFilter: { destinationArn: filterTarget, roleArn: role },
  ListTagsForResource: { resourceArn: tagged },
  TagResource: { resourceArn: tagged },
  UntagResource: { resourceArn: tagged },
};

/**
 * Finds the ARNs in a request that the service refuses for what they are the ARN of, and the members beside them.
 * @param region where the request is sent, if that is known
 */
export function wrongArns(operation: OperationName, request: object, region?: string): Violation[] {
  const given = request as Readonly<Record<string, unknown>>;
  const found: Violation[] = [];
  const expectedForms: Readonly<Record<string, ArnForm>> = forms[operation] ?? {};
  for (const member in expectedForms) {
    const { fits, expected } = expectedForms[member] as ArnForm;
    const arn = given[member];
    // What is no text, or an empty one, breaks a constraint of the table.
    if (typeof arn !== "string" || arn === "" || fits(arn)) continue;
    const message = `${member} is ${showValue(arn)}; expected ${expected}`;
    found.push({ member, constraint: `Member must be ${expected}`, message });
  }
  return operation === "PutSubscriptionFilter" ? [...found, ...wrongFilterTarget(given, region)] : found;
}

function wrongFilterTarget(
  { destinationArn, roleArn }: { destinationArn?: unknown; roleArn?: unknown },
  region: string | undefined,
): Violation[] {
  if (typeof destinationArn !== "string") return [];
  const { service } = parseStreamArn(destinationArn) ?? {};
  const hasRole = roleArn !== undefined && roleArn !== null;
  if (hasRole && parseArn(destinationArn)?.service === "lambda") {
    const message =
      "roleArn is given, and destinationArn is a Lambda function, which lets in by its own policy; leave it out";
    return [{ member: "roleArn", constraint: functionTakesNoRole, message }];
  }
  if (service && !hasRole) {
    const message = `roleArn is missing, and destinationArn is a stream; expected ${role.expected}`;
    return [{ member: "roleArn", constraint: streamNeedsRole(service), message }];
  }
  const home = parseDestinationArn(destinationArn)?.region;
  if (home === undefined || region === undefined || home === region) return [];
  const constraint = "Member must be in the Region of the log group";
  const message = `destinationArn is in ${home}, and this client calls ${region}; expected a destination there`;
  return [{ member: "destinationArn", constraint, message }];
}

/** The service's answer to a filter that points at a Lambda function and has a role. [F402] */
export const functionTakesNoRole = "destinationArn for vendor lambda cannot be used with roleArn";

/** The service's answer to a filter that points at a resource of another service, such as `s3`. [F391] */
export function noTargetOf(service: string): string {
  return `PutSubscriptionFilter operation cannot work with destinationArn for vendor ${service}`;
}

/** The service's answer to a filter that points at a stream and has no role. [F100] */
export function streamNeedsRole(service: "firehose" | "kinesis"): string {
  return `destinationArn for vendor ${service} cannot be used without roleArn`;
}
