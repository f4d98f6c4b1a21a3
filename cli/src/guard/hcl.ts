/** One word, sign or text of HCL. The code in `${…}` within a text is part of the text. */
export interface HclToken {
  readonly kind: "word" | "text" | "sign";
  readonly value: string;
  /** The index after the token. */
  readonly end: number;
}

const skipped = /\s+|(?:#|\/\/)[^\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)/y;
const word = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const heredoc = /<<-?([\p{L}_][\p{L}\p{N}_-]*)\r?\n/uy;
const endOfQuoted = /"/y;

/** Splits HCL into the tokens that are needed to tell blocks from comments, texts and heredocs. */
export function* tokensOf(hcl: string, from = 0): Generator<HclToken> {
  for (let at = from; at < hcl.length; ) {
    const space = matchAt(skipped, hcl, at);
    if (space) {
      at += space[0].length;
      continue;
    }
    const token = textAt(hcl, at) ?? plainAt(hcl, at);
    yield token;
    at = token.end;
  }
}

function plainAt(hcl: string, at: number): HclToken {
  const [value] = matchAt(word, hcl, at) ?? [];
  if (value === undefined) return { kind: "sign", value: hcl[at] as string, end: at + 1 };
  return { kind: "word", value, end: at + value.length };
}

function textAt(hcl: string, at: number): HclToken | undefined {
  if (hcl[at] === '"') return templateAt(hcl, at + 1, endOfQuoted);
  const [opening, mark] = matchAt(heredoc, hcl, at) ?? [];
  if (opening === undefined) return undefined;
  return templateAt(hcl, at + opening.length, new RegExp(`(?<=\\n)[^\\S\\n]*${mark}[^\\S\\n]*(?=\\n|$)`, "uy"));
}

/** The text from `start` to its end. Within `${…}` and `%{…}` is code, whose own texts and ends do not end it. */
function templateAt(hcl: string, start: number, end: RegExp): HclToken {
  for (let at = start; at < hcl.length; ) {
    const closing = matchAt(end, hcl, at);
    if (closing) return { kind: "text", value: hcl.slice(start, at), end: at + closing[0].length };
    const [two, three] = [hcl.slice(at, at + 2), hcl.slice(at, at + 3)];
    if (three === "$${" || three === "%%{") at += 3;
    else if (two === "${" || two === "%{") at = endOfBraces(hcl, at + 2);
    else if (end === endOfQuoted && hcl[at] === "\\") at += 2;
    else at++;
  }
  return { kind: "text", value: hcl.slice(start), end: hcl.length };
}

/** The index after the brace that closes the one before `start`. */
function endOfBraces(hcl: string, start: number): number {
  let depth = 1;
  for (const { kind, value, end } of tokensOf(hcl, start)) {
    if (kind !== "sign") continue;
    if (value === "{") depth++;
    if (value === "}" && --depth === 0) return end;
  }
  return hcl.length;
}

function matchAt(form: RegExp, text: string, at: number): RegExpExecArray | null {
  form.lastIndex = at;
  return form.exec(text);
}
