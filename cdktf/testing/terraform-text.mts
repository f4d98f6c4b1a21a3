/** Has the text an expression that only Terraform can compute? It writes `${` that is none with another dollar sign. */
export function hasToken(text: string): boolean {
  return /(?<![$%])[$%]\{/.test(text);
}

/** The value of a text without expressions: `$${` and `%%{` are how Terraform writes `${` and `%{`. */
export function plainValueOf(text: string): string {
  return text.replaceAll("$${", "${").replaceAll("%%{", "%{");
}
