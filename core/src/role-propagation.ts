/** The refusals of a role that IAM has not spread yet, by their code: of PutDestination and of PutSubscriptionFilter. */
const refusals: Readonly<Record<string, RegExp>> = {
  // [F34, F35, F101], and of a Lambda function whose permission was just added [F400]
  InvalidParameterException: /\btest message\b|\bexecute the lambda function\b/i,
  // [F98]
  ValidationException: /permission to assume the provided role/i,
};

/**
 * May the service take the same request later, because IAM has not spread a role or its policies yet? A role that is
 * wrong for good gets the same answer, so that trying again needs a limit.
 *
 * @param error of this package, of the AWS SDK, or of anything else with the code as its name
 */
export function isRolePropagationError(error: unknown): boolean {
  const { name = "", message = "" } = (error ?? {}) as Partial<Error>;
  return Object.hasOwn(refusals, name) && (refusals[name] as RegExp).test(message);
}
