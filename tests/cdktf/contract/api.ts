/** The public API of a package as jsii describes it, which is what every language is made from. */
export interface Assembly {
  readonly name: string;
  readonly types: Readonly<Record<string, Type>>;
}

interface Type {
  readonly name: string;
  readonly fqn: string;
  readonly kind: "class" | "interface" | "enum";
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly datatype?: boolean;
  readonly initializer?: { readonly parameters?: readonly Value[] };
  readonly methods?: readonly Method[];
  readonly properties?: readonly Value[];
  readonly members?: readonly { readonly name: string }[];
}

interface Value {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly immutable?: boolean;
  readonly static?: boolean;
  readonly variadic?: boolean;
}

interface Method {
  readonly name: string;
  readonly static?: boolean;
  readonly parameters?: readonly Value[];
  readonly returns?: { readonly type: TypeReference; readonly optional?: boolean };
}

type TypeReference =
  | { readonly fqn: string }
  | { readonly primitive: string }
  | { readonly collection: { readonly kind: string; readonly elementtype: TypeReference } }
  | { readonly union: { readonly types: readonly TypeReference[] } };

/** A line for each type and for each member of it. */
export function listing({ name, types }: Assembly): string {
  const own = (text: string) => text.replaceAll(`${name}.`, "");
  const typeOf = (type: TypeReference): string => {
    if ("fqn" in type) return type.fqn;
    if ("primitive" in type) return type.primitive;
    if ("union" in type) return type.union.types.map(typeOf).join(" | ");
    return `${type.collection.kind}<${typeOf(type.collection.elementtype)}>`;
  };
  const declared = ({ name, type, optional, variadic }: Value) =>
    `${variadic ? "..." : ""}${name}${optional ? "?" : ""}: ${typeOf(type)}`;
  const call = (parameters: readonly Value[] = []) => `(${parameters.map(declared).join(", ")})`;
  const isStatic = (member: { static?: boolean }) => (member.static ? "static " : "");

  const lines = Object.values(types).flatMap((type) => [
    [type.datatype ? "struct" : type.kind, type.name, ...[type.base ?? [], type.interfaces ?? []].flat()].join(" "),
    ...(type.initializer ? [`  new ${call(type.initializer.parameters)}`] : []),
    ...(type.methods ?? []).map(
      ({ name, parameters, returns, ...method }) =>
        `  ${isStatic(method)}${name}${call(parameters)}: ${returns ? typeOf(returns.type) : "void"}${returns?.optional ? "?" : ""}`,
    ),
    ...(type.properties ?? []).map(
      (property) => `  ${isStatic(property)}${property.immutable ? "readonly " : ""}${declared(property)}`,
    ),
    ...(type.members ?? []).map((member) => `  ${member.name}`),
  ]);
  return `${lines.map(own).join("\n")}\n`;
}

/** Everything that a user can write: constructors, methods, members of enums, and the members of each struct, inherited ones too. */
export function writable({ types }: Assembly): string[] {
  const ofStruct = ({ properties = [], interfaces = [] }: Type): string[] => [
    ...properties.map(({ name }) => name),
    ...interfaces.flatMap((name) => (types[name] ? ofStruct(types[name]) : [])),
  ];
  const bases = new Set(Object.values(types).flatMap(({ interfaces = [] }) => interfaces));
  return Object.values(types).flatMap((type) => {
    // A struct that others extend is written as one of those.
    const members = type.datatype && !bases.has(type.fqn) ? ofStruct(type) : [];
    return [
      ...members,
      ...(type.initializer ? ["constructor"] : []),
      ...(type.methods ?? []).map(({ name }) => name),
      ...(type.members ?? []).map(({ name }) => name),
    ].map((member) => `${type.name}.${member}`);
  });
}
