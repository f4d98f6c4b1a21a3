import { goodRequest } from "./good-requests.ts";
import type { Refusal } from "./refusal.ts";

const invalid = "Invalid filter pattern";

/** Filter patterns that the service is known to refuse, and its answer. */
const refused: readonly [pattern: string, answer: string][] = [
  ["{ $.level = 1", "If a filter pattern starts with '{' it must end with '}'"],
  ["[ip, user", "If a filter pattern starts with '[' it must end with ']'"],
  ["error:", "Invalid character(s) in term ':'"],
  ["ERROR ?a.b", "Invalid character(s) in term '.'"],
  ['"open', invalid],
  ["{ $.level }", invalid],
  ["{ $.level = }", invalid],
  ['{ $.level: "error" }', invalid],
  ["{ $.a = 1 } }", invalid],
  ["{ ($.a = 1 }", invalid],
  ["{ level = 1 }", invalid],
  ["{ $.a > x }", invalid],
  ["{ $.a IS 1 }", invalid],
  ["{ $.a NOT NULL }", invalid],
  ["{ $.a[x] = 1 }", invalid],
  ["{ $ = 1 }", invalid],
  ["{ $.*.* = 1 }", invalid],
  ["{ $.* = 1 && $.* = 1 && $.* = 1 && $.* = 1 }", invalid],
  ["{ $.a = 5% }", invalid],
  ["{ $.a = %a% && $.b = %b% && $.c = %c% }", invalid],
  ["[a = 1 b]", invalid],
  ["[a, = 4]", invalid],
  ["[status = 4* && bytes > 1000]", invalid],
  ["%%", invalid],
  ["%*a%", invalid],
  ["%something!%", invalid],
  ["%a\\%", invalid],
  ["%\\x80%", invalid],
  ["%[ab%", invalid],
  ["%[]%", invalid],
  ["[a = %[z-a]%]", invalid],
  ["%a{3,2}%", invalid],
  ["%a{b}%", invalid],
];

/** Those that the service may take: no documentation speaks of them. */
const notDocumented: readonly [pattern: string, answer: string][] = [
  ["ERROR %4..%", "a regular expression beside other terms: no documentation says what the service does with it"],
  ["%a\\b%", "\\b in a regular expression: no documentation says what the service does with it"],
  ["%[a[b]]%", "[ within a class: no documentation says what the service does with it"],
  ["%[]a]%", "] at the beginning of a class: no documentation says what the service does with it"],
  ["%a+?%", "a quantifier behind a quantifier: no documentation says what the service does with it"],
  ["-", "Invalid character(s) in term '-'"],
  ["*", "Invalid character(s) in term '*'"],
];

export const refusedFilterPatterns: readonly Refusal[] = [
  ...refused.map(([pattern, answer]) => row(pattern, answer, "rule")),
  ...notDocumented.map(([pattern, answer]) => row(pattern, answer, "not modelled")),
];

function row(filterPattern: string, answer: string, kind: Refusal["kind"]): Refusal {
  return {
    name: `PutSubscriptionFilter filterPattern ${filterPattern}`,
    operation: "PutSubscriptionFilter",
    request: { ...goodRequest("PutSubscriptionFilter"), filterPattern },
    member: "filterPattern",
    kind,
    answer,
  };
}
