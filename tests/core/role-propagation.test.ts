import { LogsError } from "@log-destinations/core";
import { isRolePropagationError } from "@log-destinations/core/service";
import { expect, test } from "vitest";

const sdkError = (name: string, message: string) => Object.assign(new Error(message), { name });

test.each([
  [
    "InvalidParameterException",
    "Could not deliver test message to specified destination. Check if the destination is valid.",
  ],
  [
    "InvalidParameterException",
    "Could not deliver test message to specified Kinesis stream. Check if the given kinesis stream is in ACTIVE state.",
  ],
  ["ValidationException", "Make sure you have given CloudWatch Logs permission to assume the provided role."],
])("%s, %s, may pass when IAM has spread the role, whoever made the error", (code, message) => {
  expect(isRolePropagationError(new LogsError(code, message))).toBe(true);
  expect(isRolePropagationError(sdkError(code, message))).toBe(true);
});

test.each([
  ["InvalidParameterException", 'destinationName is ""; expected 1 to 512 characters'],
  ["ValidationException", "Could not deliver test message to specified destination."],
  ["AccessDeniedException", "Cross-account role passing is not allowed."],
  ["OperationAbortedException", "A conflicting operation is currently in progress against this resource."],
  ["constructor", "test message"],
])("%s, %s, is not about a role", (code, message) => {
  expect(isRolePropagationError(new LogsError(code, message))).toBe(false);
});

test.each([undefined, null, "test message", {}])("%j is not about a role", (error) => {
  expect(isRolePropagationError(error)).toBe(false);
});
