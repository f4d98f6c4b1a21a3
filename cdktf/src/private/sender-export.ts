import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { type ITerraformDependable, Lazy, TerraformOutput, type TerraformProvider, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { text } from "./kinds";
import { locationKey } from "./location";
import { refuseBadParameterName } from "./rules";
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

/** What a parameter for senders is made of. */
export interface SenderParameterParts {
  readonly destinationName: string;
  readonly value: () => Record<string, unknown>;
  readonly dependsOn: ITerraformDependable[];
  readonly tags?: Record<string, string>;
  readonly region?: string;
  readonly provider?: TerraformProvider;
}

/** An SSM parameter of this name, whose value is JSON that is resolved at synth. [F417] */
export function exportToParameter(scope: Construct, given: string, parts: SenderParameterParts): SsmParameter {
  const { destinationName, value, dependsOn, tags, region, provider } = parts;
  const name = text.read("parameterName", given);
  refuseBadParameterName(name);
  parameters.register(scope, `the parameter ${name}`, [...locationKey(scope, provider, region), name]);
  const home = scope.node.tryFindChild("Parameters") ?? new Construct(scope, "Parameters");
  return new SsmParameter(home, `Parameter${home.node.children.length || ""}`, {
    name,
    description: `What senders need to subscribe to the log destination ${destinationName}`,
    type: "String",
    tier: "Advanced",
    // It is no secret, and Terraform would hide all that is made from it.
    insecureValue: Lazy.stringValue({ produce: () => JSON.stringify(value()) }),
    dependsOn,
    tags,
    region,
    provider,
  });
}

const another = "give this one another name";

// Two outputs of one name would be merged into one.
const outputs = new AppRegistry<Construct>(another);

const parameters = new AppRegistry<Construct>(another);

function isOutputNamed(construct: IConstruct, name: string): boolean {
  return TerraformOutput.isTerraformOutput(construct) && construct.friendlyUniqueId === name;
}
