import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";

/**
 * What a resource in the stack of `scope` may name in `depends_on`. Terraform cannot name a resource of another stack
 * there, so where a dependency lives in one, the stacks are put in order instead.
 */
export function dependenciesWithin(
  scope: IConstruct,
  dependencies: readonly ITerraformDependable[] = [],
): ITerraformDependable[] {
  const stack = TerraformStack.of(scope);
  return dependencies.filter((dependency) => {
    const home = Construct.isConstruct(dependency) ? TerraformStack.of(dependency) : stack;
    if (home !== stack) stack.addDependency(home);
    return home === stack;
  });
}

/** Can this be waited for? A destination that is made outside the app cannot. */
export function isDependable(construct: IConstruct): construct is IConstruct & ITerraformDependable {
  return "fqn" in construct;
}
