import { isUnreadable, parseArn, parseDestinationArn, parseSubscriptionPolicy } from "@log-destinations/core";
import { optionalText } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import type { Change, Place } from "./change.ts";

/** A name for what resources make, such as a log group of an account and a Region. */
type Subject = string;

/** Something that has to be there when a resource is put, and that the real provider does not wait for. */
interface Need {
  /** The answer while it is missing: the code and the message. */
  readonly answer: RegExp;
  readonly subject: (values: Values, place: Place) => Subject | undefined;
}

const subject = (kind: string, { account, region }: Place, name: string | undefined): Subject | undefined =>
  account === undefined || name === undefined ? undefined : [kind, account, region, name].join(" ");

const named =
  (kind: string, argument: string) =>
  (values: Values, place: Place): Subject | undefined =>
    subject(kind, place, optionalText(values, argument));

/** IAM has no Regions. */
const role =
  (argument: string) =>
  (values: Values, { account }: Place): Subject | undefined =>
    subject("role", { account, region: undefined }, optionalText(values, argument));

const ofDestination = (kind: string, arn = ""): Subject | undefined => {
  const { account, region } = parseArn(arn) ?? {};
  return subject(kind, { account, region }, parseDestinationArn(arn)?.destinationName);
};

const destinationArn =
  (kind: string) =>
  (values: Values): Subject | undefined =>
    ofDestination(kind, optionalText(values, "destination_arn"));

/** What the document of an account policy names; nothing where it is not known yet. */
function namedByDocument(values: Values): { readonly DestinationArn?: string; readonly RoleArn?: string | undefined } {
  const policy = parseSubscriptionPolicy(optionalText(values, "policy_document") ?? "");
  return isUnreadable(policy) ? {} : policy;
}

const destinationOfDocument =
  (kind: string) =>
  (values: Values): Subject | undefined =>
    ofDestination(kind, namedByDocument(values).DestinationArn);

function roleOfDocument(values: Values): Subject | undefined {
  const { account, resource } = parseArn(namedByDocument(values).RoleArn ?? "") ?? {};
  return subject("role", { account, region: undefined }, resource?.split("/").at(-1));
}

/** What a type makes for others. */
const made: Readonly<Record<string, (values: Values, place: Place) => Subject | undefined>> = {
  aws_cloudwatch_log_group: named("log group", "name"),
  aws_cloudwatch_log_destination: named("destination", "name"),
  aws_cloudwatch_log_destination_policy: named("access policy", "destination_name"),
  aws_iam_role: role("name"),
};

/** What a type needs from others: the real provider puts each of these once. [F229, F230, F233, F328] */
const needs: Readonly<Record<string, readonly Need[]>> = {
  aws_cloudwatch_log_account_policy: [
    { answer: /^AccessDeniedException/, subject: destinationOfDocument("access policy") },
    { answer: /^ResourceNotFoundException: .*destination/, subject: destinationOfDocument("destination") },
    { answer: /^ValidationException: .*assume the provided role/, subject: roleOfDocument },
  ],
  aws_cloudwatch_log_subscription_filter: [
    { answer: /^AccessDeniedException/, subject: destinationArn("access policy") },
    { answer: /^ResourceNotFoundException: .*destination/, subject: destinationArn("destination") },
    { answer: /^ResourceNotFoundException: .*log group/, subject: named("log group", "log_group_name") },
  ],
  aws_cloudwatch_log_destination_policy: [
    {
      answer: /^InvalidParameterException: Destination .* does not exist/,
      subject: named("destination", "destination_name"),
    },
  ],
  aws_cloudwatch_log_stream: [{ answer: /^ResourceNotFoundException/, subject: named("log group", "log_group_name") }],
  aws_iam_role_policy: [{ answer: /NoSuchEntity/, subject: role("role") }],
  aws_iam_role_policy_attachment: [{ answer: /NoSuchEntity/, subject: role("role") }],
};

/** Does a type make something that others need, or need something? */
export function isOrdered(typeName: string): boolean {
  return Object.hasOwn(made, typeName) || Object.hasOwn(needs, typeName);
}

/** What a change makes; `undefined` where it is nothing that others need, or its name is not known yet. */
export function subjectMadeBy({ typeName, values, place }: Change): Subject | undefined {
  return made[typeName]?.(values, place);
}

/**
 * What a change needs.
 * @param error leaves the needs whose lack has this answer
 */
export function subjectsNeededBy({ typeName, values, place }: Change, error?: Error): Subject[] {
  const answer = error && `${error.name}: ${error.message}`;
  const asked = (needs[typeName] ?? []).filter((need) => answer === undefined || need.answer.test(answer));
  return asked.flatMap((need) => need.subject(values, place) ?? []);
}
