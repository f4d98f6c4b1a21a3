import type { ILogDestination } from "../log-destination-ref";
import { accountPolicyActions, checkAccessPolicy, coversAction, isUnreadable, parseAccessPolicy } from "./core";
import { displayName } from "./display-name";
import { type Segment, segmentsOf } from "./expressions";
import { isLiteral } from "./literal";

type PolicyFinding = ReturnType<typeof checkAccessPolicy>[number];

/** What is known to be wrong with a policy that the user wrote as a document. */
export class GivenPolicy {
  private readonly findings: readonly PolicyFinding[];

  public constructor(
    private readonly document: string,
    private readonly destination: ILogDestination,
  ) {
    this.findings = findingsOf(document, destination);
  }

  /** Does it allow both actions of account-level subscriptions to someone? `undefined` where it cannot be read. */
  public get accountLevel(): boolean | undefined {
    const { text } = withPlaceholders(this.document);
    const policy = parseAccessPolicy(text);
    if (isUnreadable(policy) || text.includes("${")) return undefined;
    const { statements } = policy;
    if (statements.some(({ actions, effect }) => [effect, ...actions].includes(placeholder))) return undefined;
    const allows = statements.filter(({ effect }) => effect === "Allow");
    return accountPolicyActions.every((action) => allows.some((statement) => coversAction(statement, action)));
  }

  /** @throws an error with each finding for which the service refuses the policy, or nobody can subscribe by it */
  public refuseBad(): void {
    const bad = this.findings.filter((finding) => !isDoubt(finding));
    if (bad.length === 0) return;
    const name = displayName(this.destination);
    throw new Error(`the given access policy of ${name} is not one that lets senders subscribe [LD2406]:${lines(bad)}`);
  }

  /** A warning about what the service may take otherwise than its author, or not at all; `undefined` where all is known. */
  public get warning(): string | undefined {
    const doubts = this.findings.filter(isDoubt);
    if (doubts.length === 0) return undefined;
    const name = displayName(this.destination);
    return `the given access policy of ${name} may do something else than it says [LD2407]:${lines(doubts)}`;
  }
}

/**
 * The findings of the core's rules about the known parts of a policy. A token in it is taken for the destination's ARN
 * where it is that very token, and for something right otherwise.
 */
function findingsOf(document: string, destination: ILogDestination): PolicyFinding[] {
  const { destinationArn } = destination;
  const known = isLiteral(destinationArn);
  const nameKnown = isLiteral(destination.destinationName);
  const destinationName = nameKnown ? destination.destinationName : placeholder;
  const located = document
    .split(destinationArn)
    .join(known ? destinationArn : `arn:aws:logs:::destination:${destinationName}`);
  const { text, structureUnknown } = withPlaceholders(located);
  return checkAccessPolicy(text, known ? { destinationArn } : { destinationName }).filter(({ rule, message }) => {
    if (rule === "grammar" && structureUnknown) return false;
    if (rule === "resource" && !nameKnown && message.includes(":destination:")) return false;
    // An ARN is one whatever the tokens in it are, and no principal.
    return rule === "principal" || !message.includes(placeholder);
  });
}

const doubts: ReadonlySet<PolicyFinding["rule"]> = new Set([
  "wildcard",
  "variable",
  "null-value",
  "unknown-element",
  "version",
  "sid",
  "principal-kind",
]);

/** Is it open what the service does? So it is with a variable of IAM too, whichever rule it breaks. */
function isDoubt({ rule, message }: PolicyFinding): boolean {
  return doubts.has(rule) || message.includes("${");
}

function lines(findings: readonly PolicyFinding[]): string {
  return findings
    .map(({ rule, where, message, remedy }) => {
      const better = listToken.test(message) ? ofListToken : remedy;
      return `\n- ${where} ${message}; ${better} [${rule}]`;
    })
    .join("")
    .replace(new RegExp(`arn:aws:logs:REGION:ACCOUNT:destination:${placeholder}`, "g"), "the destination's ARN")
    .replace(new RegExp(placeholder, "g"), "a token");
}

/** What `JSON.stringify` makes of a list token: a list of this one text, which Terraform does not replace. */
const listToken = /#\{TfToken\[/;
const ofListToken =
  "this is a list token, which JSON.stringify makes a text of; write the document by Fn.jsonencode, or give subscribers: [LogSubscriber.accounts(list)] in its place";

/** Takes the place of a token; as long as an account id, the value of most tokens. */
const placeholder = "some-token--";

/** The document with its tokens replaced. A token outside of quotes can be any structure. */
function withPlaceholders(document: string): { text: string; structureUnknown: boolean } {
  let quoted = false;
  let structureUnknown = false;
  const replaced = ({ text, isExpression }: Segment): string => {
    if (!isExpression) {
      if ((text.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1) quoted = !quoted;
      return text;
    }
    structureUnknown ||= !quoted;
    return quoted ? placeholder : JSON.stringify(placeholder);
  };
  // With two dollar signs it is no expression of Terraform, but a variable of IAM.
  const texts = document.split("$${").map((part) => segmentsOf(part).map(replaced).join(""));
  return { text: texts.join("${"), structureUnknown };
}
