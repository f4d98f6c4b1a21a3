import { Lazy, Token } from "cdktf";
import { escaped } from "./expressions";

/** A text for an argument, in which Terraform leaves variables of IAM alone; what a `Lazy` in it gives too. */
export function plainText(text: string): string {
  const written = escaped(text);
  if (!Token.isUnresolved(written)) return written;
  const produce: Parameters<typeof Lazy.anyValue>[0]["produce"] = (context) => {
    const resolved: unknown = context.resolve(written);
    return typeof resolved === "string" ? escaped(resolved) : resolved;
  };
  return Token.asString(Lazy.anyValue({ produce }));
}
