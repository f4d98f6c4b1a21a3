import type { ILogDestination } from "../log-destination-ref";
import { checkAccessPolicy } from "./core";
import { displayName } from "./display-name";
import { segmentsOf } from "./expressions";
import { isLiteral } from "./literal";

/**
 * Checks a policy that the user wrote as a document, as far as it is known. A token in it is taken for the destination's
 * ARN where it is that very token, and for something right otherwise.
 *
 * @throws an error with every finding of the core's rules
 */
export function checkGivenPolicy(document: string, destination: ILogDestination): void {
  const { destinationArn } = destination;
  const known = isLiteral(destinationArn);
  const nameKnown = isLiteral(destination.destinationName);
  const destinationName = nameKnown ? destination.destinationName : standIn;
  const located = document
    .split(destinationArn)
    .join(known ? destinationArn : `arn:aws:logs:::destination:${destinationName}`);
  const { text, structureUnknown } = withStandIns(located);
  const findings = checkAccessPolicy(text, known ? { destinationArn } : { destinationName }).filter(
    ({ rule, message }) => {
      if (rule === "grammar" && structureUnknown) return false;
      if (rule === "resource" && !nameKnown && message.includes(":destination:")) return false;
      // An ARN is one whatever the tokens in it stand for, and no principal.
      return rule === "principal" || !message.includes(standIn);
    },
  );
  if (findings.length === 0) return;
  const list = findings
    .map(({ where, message, remedy }) => `\n- ${where} ${message}; ${remedy}`)
    .join("")
    .replace(new RegExp(`arn:aws:logs:REGION:ACCOUNT:destination:${standIn}`, "g"), "the destination's ARN")
    .replace(new RegExp(standIn, "g"), "a token");
  throw new Error(`the access policy of ${displayName(destination)} is not one that lets senders subscribe:${list}`);
}

/** Stands for what a token will be; as long as an account id, which it is most of the time. */
const standIn = "some-token--";

/** The document with its tokens replaced. One that stands outside quotes can be any structure. */
function withStandIns(document: string): { text: string; structureUnknown: boolean } {
  let quoted = false;
  let structureUnknown = false;
  const texts = segmentsOf(document).map(({ text, isExpression }) => {
    if (!isExpression) {
      if ((text.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1) quoted = !quoted;
      return text;
    }
    structureUnknown ||= !quoted;
    return quoted ? standIn : JSON.stringify(standIn);
  });
  return { text: texts.join(""), structureUnknown };
}
