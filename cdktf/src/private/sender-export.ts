import { Lazy, TerraformOutput, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { AppRegistry } from "./uniqueness";

/** An output with exactly this name, whose value is resolved at synth. */
export function exportForSenders(
  scope: Construct,
  name: string,
  destinationName: string,
  value: () => Record<string, unknown>,
): TerraformOutput {
  if (!/^[A-Za-z_][\w-]*$/.test(name)) {
    throw new Error(
      `exportForSenders got ${JSON.stringify(name)}; expected letters, digits, _ and -, not a digit first [LD2006]`,
    );
  }
  const stack = TerraformStack.of(scope);
  outputs.register(scope, `the output ${name}`, [stack.node.path, name]);
  // A scope of its own, so that the name cannot be that of a sibling such as `Policy`.
  const home = scope.node.tryFindChild("Exports") ?? new Construct(scope, "Exports");
  const output = new TerraformOutput(home, name, {
    staticId: true,
    description: `What senders need to subscribe to the log destination ${destinationName}`,
    value: Lazy.anyValue({ produce: value }),
  });
  output.node.addValidation({
    validate: () =>
      stack.node.children.some((child) => isOutputNamed(child, name))
        ? [`the stack has an output ${name} of its own, and the two would be merged; ${another} [LD2007]`]
        : [],
  });
  return output;
}

const another = "give this one another name";

// Two outputs of one name would be merged into one.
const outputs = new AppRegistry<Construct>(another);

function isOutputNamed(construct: IConstruct, name: string): boolean {
  return TerraformOutput.isTerraformOutput(construct) && construct.friendlyUniqueId === name;
}
