import { RecordFault } from "./record-fault.ts";

/** The two bytes that gzip data starts with; no JSON text does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** By chance, a member of 128 MiB holds the beginning of another about once. More than this is made on purpose. */
const maxFalseBeginnings = 16;

/** The shortest member: a header of ten bytes, an empty block of two, a CRC and a length. */
const minMemberBytes = 20;

/**
 * The content of gzip data, member by member, each checked against its CRC and length. An object of Firehose has many
 * members, one behind the other; `DecompressionStream` takes one alone, and does not say where it ends.
 * @param maxBytes of all members together
 * @throws RecordFault `gzip`, `size`
 */
export async function* gunzip(
  bytes: Uint8Array,
  maxBytes: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  let left = maxBytes;
  for (let start = 0; start < bytes.length; ) {
    const { content, end } = await member(bytes, start, left);
    yield content;
    left -= content.length;
    start = end;
  }
}

async function member(
  bytes: Uint8Array,
  start: number,
  maxBytes: number,
): Promise<{ content: Uint8Array<ArrayBuffer>; end: number }> {
  let end = start + minMemberBytes - 1;
  for (let falseBeginnings = 0; falseBeginnings <= maxFalseBeginnings && end < bytes.length; falseBeginnings++) {
    end = nextBeginning(bytes, end + 1);
    const content = await inflate(bytes.subarray(start, end), maxBytes);
    if (content) return { content, end };
  }
  throw new RecordFault("gzip", "its gzip data is cut off or damaged; read the object or the stream's record again");
}

/** Where the next member may begin: its first four bytes, the last of which are flags below 32. */
function nextBeginning(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0x1f, from); at !== -1; at = bytes.indexOf(0x1f, at + 1)) {
    const [, second, method, flags = 255] = bytes.subarray(at, at + 4);
    if (second === 0x8b && method === 8 && flags < 32) return at;
  }
  return bytes.length;
}

/** The content of one member; `undefined` where the bytes are not one whole member. */
async function inflate(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const stream = new DecompressionStream("gzip");
  const writer = stream.writable.getWriter();
  // The reader sees the same error.
  Promise.all([writer.write(bytes as Uint8Array<ArrayBuffer>), writer.close()]).catch(() => {});
  const reader = stream.readable.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const step = await reader.read().catch(() => undefined);
    if (!step) return undefined;
    if (step.done) break;
    length += step.value.length;
    if (length > maxBytes) {
      await reader.cancel().catch(() => {});
      throw tooLarge(maxBytes);
    }
    chunks.push(step.value);
  }
  // Some runtimes take data that is cut off, or has something behind it.
  return length % 2 ** 32 === lengthAtEnd(bytes) ? joined(chunks, length) : undefined;
}

function lengthAtEnd(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4, 4).getUint32(0, true);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** The fault of a body that is larger than the reader allows. */
export function tooLarge(maxBytes: number): RecordFault {
  return new RecordFault("size", `there is more than maxBytes, ${maxBytes}; raise it if so much is expected`);
}
