import {
  type AccessPolicy,
  isUnreadable,
  type PolicyCondition,
  type PolicyStatement,
  parseArn,
  partitionOf,
  readAccessPolicy,
} from "@log-destinations/core";
import {
  accountIdPattern,
  conditionHolds,
  coversAction,
  coversResource,
  isKnownOperator,
} from "@log-destinations/core/service";
import type { RoleVersion } from "../state/records.ts";

/** Is this the ARN of a role? */
export function isRoleArn(text: string): boolean {
  const arn = parseArn(text);
  return arn?.service === "iam" && accountIdPattern.test(arn.account) && /^role\/./.test(arn.resource);
}

/** On whose behalf CloudWatch Logs assumes a role, in the terms in which a policy can speak of it. */
export interface Source {
  readonly account: string;
  readonly region: string;
  readonly organization?: string | undefined;
  readonly organizationPath?: string | undefined;
}

/**
 * Reads a policy of a role.
 * @throws TypeError where it is no policy, or uses a condition that cannot be evaluated here
 */
export function readRolePolicy(text: string): AccessPolicy {
  const policy = readAccessPolicy(text);
  if (isUnreadable(policy)) throw new TypeError(`${policy.where} ${policy.message}`);
  for (const { at, conditions } of policy.statements) {
    for (const { key, operator } of conditions) {
      if (!Object.hasOwn(sourceKeys, key.toLowerCase())) {
        const known = Object.values(sourceKeys).map(({ name }) => name);
        throw new TypeError(`${at} uses the condition key ${key}; those that are evaluated here: ${known.join(", ")}`);
      }
      if (!isKnownOperator(asStringOperator(operator))) {
        throw new TypeError(`${at} uses the condition operator ${operator}, which is not evaluated here`);
      }
    }
  }
  return policy;
}

/** May CloudWatch Logs assume the role on behalf of this source? */
export function trusts({ trust }: RoleVersion, source: Source): boolean {
  const principals = ["logs.amazonaws.com", `logs.${source.region}.${partitionOf(source.region).dnsSuffix}`];
  return allows(readRolePolicy(trust).statements, source, (statement) => {
    const { everyone, services, excluded } = statement.principals;
    const named = everyone || services.some((service) => principals.includes(service));
    return named !== excluded && coversAction(statement, "sts:AssumeRole");
  });
}

/** May the role do this, assumed on behalf of this source? */
export function permits({ permissions }: RoleVersion, action: string, resource: string, source: Source): boolean {
  const statements = Object.values(permissions).flatMap((text) => readRolePolicy(text).statements);
  return allows(
    statements,
    source,
    (statement) => coversAction(statement, action) && coversResource(statement, resource),
  );
}

function allows(
  statements: readonly PolicyStatement[],
  source: Source,
  covers: (statement: PolicyStatement) => boolean,
): boolean {
  const applying = statements.filter(
    (statement) => covers(statement) && statement.conditions.every((condition) => holds(condition, source)),
  );
  const effects = applying.map(({ effect }) => effect);
  return effects.includes("Allow") && !effects.includes("Deny");
}

interface SourceKey {
  readonly name: string;
  /** @param literal whether it is compared as it stands, without wildcards */
  readonly of: (source: Source, literal: boolean) => string | undefined;
}

/** The keys that can be evaluated, by their names in small letters, as IAM compares them. [F120] */
const sourceKeys: Readonly<Record<string, SourceKey>> = {
  "aws:sourcearn": {
    name: "aws:SourceArn",
    // The documentation confines roles by the form that ends in `:*` [F113], and says nothing of what follows the
    // account. A narrower pattern may match in reality and does not here. That what is compared is a concrete ARN, which
    // no text with a wildcard equals, is inferred; which one is not known. [F115]
    of: ({ account, region }, literal) =>
      `arn:${partitionOf(region).name}:logs:${region}:${account}:${literal ? "log-group" : "*"}`,
  },
  "aws:sourceaccount": { name: "aws:SourceAccount", of: ({ account }) => account },
  // That the service fills in the organization of the source is inferred from IAM's list of keys. [F117]
  "aws:sourceorgid": { name: "aws:SourceOrgID", of: ({ organization }) => organization },
  "aws:sourceorgpaths": { name: "aws:SourceOrgPaths", of: ({ organizationPath }) => organizationPath },
};

function holds(condition: PolicyCondition, source: Source): boolean {
  const operator = asStringOperator(condition.operator);
  const value = sourceKeys[condition.key.toLowerCase()]?.of(source, isLiteral(operator));
  return conditionHolds({ ...condition, operator }, value === undefined ? [] : [value]);
}

function isLiteral(operator: string): boolean {
  return /\bString(Not)?Equals/.test(operator);
}

/**
 * The classic mistake in a trust policy, told in a line: `StringEquals` with a wildcard in `aws:SourceArn`, which it
 * takes for a star.
 */
export function literalWildcard({ trust }: RoleVersion): string | undefined {
  const conditions = readRolePolicy(trust).statements.flatMap((statement) => statement.conditions);
  const wrong = conditions.find(
    ({ key, operator, values }) =>
      key.toLowerCase() === "aws:sourcearn" && isLiteral(operator) && values.some((value) => /[*?]/.test(value)),
  );
  return wrong && `${wrong.operator} compares ${wrong.key} without wildcards; use ArnLike or StringLike`;
}

/** `ArnEquals` and `ArnLike` are the same to IAM, and both take wildcards. [F122] */
function asStringOperator(operator: string): string {
  return operator.replace(/\bArn(Not)?(?:Equals|Like)/, "String$1Like");
}
