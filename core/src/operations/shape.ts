/** Shapes describe the values of a member, after the service's own model. */

export interface StringShape {
  readonly type: "string";
  readonly required?: boolean;
  /** The fewest characters. */
  readonly min?: number;
  /** The most characters. */
  readonly max?: number;
  /** The most bytes as UTF-8, where the service counts these. */
  readonly maxBytes?: number;
  /** A regular expression that the whole value matches, as the service spells it. */
  readonly pattern?: string;
  /** The pattern in words: `without : and *`. @default the pattern itself is shown */
  readonly patternInWords?: string;
  readonly enum?: readonly string[];
  /** A beginning that is not allowed, in small letters; the case of the value does not matter. */
  readonly reservedPrefix?: string;
  /** All that the value must be, for a person: `an account id of 12 digits`. @default put together from the constraints */
  readonly inWords?: string;
}

export interface IntegerShape {
  readonly type: "integer";
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
}

export interface BooleanShape {
  readonly type: "boolean";
  readonly required?: boolean;
}

export interface MapShape {
  readonly type: "map";
  readonly required?: boolean;
  /** The fewest entries. */
  readonly min?: number;
  /** The most entries. */
  readonly max?: number;
  readonly key: StringShape;
  readonly value: StringShape;
}

export interface ListShape {
  readonly type: "list";
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly member: Shape;
}

export interface StructureShape {
  readonly type: "structure";
  readonly required?: boolean;
  readonly members: Readonly<Record<string, Shape>>;
}

/** The shape of a member. */
export type Shape = StringShape | IntegerShape | BooleanShape | MapShape | ListShape | StructureShape;

/** A shape for every member of `T`, of the kind that its type asks for, required exactly where the type says so. */
export type Members<T> = {
  readonly [Name in keyof T]-?: ShapeOf<Exclude<T[Name], undefined>> & {
    readonly required?: object extends Pick<T, Name> ? false : true;
  };
};

type ShapeOf<T> = [T] extends [string]
  ? StringShape & { readonly enum?: readonly T[] }
  : [T] extends [number]
    ? IntegerShape
    : [T] extends [boolean]
      ? BooleanShape
      : [T] extends [readonly (infer Item)[]]
        ? ListShape & { readonly member: ShapeOf<Item> }
        : [T] extends [object]
          ? string extends keyof T
            ? MapShape
            : StructureShape & { readonly members: Members<T> }
          : Shape;
