import { describe, expect, test } from "vitest";
import { post } from "./running-server.ts";

describe("Host", () => {
  test.each(["localhost", "LOCALHOST:1", "logs.localhost", "127.0.0.1:80", "127.1.2.3", "[::1]:4510"])(
    "%s is this machine",
    async (host) => {
      expect(await post("{}", { host })).toEqual({ status: 200, body: { destinations: [] } });
    },
  );

  test.each(["rebound.example.com", "127.0.0.1.example.com", "10.0.0.1", "localhost.example"])(
    "%s is not, and is refused",
    async (host) => {
      expect(await post("{}", { host })).toMatchObject({ status: 403, body: { __type: "AccessDeniedException" } });
    },
  );
});
