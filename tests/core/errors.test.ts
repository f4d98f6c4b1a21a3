import { isLogsError, LogsError } from "@log-destinations/core";
import { expect, it } from "vitest";

it("an error has its code as its name, and says nothing where nothing is known", () => {
  const error = new LogsError("ThrottlingException", "Rate exceeded");
  expect(String(error)).toBe("ThrottlingException: Rate exceeded");
  expect(error).toMatchObject({ attempts: 0, earlier: [], retryable: false, violations: [], findings: [] });
  expect(error.status).toBeUndefined();
  expect("cause" in error).toBe(false);
});

it("an error of another copy of the package is one too", () => {
  const other = Object.assign(new Error("no"), { code: "AccessDeniedException", attempts: 1, violations: [] });
  expect(isLogsError(other)).toBe(true);
  expect(isLogsError(other, "AccessDeniedException")).toBe(true);
  expect(isLogsError(other, "ThrottlingException")).toBe(false);
});

it.each([undefined, null, "AccessDeniedException", new Error("no"), { attempts: 1, violations: [] }])(
  "%o is none",
  (value) => {
    expect(isLogsError(value)).toBe(false);
  },
);
