import { isLiteral } from "./literal";

/**
 * Refuses what cannot be a destination's name, as far as it is known.
 *
 * A quote or a backslash is within the service's pattern but not here: the ARN is written into the access policy by
 * Terraform, which does not escape it.
 */
export function checkDestinationName(name: string): void {
  if (!isLiteral(name)) return;
  const wrong = nameRules.find(({ breaks }) => breaks.test(name));
  if (wrong === undefined) return;
  throw new Error(`destinationName is ${JSON.stringify(name)}, which ${wrong.says}; ${wrong.remedy}`);
}

const nameRules = [
  { breaks: /^$/, says: "is empty", remedy: "give a name of 1 to 512 characters" },
  { breaks: /^.{513,}$/s, says: "is over 512 characters", remedy: "shorten it" },
  { breaks: /^arn:/, says: "is an ARN", remedy: "give the name alone, the part after destination:" },
  { breaks: /[:*]/, says: "holds a colon or an asterisk", remedy: "the service takes every other character" },
  { breaks: /["\\\p{Cc}]/u, says: "holds a quote, a backslash or a control character", remedy: "leave it out" },
] as const;

/** Refuses tags that the service would, as far as they are known. */
export function checkTags(tags: Record<string, string>): void {
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
