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
];

/** Those that the service may take, and that cannot be matched here. */
const notModelled: readonly [pattern: string, answer: string][] = [
  ["[ip, user]", "space-delimited patterns ([…]) are not modelled"],
  ["%AUTH.*%", "regular expressions (%…%) are not modelled"],
  ["{ $.status = %4..% }", "regular expressions (%…%) are not modelled"],
  ["-", "Invalid character(s) in term '-'"],
  ["*", "Invalid character(s) in term '*'"],
];

export const refusedFilterPatterns: readonly Refusal[] = [
  ...refused.map(([pattern, answer]) => row(pattern, answer, "rule")),
  ...notModelled.map(([pattern, answer]) => row(pattern, answer, "not modelled")),
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
