import type { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import { DefaultTokenResolver, StringConcat, TerraformResource, TerraformStack, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";
import { segmentsOf } from "./expressions";
import { isLiteral } from "./literal";

/** An expression with a value only where Terraform makes several instances of a resource. */
const ofAnInstance = /\b(?:each\.(?:key|value)|count\.index)\b/;

/**
 * What is wrong with `for_each` and `count` among the resources of a construct: all refer to each other as to one, so that none
 * can have several instances, but for the one that nothing refers to.
 *
 * @param repeatable that one
 */
export function instanceFindings(construct: IConstruct, repeatable?: TerraformResource): string[] {
  return construct.node.children.filter(TerraformResource.isTerraformResource).flatMap((resource) => {
    const { forEach, count } = resource;
    const repeated = forEach !== undefined || count !== undefined;
    if (repeated && resource !== repeatable) {
      const by = forEach === undefined ? "count" : "forEach";
      return [`${resource.node.id} has ${by}, and what refers to it means one resource; ${inALoop} [LD2530]`];
    }
    return repeated ? [] : valuesOfInstances(resource);
  });
}

/** Of a filter with `forEach`: is it the same one for each item, so that each would put it over the last? */
export function repetitionFindings(filter: CloudwatchLogSubscriptionFilter): string[] {
  const parts = { logGroupName: filter.logGroupNameInput, filterName: filter.nameInput, region: filter.regionInput };
  if (filter.forEach === undefined || Object.values(parts).some((value) => instanceValueIn(filter, value))) return [];
  return [
    `forEach is given, and ${Object.keys(parts).join(", ")} are the same for each of its items; put a value of the ` +
      "iterator into logGroupName [LD2535]",
  ];
}

function valuesOfInstances(resource: TerraformResource): string[] {
  // The values before they are resolved, which takes time, are not public.
  const attributes = (resource as unknown as Unsynthesized).synthesizeAttributes();
  return Object.entries(attributes).flatMap(([attribute, value]) => {
    const found = instanceValueIn(resource, value);
    if (found === undefined) return [];
    return [
      `${attribute} of ${resource.node.id} holds ${found}, which has a value only in a resource with for_each or count; of a ` +
        `LogSubscription give forEach with its iterator, and where that gives its region a role with regions; else ${inALoop} [LD2528]`,
    ];
  });
}

/** The first such expression in a value that may hold tokens. */
function instanceValueIn(resource: TerraformResource, value: unknown): string | undefined {
  if (value === undefined || (typeof value === "string" && isLiteral(value))) return undefined;
  const resolved = Tokenization.resolve(value, { scope: TerraformStack.of(resource), resolver, preparing: false });
  return segmentsOf(JSON.stringify(resolved) ?? "")
    .filter(({ isExpression }) => isExpression)
    .map(({ text }) => ofAnInstance.exec(text)?.[0])
    .find((name) => name !== undefined);
}

const resolver = new DefaultTokenResolver(new StringConcat());

interface Unsynthesized {
  synthesizeAttributes(): Record<string, unknown>;
}

const inALoop = "make one construct for each, in a loop of the program";
