import { serviceError } from "../service/service-error.ts";

/** The parts of an `Authorization` header. */
export interface Credential {
  readonly accessKeyId: string;
  /** `YYYYMMDD` */
  readonly day: string;
  readonly region: string;
  /** The signing name, `logs`. */
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const form =
  /^AWS4-HMAC-SHA256 +Credential=([^/\s,]+)\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, *SignedHeaders=([a-z0-9;:-]+), *Signature=([0-9a-f]{64})$/;

/**
 * Reads the header of Signature Version 4.
 * @throws LogsError `MissingAuthenticationTokenException` without a header, `IncompleteSignatureException` where it
 * cannot be read. What was sent is not repeated.
 */
export function readCredential(authorization: string | undefined): Credential {
  if (authorization === undefined) {
    throw serviceError("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  const match = form.exec(authorization);
  if (!match) {
    const expected = "AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/SERVICE/aws4_request, SignedHeaders=…, Signature=…";
    throw serviceError(
      "IncompleteSignatureException",
      `The Authorization header cannot be read; expected ${expected} [LD3325]`,
    );
  }
  const [, accessKeyId = "", day = "", region = "", service = "", signedHeaders = "", signature = ""] = match;
  return { accessKeyId, day, region, service, signedHeaders: signedHeaders.split(";"), signature };
}
