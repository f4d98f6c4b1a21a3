import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { requestMetadata } from "../../../../core/src/node/credentials/metadata-request.ts";

describe("metadata", () => {
  it("that comes in drops without end is given up, and its connection closed", async () => {
    let closed: Promise<void> | undefined;
    const server = createServer((_, response) => {
      response.writeHead(200);
      const drops = setInterval(() => response.write("x"), 50);
      closed = new Promise((resolve) => response.on("close", () => resolve(clearInterval(drops))));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    const { origin } = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await expect(requestMetadata(new URL(origin))).rejects.toThrow(`${origin} gave no answer in 1000 ms`);
    await closed;
  });
});
