import { isObject } from "../json.ts";
import { distributions } from "../limits.ts";
import { showValue } from "../operations/describe.ts";
import type { Distribution } from "../operations/wire-types.ts";
import type { UnreadablePolicy } from "../policy/document.ts";

/** The document of an account-level subscription, under the wire's names: capital letters, unlike a filter's. [F183] */
export interface SubscriptionPolicy {
  /** The ARN of a destination, or of a stream or Lambda function of the same account. */
  readonly DestinationArn: string;
  /** 0 to 1,024 characters; `""` matches every event. [F184] */
  readonly FilterPattern: string;
  /** The sender's role: needed for a destination whose policy names an organization [F191], and for a stream [F193]. */
  readonly RoleArn?: string | undefined;
  /** How a Kinesis stream's shard is chosen. @default "ByLogStream" [F376] */
  readonly Distribution?: Distribution | undefined;
}

/** The text is not the document of a subscription; `where` and `message` give the reason. */
export interface UnreadableSubscriptionPolicy extends UnreadablePolicy {
  /** The service's answer to it. */
  readonly answer: string;
}

const members: Readonly<Record<keyof SubscriptionPolicy, true>> = {
  DestinationArn: true,
  FilterPattern: true,
  RoleArn: true,
  Distribution: true,
};

/** [F188]; for members that are unknown or of another kind it is inferred [F377]. */
const malformed = "Malformed Subscription filter policy";

/**
 * Writes the document of an account-level subscription.
 * @returns JSON text, the members in the order of the service's documentation
 */
export function subscriptionPolicyDocument(policy: SubscriptionPolicy): string {
  const { DestinationArn, RoleArn, FilterPattern, Distribution } = policy;
  return JSON.stringify({ DestinationArn, RoleArn, FilterPattern, Distribution });
}

/**
 * Reads the document of an account-level subscription.
 * @param text the document as JSON text
 * @returns its members, or the reason why the text is no such document
 */
export function parseSubscriptionPolicy(text: string): SubscriptionPolicy | UnreadableSubscriptionPolicy {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return unreadable("the document", `is not JSON: ${(error as Error).message}`);
  }
  if (!isObject(document)) return unreadable("the document", "is not a JSON object");
  for (const member of ["DestinationArn", "FilterPattern"] as const) {
    if (document[member] !== undefined) continue;
    // Without the spaces, as the service writes it; of a pattern it is inferred. [F189, F190]
    return unreadable(
      member,
      `is missing${otherSpelling(document, member)}`,
      `Missing${member}field in policy document`,
    );
  }
  for (const [member, value] of Object.entries(document)) {
    const known = Object.hasOwn(members, member);
    if (!known) return unreadable(member, `is not known; expected ${Object.keys(members).join(", ")}`);
    if (typeof value !== "string") return unreadable(member, `is ${showValue(value)}; expected a string`);
  }
  const { Distribution } = document;
  if (Distribution !== undefined && !distributions.includes(Distribution as Distribution)) {
    return unreadable("Distribution", `is ${showValue(Distribution)}; expected one of ${distributions.join(", ")}`);
  }
  return document as unknown as SubscriptionPolicy;
}

function unreadable(where: string, message: string, answer = malformed): UnreadableSubscriptionPolicy {
  return { where, message, answer };
}

function otherSpelling(document: object, member: string): string {
  const given = Object.keys(document).find((name) => name.toLowerCase() === member.toLowerCase());
  return given === undefined ? "" : `, and ${given} is not it: the service's names begin with a capital`;
}
