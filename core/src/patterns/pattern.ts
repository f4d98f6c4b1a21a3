import type { RegularExpression } from "./regular-expression.ts";

/** What a filter pattern says. Each `at` is a place in the pattern. */
export type FilterPattern =
  | { readonly kind: "everything" }
  | TermPattern
  | { readonly kind: "regex"; readonly regex: RegularExpression }
  | { readonly kind: "json"; readonly condition: Condition<JsonTest> }
  | FieldPattern;

/** `ERROR -"out of" ?b`: words and phrases. */
export interface TermPattern {
  readonly kind: "terms";
  readonly included: readonly Term[];
  readonly excluded: readonly Term[];
  /** Those behind `?`, where all are. */
  readonly optional: readonly Term[];
}

export interface Term {
  readonly text: string;
  readonly at: number;
}

/** Tests that are combined by `&&` and `||`. */
export type Condition<Test> =
  | { readonly kind: "test"; readonly test: Test }
  | { readonly kind: "all" | "any"; readonly conditions: readonly Condition<Test>[] };

/** `$.level = "x*"`, `$.a IS NULL`, `$.a NOT EXISTS`. */
export interface JsonTest {
  readonly selector: JsonSelector;
  readonly asks:
    | { readonly kind: "compared"; readonly comparison: Comparison }
    | { readonly kind: "is"; readonly word: string; readonly value: null | boolean }
    | { readonly kind: "missing" };
}

/** `*` as a step of a path. */
export const wildcard: unique symbol = Symbol("*");

/** A path into an event: `$.user.ids[0]`. */
export interface JsonSelector {
  readonly text: string;
  readonly at: number;
  readonly path: readonly (string | number | typeof wildcard)[];
}

/** `= 4*`, `!= %x%`, `> 5`. */
export interface Comparison {
  readonly operator: "=" | "!=" | "<" | "<=" | ">" | ">=";
  readonly value: WantedText | { readonly kind: "regex"; readonly regex: RegularExpression };
  /** Where the selector or the name of the field begins. */
  readonly at: number;
}

export interface WantedText {
  readonly kind: "text";
  /** Without the wildcards at its ends. */
  readonly text: string;
  /** `*` at the beginning: any text may precede. */
  readonly openStart: boolean;
  /** `*` at the end: any text may follow. */
  readonly openEnd: boolean;
  /** Of a number that is not in double quotes. */
  readonly number: number | undefined;
}

/** `[ip, ..., status = 4*, bytes]`. */
export interface FieldPattern {
  readonly kind: "fields";
  /** The fields between ellipses; one more than there are ellipses. */
  readonly runs: readonly (readonly Field[])[];
}

export interface Field {
  /** Empty for an unnamed field. */
  readonly name: string;
  readonly at: number;
  readonly condition: Condition<Comparison> | undefined;
}
