import { Token } from "cdktf";
import type { LogSubscriber, SubscriberKind } from "../log-subscriber";
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
 * listed, or are more than IAM takes, the sources are a pattern over accounts.
 */
export function trustPolicyText({ surroundings, subscribers, bySourceOrganization }: TrustParts): string {
  const sources = (senders: string[], ownerToo = false) =>
    surroundings.flatMap(({ partition, region, account }) =>
      [...(ownerToo ? [account] : []), ...senders].map((from) => `arn:${partition}:logs:${region}:${from}:*`),
    );
  const anyAccount = document(statement(sources(["*"])));

  const { accounts = [], organizations = [], organizationPaths = [] } = idsByKind(subscribers);
  const inOrganizations = organizations.length + organizationPaths.length > 0;
  const listable = subscribers.length > 0 && !subscribers.some(({ _ids }) => Token.isUnresolved(_ids));
  if (!listable || (inOrganizations && !bySourceOrganization)) return anyAccount;

  const confined = document(
    statement(sources(accounts, true)),
    ...fromOrganizations(sources(["*"]), { StringEquals: { "aws:SourceOrgID": organizations } }),
    ...fromOrganizations(sources(["*"]), { "ForAnyValue:StringLike": { "aws:SourceOrgPaths": organizationPaths } }),
  );
  return longestLength(confined) > maxTrustPolicyLength ? anyAccount : confined;
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
