import type { LogsError } from "@log-destinations/core";
import { serviceError } from "../service/service-error.ts";
import type { ServiceModel } from "../service/service-model.ts";
import { readForm } from "./form.ts";
import type { Protocol } from "./protocol.ts";
import { encode, type WireAnswer } from "./wire-answer.ts";
import { xmlElement } from "./xml.ts";

/** The operation and the request in a form, the answer in XML. */
export const queryProtocol: Protocol = {
  operationOf: (_, body) => new URLSearchParams(body).get("Action") ?? "",
  read: ({ header }, body, model, operation) => {
    const type = header("content-type");
    if (type !== undefined && !/^application\/x-www-form-urlencoded\b/i.test(type)) {
      throw serviceError(
        "SerializationException",
        `Content-Type is ${type}; expected application/x-www-form-urlencoded [LD3401]`,
      );
    }
    const members = Object.hasOwn(model.operations, operation) ? model.operations[operation]?.members : undefined;
    return readForm(new URLSearchParams(body), members ?? {});
  },
  answer: ({ protocol }, operation, result) => {
    const answer = encode(200, "text/xml");
    const named = Object.keys(result).length > 0 ? { [`${operation}Result`]: result } : {};
    const content = { ...named, ResponseMetadata: { RequestId: answer.headers["x-amzn-requestid"] } };
    return { ...answer, body: xmlElement(`${operation}Response`, content, namespaceOf(protocol)) };
  },
  refuse: ({ protocol }, error) => queryRefusal(error, namespaceOf(protocol)),
};

function namespaceOf(protocol: ServiceModel["protocol"]): string {
  return protocol.kind === "query" ? ` xmlns="${protocol.namespace}"` : "";
}

/** Errors that services of this protocol call otherwise, with their status. [F424] */
const namesHere: Readonly<Record<string, readonly [code: string, status: number]>> = {
  IncompleteSignatureException: ["IncompleteSignature", 400],
  InvalidSignatureException: ["SignatureDoesNotMatch", 403],
  MissingAuthenticationTokenException: ["MissingAuthenticationToken", 403],
  SerializationException: ["MalformedInput", 400],
  ServiceUnavailableException: ["ServiceFailure", 500],
  ThrottlingException: ["Throttling", 400],
  UnknownOperationException: ["InvalidAction", 400],
  UnrecognizedClientException: ["InvalidClientTokenId", 403],
  ExpiredTokenException: ["ExpiredToken", 403],
};

/** @param attributes those of the outermost element, with a space before each */
export function queryRefusal({ code, message, status = 400 }: LogsError, attributes = ""): WireAnswer {
  const [Code, ownStatus] = namesHere[code] ?? [code, status];
  const answer = encode(ownStatus, "text/xml");
  const error = { Type: ownStatus < 500 ? "Sender" : "Receiver", Code, Message: message };
  const content = { Error: error, RequestId: answer.headers["x-amzn-requestid"] };
  return { ...answer, body: xmlElement("ErrorResponse", content, attributes), error: Code };
}
