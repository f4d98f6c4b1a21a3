import type { ILogDestination } from "../log-destination-ref";
import { checkAccessPolicy } from "./core";
import { displayName } from "./display-name";
import { segmentsOf } from "./expressions";
import { isLiteral } from "./literal";

/**
 * Checks the known parts of a policy that the user wrote as a document. A token in it is taken for the destination's
 * ARN where it is that very token, and for something right otherwise.
 *
 * @throws an error with every finding of the core's rules
 */
export function refuseBadPolicy(document: string, destination: ILogDestination): void {
  const { destinationArn } = destination;
  const known = isLiteral(destinationArn);
  const nameKnown = isLiteral(destination.destinationName);
  const destinationName = nameKnown ? destination.destinationName : placeholder;
  const located = document
    .split(destinationArn)
    .join(known ? destinationArn : `arn:aws:logs:::destination:${destinationName}`);
  const { text, structureUnknown } = withPlaceholders(located);
  const findings = checkAccessPolicy(text, known ? { destinationArn } : { destinationName }).filter(
    ({ rule, message }) => {
      if (rule === "grammar" && structureUnknown) return false;
      if (rule === "resource" && !nameKnown && message.includes(":destination:")) return false;
      // An ARN is one whatever the tokens in it are, and no principal.
      return rule === "principal" || !message.includes(placeholder);
    },
  );
  if (findings.length === 0) return;
  const list = findings
    .map(({ rule, where, message, remedy }) => `\n- ${where} ${message}; ${remedy} [${rule}]`)
    .join("")
    .replace(new RegExp(`arn:aws:logs:REGION:ACCOUNT:destination:${placeholder}`, "g"), "the destination's ARN")
    .replace(new RegExp(placeholder, "g"), "a token");
  const name = displayName(destination);
  throw new Error(`the given access policy of ${name} is not one that lets senders subscribe [LD2406]:${list}`);
}

/** Takes the place of a token; as long as an account id, the value of most tokens. */
const placeholder = "some-token--";

/** The document with its tokens replaced. A token outside of quotes can be any structure. */
function withPlaceholders(document: string): { text: string; structureUnknown: boolean } {
  let quoted = false;
  let structureUnknown = false;
  const texts = segmentsOf(document).map(({ text, isExpression }) => {
    if (!isExpression) {
      if ((text.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1) quoted = !quoted;
      return text;
    }
    structureUnknown ||= !quoted;
    return quoted ? placeholder : JSON.stringify(placeholder);
  });
  return { text: texts.join(""), structureUnknown };
}
