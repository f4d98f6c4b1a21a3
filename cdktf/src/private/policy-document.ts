/** A policy of IAM of these statements, as a JSON document. */
export function policyDocument(...statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
