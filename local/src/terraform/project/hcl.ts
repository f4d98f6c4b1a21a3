/** One word, sign or text of HCL. Of a text with `${…}` in it, what stands in the braces is part of the text. */
export interface Token {
  readonly kind: "word" | "text" | "sign";
  readonly value: string;
}

/** Reads HCL as far as it takes to tell blocks from comments, texts and heredocs. It never throws. */
export function* tokensOf(hcl: string): Generator<Token> {
  for (let at = 0; at < hcl.length; ) {
    const rest = (form: RegExp): string | undefined => {
      form.lastIndex = at;
      return form.exec(hcl)?.[0];
    };
    const skipped = rest(/\s+|(?:#|\/\/).*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)/y);
    if (skipped !== undefined) {
      at += skipped.length;
      continue;
    }
    const heredoc = /<<-?([\p{L}_][\p{L}\p{N}_-]*)\r?\n/uy;
    heredoc.lastIndex = at;
    const [opening, mark] = heredoc.exec(hcl) ?? [];
    if (opening !== undefined) {
      const end = new RegExp(`^[ \\t]*${mark}[ \\t]*\\r?$`, "mgu");
      end.lastIndex = at + opening.length;
      const closing = end.exec(hcl);
      const until = closing ? closing.index + closing[0].length : hcl.length;
      yield { kind: "text", value: hcl.slice(at + opening.length, closing?.index ?? until) };
      at = until;
      continue;
    }
    if (hcl[at] === '"') {
      const until = endOfText(hcl, at + 1);
      yield { kind: "text", value: hcl.slice(at + 1, until - 1) };
      at = until;
      continue;
    }
    const word = rest(/[\p{L}_][\p{L}\p{N}_-]*/uy);
    yield word === undefined ? { kind: "sign", value: hcl[at] as string } : { kind: "word", value: word };
    at += word?.length ?? 1;
  }
}

/** The index behind the quote that ends the text which begins at `at`. */
function endOfText(hcl: string, at: number): number {
  while (at < hcl.length) {
    const [two, three] = [hcl.slice(at, at + 2), hcl.slice(at, at + 3)];
    if (hcl[at] === '"') return at + 1;
    if (hcl[at] === "\\") at += 2;
    else if (three === "$${" || three === "%%{") at += 3;
    else if (two === "${" || two === "%{") at = endOfBraces(hcl, at + 2);
    else at++;
  }
  return hcl.length + 1;
}

/** The index behind the brace that ends what stands in `${…}`. */
function endOfBraces(hcl: string, at: number): number {
  for (let depth = 1; at < hcl.length; ) {
    if (hcl[at] === '"') {
      at = endOfText(hcl, at + 1);
      continue;
    }
    if (hcl[at] === "{") depth++;
    if (hcl[at] === "}" && --depth === 0) return at + 1;
    at++;
  }
  return hcl.length;
}
