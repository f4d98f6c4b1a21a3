import { accountIdPattern, destinationArn as formatDestinationArn } from "../arn.ts";
import { policyAnswers } from "./answers.ts";
import { conditionHolds, isEvaluable, isKnownOperator } from "./conditions.ts";
import { coversAction, coversResource, keyValues, type Subscriber } from "./decide.ts";
import {
  type AccessPolicy,
  isUnreadable,
  type PolicyCondition,
  type PolicyStatement,
  readAccessPolicy,
} from "./document.ts";
import {
  maxAccessPolicyBytes,
  organizationIdPattern,
  organizationKeys,
  organizationPathPattern,
  policyBytes,
} from "./limits.ts";

/** The rules that {@link checkAccessPolicy} holds a policy to, in the order in which the service would speak up. */
export type PolicyRule =
  | "size"
  | "grammar"
  | "condition-key"
  | "principal"
  | "account-to-organization"
  | "effect"
  | "action"
  | "resource"
  | "unknown-principal"
  | "condition-value"
  | "condition-operator"
  | "open-to-everyone";

/** One thing that is wrong with an access policy. */
export interface PolicyFinding {
  rule: PolicyRule;
  /**
   * `refused`: `PutDestinationPolicy` answers with an error. `advice`: the service takes it, and senders fail later or
   * more of them get in than the author may think.
   */
  severity: "refused" | "advice";
  /** Where in the document, `Statement[0].Principal`. */
  where: string;
  /** What is wrong, with the value got. */
  message: string;
  /** What to write instead. */
  remedy: string;
  /** What the service answers; present on `refused` alone. */
  answer?: string;
}

/** What a policy is checked against beside itself. Each rule that needs a missing member is left out. */
export interface PolicyContext {
  /** The destination it is for: each `Resource` must cover it. */
  destinationArn?: string;
  /** Its name, for a caller without the ARN: each `Resource` must cover a destination of this name. */
  destinationName?: string;
  /** The policy in force: going from account ids to an organization needs `forceUpdate`. */
  currentPolicy?: string;
  /** @default false */
  forceUpdate?: boolean;
}

/**
 * Checks an access policy against what the service refuses and against what it takes and senders then stumble over.
 *
 * @param text the policy as it would be sent
 * @returns every finding, the ones that the service would refuse first and in its order; empty for a good policy
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDestinationPolicy.html
 */
export function checkAccessPolicy(text: string, context: PolicyContext = {}): PolicyFinding[] {
  const bytes = policyBytes(text);
  const findings: PolicyFinding[] = [];
  if (bytes > maxAccessPolicyBytes) {
    findings.push({
      rule: "size",
      severity: "refused",
      where: "the document",
      message: `is ${bytes} bytes, ${bytes - maxAccessPolicyBytes} too many`,
      remedy: `keep it within ${maxAccessPolicyBytes} bytes: leave out white space, or name the organization instead of its accounts`,
      answer: policyAnswers.size(maxAccessPolicyBytes),
    });
  }
  const policy = readAccessPolicy(text);
  if (isUnreadable(policy)) {
    findings.push(ungrammatical({ ...policy, remedy: "write an IAM policy document with a Statement" }));
    return findings;
  }
  // The service finishes one check over the whole document before the next. [F58]
  for (const { whole, each } of rules) {
    if (whole) findings.push(...whole(policy, context));
    else findings.push(...policy.statements.flatMap((statement) => each(statement, context)));
  }
  return findings.sort((a, b) => Number(a.severity === "advice") - Number(b.severity === "advice"));
}

function ungrammatical(found: Pick<PolicyFinding, "where" | "message" | "remedy">): PolicyFinding {
  return { rule: "grammar", severity: "refused", ...found, answer: policyAnswers.grammar };
}

type DocumentRule = (policy: AccessPolicy, context: PolicyContext) => PolicyFinding[];
type StatementRule = (statement: PolicyStatement, context: PolicyContext) => PolicyFinding[];

const conditionKeys: StatementRule = ({ at, conditions }) =>
  conditions
    .filter(({ key }) => !organizationKeys.includes(key))
    .map(({ key, operator }) => ({
      rule: "condition-key",
      severity: "refused",
      where: `${at}.Condition.${operator}`,
      message: `uses the condition key ${JSON.stringify(key)}`,
      remedy: `use ${organizationKeys.join(" or ")}, in this very spelling`,
      answer: policyAnswers.conditionKey,
    }));

