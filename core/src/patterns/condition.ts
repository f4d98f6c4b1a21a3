import type { Condition } from "./pattern.ts";
import type { TokenReader } from "./tokens.ts";

/**
 * Reads tests that are combined. By falling precedence: parentheses, `&&`, `||`. [F368]
 * @throws FilterPatternError
 */
export function readCondition<Test>(tokens: TokenReader, readTest: () => Test): Condition<Test> {
  const any = (): Condition<Test> => combined("any", "||", () => combined("all", "&&", single));
  const single = (): Condition<Test> => {
    if (!tokens.take("(")) return { kind: "test", test: readTest() };
    const inner = any();
    tokens.expect(")");
    return inner;
  };
  const combined = (kind: "all" | "any", symbol: string, read: () => Condition<Test>): Condition<Test> => {
    const first = read();
    if (!tokens.take(symbol)) return first;
    const conditions = [first, read()];
    while (tokens.take(symbol)) conditions.push(read());
    return { kind, conditions };
  };
  return any();
}
