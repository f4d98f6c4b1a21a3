const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text as the content of an element. Characters that XML 1.0 does not have are replaced. */
function escapeXml(text: string): string {
  return (
    text
      .replace(/[&<>"]/g, (character) => escapes[character] as string)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML lacks
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd")
      .replaceAll("\r", "&#xD;")
  );
}

/**
 * An element with its content: a text, a number or a boolean as text, an object as elements, a list as elements called
 * `member`. Members that are `undefined` are left out.
 */
export function xmlElement(name: string, value: unknown, attributes = ""): string {
  if (value === undefined) return "";
  return `<${name}${attributes}>${contentOf(value)}</${name}>`;
}

function contentOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => xmlElement("member", item)).join("");
  if (typeof value !== "object" || value === null) return escapeXml(String(value));
  return Object.entries(value)
    .map(([name, item]) => xmlElement(name, item))
    .join("");
}
