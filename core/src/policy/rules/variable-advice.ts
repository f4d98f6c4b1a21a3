import { isKnownOperator } from "../conditions.ts";
import type { PolicyFinding, StatementRule } from "../finding.ts";
import { holdsVariable } from "../variables.ts";

/** Variables, `${…}`. IAM has them in a Resource and in conditions; whether destinations do is not known. [F355] */
export const variables: StatementRule = ({ at, resources, resourcesExcluded, conditions }, _, version) => {
  const written = [
    { where: `${at}.${resourcesExcluded ? "NotResource" : "Resource"}`, texts: resources },
    ...conditions
      .filter(({ operator }) => operator !== "Null" && isKnownOperator(operator))
      .map(({ operator, key, values }) => ({ where: `${at}.Condition.${operator}.${key}`, texts: values })),
  ];
  return written.flatMap(({ where, texts }) =>
    texts
      .filter((text) => holdsVariable(text, version))
      .map(
        (text): PolicyFinding => ({
          rule: "variable",
          severity: "advice",
          where,
          message: `holds ${JSON.stringify(text)}, and it is not known whether destinations take variables, nor what the statement does then`,
          remedy: "write the value itself",
        }),
      ),
  );
};
