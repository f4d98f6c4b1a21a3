import type { Steps } from "./steps.ts";

/** A field of a space-delimited event. */
export interface FoundField {
  /** Without the brackets or the quotes around it. */
  readonly text: string;
  /** Where in the message it begins, with what is around it. */
  readonly at: number;
}

const closers: Readonly<Record<string, string>> = { "[": "]", '"': '"' };

/**
 * Divides a message at blanks. What is in square brackets or double quotes is one field [F370]. Inferred: a bracket or a
 * quote that is not closed belongs to a word, and what follows a closed one without a blank is the next field [F374].
 */
export function splitFields(message: string, steps: Steps): FoundField[] {
  /** By opening character: there is no closing one from here on. */
  const unclosed = new Set<string>();
  const fields: FoundField[] = [];
  for (let at = 0; at < message.length; ) {
    const first = message.charAt(at);
    if (isBlank(first)) {
      steps.count++;
      at++;
      continue;
    }
    const close = Object.hasOwn(closers, first) && !unclosed.has(first) ? closers[first] : undefined;
    const end = close === undefined ? -1 : message.indexOf(close, at + 1);
    if (close !== undefined) steps.count += (end === -1 ? message.length : end) - at;
    if (end > 0) {
      fields.push({ text: message.slice(at + 1, end), at });
      at = end + 1;
      continue;
    }
    if (close !== undefined) unclosed.add(first);
    const from = at;
    while (at < message.length && !isBlank(message.charAt(at))) at++;
    steps.count += at - from;
    fields.push({ text: message.slice(from, at), at: from });
  }
  return fields;
}

function isBlank(character: string): boolean {
  return character === " " || character === "\t" || character === "\n" || character === "\r";
}
