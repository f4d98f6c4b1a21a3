import { conditional, Fn, Op, Token } from "cdktf";
import type { LogSubscriber } from "../log-subscriber";
import { maxTrustPolicyLength, sourceArn } from "./core";
import { distinctList, unquoted } from "./encoded-list";
import type { Location } from "./location";
import { atLongest, longestIds, longestPlace } from "./longest-values";
import { operand } from "./operand";
import { policyDocument } from "./policy-document";
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
  return confined(parts).text ?? policyDocument(statement(sources(parts.locations, anyAccount)));
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
  if (inOrganizations(senders) && !bySourceOrganization)
    return { obstacle: "the accounts of an organization cannot be listed" };
  if (senders.some(({ _kind, _ids }) => _kind !== "accounts" && Token.isUnresolved(_ids)))
    return { obstacle: "a list token stands for an unknown number of organizations" };

  const ids = idsByKind(senders.filter(({ _ids }) => !Token.isUnresolved(_ids)));
  const tokens = senders.map(({ _ids }) => _ids).filter((list) => Token.isUnresolved(list));
  const lists = [...new Map(tokens.map((list) => [String(list), list])).values()];
  if (lists.length > 0) return confinedByTerraform(locations, ids, lists);
  const longest = longestOf(ids);
  const lengthIn = (places: readonly Location[]) => confinedText(places.map(longestAt), longest).length;
  if (lengthIn(locations) <= maxTrustPolicyLength) return { text: confinedText(locations, ids) };
  // The account confines more than the Region does: where there is no room for both, the Region is left out.
  const places = anywhere(locations);
  const length = lengthIn(places);
  if (length <= maxTrustPolicyLength) return { text: confinedText(places, ids) };
  return { obstacle: `for that many it would have ${length} characters, and IAM takes ${maxTrustPolicyLength}` };
}

/**
 * Terraform counts the accounts of list tokens, and confines the trust to them where IAM has room for that many.
 *
 * @param ids what is known beside them
 */
function confinedByTerraform(
  locations: readonly Location[],
  ids: Ids,
  lists: readonly string[][],
): ReturnType<typeof confined> {
  const places = anywhere(locations);
  const [here, elsewhere] = [accountsThatFit(locations, ids), accountsThatFit(places, ids)];
  if (elsewhere <= ids.accounts.length)
    return {
      obstacle: `beside those that are known, no account of a list has room in the ${maxTrustPolicyLength} characters that IAM takes`,
    };
  const accounts = distinctList(ids.accounts, lists);
  const count = Fn.lengthOf(accounts);
  const chosen = [
    { most: here, sources: listedSources(locations, accounts) },
    { most: elsewhere, sources: listedSources(places, accounts) },
  ].reduceRight<unknown>(
    (otherwise, { most, sources: listed }) => conditional(Op.lte(count, most), listed, otherwise),
    Fn.tolist(sources(locations, anyAccount).map(operand)),
  );
  const encoded = Fn.jsonencode(chosen);
  return { text: unquoted(confinedText(locations, ids, encoded), [encoded]) };
}

/** How many accounts there is room for, beside the owner's and the organizations. */
function accountsThatFit(places: readonly Location[], ids: Ids): number {
  const longest = longestOf(ids);
  const fits = (count: number): boolean =>
    confinedText(places.map(longestAt), { ...longest, accounts: Array(count).fill(longestIds.accounts("")) }).length <=
    maxTrustPolicyLength;
  let count = 0;
  while (fits(count + 1)) count++;
  return count;
}

function listedSources(places: readonly Location[], accounts: string[]): string[] {
  const form = sourceArn({ partition: "%s", region: "%s", account: "%s" });
  const listed = places.map(({ partition, region, account }) => [
    operand(sourceArn({ partition, region, account })),
    Fn.formatlist(form, [operand(partition), operand(region), accounts]),
  ]);
  // The sides of a conditional have to be of one type.
  return Fn.tolist(Fn.flatten(listed));
}

type Ids = Record<SubscriberKind, readonly string[]>;

/** @param listed the sources of the accounts, where Terraform lists them */
function confinedText(
  places: readonly Location[],
  { accounts, organizations, organizationPaths }: Ids,
  listed: string | string[] = sources(places, ({ account }) => [account, ...accounts]),
): string {
  const from = (conditions: Conditions) => statement(sources(places, anyAccount), conditions);
  return policyDocument(
    statement(listed),
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

function statement(sources: string | string[], conditions: Conditions = {}): object {
  return assumeRoleStatement({ StringLike: { "aws:SourceArn": sources }, ...conditions });
}
