import { Lazy, Token } from "cdktf";
import { escaped, segmentsOf } from "./expressions";

/**
 * A text or list as an operand of an expression. The plain one that a `Lazy` produces would be written there without quotes.
 */
export function operand<Value extends string | string[]>(value: Value): Value {
  if (!Token.isUnresolved(value)) return value;
  const token = Lazy.anyValue({
    produce: (context) => {
      const { suppressBraces } = context;
      context.suppressBraces = false;
      const resolved: unknown = context.resolve(value);
      context.suppressBraces = suppressBraces;
      return Array.isArray(resolved) ? `[${resolved.map(asOperand).join(", ")}]` : asOperand(resolved);
    },
  });
  return (typeof value === "string" ? Token.asString(token) : Token.asList(token)) as Value;
}

function asOperand(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const segments = segmentsOf(value).filter(({ text }) => text !== "");
  const [first] = segments;
  if (segments.length === 1 && first?.isExpression && first.text.startsWith("$")) return first.text.slice(2, -1);
  const quoted = segments.map(({ text, isExpression }) =>
    isExpression ? text : JSON.stringify(escaped(text)).slice(1, -1),
  );
  return `"${quoted.join("")}"`;
}
