import { coversAction } from "./decide.ts";
import { isUnreadable, type PolicyStatement, parseAccessPolicy } from "./document.ts";
import { evaluatePolicies } from "./evaluate.ts";
import { variablesIn } from "./request-conditions.ts";
import { resourceAnswer, resourceTexts } from "./resources.ts";
import type { InvokeRequest } from "./role-request.ts";
import { namesLogs } from "./trust.ts";
import { type Answer, all, decisive, type Verdict } from "./verdict.ts";

/** A permission to use a Lambda function, as `AddPermission` of Lambda takes it. [F399] */
export interface FunctionPermission {
  /** Its name among those of the function. */
  readonly statementId: string;
  /** The service or the account that may use it: `logs.amazonaws.com`, 12 digits, an ARN, or `*`. */
  readonly principal: string;
  /** The action that it is for. @default lambda:InvokeFunction */
  readonly action?: string | undefined;
  /** The ARN on whose behalf it is used, `*` and `?` as in IAM. @default any */
  readonly sourceArn?: string | undefined;
  /** The account on whose behalf it is used. @default any */
  readonly sourceAccount?: string | undefined;
  /** The organization of the principal. @default any */
  readonly principalOrgID?: string | undefined;
  /** The version or the alias that it is for. @default the function without a qualifier */
  readonly qualifier?: string | undefined;
}

/** The resource-based policy that Lambda makes of permissions, as JSON text. [F399] */
export function functionPolicy(functionArn: string, permissions: readonly FunctionPermission[]): string {
  const statements = permissions.map((permission) => {
    const { statementId, principal, action = "lambda:InvokeFunction", qualifier } = permission;
    const { sourceArn, sourceAccount, principalOrgID } = permission;
    const equal = {
      ...(sourceAccount !== undefined && { "AWS:SourceAccount": sourceAccount }),
      ...(principalOrgID !== undefined && { "aws:PrincipalOrgID": principalOrgID }),
    };
    const condition = {
      ...(Object.keys(equal).length > 0 && { StringEquals: equal }),
      ...(sourceArn !== undefined && { ArnLike: { "AWS:SourceArn": sourceArn } }),
    };
    const isService = /^[^:]*[a-z][^:]*\./.test(principal);
    return {
      Sid: statementId,
      Effect: "Allow",
      Principal: principal === "*" ? "*" : { [isService ? "Service" : "AWS"]: principal },
      Action: action,
      Resource: qualifier === undefined ? functionArn : `${functionArn}:${qualifier}`,
      ...(Object.keys(condition).length > 0 && { Condition: condition }),
    };
  });
  return JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: statements });
}

/**
 * Decides, as Lambda does, whether CloudWatch Logs may invoke a function for a log group, by the function's resource-based
 * policy: there is no role. [F386]
 * @param policy JSON text, as {@link functionPolicy} writes it
 */
export function mayInvokeFunction(policy: string, request: Omit<InvokeRequest, "action">): Verdict {
  const read = parseAccessPolicy(policy);
  if (isUnreadable(read)) return { answer: "no", reason: `${read.where} ${read.message}` };
  const invocation: InvokeRequest = { ...request, action: "lambda:InvokeFunction" };
  return evaluatePolicies([{ policy: read }], invocation, (statement, version) => {
    const texts = resourceTexts(statement, version, variablesIn(invocation));
    const answers: Answer[] = [
      coversAction(statement, invocation.action) ? "yes" : "no",
      principalAnswer(statement, request.source.region),
      resourceAnswer(statement, texts, request.resource),
    ];
    const reason = "names a resource by a variable or a wildcard whose meaning is not known";
    return decisive(
      all,
      answers.map((answer) => ({ answer, reason })),
    ) as Verdict;
  });
}

function principalAnswer({ principals }: PolicyStatement, region: string | undefined): Answer {
  if (principals.excluded) return "no";
  return principals.everyone ? "yes" : namesLogs(principals.services, region);
}
