import type { Block } from "../schema/schema.ts";

/** The arguments that are generated where they are left out, each with its prefix, such as `bucket` and `bucket_prefix`. */
export function prefixedNames({ attributes }: Block): [name: string, prefix: string][] {
  return Object.keys(attributes).flatMap((prefix): [string, string][] => {
    const name = prefix.replace(/_prefix$/, "");
    return name !== prefix && attributes[prefix]?.computed && attributes[name]?.computed ? [[name, prefix]] : [];
  });
}
