import { Fn, Token } from "cdktf";
import type { IConstruct } from "constructs";
import type { ILogDestination } from "../log-destination-ref";
import type { LogSubscriber } from "../log-subscriber";
import { called } from "./called";
import { claim, isClaimed } from "./claim";
import {
  accessPolicyDocument,
  accountsThatFit,
  checkAccessPolicy,
  maxAccessPolicyBytes,
  partitionOf,
  policyBytes,
} from "./core";
import { isLiteral } from "./literal";
import type { SubscriberKind } from "./subscriber-id";

/** What the access policy of a destination is made from, beside the destination. */
export interface AccessPolicyParts {
  readonly subscribers: readonly LogSubscriber[];
  readonly accountLevel: boolean;
}

/**
 * Writes the access policy, tokens in their places.
 *
 * Core writes and measures a document in which the longest value that a token can stand for takes the token's place.
 *
 * @throws an error where the document can come out over the service's 5,120 bytes
 */
export function accessPolicyText(
  destination: ILogDestination,
  { subscribers, accountLevel }: AccessPolicyParts,
): string {
  const standIns = new StandIns(subscribers);
  const longestArn = longestDestinationArn(destination);
  const grant = {
    destinationArn: longestArn,
    accounts: standIns.ids("accounts"),
    organizations: standIns.ids("organizations"),
    organizationPaths: standIns.ids("organizationPaths"),
    accountLevel,
  };
  const document = accessPolicyDocument(grant);
  const bytes = policyBytes(JSON.stringify(document));
  if (bytes > maxAccessPolicyBytes) {
    const fit = accountsThatFit({ ...grant, accounts: [] });
    throw new Error(
      `the access policy of ${called(destination)} can come to ${bytes} bytes; the service takes ` +
        `${maxAccessPolicyBytes}, which is ${fit} accounts here. Name the organization instead of its accounts` +
        (destination.region === undefined ? ", or give region: without it the longest one is reckoned with" : ""),
    );
  }
  return standIns.withTokens(document, longestArn, destination.destinationArn);
}

/**
 * Do filters of these subscribers need a role? Where accounts and organizations are mixed, it depends on the sender.
 */
export function roleRequiredBy(subscribers: readonly LogSubscriber[]): boolean | undefined {
  const byAccount = subscribers.some(({ _kind }) => _kind === "accounts");
  const byOrganization = subscribers.some(({ _kind }) => _kind !== "accounts");
  return byAccount === byOrganization ? undefined : byOrganization;
}

/** Claims the one access policy that a destination has. */
export function claimPolicy(destination: ILogDestination, owner: IConstruct): void {
  const thing = `the access policy of ${called(destination)}`;
  claim(owner, thing, policyKey(destination), "a destination has only one, so call grantSubscribe there");
}

/** Does a construct of the app put the access policy of this destination? */
export function hasPolicy(destination: ILogDestination): boolean {
  return isClaimed(destination, policyKey(destination));
}

function policyKey({ destinationArn, node }: ILogDestination): string[] {
  return ["policy", isLiteral(destinationArn) ? destinationArn : node.path];
}

// Of all partitions and Regions the longest pair.
const longestPlace = { partition: "aws-iso-f", region: "us-isof-south-1" };

function longestDestinationArn({ destinationArn, destinationName, region }: ILogDestination): string {
  if (isLiteral(destinationArn)) return destinationArn;
  const place =
    region !== undefined && isLiteral(region) ? { partition: partitionOf(region).name, region } : longestPlace;
  const name = isLiteral(destinationName) ? destinationName : "n".repeat(512);
  return `arn:${place.partition}:logs:${place.region}:${"0".repeat(12)}:destination:${name}`;
}

/** The longest value that a token of each kind can stand for; the number keeps several apart. */
const longest: Record<SubscriberKind, (number: string) => string> = {
  accounts: (number) => number.padStart(12, "0"),
  organizations: (number) => `o-${number.padStart(32, "0")}`,
  // Organizations nest units five levels deep.
  organizationPaths: (number) =>
    `o-${"0".repeat(32)}/r-${"0".repeat(32)}/${`ou-${"0".repeat(32)}-${number.padStart(32, "0")}/`.repeat(5)}*`,
};

/** Literal ids as they are, and for each token a value of its form, to be turned back at the end. */
class StandIns {
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
    const standIn = (kind: SubscriberKind): string => {
      const value = longest[kind](String(number++));
      return literals.has(value) ? standIn(kind) : value;
    };
    const seen = new Map<string, string>();
    for (const { _kind, _ids } of subscribers) {
      for (const id of _ids) {
        if (isLiteral(id) && !Token.isUnresolved(_ids)) {
          this.byKind[_kind].push(id);
          continue;
        }
        const value = seen.get(_kind + id) ?? standIn(_kind);
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

  /** The document as JSON text, with every stand-in turned back into its token. */
  public withTokens(document: object, longestArn: string, arn: string): string {
    const encodedLists: string[] = [];
    const text = JSON.stringify(document, (key, value: unknown) => {
      if (value === longestArn) return arn;
      if (key === "AWS" && this.lists.size > 0) {
        const encoded = this.encodedAccounts();
        encodedLists.push(encoded);
        return encoded;
      }
      return typeof value === "string" ? (this.tokens.get(value) ?? value) : value;
    });
    // What Terraform encodes brings its own brackets and quotes.
    return encodedLists.reduce((json, encoded) => json.replace(JSON.stringify(encoded), encoded), text);
  }

  private encodedAccounts(): string {
    const single = this.byKind.accounts.filter((id) => !this.lists.has(id)).map((id) => this.tokens.get(id) ?? id);
    return Fn.jsonencode(Fn.distinct(Fn.concat([single, ...this.lists.values()])));
  }
}

/**
 * Checks a policy that the user wrote as a document, as far as it is known. A token in it is taken for the destination's
 * ARN where it is that very token, and for something right otherwise.
 *
 * @throws an error with every finding of the core's rules
 */
export function checkWrittenPolicy(document: string, destination: ILogDestination): void {
  const { destinationArn, destinationName } = destination;
  const known = isLiteral(destinationArn);
  const arn = known ? destinationArn : `arn:aws:logs:us-east-1:${unknown}:destination:${destinationName}`;
  const located = document.split(destinationArn).join(arn);
  const text = located.replace(unquotedToken, JSON.stringify(unknown)).replace(quotedToken, unknown);
  if (text.startsWith(unknown)) return;
  // What stands outside quotes can be any structure.
  const grammarUnknown = located.search(unquotedToken) >= 0;
  const sameName = `:destination:${destinationName}"`;
  const findings = checkAccessPolicy(text, { destinationArn: arn }).filter(({ rule, message }) => {
    if (message.includes(unknown) || (rule === "grammar" && grammarUnknown)) return false;
    return known || rule !== "resource" || !message.includes(sameName);
  });
  if (findings.length === 0) return;
  const list = findings.map(({ where, message, remedy }) => `\n- ${where} ${message}; ${remedy}`).join("");
  throw new Error(
    `the access policy of ${called(destination)} is not one that lets senders subscribe:${list.replace(arn, "the destination's ARN")}`,
  );
}

/** Stands for what a token will be, in the form of the most particular thing, an account id. */
const unknown = "000000000000";
const expression = String.raw`[$%]\{[^{}]*\}`;
const unquotedToken = new RegExp(String.raw`(?<=[:,[]\s*)${expression}(?=\s*[,\]}])`, "g");
const quotedToken = new RegExp(expression, "g");
