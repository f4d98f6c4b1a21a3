import type { Type } from "../protocol/types.ts";

/** Reads a type of `schemas.json`, such as `set(string)` or `list({name:string,ports:set(number)})`. */
export function readType(text: string): Type {
  const [, kind, of] = /^(list|set|map)\((.*)\)$/.exec(text) ?? [];
  if (kind !== undefined) return { kind: kind as "list" | "set" | "map", of: readType(of as string) };
  if (/^\{.*\}$/.test(text)) {
    const members = membersOf(text.slice(1, -1)).map((member): [string, Type] => {
      const at = member.indexOf(":");
      return [member.slice(0, at), readType(member.slice(at + 1))];
    });
    return { kind: "object", members: Object.fromEntries(members) };
  }
  return { kind: text as "string" | "number" | "bool" };
}

/** Splits at the commas that are not within braces. */
function membersOf(text: string): string[] {
  let depth = 0;
  const parts = [""];
  for (const character of text) {
    if (character === "{") depth++;
    if (character === "}") depth--;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts.filter((part) => part !== "");
}
