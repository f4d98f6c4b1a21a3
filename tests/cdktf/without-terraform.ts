import { expect } from "vitest";

// cdktf runs `terraform version` where a stack takes over what exists. The suites of the constructs need no terraform, and
// get this answer in its place, from whatever shell there is; those that deploy need the real one.
if (/[\\/]tests[\\/]cdktf[\\/]/.test(expect.getState().testPath ?? "")) {
  process.env.TERRAFORM_BINARY_NAME = "echo 1.11.4";
}