const principals: StatementRule = ({ at, principals: { everyone, aws, excluded }, conditions }) => {
  // That the service refuses it is inferred. [F64]
  if (excluded) {
    const remedy = "name those who may subscribe as Principal; nobody else may then";
    return [ungrammatical({ where: `${at}.NotPrincipal`, message: "names those who are left out", remedy })];
  }
  const where = `${at}.Principal`;
  const unconditional = conditions.length === 0;
  if (everyone && !unconditional) return [];
  if (everyone || aws === undefined || aws.length === 0) {
    const message = everyone ? 'is "*" without a Condition' : "names no AWS account";
    const remedy = 'name account ids, {"AWS":["111122223333"]}, or use "*" with a condition on aws:PrincipalOrgID';
    return [ungrammatical({ where, message, remedy })];
  }
  const refusal = (name: string): PolicyFinding[] => {
    const finding = { rule: "principal", severity: "refused", where } as const;
    if (name.startsWith("arn:")) {
      const account = name.split(":")[4];
      const remedy = account ? `write the account id alone: ${account}` : "write account ids, without any ARN";
      return [{ ...finding, message: `holds the ARN ${name}`, remedy, answer: policyAnswers.principalArn(name) }];
    }
    // With a condition `{"AWS":"*"}` is accepted, as users report [F62]; for other operators that is inferred [F63].
    if (name === "*" && unconditional) {
      const remedy = 'name account ids, or use "*" with a condition on aws:PrincipalOrgID';
      const message = 'holds "*" without a Condition';
      return [{ ...finding, message, remedy, answer: policyAnswers.principalEveryone }];
    }
    return [];
  };
  return aws.flatMap(refusal);
};

/** By which of its two kinds a document names AWS principals. One that uses both counts as both: inferred. [F67] */
function principalKinds({ statements }: AccessPolicy): { accounts: boolean; organizations: boolean } {
  return {
    accounts: statements.some(({ principals: { aws } }) => aws?.some((name) => name !== "*")),
    organizations: statements.some(({ conditions }) => conditions.some(({ key }) => organizationKeys.includes(key))),
  };
}

const accountToOrganization: DocumentRule = (policy, { currentPolicy, forceUpdate }) => {
  if (forceUpdate || currentPolicy === undefined || currentPolicy === "") return [];
  const current = readAccessPolicy(currentPolicy);
  if (isUnreadable(current)) return [];
  const before = principalKinds(current);
  const after = principalKinds(policy);
  if (!before.accounts || before.organizations || !after.organizations) return [];
  return [
    {
      rule: "account-to-organization",
      severity: "refused",
      where: "the document",
      message: "names an organization where the policy in force names accounts",
      remedy: "set forceUpdate; subscription filters without a role stop delivering, so give them one first",
      answer: policyAnswers.accountToOrganization,
    },
  ];
};

const effects: StatementRule = ({ at, effect }) =>
  effect === "Allow" || effect === "Deny"
    ? []
    : [
        {
          rule: "effect",
          severity: "advice",
          where: `${at}.Effect`,
          message: `is ${JSON.stringify(effect)}, so the statement does nothing`,
          remedy: 'write "Allow" or "Deny"',
        },
      ];

const subscribeActions = ["logs:PutSubscriptionFilter", "logs:PutAccountPolicy"];

const actions: StatementRule = (statement) =>
  subscribeActions.some((action) => coversAction(statement, action))
    ? []
    : [
        {
          rule: "action",
          severity: "advice",
          where: `${statement.at}.Action`,
          message: `is ${JSON.stringify(statement.actions)}, which no sender needs, so the statement does nothing`,
          remedy: "write logs:PutSubscriptionFilter",
        },
      ];

const resources: StatementRule = (statement, { destinationArn, destinationName }) => {
  const covers =
    destinationArn !== undefined
      ? coversResource(statement, destinationArn)
      : destinationName === undefined || coversDestinationNamed(statement, destinationName);
  if (covers) return [];
  return [
    {
      rule: "resource",
      severity: "advice",
      where: `${statement.at}.Resource`,
      message: `is ${JSON.stringify(statement.resources)}, which is not this destination, so the statement does nothing`,
      remedy: `write ${destinationArn ?? `arn:aws:logs:REGION:ACCOUNT:destination:${destinationName}`}`,
    },
  ];
};

