import { Lazy, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { claim } from "./claim";

/** An output of that very name, with a value that is asked for at synth. */
export function exportForSenders(
  scope: Construct,
  name: string,
  destinationName: string,
  value: () => Record<string, unknown>,
): TerraformOutput {
  if (!/^[A-Za-z_][\w-]*$/.test(name)) {
    throw new Error(
      `exportForSenders got ${JSON.stringify(name)}; expected letters, digits, _ and -, not a digit first`,
    );
  }
  // Two outputs of one name would be merged into one.
  claim(
    scope,
    `the output ${name}`,
    ["output", TerraformStack.of(scope).node.path, name],
    "give this one another name",
  );
  return new TerraformOutput(scope, name, {
    staticId: true,
    description: `What senders need to subscribe to the log destination ${destinationName}`,
    value: Lazy.anyValue({ produce: value }),
  });
}
