import { describe, expect, it, vi } from "vitest";
import { containerUrl } from "../../../../core/src/node/credentials/container.ts";

describe("the endpoint of a container", () => {
  it("is that of ECS for a relative URI, which comes first", () => {
    vi.stubEnv("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost/other");
    vi.stubEnv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/id?a=b");
    expect(containerUrl().href).toBe("http://169.254.170.2/v2/credentials/id?a=b");
  });

  it.each([
    "http://localhost/x",
    "http://127.1.2.3:8080/x",
    "http://[::1]/x",
    "http://169.254.170.2/x",
    "http://169.254.170.23/v1/credentials",
    "http://[fd00:ec2::23]/v1/credentials",
    "https://credentials.example/x",
  ])("may be %s", (url) => {
    vi.stubEnv("AWS_CONTAINER_CREDENTIALS_FULL_URI", url);
    expect(containerUrl().href).toBe(url);
  });

  it.each([
    "http://192.0.2.1/x",
    "http://localhost.example/x",
    "http://127.0.0.1.example/x",
    "http://[::2]/x",
    "http://169.254.170.24/x",
  ])("is not asked without TLS at %s", (url) => {
    vi.stubEnv("AWS_CONTAINER_CREDENTIALS_FULL_URI", url);
    expect(containerUrl).toThrow(
      /^AWS_CONTAINER_CREDENTIALS_FULL_URI leads to .*, which may be asked by https: alone$/,
    );
  });
});
