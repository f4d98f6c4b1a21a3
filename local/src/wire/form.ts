import type { Shape } from "@log-destinations/core/service";

type Members = Readonly<Record<string, Shape>>;
/** The values of a form by the parts of their names, which full stops separate. */
interface Node {
  text?: string;
  readonly parts: Map<string, Node>;
}

/**
 * Reads the members of a request of the query protocol: `Tags.member.1.Key=a` is `{ Tags: [{ Key: "a" }] }`. A member that
 * has no shape is its text, so that it can be refused by name.
 */
export function readForm(form: URLSearchParams, members: Members): object {
  const root = treeOf(form);
  for (const name of ["Action", "Version"]) root.parts.delete(name);
  const read = [...root.parts].map(([name, node]) => {
    const shape = Object.hasOwn(members, name) ? members[name] : undefined;
    return [name, shape ? valueIn(node, shape) : (node.text ?? true)];
  });
  return Object.fromEntries(read);
}

function treeOf(form: URLSearchParams): Node {
  const root: Node = { parts: new Map() };
  for (const [name, text] of form) {
    let node = root;
    for (const part of name.split(".")) {
      const next = node.parts.get(part) ?? { parts: new Map() };
      node.parts.set(part, next);
      node = next;
    }
    node.text = text;
  }
  return root;
}

function valueIn(node: Node, shape: Shape): unknown {
  switch (shape.type) {
    case "integer":
      return /^-?\d{1,15}$/.test(node.text ?? "") ? Number(node.text) : node.text;
    case "boolean":
      return node.text === "true" ? true : node.text === "false" ? false : node.text;
    case "list":
      return itemsOf(node, "member").map((item) => valueIn(item, shape.member));
    case "map":
      return Object.fromEntries(
        itemsOf(node, "entry").map(({ parts }) => [parts.get("key")?.text, parts.get("value")?.text]),
      );
    case "structure": {
      const known = Object.entries(shape.members).filter(([name]) => node.parts.has(name));
      return Object.fromEntries(known.map(([name, member]) => [name, valueIn(node.parts.get(name) as Node, member)]));
    }
    default:
      return node.text;
  }
}

/** The items of a list, which are numbered from 1, in their order. */
function itemsOf({ parts }: Node, name: string): Node[] {
  const numbered = [...(parts.get(name)?.parts ?? [])].filter(([number]) => /^[1-9]\d{0,8}$/.test(number));
  return numbered.sort(([a], [b]) => Number(a) - Number(b)).map(([, node]) => node);
}
