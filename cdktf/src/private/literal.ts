import { Lazy, ref, Token } from "cdktf";
import { isWrittenByHand, segmentsOf } from "./expressions";

/**
 * Is the text the value that AWS gets? A token is not, and neither is a Terraform expression written out by hand,
 * `${var.account}`, which the tokens know nothing of. A variable of IAM is one: Terraform is made to leave it alone.
 */
export function isLiteral(text: string): boolean {
  return !Token.isUnresolved(text) && !isWrittenByHand(text);
}

/**
 * Makes tokens of expressions written out by hand, so that no quote within one is escaped inside a JSON document, and
 * that one can be part of another expression.
 */
export function asToken(text: string): string {
  if (!isWrittenByHand(text)) return text;
  const tokens = segmentsOf(text)
    .map((segment) => (refersByHand(segment.text) ? Token.asString(ref(segment.text.slice(2, -1))) : segment.text))
    .join("");
  return isWrittenByHand(tokens) ? Lazy.stringValue({ produce: () => tokens }) : tokens;
}

/** Is the text the one element of a list token? It means the whole list, and no single value. */
export function isListElement(text: string): boolean {
  return Token.isUnresolved([text]);
}

/** An expression without a token of ours in it. */
function refersByHand(segment: string): boolean {
  return segment.startsWith("${") && segment.endsWith("}") && !segment.includes("{TfToken[");
}
