import { TerraformProvider, Token } from "cdktf";
import { Construct } from "constructs";
import { isLiteral } from "./literal";
import { shown } from "./shown";

/** What a prop or argument takes. TypeScript keeps others out; plain JavaScript, and what is typed as `any`, does not. */
export interface Kind<Value> {
  readonly expected: string;
  /** Returns the value as the constructs use it, and throws for one of another kind. */
  readonly read: (where: string, value: unknown) => Value;
}

/** A text or a token for one. What Terraform's functions and iterators give is a token of any type, and becomes a text here. */
export const text: Kind<string> = {
  expected: "a text",
  read: (where, value) => {
    if (typeof value === "string") return value;
    if (!Array.isArray(value) && Token.isUnresolved(value)) return Token.asString(value);
    throw new Error(`${where} is ${shown(value)}; expected a text${attributeInPlace(where, value)} [LD2109]`);
  },
};

export const flag: Kind<boolean> = {
  expected: "true or false",
  read: (where, value) => {
    if (typeof value === "boolean") return value;
    const why = Token.isUnresolved(value) ? ", since it decides over what is synthesized" : "";
    throw new Error(`${where} is ${shown(value)}; expected true or false${why} [LD2807]`);
  },
};

/** True, false or a token. */
export const laterFlag: Kind<boolean> = {
  expected: "true, false or a token",
  read: (where, value) => (Token.isUnresolved(value) ? (value as unknown as boolean) : flag.read(where, value)),
};

/** A number or a token for one. */
export const number: Kind<number> = {
  expected: "a number",
  read: (where, value) => {
    if (typeof value === "number") return value;
    if (!Array.isArray(value) && Token.isUnresolved(value)) return Token.asNumber(value);
    throw new Error(`${where} is ${shown(value)}; expected a number [LD2565]`);
  },
};

/** Texts by names, or a token for all of them. */
export const textMap: Kind<Record<string, string>> = {
  expected: "an object of texts",
  read: (where, value) => {
    if (Token.isUnresolved(value) && !Array.isArray(value)) return value as Record<string, string>;
    if (typeof value !== "object" || value === null || Array.isArray(value) || Construct.isConstruct(value))
      throw new Error(`${where} is ${shown(value)}; expected an object of texts [LD2808]`);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, text.read(`${where}.${key}`, item)]));
  },
};

export const texts: Kind<string[]> = {
  expected: "a list of texts",
  read: (where, value) => {
    const isToken = typeof value === "string" ? !isLiteral(value) : Token.isUnresolved(value);
    return isToken && !Array.isArray(value) ? Token.asList(value) : listOf(text).read(where, value);
  },
};

export function listOf<Item>(item: Kind<Item>): Kind<Item[]> {
  return {
    expected: `a list, each ${item.expected}`,
    read: (where, value) => {
      if (Array.isArray(value)) return value.map((each, index) => item.read(`${where}[${index}]`, each));
      throw new Error(`${where} is ${shown(value)}; expected a list [LD2107]`);
    },
  };
}

/** An object that is made by these constructs or a library, known by a member that nothing else has. */
export function madeBy<Value extends object>(expected: string, isOne: (value: object) => boolean): Kind<Value> {
  return {
    expected,
    read: (where, value) => {
      if (typeof value === "object" && value !== null && isOne(value)) return value as Value;
      throw new Error(`${where} is ${shown(value)}; expected ${expected} [LD2809]`);
    },
  };
}

export const provider: Kind<TerraformProvider> = madeBy("an AwsProvider", TerraformProvider.isTerraformProvider);

/** A value of which another place says more than its kind. */
export function readElsewhere<Value>(expected: string): Kind<Value> {
  return { expected, read: (_, value) => value as Value };
}

/** The commonest mistake is a resource where one of its attributes is meant. */
function attributeInPlace(where: string, value: unknown): string {
  if (!Construct.isConstruct(value)) return "";
  const attribute = /name$/i.test(where) ? "name" : "arn";
  return attribute in value ? `: give its .${attribute}` : "";
}
