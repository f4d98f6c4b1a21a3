/** A piece of a text: a Terraform expression, a token or written out by hand, or the text around it. */
export interface Segment {
  readonly text: string;
  readonly isExpression: boolean;
}

/**
 * Takes a text apart at its expressions, `${…}` and `%{…}`; with two dollar or percent signs it is none. Braces within one are
 * counted, its quotes are not looked at.
 */
export function segmentsOf(text: string): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (const { index } of text.matchAll(opening)) {
    if (index < from) continue;
    const end = endOfExpression(text, index + 1);
    if (end === undefined) break;
    segments.push({ text: text.slice(from, index), isExpression: false });
    segments.push({ text: text.slice(index, end), isExpression: true });
    from = end;
  }
  return [...segments, { text: text.slice(from), isExpression: false }];
}

/** A dollar sign before a token of ours is a text of its own, as the token is no expression yet. */
const opening = /(?<!\$)\$\{|\$\{(?=TfToken\[)|(?<!%)%\{/g;

function endOfExpression(text: string, brace: number): number | undefined {
  let depth = 0;
  for (let at = brace; at < text.length; at++) {
    if (text[at] === "{") depth++;
    if (text[at] === "}" && --depth === 0) return at + 1;
  }
  return undefined;
}
