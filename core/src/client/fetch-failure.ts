import { failureOf } from "./decode.ts";
import type { AnswerHead, Failure } from "./failure.ts";

/**
 * What a `fetch` throws where the next attempt would end in the same way, in the words and codes of the runtimes: bugs in
 * one's own; headers and ports that are refused; no permission; a certificate that is not trusted; something else than
 * TLS behind `https:`; a proxy that refuses.
 */
const permanent =
  /(Reference|Range|Syntax)Error|(be|not) (an?|iterable)\b|annot (read|set|destr|conv)|nvalid (header|value)|ERR_INVALID|ERR_PROXY|bad port|blocked|NotCapable|certif|_CERT|ERR_SSL|EPROTO|corrupt/;

/** In the words of a runtime that gives neither the status nor the place of a redirect. */
const redirected = /d redirect/;

/**
 * Reads what a `fetch` has thrown, in the place of an answer or of its body.
 * @param origin where the request went: `https://logs.eu-west-1.amazonaws.com`
 * @param answer what there was of an answer
 */
export type FetchFailureReader = (origin: string, answer: AnswerHead | undefined, thrown: unknown) => Failure;

/** Tells faults that would come again from those of the network, and an answer that is no JSON from one that broke off. */
export const fetchFailure: FetchFailureReader = (origin, answer, thrown): Failure => {
  const inner = innermost(thrown);
  const text = [thrown, inner, inner.code].map(String).join();
  if (answer && text.startsWith("SyntaxError")) return networkFailure(origin, answer, thrown, invalid, true, "JSON");
  if (redirected.test(text)) return networkFailure(origin, answer, thrown, invalid, false);
  if (permanent.test(text)) return networkFailure(origin, answer, thrown, "TransportError", false);
  return networkFailure(origin, answer, thrown);
};

const invalid = "InvalidResponse";

/** Takes whatever was thrown for a fault of the network, which the next attempt may not meet again. */
export function networkFailure(
  origin: string,
  answer: AnswerHead | undefined,
  thrown: unknown,
  code = "NetworkError",
  retryable = true,
  what = "answer",
): Failure {
  const { message, code: ofRuntime } = innermost(thrown);
  const reason = message || ofRuntime || String(thrown);
  return failureOf(answer, code, `${origin} gave no ${what}: ${reason} [LD1210]`, retryable, thrown);
}

/** The cause of a failed fetch says more than its message, `fetch failed`. */
function innermost(thrown: unknown): { readonly message?: string; readonly code?: string } {
  return (thrown as Error | undefined)?.cause ?? thrown ?? {};
}
