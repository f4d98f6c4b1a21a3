import { serviceError } from "../service/service-error.ts";
import { jsonRefusal } from "./json-protocol.ts";
import { queryRefusal } from "./query-protocol.ts";
import { models, signingNameOf } from "./services.ts";
import { encode, type WireAnswer } from "./wire-answer.ts";
import type { WireRequest } from "./wire-request.ts";
import { xmlElement } from "./xml.ts";

/**
 * Refuses the request of a client of another service, in a form that this client can parse; `undefined` for a request that
 * no client of AWS sends. [F423]
 */
export function refuseForeign(request: WireRequest): WireAnswer | undefined {
  const target = request.header("x-amz-target");
  const signingName = signingNameOf(request);
  if (target === undefined && signingName === undefined) return undefined;
  const asked = target === undefined ? signingName : `X-Amz-Target ${JSON.stringify(target)}`;
  const known = models.map(({ name }) => name).join(", ");
  const remedy = "let AWS_ENDPOINT_URL_CLOUDWATCH_LOGS and its like, not AWS_ENDPOINT_URL, lead here";
  const message = `${asked} is of no service that is modelled here; these are: ${known}; ${remedy} [LD3308]`;
  const error = serviceError("UnknownOperationException", message);
  if (target !== undefined) return jsonRefusal(error);
  switch (signingName) {
    case "s3":
    case "s3express":
      return inXml(501, "NotImplemented", xmlElement("Error", { Code: "NotImplemented", Message: message }));
    case "ec2": {
      const errors = `<Error>${xmlElement("Code", "InvalidAction")}${xmlElement("Message", message)}</Error>`;
      return inXml(400, "InvalidAction", `<Response><Errors>${errors}</Errors></Response>`);
    }
    case "route53":
    case "cloudfront":
      return queryRefusal(error);
    default:
  }
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.header("content-type") ?? "");
  if (isForm) return queryRefusal(error);
  const answer = jsonRefusal(error);
  // Clients of REST services read the class of an error in this header.
  return { ...answer, headers: { ...answer.headers, "x-amzn-errortype": error.code } };
}

function inXml(status: number, error: string, body: string): WireAnswer {
  return { ...encode(status, "application/xml", body), error };
}
