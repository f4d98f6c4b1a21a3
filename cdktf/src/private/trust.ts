import { Token } from "cdktf";
import type { LogSubscriber } from "../log-subscriber";
import { maxTrustPolicyLength, sourceArn } from "./core";
import type { Location } from "./location";
import { atLongest, longestIds, longestPlace } from "./longest-values";
import { assumeRoleStatement } from "./service-role";
import type { SubscriberKind } from "./subscriber-id";

/** Who the service may act for when it assumes the role of one or several destinations. */
export interface TrustParts {
  /** One for each Region that the role writes from. */
  readonly locations: readonly Location[];
  /** Those of each destination, none of one whose access policy is made elsewhere. */
  readonly subscribers: readonly (readonly LogSubscriber[])[];
  /** Confines senders that cannot be listed by `aws:SourceOrgID` and `aws:SourceOrgPaths` too. */
  readonly bySourceOrganization: boolean;
}

/**
 * The trust policy of a destination's role. The owner is among the sources, since the service tests the target in its
 * name; a sender that is not among them has its filter accepted and nothing delivered. So where the senders cannot be
 * confined, the sources are a pattern over accounts.
 */
export function trustPolicyText(parts: TrustParts): string {
  return confined(parts).text ?? document(statement(sources(parts.locations, anyAccount)));
}

/** Why the trust cannot be confined to the senders; `undefined` where it can. */
export function unconfined(parts: TrustParts): string | undefined {
  return confined(parts).obstacle;
}

/** Does some subscriber come in by its organization? */
export function inOrganizations(subscribers: readonly LogSubscriber[]): boolean {
  return subscribers.some(({ _kind }) => _kind !== "accounts");
}

function confined({ locations, subscribers, bySourceOrganization }: TrustParts): {
  text?: string;
  obstacle?: string;
} {
  const senders = subscribers.flat();
  if (senders.length === 0 || subscribers.some(({ length }) => length === 0))
    return { obstacle: "the subscribers of a destination are not known here" };
  if (senders.some(({ _ids }) => Token.isUnresolved(_ids)))
    return { obstacle: "a list token stands for an unknown number of subscribers" };
  if (inOrganizations(senders) && !bySourceOrganization)
    return { obstacle: "the accounts of an organization cannot be listed" };

  const ids = idsByKind(senders);
  const longest = longestOf(ids);
  const lengthIn = (places: readonly Location[]) => confinedText(places.map(longestAt), longest).length;
  if (lengthIn(locations) <= maxTrustPolicyLength) return { text: confinedText(locations, ids) };
  // The account confines more than the Region does: where there is no room for both, the Region is left out.
  const places = anywhere(locations);
  const length = lengthIn(places);
  if (length <= maxTrustPolicyLength) return { text: confinedText(places, ids) };
  return { obstacle: `for that many it would have ${length} characters, and IAM takes ${maxTrustPolicyLength}` };
}

type Ids = Record<SubscriberKind, readonly string[]>;

function confinedText(places: readonly Location[], { accounts, organizations, organizationPaths }: Ids): string {
  const from = (conditions: Conditions) => statement(sources(places, anyAccount), conditions);
  return document(
    statement(sources(places, ({ account }) => [account, ...accounts])),
    ...(organizations.length > 0 ? [from({ StringEquals: { "aws:SourceOrgID": organizations } })] : []),
    ...(organizationPaths.length > 0
      ? [from({ "ForAnyValue:StringLike": { "aws:SourceOrgPaths": organizationPaths } })]
      : []),
  );
}

function idsByKind(subscribers: readonly LogSubscriber[]): Ids {
  const sets = { accounts: new Set<string>(), organizations: new Set<string>(), organizationPaths: new Set<string>() };
  for (const { _kind, _ids } of subscribers) for (const id of _ids) sets[_kind].add(id);
  return {
    accounts: [...sets.accounts],
    organizations: [...sets.organizations],
    organizationPaths: [...sets.organizationPaths],
  };
}

function longestOf(ids: Ids): Ids {
  const of = (kind: SubscriberKind) => ids[kind].map((id) => atLongest(id, longestIds[kind]("")));
  return {
    accounts: of("accounts"),
    organizations: of("organizations"),
    organizationPaths: of("organizationPaths"),
  };
}

function longestAt({ partition, region, account }: Location): Location {
  return {
    partition: atLongest(partition, longestPlace.partition),
    region: atLongest(region, longestPlace.region),
    account: atLongest(account, longestIds.accounts("")),
  };
}

/** The same accounts, whatever the Region. */
function anywhere(places: readonly Location[]): Location[] {
  return places
    .filter(({ partition }, index) => places.findIndex((place) => place.partition === partition) === index)
    .map(({ partition, account }) => ({ partition, region: "*", account }));
}

const anyAccount = () => ["*"];

function sources(places: readonly Location[], accountsOf: (place: Location) => readonly string[]): string[] {
  return places.flatMap((place) => {
    const { partition, region } = place;
    return accountsOf(place).map((account) => sourceArn({ partition, region, account }));
  });
}

type Conditions = Record<string, Record<string, readonly string[]>>;

function document(...statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function statement(sources: string[], conditions: Conditions = {}): object {
  return assumeRoleStatement({ StringLike: { "aws:SourceArn": sources }, ...conditions });
}
