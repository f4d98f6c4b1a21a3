import { DefaultTokenResolver, StringConcat, TerraformStack, Token, Tokenization } from "cdktf";
import type { Construct } from "constructs";
import type { ILogDestination } from "../log-destination-ref";
import { type AccessPolicyParts, accessPolicyText } from "./access-policy";

/**
 * What is wrong with the items of a list that a `Lazy` makes, which are known at synth. A list that only Terraform knows has
 * no items here.
 *
 * @param refuse throws an error for items that will not do
 */
export function itemFindings(
  scope: Construct,
  list: string[] | undefined,
  refuse: (items: string[]) => unknown,
): string[] {
  const items = itemsOf(scope, list);
  return items === undefined ? [] : findings(() => refuse(items));
}

/** The same for the ids of subscribers, and for the access policy that they make. */
export function subscriberFindings(
  scope: Construct,
  destination: ILogDestination,
  { subscribers, accountLevel }: AccessPolicyParts,
): string[] {
  if (subscribers.every(({ _ids }) => itemsOf(scope, _ids) === undefined)) return [];
  return findings(() => {
    const known = subscribers.map((each) => {
      const items = itemsOf(scope, each._ids);
      return items === undefined ? each : each._with(items);
    });
    accessPolicyText(destination, { subscribers: known, accountLevel });
  });
}

function itemsOf(scope: Construct, list: string[] | undefined): string[] | undefined {
  if (list === undefined || !Token.isUnresolved(list)) return undefined;
  const resolver = new DefaultTokenResolver(new StringConcat());
  const resolved: unknown = Tokenization.resolve(list, { scope: TerraformStack.of(scope), resolver, preparing: false });
  return Array.isArray(resolved) ? resolved : undefined;
}

function findings(refuse: () => unknown): string[] {
  try {
    refuse();
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}
