import { Lazy, Token } from "cdktf";

/**
 * Is the text what will stand in AWS? A token is not, and neither is a Terraform expression written out by hand,
 * `${var.account}`, which cdktf takes for plain text.
 */
export function isLiteral(text: string): boolean {
  return !Token.isUnresolved(text) && !handWritten.test(text);
}

/** Makes a token of an expression written out by hand, so that no quote within it is escaped inside a JSON document. */
export function asToken(text: string): string {
  return handWritten.test(text) ? Lazy.stringValue({ produce: () => text }) : text;
}

/** Is the text the one element of a list token? It means the whole list, and no single value. */
export function isListElement(text: string): boolean {
  return Token.isUnresolved([text]);
}

const handWritten = /[$%]\{(?!TfToken\[)/;
