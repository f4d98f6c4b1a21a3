import { type Hashing, SigV4, webHashing } from "@log-destinations/core";
import { describe, expect, it } from "vitest";

const token =
  "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";
const form = {
  "Content-Length": "13",
  "x-amz-content-sha256": "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e",
};

interface Vector {
  name: string;
  query?: string;
  headers?: Record<string, string>;
  sessionToken?: string;
  body?: string;
  signature: string;
}

// The POST vectors of AWS's signing test suite, tests/aws-signing-test-suite/v4 of awslabs/aws-c-auth (Apache-2.0).
const vectors: Vector[] = [
  { name: "post-vanilla", signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b" },
  { name: "post-header-key-case", signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b" },
  {
    name: "post-header-key-sort",
    headers: { "My-Header1": "value1" },
    signature: "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
  },
  {
    name: "post-header-value-case",
    headers: { "My-Header1": "VALUE1" },
    signature: "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
  },
  {
    name: "post-sts-header-before",
    sessionToken: token,
    signature: "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
  },
  // The suite adds the session token after signing here; this signer never does, so the rest of the request is signed.
  { name: "post-sts-header-after", signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b" },
  {
    name: "post-vanilla-query",
    query: "?Param1=value1",
    signature: "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
  },
  {
    name: "post-vanilla-empty-query-value",
    query: "?Param1=value1",
    signature: "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
  },
  {
    name: "post-x-www-form-urlencoded",
    headers: { "Content-Type": "application/x-www-form-urlencoded", ...form },
    body: "Param1=value1",
    signature: "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b",
  },
  {
    name: "post-x-www-form-urlencoded-parameters",
    headers: { "Content-Type": "application/x-www-form-urlencoded; charset=utf-8", ...form },
    body: "Param1=value1",
    signature: "328d1b9eaadca9f5818ef05e8392801e091653bafec24fcab71e7344e7f51422",
  },
];

const signers: [name: string, hashing: Hashing | undefined][] = [
  ["the runtime's own hashing", undefined],
  ["WebCrypto", webHashing],
];

describe.each(signers)("SigV4 over %s", (_, hashing) => {
  it.each(vectors)("signs $name as the official suite does", async (vector) => {
    const { query = "", headers = {}, sessionToken, body = "", signature } = vector;
    const signed = await new SigV4(hashing).sign(
      { method: "POST", url: new URL(`https://example.amazonaws.com/${query}`), headers, body },
      {
        credentials: () => ({
          accessKeyId: "AKIDEXAMPLE",
          secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
          sessionToken,
        }),
        region: "us-east-1",
        service: "service",
        date: new Date("2015-08-30T12:36:00Z"),
      },
    );
    expect(signed.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/20150830\/us-east-1\/service\/aws4_request, SignedHeaders=[a-z0-9;-]+, /,
    );
    expect(signed.authorization).toContain(`Signature=${signature}`);
    expect(signed["x-amz-date"]).toBe("20150830T123600Z");
    expect(signed["x-amz-security-token"]).toBe(sessionToken);
  });

  it("signs request after request as a signer does that has signed none", async () => {
    const signer = new SigV4(hashing);
    const request = {
      method: "POST",
      url: new URL("https://logs.example/"),
      headers: { "x-amz-target": "a" },
      body: "{}",
    };
    const requests = [
      request,
      request,
      { ...request, body: '{"limit":1}' },
      { ...request, headers: { "x-amz-target": "b" } },
      { ...request, url: new URL("https://logs.example/?a=b") },
      { ...request, url: new URL("https://logs.example:4510/") },
      { ...request, method: "PUT" },
    ];
    let seconds = 0;
    for (const sessionToken of [undefined, "one", "two", undefined]) {
      for (const each of requests) {
        const credentials = () => ({ accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken });
        const scope = { credentials, region: "eu-west-1", service: "logs", date: new Date(++seconds * 1000) };
        expect(await signer.sign(each, scope)).toEqual(await new SigV4(hashing).sign(each, scope));
      }
    }
  });

  it("derives a new key when the day, the Region or the secret changes", async () => {
    const signer = new SigV4(hashing);
    const sign = async (day: string, region: string, secretAccessKey: string) => {
      const { authorization } = await signer.sign(
        { method: "POST", url: new URL("https://logs.example/"), headers: {}, body: "{}" },
        {
          credentials: () => ({ accessKeyId: "AKIDEXAMPLE", secretAccessKey }),
          region,
          service: "logs",
          date: new Date(`${day}T00:00:00Z`),
        },
      );
      return authorization?.split("Signature=")[1];
    };
    const first = await sign("2026-01-01", "eu-west-1", "a");
    const others = [
      await sign("2026-01-02", "eu-west-1", "a"),
      await sign("2026-01-01", "eu-west-2", "a"),
      await sign("2026-01-01", "eu-west-1", "b"),
    ];
    expect(new Set([first, ...others]).size).toBe(4);
    expect(await sign("2026-01-01", "eu-west-1", "a")).toBe(first);
  });
});
