import { Buffer } from "node:buffer";
import { serviceError } from "../service/service-error.ts";

/**
 * The bytes of a member in base64.
 * @param path the path of the member in the request
 * @throws LogsError `SerializationException`
 */
export function readBase64(text: string, path: string): Buffer {
  // A pattern with groups of four characters would run out of stack over many megabytes.
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    throw serviceError("SerializationException", `${path} is not base64 [LD3316]`);
  }
  return Buffer.from(text, "base64");
}
