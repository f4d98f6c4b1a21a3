import { isBoolean, isKnownOperator } from "../conditions.ts";
import { conditionAnswer, type Organized, preparedCondition } from "../decide.ts";
import type { PolicyCondition } from "../document.ts";
import type { PolicyFinding, StatementRule } from "../finding.ts";
import { comparesListAsOne, organizationForms } from "../organization.ts";
import { holdsVariable } from "../variables.ts";

/** Conditions that the service accepts and that let in nobody, or more accounts than their author expects. */

export const conditionValues: StatementRule = ({ at, conditions }, _, version) =>
  conditions.flatMap(({ operator, key, values }): PolicyFinding[] => {
    const known = organizationForms.get(key);
    const finding = {
      rule: "condition-value",
      severity: "advice",
      where: `${at}.Condition.${operator}.${key}`,
    } as const;
    if (values.length === 0) {
      const remedy = `write ${known?.expected ?? "a value"}, or leave the condition out`;
      return [{ ...finding, message: "holds no value, and a value is compared with each of them", remedy }];
    }
    if (!known || operator === "Null") return [];
    return values.flatMap((value) => {
      if (holdsVariable(value, version)) return [];
      const pattern = /[*?]/.test(value);
      if (pattern && /Like/.test(operator)) return [];
      const shown = JSON.stringify(value);
      if (pattern) {
        const message = `holds ${shown}, where ${operator} takes * and ? for themselves, so that it matches nobody`;
        return [{ ...finding, message, remedy: `write ${known.patternOperator}` }];
      }
      if (known.form.test(value)) return [];
      return [
        { ...finding, message: `holds ${shown}, which matches no organization`, remedy: `write ${known.expected}` },
      ];
    });
  });

/** [F358] */
export const nullValues: StatementRule = ({ at, conditions }) =>
  conditions
    .filter(({ operator }) => operator === "Null")
    .flatMap(({ key, values }) =>
      values
        .filter((value) => !isBoolean(value))
        .map((value) => ({
          rule: "null-value",
          severity: "advice",
          where: `${at}.Condition.Null.${key}`,
          message: `holds ${JSON.stringify(value)}, where Null takes true, for a key that is missing, or false`,
          remedy: `write "false" for accounts that have ${key}, or compare it by StringEquals`,
        })),
    );

export const conditionOperators: StatementRule = ({ at, conditions }) =>
  conditions.flatMap((condition): PolicyFinding[] => {
    const { operator, values } = condition;
    const finding = { rule: "condition-operator", severity: "advice", where: `${at}.Condition.${operator}` } as const;
    if (!isKnownOperator(operator)) {
      const remedy = "use StringEquals for an organization, ForAnyValue:StringLike for its paths";
      return [
        { ...finding, message: "is not an operator over strings, so whom the statement is about is not known", remedy },
      ];
    }
    if (comparesListAsOne(condition)) {
      const pattern = values.some((value) => /[*?]/.test(value));
      const remedy = `write ${pattern ? "ForAnyValue:StringLike" : `ForAnyValue:${operator}`}`;
      return [{ ...finding, message: `compares one value, and ${condition.key} is a list of them`, remedy }];
    }
    return [];
  });

export const openToEveryone: StatementRule = (statement, _, version) => {
  const { at, effect, principals } = statement;
  const anyone = principals.everyone || principals.aws?.includes("*");
  if (effect !== "Allow" || !anyone || principals.excluded || statement.conditions.length === 0) return [];
  const conditions = statement.conditions.map((condition) => preparedCondition(condition, version));
  const stranger = strangersTo(conditions).find((subscriber) =>
    conditions.every((condition) => conditionAnswer(condition, subscriber) === "yes"),
  );
  if (!stranger) return [];
  return [
    {
      rule: "open-to-everyone",
      severity: "advice",
      where: `${at}.Condition`,
      message: stranger.organization
        ? "lets accounts of any other organization subscribe"
        : "lets accounts outside any organization subscribe",
      remedy: 'restrict it with {"StringEquals":{"aws:PrincipalOrgID":"o-…"}}',
    },
  ];
};

/** Accounts that no author means: of organizations that no value names in full, and of none. */
function strangersTo(conditions: readonly PolicyCondition[]): Organized[] {
  const named = conditions.flatMap(({ values }) => values.map((value) => value.split("/")[0] ?? ""));
  const matching = named
    .filter((name) => /[*?]/.test(name))
    .map((name) => name.replaceAll("*", "0000000000").replaceAll("?", "0"));
  const organizations = ["o-0000000000", "o-zzzzzzzzzz", ...matching].filter((name) => !named.includes(name));
  return [
    ...organizations.map((organization) => ({
      organization,
      organizationPath: `${organization}/r-0000/ou-0000-00000000/`,
    })),
    {},
  ];
}
