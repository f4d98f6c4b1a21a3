import type { TerraformStack } from "cdktf";
import type { IConstruct, Node } from "constructs";
import { isLiteral } from "./literal";

/**
 * The ids in the path that a construct had in its stack.
 *
 * @param asked the call that got the path, in an error
 * @throws an error for what is no such path
 */
export function readFormerPath(stack: TerraformStack, path: string, asked: string): string[] {
  const ids = typeof path === "string" && isLiteral(path) ? path.split("/") : [""];
  if (ids.includes("")) throw new Error(`${got(asked, path)}; expected ${expected} [LD2010]`);
  if (addressForm.test(path)) {
    throw new Error(
      `${got(asked, path)}, which is the address of a resource; expected ${expected}. Addresses are given to moveFromResources, or to moveFromId of the resource [LD2022]`,
    );
  }
  if (ids.length > 1 && ids[0] === stack.node.id && stack.node.tryFindChild(stack.node.id) === undefined) {
    throw new Error(
      `${got(asked, path)}, which begins with the name of the stack; give ${JSON.stringify(ids.slice(1).join("/"))} [LD2023]`,
    );
  }
  return ids;
}

/** The ids of a construct below another one, which has it somewhere within. */
export function idsBelow(ancestor: IConstruct, construct: IConstruct): string[] {
  const { scopes } = construct.node;
  return scopes.slice(scopes.indexOf(ancestor) + 1).map(({ node }) => node.id);
}

/** The address that a resource has, or had, by its path in the stack. */
export function addressAt(stack: TerraformStack, type: string, ids: readonly string[]): string {
  // As much of a node as a logical id is made of; a real one would be another child of the stack.
  const node = { scopes: [...stack.node.scopes, ...ids.map((id) => ({ node: { id } }))] } as unknown as Node;
  return `${type}.${stack.getLogicalId(node)}`;
}

const addressForm = /^(?:module\.[^/]*\.)?aws_\w+\./;

const expected = 'the path that the construct had in this stack, such as "Logging/Central"';

function got(asked: string, path: unknown): string {
  return `${asked} got ${JSON.stringify(path)}`;
}
