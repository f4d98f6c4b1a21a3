import { failureOf } from "./decode.ts";
import type { AnswerHead, Failure } from "./failure.ts";

/**
 * What a `fetch` throws where the next attempt would end in the same way, in the words and codes of the runtimes: bugs in
 * one's own; headers and ports that are refused; no permission; a certificate that is not trusted; something else than
 * TLS behind `https:`.
 */
const permanent =
  /(Reference|Range|Syntax)Error|(be|not) (an?|iterable)\b|annot (read|set|destr|conv)|nvalid (header|value)|ERR_INVALID|bad port|blocked|NotCapable|certif|_CERT|ERR_SSL|EPROTO|corrupt/;

/** In the words of a runtime that gives neither the status nor the place of a redirect. */
const redirected = /d redirect/;

/** Reads what was thrown in the place of an answer. */
export function fetchFailure(origin: string, answer: AnswerHead | undefined, thrown: unknown): Failure {
  // The cause of a failed fetch says more than its message, `fetch failed`.
  const inner = ((thrown as Error | undefined)?.cause ?? thrown ?? {}) as { message?: string; code?: string };
  const text = [thrown, inner, inner.code].map(String).join();
  const noJson = answer !== undefined && text.startsWith("SyntaxError");
  let code = "NetworkError";
  if (permanent.test(text)) code = "TransportError";
  if (noJson || redirected.test(text)) code = "InvalidResponse";
  const reason = inner.message || inner.code || String(thrown);
  const message = `${origin} gave no ${noJson ? "JSON" : "answer"}: ${reason} [LD1210]`;
  return failureOf(answer, code, message, noJson || code === "NetworkError", thrown);
}
