import { LogsError } from "@log-destinations/core";
import { expect, test } from "vitest";
import { toDiagnostic } from "../../terraform/src/diagnostics.ts";

test("an error of the service has the service's words in the first line, and below them what its notes say", () => {
  const error = new LogsError("AccessDeniedException", "User is not authorized", {
    cause: new Error('account 1 has no organization; declare {"accounts":…}'),
  });
  expect(toDiagnostic(error, "putting it")).toMatchObject({
    summary: "putting it: AccessDeniedException: User is not authorized",
    detail: 'account 1 has no organization; declare {"accounts":…}',
  });
});
