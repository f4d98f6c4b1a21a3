import { partitionOf } from "../partitions.ts";
import { coversAction } from "./decide.ts";
import { type AccessPolicy, isUnreadable, type PolicyStatement, parseAccessPolicy } from "./document.ts";
import { evaluatePolicies } from "./evaluate.ts";
import { unknownText } from "./request-conditions.ts";
import { logsPrincipal, type TrustSource } from "./trust-source.ts";
import { type Answer, all, any, between, decisive, type Verdict } from "./verdict.ts";

/**
 * Decides, as IAM does, whether CloudWatch Logs may assume a role on behalf of an account: of a destination's owner to
 * test the target, of a sender to deliver its log events. [F113]
 *
 * @param trustPolicy the role's trust policy as JSON text; a string in it that is {@link unknownText} may be any, and as an
 * `AWS` principal any account
 * @returns `no` too for a document that IAM would not store; `undecided` where the answer hangs on a condition that is
 * not evaluated here, on what is unknown of the source, or on such a string
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CreateDestination.html
 */
export function mayAssumeRole(trustPolicy: string, source: TrustSource): Verdict {
  const policy = parseAccessPolicy(trustPolicy);
  if (isUnreadable(policy)) return { answer: "no", reason: `${policy.where} ${policy.message}` };
  const refused = whyRefused(policy);
  if (refused !== undefined) return { answer: "no", reason: refused };
  const { version, statements } = policy;
  if ([version, ...statements.map(({ effect }) => effect)].includes(unknownText)) {
    return { answer: "undecided", reason: "its Version or an Effect is not known yet" };
  }
  return evaluatePolicies([{ policy }], { action: "sts:AssumeRole", source }, (statement) => {
    const verdicts = [principalVerdict(statement, source.region), actionVerdict(statement)];
    return decisive(all, verdicts) as Verdict;
  });
}

/** Why IAM would not store such a trust policy; `undefined` where nothing is known against it. [F267] */
function whyRefused({ version, statements }: AccessPolicy): string | undefined {
  if (version !== undefined && !["2012-10-17", "2008-10-17", unknownText].includes(version)) {
    return `its Version is ${JSON.stringify(version)}; IAM takes 2012-10-17`;
  }
  for (const { at, effect, principals, resources } of statements) {
    const taken = "which IAM takes in no trust policy";
    if (principals.excluded) return `${at} has a NotPrincipal, ${taken}; name the service as Principal`;
    if (principals.everyone) return `${at} has "Principal": "*", ${taken}; name the service`;
    if (resources.length > 0) return `${at} has a Resource, ${taken}; leave it out`;
    if (!["Allow", "Deny", unknownText].includes(effect)) {
      return `${at} has the Effect ${JSON.stringify(effect)}; IAM takes Allow and Deny`;
    }
  }
  return undefined;
}

function principalVerdict({ principals: { services, aws } }: PolicyStatement, region: string | undefined): Verdict {
  const answer = namesLogs(services, region);
  if (answer !== "no" || !aws?.includes("*")) return { answer, reason: "names a service that is not known yet" };
  return {
    answer: "undecided", // [F268]
    reason: 'names {"AWS":"*"}, and it is not documented whether a service is among these principals; name the service',
  };
}

/** Is the service principal of CloudWatch Logs in a Region among these? */
export function namesLogs(services: readonly string[], region: string | undefined): Answer {
  return any(services, (name) => isLogs(name, region));
}

function isLogs(name: string, region: string | undefined): Answer {
  if (name === logsPrincipal) return "yes";
  if (name === unknownText) return "undecided";
  const regional = region ?? name.split(".")[1] ?? "";
  if (name !== `logs.${regional}.${partitionOf(regional).dnsSuffix}`) return "no"; // [F112]
  return region === undefined ? "undecided" : "yes";
}

function actionVerdict(statement: PolicyStatement): Verdict {
  const covers = (unknown: string): boolean => {
    const actions = statement.actions.map((action) => (action === unknownText ? unknown : action));
    return coversAction({ ...statement, actions }, "sts:AssumeRole");
  };
  return { answer: between(covers(""), covers("*")), reason: "has an Action that is not known yet" };
}