/** Whatever partition, Region and account the statement names, could it cover a destination of this name there? */
function coversDestinationNamed(statement: PolicyStatement, destinationName: string): boolean {
  return statement.resources.some((pattern) => {
    const [, partition = "*", , region = "*", account = "*"] = pattern.split(":");
    return coversResource(statement, formatDestinationArn({ partition, region, account, destinationName }));
  });
}

// The unique ids of roles and users begin with AROA and AIDA [F60] and are taken as principals [F59].
const uniqueId = /^A(ROA|IDA)[A-Z0-9]{12,}$/;

const unknownPrincipals: StatementRule = ({ at, principals: { aws = [] } }) =>
  aws
    .filter((name) => name !== "*" && !name.startsWith("arn:") && !accountIdPattern.test(name) && !uniqueId.test(name))
    .map((name) => ({
      rule: "unknown-principal",
      severity: "advice",
      where: `${at}.Principal`,
      message: `holds ${JSON.stringify(name)}, which is no account id and matches nobody`,
      remedy: "write an account id of 12 digits, as a string",
    }));

interface OrganizationForm {
  form: RegExp;
  expected: string;
}

const organizationForms: ReadonlyMap<string, OrganizationForm> = /* @__PURE__ */ new Map([
  ["aws:PrincipalOrgID", { form: organizationIdPattern, expected: "an id such as o-a1b2c3d4e5" }],
  [
    "aws:PrincipalOrgPaths",
    { form: organizationPathPattern, expected: "a path such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*" },
  ],
]);

const conditionValues: StatementRule = ({ at, conditions }) =>
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
    // Null takes true or false.
    if (!known || operator === "Null") return [];
    return values.flatMap((value) => {
      const pattern = /[*?]/.test(value);
      if (pattern && /Like/.test(operator)) return [];
      const shown = JSON.stringify(value);
      if (pattern) {
        const message = `holds ${shown}, where ${operator} takes * and ? for themselves, so that it matches nobody`;
        return [{ ...finding, message, remedy: `write ${patternOperators.get(key)}` }];
      }
      if (known.form.test(value)) return [];
      return [
        { ...finding, message: `holds ${shown}, which matches no organization`, remedy: `write ${known.expected}` },
      ];
    });
  });

/** The operator under which a value may hold `*` and `?`. */
const patternOperators: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ["aws:PrincipalOrgID", "StringLike"],
  ["aws:PrincipalOrgPaths", "ForAnyValue:StringLike"],
]);

const conditionOperators: StatementRule = ({ at, conditions }) =>
  conditions.flatMap(({ operator, key, values }): PolicyFinding[] => {
    const finding = { rule: "condition-operator", severity: "advice", where: `${at}.Condition.${operator}` } as const;
    if (!isKnownOperator(operator)) {
      const remedy = "use StringEquals for an organization, ForAnyValue:StringLike for its paths";
      return [
        { ...finding, message: "is not an operator over strings, so whom the statement is about is not known", remedy },
      ];
    }
    if (key === "aws:PrincipalOrgPaths" && operator !== "Null" && !operator.startsWith("For")) {
      const pattern = values.some((value) => /[*?]/.test(value));
      const remedy = `write ${pattern ? "ForAnyValue:StringLike" : `ForAnyValue:${operator}`}`;
      return [{ ...finding, message: "compares one value, and aws:PrincipalOrgPaths is a list of them", remedy }];
    }
    return [];
  });

const openToEveryone: StatementRule = ({ at, effect, principals: { everyone, aws, excluded }, conditions }) => {
  const anyone = everyone || aws?.includes("*");
  const readable = conditions.length > 0 && isEvaluable({ conditions });
  if (effect !== "Allow" || !anyone || excluded || !readable) return [];
  const stranger = strangersTo(conditions).find((subscriber) =>
    conditions.every((condition) => conditionHolds(condition, keyValues(condition.key, subscriber))),
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

type Organized = Pick<Subscriber, "organization" | "organizationPath">;

/** Accounts that nobody can have meant: of organizations that no value names in full, and of none. */
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

const rules: readonly ({ whole: DocumentRule; each?: never } | { each: StatementRule; whole?: never })[] = [
  { each: conditionKeys },
  { each: principals },
  { whole: accountToOrganization },
  { each: effects },
  { each: actions },
  { each: resources },
  { each: unknownPrincipals },
  { each: conditionValues },
  { each: conditionOperators },
  { each: openToEveryone },
];
