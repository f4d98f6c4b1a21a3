import type { LogRecord } from "@log-destinations/core/records";

/** A record as CloudWatch Logs writes it; the text is this file's own. */
export const record = (...messages: string[]): LogRecord => ({
  messageType: "DATA_MESSAGE",
  owner: "444455556666",
  logGroup: "/app",
  logStream: "web",
  subscriptionFilters: ["errors"],
  logEvents: messages.map((message, index) => ({
    id: String(index).padStart(56, "3"),
    timestamp: 1_700_000_000_000,
    message,
  })),
});

export const control: LogRecord = {
  messageType: "CONTROL_MESSAGE",
  owner: "CloudwatchLogs",
  logGroup: "",
  logStream: "",
  subscriptionFilters: [],
  logEvents: [{ id: "", timestamp: 1_700_000_000_000, message: "CWL CONTROL MESSAGE: Checking health." }],
};

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export const json = (value: unknown): Uint8Array<ArrayBuffer> => utf8(JSON.stringify(value));

export async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
