/** The service's answers to a policy that it refuses, word for word. [F54, F55, F56, F57, F66] */
export const policyRefusalTexts: {
  readonly grammar: string;
  readonly conditionKey: string;
  readonly principalArn: (arn: string) => string;
  readonly principalEveryone: string;
  readonly accountToOrganization: string;
  readonly size: (bound: number) => string;
} = {
  grammar:
    "Error occurred while parsing accessPolicy. Please check if the accessPolicy has been constructed correctly using IAM grammar.",
  conditionKey:
    "Only 'aws:PrincipalOrgID' and 'aws:PrincipalOrgPaths' condition keys are allowed in Condition block of the policy.",
  principalArn: (arn) => `Principal section of policy contains ARN instead of account ID: ${arn}`,
  principalEveryone: "Principal section of policy contains `*` instead of account ID: *",
  accountToOrganization:
    "Cannot update existing policy on Subscription Destination. The existing policy specifies AWS Principals by Account Id while the provided policy specifies AWS Principals by Org Id. This can cause subscription delivery failures for Subscriptions using this destination that are not configured with a Role. Use the Force flag to accept this risk.",
  // The limit is documented, the words of the answer are inferred. [F68]
  size: (bound) =>
    `1 validation error detected: Value at 'accessPolicy' failed to satisfy constraint: Member must have length less than or equal to ${bound}`,
};
