import { Token } from "cdktf";
import {
  accountIdPattern,
  bucketNameShape,
  deliveryStreamNameShape,
  destinationNameShape,
  filterNameShape,
  filterPatternProblem,
  filterPatternShape,
  fitsShape,
  keptPattern,
  logGroupNameShape,
  maxTags,
  parameterNameShape,
  regionPattern,
  roleNameShape,
  rolePathShape,
  type StringShape,
  tagKeyShape,
  tagValueShape,
} from "./core";
import { isListElement, isLiteral } from "./literal";
import { quoted } from "./shown";

/** Refuses a literal that is not a destination's name. */
export function refuseBadDestinationName(name: string): void {
  refuseBadText("destinationName", name, destinationNameShape);
  if (!isLiteral(name) || !unescaped.test(name)) return;
  throw new Error(
    `destinationName is ${quoted(name)}, which holds a quote, a backslash, a control character, \${ or %{; leave it ` +
      "out, since it would break the access policy that the ARN is written into [LD2002]",
  );
}

// The service takes these, but Terraform writes the ARN into the access policy without escaping it.
const unescaped = /["\\\p{Cc}]|[$%]\{/u;

/** Refuses a literal that is not the name of a log group. */
export function refuseBadLogGroupName(name: string): void {
  refuseBadText("logGroupName", name, logGroupNameShape);
}

/** Refuses a literal that is not the name of a Firehose stream. */
export function refuseBadDeliveryStreamName(name: string): void {
  refuseBadText("deliveryStreamName", name, deliveryStreamNameShape);
}

/** Refuses a literal that is not the name of a bucket. */
export function refuseBadBucketName(name: string): void {
  refuseBadText("bucketName", name, bucketNameShape);
}

/** Refuses a literal that is neither the name of a log group nor IAM's pattern of such names, with `*`, `?` and variables. */
export function refuseBadLogGroupPattern(pattern: string): void {
  if (!isLiteral(pattern) || fitsShape(logGroupNameShape, String(pattern).replace(/\$\{[^{}]+\}|[*?]/g, "-"))) return;
  const { patternInWords } = logGroupNameShape;
  refuseBadText("logGroupNames", pattern, {
    ...logGroupNameShape,
    patternInWords: `${patternInWords}, the wildcards * and ?, and variables of IAM`,
  });
}

/** Refuses a list of Regions that is empty, names one twice or names none. */
export function refuseBadRegions(regions: readonly string[]): void {
  for (const region of regions) refuseBadRegion(region);
  const twice = regions.find((region, index) => regions.indexOf(region) !== index);
  if (twice !== undefined)
    throw new Error(`regions holds ${JSON.stringify(twice)} twice; name each Region once [LD2603]`);
  if (regions.length === 0)
    throw new Error("regions is empty; name the Regions whose log groups shall subscribe [LD2604]");
}

/** Refuses a literal that is not the name of a role. */
export function refuseBadRoleName(name: string | undefined): void {
  if (name !== undefined) refuseBadText("roleName", name, roleNameShape);
}

/** Refuses a literal that is not the path of a role. */
export function refuseBadRolePath(path: string | undefined): void {
  if (path !== undefined) refuseBadText("rolePath", path, rolePathShape);
}

/** For a Region that there is no destination in. */
export function noDestinationIn(region: string, regions: readonly string[]): Error {
  return new Error(`there is no destination in ${JSON.stringify(region)}; regions has ${regions.join(", ")} [LD2601]`);
}

/** Refuses a literal that is not the name of a subscription filter. */
export function refuseBadFilterName(name: string): void {
  refuseBadText("filterName", name, filterNameShape);
}

/**
 * A filter pattern as the service keeps it, so that no plan changes it again.
 *
 * @throws an error for a literal that the service is known to refuse
 */
export function filterPatternText(pattern = ""): string {
  refuseBadText("filterPattern", pattern, filterPatternShape);
  if (!isLiteral(pattern)) return pattern;
  const problem = filterPatternProblem(pattern);
  if (problem === undefined) return keptPattern(pattern);
  const { answer, message } = problem;
  throw new Error(`filterPattern is ${quoted(pattern)}, which the service refuses, "${answer}": ${message}`);
}

/** Refuses a literal that is not among the values of an enum, which plain JavaScript can give. */
export function refuseOtherValue(
  prop: string,
  value: string | undefined,
  values: Readonly<Record<string, string>>,
): void {
  const known = Object.values(values);
  if (value === undefined || !isLiteral(value) || known.includes(value)) return;
  throw new Error(`${prop} is ${quoted(value)}; expected ${known.join(" or ")} [LD2106]`);
}

/** Refuses a literal that is not a Region, such as the Availability Zone `eu-west-1a`. */
export function refuseBadRegion(region: string | undefined): void {
  if (region === undefined || !isLiteral(region) || regionPattern.test(region)) return;
  throw new Error(`region is ${JSON.stringify(region)}; expected a Region's code, such as eu-west-1 [LD2102]`);
}

/** Refuses a literal that is no account id. */
export function refuseBadAccount(where: string, account: string): void {
  if (!isLiteral(account) || accountIdPattern.test(account)) return;
  throw new Error(`account of ${where} is ${quoted(account)}; expected the 12 digits of an account id [LD2571]`);
}

/** Refuses a literal that is not the name of an SSM parameter. */
export function refuseBadParameterName(name: string): void {
  refuseBadText("parameterName", name, parameterNameShape);
}

/** Refuses tags that the service would. A key or value that is a token passes. */
export function refuseBadTags(tags: Record<string, string> = {}): void {
  if (Token.isUnresolved(tags)) return;
  const entries = Object.entries(tags);
  if (entries.length > maxTags)
    throw new Error(`tags holds ${entries.length} tags; at most ${maxTags} are taken [LD2103]`);
  for (const [key, value] of entries) {
    const problem = tagProblem(key, value);
    if (problem) throw new Error(`tags holds ${quoted(key)}: ${quoted(value)}; ${problem} [LD2104]`);
  }
}

function tagProblem(key: string, value: string): string | undefined {
  const { reservedPrefix } = tagKeyShape;
  if (key.toLowerCase().startsWith(reservedPrefix)) return `keys that begin with ${reservedPrefix} are reserved`;
  if (isLiteral(key) && !fitsShape(tagKeyShape, key)) return `a key has ${inWords(tagKeyShape)}`;
  if (isLiteral(value) && !fitsShape(tagValueShape, value)) return `a value has ${inWords(tagValueShape)}`;
  return undefined;
}

/** Refuses the one element of a list token, as it is the whole list. */
export function refuseListElement(prop: string, text: string): void {
  if (!isListElement(text)) return;
  throw new Error(
    `${prop} has an element of a list token, and Terraform alone knows its items; give the token as the list, join lists by ` +
      "Fn.concat, or take one item by Fn.element [LD2108]",
  );
}

function refuseBadText(prop: string, text: string, shape: StringShape): void {
  refuseListElement(prop, text);
  if (!isLiteral(text) || fitsShape(shape, text)) return;
  const remedy = shape.pattern && text.startsWith("arn:") ? "; give the name alone, the last part of the ARN" : "";
  throw new Error(`${prop} is ${quoted(text)}; the service takes ${inWords(shape)}${remedy} [LD2101]`);
}

function inWords({ min, max, pattern, patternInWords = pattern }: StringShape): string {
  const length = min === undefined ? `at most ${max}` : `${min} to ${max}`;
  return [length, "characters", patternInWords].filter(Boolean).join(" ");
}
