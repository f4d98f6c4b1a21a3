import { organizationIdPattern, organizationPathPattern } from "../limits.ts";
import type { PolicyCondition } from "./document.ts";

/** The form of a value in a policy. */
export interface ValueForm {
  readonly form: RegExp;
  /** The form, for a person. */
  readonly expected: string;
}

/** The form of a condition key's values. */
export interface ConditionValueForm extends ValueForm {
  /** The operator under which a value may hold `*` and `?`. */
  readonly patternOperator: string;
  /** An account has a list of them, so that an operator needs `ForAnyValue:` or `ForAllValues:`. [F281] */
  readonly isList: boolean;
}

export const organizationId: ConditionValueForm = {
  form: organizationIdPattern,
  expected: "an id such as o-a1b2c3d4e5",
  patternOperator: "StringLike",
  isList: false,
};

export const organizationPath: ConditionValueForm = {
  form: organizationPathPattern,
  expected: "a path such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*",
  patternOperator: "ForAnyValue:StringLike",
  isList: true,
};

/** The two condition keys that the service allows, in the only spelling that it takes. [F57] */
export const organizationForms: ReadonlyMap<string, ConditionValueForm> = /* @__PURE__ */ new Map([
  ["aws:PrincipalOrgID", organizationId],
  ["aws:PrincipalOrgPaths", organizationPath],
]);

/** Does the condition compare a key that is a list as if it were one value? What comes of it is open. [F281] */
export function comparesListAsOne({ operator, key }: PolicyCondition): boolean {
  return organizationForms.get(key)?.isList === true && operator !== "Null" && !operator.startsWith("For");
}
