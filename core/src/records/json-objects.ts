import { RecordFault } from "./record-fault.ts";

const quote = 0x22;
const backslash = 0x5c;
const opening = 0x7b;
const closing = 0x7d;
const blanks = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * Objects of JSON that stand behind each other, with or without blanks between, out of chunks of UTF-8.
 * @throws RecordFault `json`
 */
export async function* jsonObjects(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Record<string, unknown>, void, undefined> {
  const scanner = new ObjectScanner();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const chunk of chunks) yield* scanner.objectsIn(decode(decoder, chunk));
  yield* scanner.objectsIn(decode(decoder));
  scanner.end();
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk as Uint8Array<ArrayBuffer> | undefined, { stream: chunk !== undefined });
  } catch {
    throw new RecordFault("json", "its text is no UTF-8");
  }
}

/** Cuts the text at the bracket that closes each object; what the object holds is JSON.parse's to judge. */
class ObjectScanner {
  /** The beginning of an object whose end has not come yet. */
  readonly #parts: string[] = [];
  #depth = 0;
  #inString = false;
  #escaped = false;

  *objectsIn(text: string): Generator<Record<string, unknown>, void, undefined> {
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (this.#depth === 0) {
        start = at + (blanks.has(code) ? 1 : 0);
        if (blanks.has(code)) continue;
        if (code !== opening) throw notAnObject();
      }
      if (this.#closesWith(code)) {
        this.#parts.push(text.slice(start, at + 1));
        yield parse(this.#parts.splice(0).join(""));
        start = at + 1;
      }
    }
    if (this.#depth > 0) this.#parts.push(text.slice(start));
  }

  end(): void {
    if (this.#depth > 0)
      throw new RecordFault("json", "its text is cut off; read the object or the stream's record again");
  }

  /** Goes on by one character; true for the one that closes an object. */
  #closesWith(code: number): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (code === backslash) this.#escaped = true;
      else if (code === quote) this.#inString = false;
      return false;
    }
    if (code === quote) this.#inString = true;
    else if (code === opening) this.#depth++;
    else if (code === closing) return --this.#depth === 0;
    return false;
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // Without a cause: the engine's message quotes the text.
    throw notAnObject();
  }
}

function notAnObject(): RecordFault {
  return new RecordFault("json", "its text is no JSON object; expected one as CloudWatch Logs writes it");
}
