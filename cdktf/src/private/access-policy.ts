import { Token } from "cdktf";
import type { ILogDestination } from "../log-destination-ref";
import type { LogSubscriber } from "../log-subscriber";
import { accessPolicyDocument, accountsThatFit, maxAccessPolicyBytes, partitionOf, policyBytes } from "./core";
import { displayName } from "./display-name";
import { encodedList, unquoted } from "./encoded-list";
import { isLiteral } from "./literal";
import { atLongest, longestDestinationName, longestIds, longestPlace } from "./longest-values";
import type { SubscriberKind } from "./subscriber-id";

/** What the access policy of a destination is made from, beside the destination. */
export interface AccessPolicyParts {
  readonly subscribers: readonly LogSubscriber[];
  readonly accountLevel: boolean;
}

/**
 * Writes the access policy, tokens in their places.
 *
 * Core writes and measures a document in which each token is replaced by the longest value that it can have.
 *
 * @throws an error where the document can come out over the service's 5,120 bytes
 */
export function accessPolicyText(
  destination: ILogDestination,
  { subscribers, accountLevel }: AccessPolicyParts,
): string {
  const placeholders = new Placeholders(subscribers);
  const longestArn = longestDestinationArn(destination);
  const grant = {
    destinationArn: longestArn,
    accounts: placeholders.ids("accounts"),
    organizations: placeholders.ids("organizations"),
    organizationPaths: placeholders.ids("organizationPaths"),
    accountLevel,
  };
  const document = accessPolicyDocument(grant);
  const bytes = policyBytes(JSON.stringify(document));
  if (bytes > maxAccessPolicyBytes) {
    throw new Error(
      `the access policy of ${displayName(destination)} can come to ${bytes} bytes; the service takes ${maxAccessPolicyBytes}` +
        (grant.accounts.length > 0
          ? `, which is ${accountsThatFit({ ...grant, accounts: [] })} accounts here. Name the organization instead of its accounts`
          : ". Name the whole organization, or a unit further up, instead of its parts") +
        (destination.region === undefined ? ", or give region: without it the longest one is reckoned with" : "") +
        " [LD2008]",
    );
  }
  return placeholders.withTokens(document, longestArn, destination.destinationArn);
}

/**
 * Do filters of these subscribers need a role? Where accounts and organizations are mixed, it depends on the sender.
 * [F72, F73]
 */
export function roleRequiredBy(subscribers: readonly LogSubscriber[]): boolean | undefined {
  const byAccount = subscribers.some(({ _kind }) => _kind === "accounts");
  const byOrganization = subscribers.some(({ _kind }) => _kind !== "accounts");
  return byAccount === byOrganization ? undefined : byOrganization;
}

function longestDestinationArn({ destinationArn, destinationName, region }: ILogDestination): string {
  if (isLiteral(destinationArn)) return destinationArn;
  const place =
    region !== undefined && isLiteral(region) ? { partition: partitionOf(region).name, region } : longestPlace;
  const name = atLongest(destinationName, longestDestinationName);
  return `arn:${place.partition}:logs:${place.region}:${longestIds.accounts("")}:destination:${name}`;
}

/** What names the subscribers of each kind in the document. */
const kindNamedBy: Readonly<Record<string, SubscriberKind>> = {
  AWS: "accounts",
  "aws:PrincipalOrgID": "organizations",
  "aws:PrincipalOrgPaths": "organizationPaths",
};

/** Literal ids as they are, and for each token a value of its form, to be turned back at the end. */
class Placeholders {
  private readonly byKind: Record<SubscriberKind, string[]> = {
    accounts: [],
    organizations: [],
    organizationPaths: [],
  };
  private readonly tokens = new Map<string, string>();
  private readonly lists = new Map<string, string[]>();

  constructor(subscribers: readonly LogSubscriber[]) {
    const literals = new Set(subscribers.flatMap(({ _ids }) => _ids));
    let number = 0;
    const placeholder = (kind: SubscriberKind): string => {
      const value = longestIds[kind](String(number++));
      return literals.has(value) ? placeholder(kind) : value;
    };
    const seen = new Map<string, string>();
    for (const { _kind, _ids } of subscribers) {
      for (const id of _ids) {
        if (isLiteral(id) && !Token.isUnresolved(_ids)) {
          this.byKind[_kind].push(id);
          continue;
        }
        const value = seen.get(_kind + id) ?? placeholder(_kind);
        seen.set(_kind + id, value);
        this.byKind[_kind].push(value);
        if (Token.isUnresolved(_ids)) this.lists.set(value, _ids);
        else this.tokens.set(value, id);
      }
    }
  }

  public ids(kind: SubscriberKind): readonly string[] {
    return this.byKind[kind];
  }

  /** The document as JSON text, with every placeholder turned back into its token. */
  public withTokens(document: object, longestArn: string, arn: string): string {
    const encodedLists: string[] = [];
    const text = JSON.stringify(document, (key, value: unknown) => {
      if (value === longestArn) return arn;
      const ids = this.byKind[kindNamedBy[key] ?? "accounts"];
      if (kindNamedBy[key] && ids.some((id) => this.lists.has(id))) {
        const encoded = this.encoded(ids);
        encodedLists.push(encoded);
        return encoded;
      }
      return typeof value === "string" ? (this.tokens.get(value) ?? value) : value;
    });
    return unquoted(text, encodedLists);
  }

  private encoded(ids: readonly string[]): string {
    const single = ids.filter((id) => !this.lists.has(id)).map((id) => this.tokens.get(id) ?? id);
    return encodedList(
      single,
      ids.flatMap((id) => [this.lists.get(id) ?? []].filter(({ length }) => length > 0)),
    );
  }
}
