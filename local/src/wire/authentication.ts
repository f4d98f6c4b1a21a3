import { Buffer } from "node:buffer";
import { timingSafeEqual } from "node:crypto";
import { SigV4 } from "@log-destinations/core";
import type { AccessKeys } from "../control/access-keys.ts";
import type { Caller } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";
import { type Credential, readCredential } from "./authorization-header.ts";
import type { WireRequest } from "./wire-request.ts";

const tolerance = 5 * 60_000;
/** HTTP/1 and HTTP/2 have the name of the host in different headers. */
const alwaysSigned = [["host", ":authority"], ["x-amz-date"], ["x-amz-target"]];
/** Not every protocol has it. */
const signedWherePresent = "x-amz-target";

/**
 * Finds the caller of a request, and checks its signature where secrets are declared. That the Logs API answers in the
 * words of other services of its protocol is inferred. [F168]
 */
export class Authentication {
  readonly #accessKeys: AccessKeys;
  readonly #signer = new SigV4();

  constructor(accessKeys: AccessKeys) {
    this.#accessKeys = accessKeys;
  }

  /**
   * @throws LogsError `MissingAuthenticationTokenException`, `IncompleteSignatureException`,
   * `UnrecognizedClientException`, `InvalidSignatureException`
   */
  async callerOf(request: WireRequest, signingName: string): Promise<Caller> {
    const credential = readCredential(request.header("authorization"));
    const { accessKeyId, region, service } = credential;
    if (service !== signingName) {
      throw serviceError(
        "InvalidSignatureException",
        `Credential should be scoped to correct service: '${signingName}'.`,
      );
    }
    const caller = this.#accessKeys.callerOf(accessKeyId, region);
    const secretAccessKey = this.#accessKeys.secretOf(accessKeyId);
    if (!caller || (this.#accessKeys.checked && secretAccessKey === undefined)) {
      const expected = this.#accessKeys.checked
        ? "Signatures are checked here: the access key has to be declared with its secret. [LD3322]"
        : "Here an access key id is a 12-digit account id, or one that is declared. [LD3321]";
      throw serviceError(
        "UnrecognizedClientException",
        `The security token included in the request is invalid. ${expected}`,
      );
    }
    this.#refuseExpired(request, accessKeyId);
    if (secretAccessKey !== undefined) await this.#refuseWrongSignature(request, credential, secretAccessKey);
    return caller;
  }

  /** A session has a token and an end, by the machine's clock. [F425] */
  #refuseExpired({ header }: WireRequest, accessKeyId: string): void {
    const session = this.#accessKeys.sessions.find(accessKeyId);
    if (!session) return;
    if (header("x-amz-security-token") !== session.sessionToken) {
      throw serviceError("UnrecognizedClientException", "The security token included in the request is invalid.");
    }
    if (session.expiration < Date.now()) {
      throw serviceError("ExpiredTokenException", "The security token included in the request is expired");
    }
  }

  async #refuseWrongSignature(request: WireRequest, credential: Credential, secretAccessKey: string): Promise<void> {
    const date = this.#dateOf(request, credential);
    const isSigned = (name: string): boolean =>
      credential.signedHeaders.includes(name) || (name === signedWherePresent && request.header(name) === undefined);
    const missing = alwaysSigned.find((names) => !names.some(isSigned));
    if (missing)
      throw serviceError("IncompleteSignatureException", `${missing.join(" or ")} has to be signed [LD3323]`);
    const signed = credential.signedHeaders.filter((name) => name !== "x-amz-date");
    const headers = Object.fromEntries(signed.map((name) => [name, request.header(name) ?? ""]));
    const url = new URL(request.target, "http://localhost");
    const { accessKeyId, region, service } = credential;
    const expected = await this.#signer.sign(
      { method: request.method, url, headers, body: request.body },
      { credentials: () => ({ accessKeyId, secretAccessKey }), region, service, date },
    );
    const signature = expected.authorization?.slice(-credential.signature.length) ?? "";
    if (timingSafeEqual(Buffer.from(signature), Buffer.from(credential.signature))) return;
    throw serviceError(
      "InvalidSignatureException",
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    );
  }

  #dateOf(request: WireRequest, { day }: Credential): Date {
    const written = request.header("x-amz-date") ?? "";
    const [, date, time] = /^(\d{8})T(\d{6})Z$/.exec(written) ?? [];
    const parsed = new Date(written.replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5"));
    if (time === undefined || Number.isNaN(parsed.getTime())) {
      throw serviceError(
        "IncompleteSignatureException",
        "expected an X-Amz-Date header such as 20260131T235959Z [LD3324]",
      );
    }
    if (date !== day) {
      const message = `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${date}', from '${written}'.`;
      throw serviceError("InvalidSignatureException", message);
    }
    // The service's clock may be set to any time; clients sign with the machine's.
    refuseSkew(parsed.getTime(), Date.now());
    return parsed;
  }
}

function refuseSkew(signed: number, now: number): void {
  if (signed < now - tolerance) {
    const bound = `${stamp(now - tolerance)} (${stamp(now)} - 5 min.)`;
    throw serviceError("InvalidSignatureException", `Signature expired: ${stamp(signed)} is now earlier than ${bound}`);
  }
  if (signed > now + tolerance) {
    const bound = `${stamp(now + tolerance)} (${stamp(now)} + 5 min.)`;
    throw serviceError(
      "InvalidSignatureException",
      `Signature not yet current: ${stamp(signed)} is still later than ${bound}`,
    );
  }
}

function stamp(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}
