/** A piece of a text: a Terraform expression, a token or written out by hand, or the text around it. */
export interface Segment {
  readonly text: string;
  readonly isExpression: boolean;
}

/**
 * Takes a text apart at its expressions, `${…}` and `%{…}`; with two dollar or percent signs it is none, and neither is a
 * variable of IAM. Braces within one are counted, its quotes are not looked at.
 */
export function segmentsOf(text: string): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (const { index } of text.matchAll(opening)) {
    if (index < from || isNone(text, index)) continue;
    const end = endOfExpression(text, index + 1);
    if (end === undefined) break;
    segments.push({ text: text.slice(from, index), isExpression: false });
    segments.push({ text: text.slice(index, end), isExpression: true });
    from = end;
  }
  return [...segments, { text: text.slice(from), isExpression: false }];
}

/** Is there an expression in the text that was written out by hand, or the escape of one? Tokens are not looked at. */
export function isWrittenByHand(text: string): boolean {
  return handWritten.test(text) && [...text.matchAll(everyHandWritten)].some(({ index }) => !isPlain(text, index));
}

/**
 * The text so that Terraform leaves alone what can be no expression: a variable of IAM, such as `${aws:SourceArn}`, and a
 * `${` or `%{` of a plain text. What is an expression, or escaped already, stays as it is.
 */
export function escaped(text: string): string {
  if (!handWritten.test(text)) return text;
  return text.replace(everyHandWritten, (opening: string, index: number) =>
    isPlain(text, index) ? opening.charAt(0) + opening : opening,
  );
}

/** A dollar sign before a token of ours is a text of its own, as the token is no expression yet. */
const opening = /(?<!\$)\$\{|\$\{(?=TfToken\[)|(?<!%)%\{/g;

const handWritten = /[$%]\{(?!TfToken\[)/;
const everyHandWritten = new RegExp(handWritten, "g");

function isPlain(text: string, index: number): boolean {
  return text[index] !== text[index - 1] && (isNone(text, index) || endOfExpression(text, index + 1) === undefined);
}

/** Terraform has no expression that begins in this way, nor another directive. */
function isNone(text: string, index: number): boolean {
  none.lastIndex = index;
  return none.test(text);
}

// A key of IAM ends in a colon. In an expression one comes after a `?`, in brackets, or doubled, as in `provider::aws::arn_parse`.
const none = /\$\{(?:[\w./-]+:(?!:)|[*?]|\$\})|%\{(?!~?\s*(?:if|else|endif|for|endfor)\b)/y;

function endOfExpression(text: string, brace: number): number | undefined {
  let depth = 0;
  for (let at = brace; at < text.length; at++) {
    if (text[at] === "{") depth++;
    if (text[at] === "}" && --depth === 0) return at + 1;
  }
  return undefined;
}
