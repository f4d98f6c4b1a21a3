/** The prefixes of the objects that a Firehose stream writes to a bucket. */
export interface DeliveryPrefixes {
  readonly prefix?: string | undefined;
  readonly errorOutputPrefix?: string | undefined;
}

/** What Firehose would refuse of the prefixes, with the prefix in question; `undefined` where it takes both. [F410] */
export function deliveryPrefixProblem({ prefix = "", errorOutputPrefix = "" }: DeliveryPrefixes): string | undefined {
  const given: readonly (readonly [name: string, text: string])[] = [
    ["prefix", prefix],
    ["errorOutputPrefix", errorOutputPrefix],
  ];
  for (const [name, text] of given) {
    if (text.length > maxPrefixLength)
      return `${name} has ${text.length} characters; at most ${maxPrefixLength} are taken`;
    const unknown = namespacesIn(text).find((namespace) => !namespaces.includes(namespace));
    if (unknown !== undefined) {
      return `${name} is ${JSON.stringify(text)}; expressions are !{namespace:value}, of the namespaces ${namespaces.join(", ")}`;
    }
  }
  if (prefix.includes(errorType)) return `prefix has ${errorType}, which errorOutputPrefix alone may have`;
  if (namespacesIn(prefix).length > 0 && errorOutputPrefix === "") {
    return `prefix has an expression, and errorOutputPrefix is empty; give one with ${errorType}`;
  }
  if (namespacesIn(errorOutputPrefix).length > 0 && !errorOutputPrefix.includes(errorType)) {
    return `errorOutputPrefix is ${JSON.stringify(errorOutputPrefix)}; one with expressions has ${errorType}`;
  }
  return undefined;
}

const errorType = "!{firehose:error-output-type}";
const maxPrefixLength = 1024;
const namespaces: readonly string[] = ["firehose", "timestamp", "partitionKeyFromQuery", "partitionKeyFromLambda"];

/** The namespace of each expression; the empty one of an expression that does not end or has no value. */
function namespacesIn(text: string): string[] {
  return text
    .split("!{")
    .slice(1)
    .map((rest) => /^([^:{}]+):[^{}]+\}/.exec(rest)?.[1] ?? "");
}
