import { Token } from "cdktf";
import type { LogSubscriber } from "../log-subscriber";
import type { SubscriberKind } from "./subscriber-id";
import type { Surroundings } from "./surroundings";

/** Who the service may act for when it assumes the role of a destination. */
export interface TrustParts {
  /** One for each Region that the role writes from. */
  readonly surroundings: readonly Surroundings[];
  /** Empty where they are not known here. */
  readonly subscribers: readonly LogSubscriber[];
  /** Confines senders that cannot be listed by `aws:SourceOrgID` and `aws:SourceOrgPaths` too. */
  readonly bySourceOrganization: boolean;
}

/** The most characters of a trust policy that IAM takes without a raised quota. */
const maxTrustPolicyLength = 2048;

/**
 * The trust policy of a destination's role. The owner is among the sources, since the service tests the target in its
 * name; a sender that is not among them has its filter accepted and nothing delivered. So where the senders cannot be
 * confined, the sources are a pattern over accounts.
 */
export function trustPolicyText(parts: TrustParts): string {
  return unconfined(parts) !== undefined ? document(statement(sources(parts, ["*"]))) : confinedText(parts);
}

/** Why the trust cannot be confined to the senders; `undefined` where it can. */
export function unconfined(parts: TrustParts): string | undefined {
  const { subscribers, bySourceOrganization } = parts;
  if (subscribers.length === 0) return "its subscribers are not known here";
  if (subscribers.some(({ _ids }) => Token.isUnresolved(_ids)))
    return "a list token stands for an unknown number of accounts";
  if (inOrganizations(subscribers) && !bySourceOrganization) return "the accounts of an organization cannot be listed";
  const length = longestLength(confinedText(parts));
  return length > maxTrustPolicyLength
    ? `with that many accounts it would have ${length} characters, and IAM takes ${maxTrustPolicyLength}`
    : undefined;
}

/** Does some subscriber come in by its organization? */
export function inOrganizations(subscribers: readonly LogSubscriber[]): boolean {
  return subscribers.some(({ _kind }) => _kind !== "accounts");
}

function confinedText(parts: TrustParts): string {
  const { accounts = [], organizations = [], organizationPaths = [] } = idsByKind(parts.subscribers);
  const anyAccount = sources(parts, ["*"]);
  return document(
    statement(sources(parts, accounts, true)),
    ...fromOrganizations(anyAccount, { StringEquals: { "aws:SourceOrgID": organizations } }),
    ...fromOrganizations(anyAccount, { "ForAnyValue:StringLike": { "aws:SourceOrgPaths": organizationPaths } }),
  );
}

function sources({ surroundings }: TrustParts, senders: string[], ownerToo = false): string[] {
  return surroundings.flatMap(({ partition, region, account }) =>
    [...(ownerToo ? [account] : []), ...senders].map((from) => `arn:${partition}:logs:${region}:${from}:*`),
  );
}

type Conditions = Record<string, Record<string, string[]>>;

function document(...statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function statement(sources: string[], conditions: Conditions = {}): object {
  return {
    Effect: "Allow",
    Principal: { Service: "logs.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringLike: { "aws:SourceArn": sources }, ...conditions },
  };
}

function fromOrganizations(sources: string[], conditions: Conditions): object[] {
  const named = Object.values(conditions).some((keys) => Object.values(keys).some((values) => values.length > 0));
  return named ? [statement(sources, conditions)] : [];
}

function idsByKind(subscribers: readonly LogSubscriber[]): Partial<Record<SubscriberKind, string[]>> {
  const ids: Partial<Record<SubscriberKind, string[]>> = {};
  for (const { _kind, _ids } of subscribers) ids[_kind] = [...new Set([...(ids[_kind] ?? []), ..._ids])];
  return ids;
}

/** The length with each token at its longest, that of a Region's name. */
function longestLength(text: string): number {
  return text.replace(/\$\{TfToken\[[^\]]*\]\}/g, "us-isof-south-1").length;
}
