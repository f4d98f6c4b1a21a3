import { inspect } from "node:util";
import {
  type LogRecord,
  LogRecordError,
  type ReadLogRecordsOptions,
  readLogRecords,
} from "@log-destinations/core/records";
import { describe, expect, it } from "vitest";
import { control, gzip, joined, json, record, utf8 } from "./samples.ts";

const [first, second, third] = [record("one"), record('a } " \\ brace {', "ü€😀"), record("three")];

async function read(bytes: ArrayBuffer | ArrayBufferView, options?: ReadLogRecordsOptions) {
  const records: LogRecord[] = [];
  let error: unknown;
  try {
    for await (const one of readLogRecords(bytes, options)) records.push(one);
  } catch (thrown) {
    error = thrown;
  }
  return { records, error };
}

describe("readLogRecords", () => {
  const bodies: [name: string, body: () => Promise<Uint8Array>, expected: LogRecord[]][] = [
    ["nothing", async () => new Uint8Array(), []],
    ["the data of one record", () => gzip(json(second)), [second]],
    ["one record that is not compressed", async () => json(second), [second]],
    [
      "an object of many records, each compressed",
      async () => joined(...(await Promise.all([first, second, third].map((one) => gzip(json(one)))))),
      [first, second, third],
    ],
    [
      "such an object, compressed once more",
      async () => gzip(joined(await gzip(json(first)), await gzip(json(second)))),
      [first, second],
    ],
    ["records behind each other, not compressed", async () => joined(json(first), json(second)), [first, second]],
    [
      "records on lines of their own",
      async () => utf8(`${[first, second, third].map((one) => JSON.stringify(one)).join("\n")}\r\n`),
      [first, second, third],
    ],
    ["records behind each other, compressed together", () => gzip(joined(json(first), json(second))), [first, second]],
    ["indented JSON", async () => utf8(JSON.stringify(second, null, 2)), [second]],
    [
      "a control message among records",
      async () => joined(await gzip(json(control)), await gzip(json(first))),
      [first],
    ],
    [
      "a record of an account policy",
      () => gzip(json({ ...first, policyLevel: "ACCOUNT_LEVEL_POLICY" })),
      [{ ...first, policyLevel: "ACCOUNT_LEVEL_POLICY" }],
    ],
    [
      "members that are not known",
      () => gzip(json({ ...first, added: { later: [1] } })),
      [{ ...first, added: { later: [1] } } as LogRecord],
    ],
    ["a record without events", () => gzip(json(record())), [record()]],
  ];

  it.each(bodies)("reads %s", async (_, body, expected) => {
    expect(await read(await body())).toEqual({ records: expected, error: undefined });
  });

  it("gives out control messages where they are asked for", async () => {
    const body = joined(await gzip(json(control)), await gzip(json(first)));
    expect((await read(body, { controlMessages: true })).records).toEqual([control, first]);
  });

  it("takes an ArrayBuffer and every view of one", async () => {
    const bytes = await gzip(json(first));
    const wider = joined(utf8("no"), bytes);
    for (const given of [bytes.buffer, new DataView(wider.buffer, 2), new Uint8Array(wider.buffer, 2)]) {
      expect((await read(given)).records).toEqual([first]);
    }
  });

  it("finds where a member ends, though the beginning of another stands in it", async () => {
    const body = joined(member(json(second), await gzip(json(first))), await gzip(json(third)));
    expect(await read(body)).toEqual({ records: [second, third], error: undefined });
  });

  it("stops the reading where the consumer stops", async () => {
    const body = joined(await gzip(json(first)), await gzip(utf8("no JSON")));
    for await (const one of readLogRecords(body)) {
      expect(one).toEqual(first);
      break;
    }
  });

  it.each<[why: string, body: () => Promise<Uint8Array>, record: number, reason: string, saying: string]>([
    ["text", async () => utf8("secret words"), 0, "json", "no JSON object"],
    ["a list", async () => json([first]), 0, "json", "no JSON object"],
    [
      "objects with commas between",
      async () => utf8(`${JSON.stringify(first)},${JSON.stringify(first)}`),
      1,
      "json",
      "no JSON object",
    ],
    [
      "JSON that is wrong inside",
      async () => joined(json(first), utf8('{"secret" words}')),
      1,
      "json",
      "no JSON object",
    ],
    ["JSON that is cut off", async () => json(first).slice(0, -1), 0, "json", "cut off"],
    ["a nest of brackets", async () => utf8(`{"secret":${"[".repeat(200_000)}`), 0, "json", "cut off"],
    [
      "a closed nest of brackets",
      async () => utf8(`{"secret":${"[".repeat(200_000)}${"]".repeat(200_000)}}`),
      0,
      "",
      "",
    ],
    [
      "bytes that are no UTF-8",
      () => gzip(joined(utf8('{"secret":"'), new Uint8Array([0xff]), utf8('"}'))),
      0,
      "json",
      "no UTF-8",
    ],
    [
      "half a character at the end",
      async () => joined(json(first), new Uint8Array([0xe2, 0x82])),
      1,
      "json",
      "no UTF-8",
    ],
    [
      "a surrogate as bytes",
      async () => joined(utf8('{"secret":"'), new Uint8Array([0xed, 0xa0, 0x80]), utf8('"}')),
      0,
      "json",
      "no UTF-8",
    ],
    [
      "an overlong character",
      async () => joined(utf8('{"secret":"'), new Uint8Array([0xc0, 0xaf]), utf8('"}')),
      0,
      "json",
      "no UTF-8",
    ],
    [
      "gzip with something behind it",
      async () => joined(await gzip(json(first)), utf8("secret words")),
      0,
      "gzip",
      "cut off or damaged",
    ],
    ["the beginning of gzip alone", async () => new Uint8Array([0x1f, 0x8b]), 0, "gzip", "cut off or damaged"],
    ["gzip in gzip in gzip", async () => gzip(await gzip(await gzip(json(first)))), 0, "gzip", "more than 2 times"],
    [
      "another kind of object",
      async () => json({ secret: "words" }),
      0,
      "shape",
      "messageType is missing or of another kind; expected DATA_MESSAGE or CONTROL_MESSAGE, ",
    ],
    ["another message type", async () => json({ ...first, messageType: "SECRET" }), 0, "shape", "messageType is"],
    [
      "no events",
      async () => json({ ...first, logEvents: undefined }),
      0,
      "shape",
      "logEvents is missing or of another kind; expected a list of events, ",
    ],
    [
      "an event of another kind",
      async () => json({ ...first, logEvents: [...first.logEvents, "secret"] }),
      0,
      "shape",
      "logEvents[1] is missing or of another kind; expected an object, ",
    ],
    [
      "an event whose message is no text",
      async () => json({ ...first, logEvents: [{ id: "", timestamp: 0, message: { secret: 1 } }] }),
      0,
      "shape",
      "logEvents[0].message is",
    ],
    [
      "an event whose time is text",
      async () => json({ ...first, logEvents: [{ id: "", timestamp: "secret", message: "" }] }),
      0,
      "shape",
      "logEvents[0].timestamp is missing or of another kind; expected a number of milliseconds, ",
    ],
    [
      "filters that are no names",
      async () => json({ ...first, subscriptionFilters: ["a", 1] }),
      0,
      "shape",
      "subscriptionFilters is missing or of another kind; expected a list of names, ",
    ],
    [
      "an owner that is a number",
      async () => joined(json(control), json({ ...first, owner: 1 })),
      1,
      "shape",
      ": owner is missing or of another kind; expected a string, ",
    ],
  ])("names the record and the reason for %s, and shows nothing of it", async (_, body, place, reason, saying) => {
    const { records, error } = await read(await body());
    if (reason === "") return expect(error).toBeInstanceOf(LogRecordError);
    expect(error).toBeInstanceOf(LogRecordError);
    expect(error).toMatchObject({ name: "LogRecordError", record: place, reason });
    expect(error).not.toHaveProperty("cause");
    expect(String(error)).toContain(saying);
    expect(inspect(error, { showHidden: true })).not.toMatch(/secret/i);
    expect(records.every((one) => one.logEvents === first.logEvents || one.owner === first.owner)).toBe(true);
  });

  it("gives out the whole records before a broken one, and none that is not proven whole", async () => {
    const [one, two] = [await gzip(json(first)), await gzip(json(second))];
    const body = joined(one, two);
    const lengths = new Set<number>();
    for (let length = 0; length < body.length; length++) {
      const { records, error } = await read(body.subarray(0, length));
      const whole = length >= one.length ? [first] : [];
      lengths.add(records.length);
      const clean = length === 0 || length === one.length;
      if (clean) expect({ length, records, error }).toEqual({ length, records: whole, error: undefined });
      else {
        // Behind the first member nothing tells a cut member from damage to the first, until it is read with what follows.
        expect({ length, error }).toMatchObject({ length, error: { reason: length === 1 ? "json" : "gzip" } });
        expect([[], whole]).toContainEqual(records);
      }
    }
    expect([...lengths].sort()).toEqual([0, 1]);
  });

  it("gives out nothing that a flipped bit has changed", async () => {
    const bytes = await gzip(json(second));
    let refused = 0;
    // The first ten bytes are the header, whose time and system mean nothing here.
    for (let at = 10; at < bytes.length; at++) {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] as number) ^ 0x10;
      const { records, error } = await read(flipped);
      if (error === undefined) expect({ at, records }).toEqual({ at, records: [second] });
      else expect({ at, error, records }).toMatchObject({ at, error: { reason: "gzip" }, records: [] });
      refused += error === undefined ? 0 : 1;
    }
    // A bit behind the last code of a block may mean nothing.
    expect(refused).toBeGreaterThanOrEqual(bytes.length - 11);
  });

  it("refuses a bomb when its limit is passed, at each layer", async () => {
    const bomb = await gzip(utf8(`{"a":"${" ".repeat(2_000_000)}"}`));
    for (const body of [bomb, await gzip(bomb)]) {
      const { error } = await read(body, { maxBytes: 1_000_000 });
      expect(error).toMatchObject({ record: 0, reason: "size" });
      expect(String(error)).toContain("1000000");
    }
    expect((await read(bomb, { maxBytes: 3_000_000 })).error).toMatchObject({ reason: "shape" });
  });

  it("counts all members of a body against the limit, and takes exactly the limit", async () => {
    const plain = joined(json(first), json(second));
    const compressed = joined(await gzip(json(first)), await gzip(json(second)));
    for (const body of [plain, compressed, await gzip(compressed)]) {
      const limit = Math.max(plain.length, compressed.length);
      expect((await read(body, { maxBytes: limit })).error).toBeUndefined();
      expect((await read(body, { maxBytes: plain.length - 1 })).error).toMatchObject({ reason: "size" });
    }
  });

  it("gives up on data that is made to look like many members", async () => {
    const beginnings = joined(
      ...Array.from({ length: 40 }, () => new Uint8Array([0x1f, 0x8b, 8, 0, ...new Array(20).fill(0)])),
    );
    expect((await read(beginnings)).error).toMatchObject({ record: 0, reason: "gzip" });
  });

  it.each<[given: unknown, options: unknown, saying: string]>([
    ["H4sIAAAA", {}, "decode its base64"],
    [[1, 2], {}, "expected a Uint8Array"],
    [undefined, {}, "expected a Uint8Array"],
    [new Uint8Array(), { maxbytes: 1 }, "unknown option maxbytes"],
    [new Uint8Array(), { maxBytes: 0 }, "maxBytes is 0"],
    [new Uint8Array(), { controlMessages: "no" }, "controlMessages is"],
  ])("refuses %j with %j at once", (given, options, saying) => {
    expect(() => readLogRecords(given as Uint8Array, options as ReadLogRecordsOptions)).toThrow(TypeError);
    expect(() => readLogRecords(given as Uint8Array, options as ReadLogRecordsOptions)).toThrow(saying);
  });
});

/** A member that is not compressed, whose header has a field that holds any bytes. */
function member(content: Uint8Array, field: Uint8Array): Uint8Array<ArrayBuffer> {
  const twoBytes = (number: number) => [number & 0xff, (number >> 8) & 0xff];
  const fourBytes = (number: number) => [...twoBytes(number), ...twoBytes(number >>> 16)];
  return joined(
    new Uint8Array([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 3, ...twoBytes(field.length)]),
    field,
    new Uint8Array([1, ...twoBytes(content.length), ...twoBytes(~content.length)]),
    content,
    new Uint8Array([...fourBytes(crc32(content)), ...fourBytes(content.length)]),
  );
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
