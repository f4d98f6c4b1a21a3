import { conditional, Fn, Op, Token } from "cdktf";
import { accountPolicyNameShape, selectionCriteria, subscriptionPolicyDocument } from "./core";
import { unquoted } from "./encoded-list";
import { escaped, segmentsOf } from "./expressions";
import { asToken, isLiteral } from "./literal";
import { operand } from "./operand";
import { refuseListElement } from "./rules";

type SubscriptionPolicy = Parameters<typeof subscriptionPolicyDocument>[0];

/** What the document of an account-level subscription holds, in the service's words; each can be a token. */
export type PolicyParts = Omit<SubscriptionPolicy, "Distribution"> & { readonly Distribution: string | undefined };

/** Refuses a literal that is not the name of an account policy, and one that Terraform could not import. */
export function refuseBadPolicyName(name: string): void {
  if (!isLiteral(name)) return;
  const shown = `policyName is ${JSON.stringify(name)}`;
  const { reservedPrefix } = accountPolicyNameShape;
  if (name.toLowerCase().startsWith(reservedPrefix)) {
    throw new Error(
      `${shown}; the service keeps names that begin with ${reservedPrefix} for itself, take another one [LD2904]`,
    );
  }
  if (name !== "" && !name.includes(":")) return;
  throw new Error(
    `${shown}; give a name without a colon, since Terraform imports an account policy by NAME:TYPE [LD2905]`,
  );
}

/** Writes the document. Terraform writes a pattern that only it knows, which may hold quotes. */
export function policyDocument(parts: PolicyParts): string {
  // `TerraformVariable.value` and the value of an iterator are objects, which JSON has no room for.
  const texts = Object.entries(parts).map(([name, part]) => [name, part === undefined ? part : Token.asString(part)]);
  const policy = Object.fromEntries(texts) as SubscriptionPolicy;
  const encoded = isLiteral(policy.FilterPattern) ? undefined : Fn.jsonencode(joined(policy.FilterPattern));
  const document = subscriptionPolicyDocument({ ...policy, FilterPattern: encoded ?? policy.FilterPattern });
  return unquoted(escaped(document), encoded === undefined ? [] : [encoded]);
}

/** The text as an expression, in which the quotes around its tokens are escaped. */
function joined(text: string): string {
  const segments = segmentsOf(text).filter((segment) => segment.text !== "");
  return Fn.join(
    "",
    segments.map((segment) => (segment.isExpression ? operand(asToken(segment.text)) : quoted(segment.text))),
  );
}

/** A text in quotes; `rawString` escapes all of it but backslashes, which regular expressions are full of. */
function quoted(text: string): string {
  return Fn.rawString(escaped(text).replace(/\\/g, "\\\\").split("$${").join("${"));
}

/**
 * Writes the criteria that leave log groups out, the names sorted and each once; `undefined` where there are none. Where one is
 * a token, Terraform sorts.
 *
 * @throws an error for a literal that no log group can be called, and for literals over 25 KB
 */
export function selectionCriteriaText(names: string[] | undefined): string | undefined {
  if (names === undefined) return undefined;
  if (Token.isUnresolved(names)) {
    const list = distinctNames(Fn.flatten([operand(names)]));
    // A list that is empty leaves nothing out, and the service takes no empty criteria.
    return Token.asString(conditional(Op.gte(Fn.lengthOf(list), 1), written(list), Token.nullValue()));
  }
  for (const name of names) refuseListElement("excludeLogGroups", name);
  const text = selectionCriteria(names.filter(isLiteral));
  return names.every(isLiteral) ? text : written(distinctNames(names.map((name) => operand(asToken(name)))));
}

function distinctNames(names: string[]): string[] {
  return Fn.sort(Fn.distinct(names));
}

function written(names: string[]): string {
  return `LogGroupName NOT IN ${Fn.jsonencode(names)}`;
}
