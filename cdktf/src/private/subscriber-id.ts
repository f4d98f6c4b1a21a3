import { Token } from "cdktf";
import { accountIdPattern, organizationIdPattern, organizationPathPattern, parseArn } from "./core";
import { asToken, isListElement, isLiteral } from "./literal";
import { shown } from "./shown";

/** The three ways to name subscribers, by the members of the core's `AccessPolicyGrant`. */
export type SubscriberKind = "accounts" | "organizations" | "organizationPaths";

const forms: Record<SubscriberKind, { form: RegExp; expected: string }> = {
  accounts: { form: accountIdPattern, expected: "an account id of 12 digits, as a string" },
  organizations: { form: organizationIdPattern, expected: "an organization's id, such as o-a1b2c3d4e5" },
  organizationPaths: {
    form: organizationPathPattern,
    expected: "a path that ends in / or /*, such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*",
  },
};

/**
 * Takes an id of one subscriber, or a token for it of whatever type.
 *
 * @param factory the method of `LogSubscriber` that an error speaks of
 */
export function subscriberId(factory: string, kind: SubscriberKind, id: unknown): string {
  const { form, expected } = forms[kind];
  const refusal = (remedy: string) =>
    new Error(`LogSubscriber.${factory} got ${shown(id)}; expected ${expected}${remedy} [LD2201]`);
  if (typeof id !== "string") {
    if (Token.isUnresolved(id)) return Token.asString(id);
    throw refusal("");
  }
  if (isListElement(id)) {
    throw refusal(`. This is an element of a list token: give LogSubscriber.${kind} the whole list`);
  }
  if (!isLiteral(id)) return asToken(id);
  if (form.test(id)) return id;
  throw refusal(remedyFor(id));
}

/**
 * Takes the ids of several, each as above, or one token for all of them: a list token, or what a function or a variable
 * gives for a list, be it typed as a string or as anything.
 */
export function subscriberIds(kind: SubscriberKind, ids: unknown): string[] {
  if (!Array.isArray(ids)) {
    if (typeof ids === "string" && !isLiteral(ids)) return Token.asList(asToken(ids));
    if (Token.isUnresolved(ids)) return Token.asList(ids);
    throw new Error(`LogSubscriber.${kind} got ${shown(ids)}; expected a list [LD2202]`);
  }
  if (ids.length === 1 && Token.isUnresolved(ids)) return ids;
  if (ids.length === 0) throw new Error(`LogSubscriber.${kind}: the list is empty; name one or leave it out [LD2203]`);
  return ids.map((id) => subscriberId(kind, kind, id));
}

function remedyFor(id: string): string {
  if (id === "*") return ". The service lets nobody in by *: name accounts, or use LogSubscriber.organization";
  const account = parseArn(id)?.account;
  if (account) return `. The service takes no ARN here, and means the whole account anyway: write "${account}"`;
  return "";
}
