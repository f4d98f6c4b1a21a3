import { Token } from "cdktf";
import { isLiteral } from "./literal";

interface TextRule {
  readonly breaks: RegExp;
  readonly says: string;
  readonly remedy: string;
}

function checkText(prop: string, text: string, rules: readonly TextRule[]): void {
  if (!isLiteral(text)) return;
  const wrong = rules.find(({ breaks }) => breaks.test(text));
  if (wrong) throw new Error(`${prop} is ${JSON.stringify(text)}, which ${wrong.says}; ${wrong.remedy}`);
}

const anARN: TextRule = { breaks: /^arn:/, says: "is an ARN", remedy: "give the name alone, the last part of the ARN" };
const nameLength: readonly TextRule[] = [
  { breaks: /^$/, says: "is empty", remedy: "give a name of 1 to 512 characters" },
  { breaks: /^.{513,}$/s, says: "is over 512 characters", remedy: "shorten it" },
];
const separators: TextRule = {
  breaks: /[:*]/,
  says: "holds a colon or an asterisk",
  remedy: "the service takes every other character",
};
// Within the service's pattern, but Terraform writes the ARN into the access policy without escaping it.
const unescaped: TextRule = {
  breaks: /["\\\p{Cc}]/u,
  says: "holds a quote, a backslash or a control character",
  remedy: "leave it out, since it would break the access policy that the ARN is written into",
};
const logGroupCharacters: TextRule = {
  breaks: /[^.\-_/#A-Za-z0-9]/,
  says: "is no name of a log group",
  remedy: "letters, digits and .-_/# are allowed",
};

/** Refuses what cannot be a destination's name, as far as it is known. */
export function checkDestinationName(name: string): void {
  checkText("destinationName", name, [anARN, ...nameLength, separators, unescaped]);
}

/** Refuses what cannot be the name of a log group, as far as it is known. */
export function checkLogGroupName(name: string): void {
  checkText("logGroupName", name, [anARN, ...nameLength, logGroupCharacters]);
}

/** Refuses what cannot be the name of a subscription filter, as far as it is known. */
export function checkFilterName(name: string): void {
  checkText("filterName", name, [...nameLength, separators]);
}

/** Refuses a filter pattern that is too long. */
export function checkFilterPattern(pattern = ""): void {
  checkText("filterPattern", pattern, [
    { breaks: /^.{1025,}$/s, says: `is ${pattern.length} characters`, remedy: "the service takes 1,024 at most" },
  ]);
}

/** Refuses what cannot be a Region, such as the Availability Zone `eu-west-1a`. */
export function checkRegion(region: string | undefined): void {
  if (region === undefined || !isLiteral(region) || /^[a-z]+(-[a-z]+)+-\d+$/.test(region)) return;
  throw new Error(`region is ${JSON.stringify(region)}; expected a Region's code, such as eu-west-1`);
}

/** Refuses tags that the service would, as far as they are known. */
export function checkTags(tags: Record<string, string> = {}): void {
  if (Token.isUnresolved(tags)) return;
  const entries = Object.entries(tags);
  if (entries.length > 50) throw new Error(`tags holds ${entries.length} tags; a destination takes 50 at most`);
  for (const [key, value] of entries) {
    const wrong = tagRules.find(({ breaks }) => breaks(key, value));
    if (wrong) throw new Error(`tags holds ${JSON.stringify(key)}: ${JSON.stringify(value)}; ${wrong.expected}`);
  }
}

const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const tagRules: readonly { breaks: (key: string, value: string) => boolean; expected: string }[] = [
  {
    breaks: (key) => isLiteral(key) && (key.length < 1 || key.length > 128),
    expected: "a key has 1 to 128 characters",
  },
  { breaks: (_, value) => isLiteral(value) && value.length > 256, expected: "a value has at most 256 characters" },
  { breaks: (key) => /^aws:/i.test(key), expected: "keys that begin with aws: are reserved" },
  {
    breaks: (key, value) => [key, value].some((text) => isLiteral(text) && !tagText.test(text)),
    expected: "letters, digits, white space and _.:/=+-@ are allowed",
  },
];
