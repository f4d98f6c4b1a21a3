import { gunzipSync } from "node:zlib";
import { serviceError } from "../service/service-error.ts";
import type { WireRequest } from "./wire-request.ts";

/** The most bytes of a body, before and after it is uncompressed. */
export const maxBodyBytes: number = 16 * 2 ** 20;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The text of a body, which may be compressed: log shippers send gzip.
 * @throws LogsError `SerializationException`, and `RequestEntityTooLargeException` for one that is over 16 MiB uncompressed
 */
export function readText(request: WireRequest): string {
  const bytes = uncompressed(request);
  try {
    return decoder.decode(bytes);
  } catch {
    throw serviceError("SerializationException", "the body is not UTF-8 [LD3311]");
  }
}

function uncompressed({ header, body }: WireRequest): Uint8Array {
  const encoding = header("content-encoding") ?? "identity";
  if (encoding === "identity") return body;
  if (encoding !== "gzip") {
    throw serviceError("SerializationException", `Content-Encoding is ${encoding}; expected gzip or none [LD3310]`);
  }
  try {
    return gunzipSync(body, { maxOutputLength: maxBodyBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      const message = `the body is over ${maxBodyBytes} bytes when it is uncompressed [LD3406]`;
      throw serviceError("RequestEntityTooLargeException", message, 413);
    }
    throw serviceError("SerializationException", "the body is not gzip, as its Content-Encoding says [LD3407]");
  }
}
