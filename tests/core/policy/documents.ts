/** Access policies of one destination, as a person writes them. */

export const destinationArn = "arn:aws:logs:eu-west-1:111122223333:destination:central";
export const owner = "111122223333";
export const sender = "222233334444";
export const organization = "o-a1b2c3d4e5";

export const allow = (members: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "logs:PutSubscriptionFilter", Resource: destinationArn, ...members }],
  });
export const byOrganization = (operator: string, key = "aws:PrincipalOrgID", value: unknown = organization) =>
  allow({ Principal: "*", Condition: { [operator]: { [key]: value } } });
