/** Shapes describe the values of a member, after the service's own model. */

/** A text. */
export interface StringShape {
  /** Which kind of shape this is. */
  readonly type: "string";
  /** The service refuses a request, and never sends an answer, without it. @default false */
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
  /** The values that there are. */
  readonly enum?: readonly string[];
  /** A beginning that is not allowed, in small letters; the case of the value does not matter. */
  readonly reservedPrefix?: string;
  /** All that the value must be, for a person: `an account id of 12 digits`. @default put together from the constraints */
  readonly inWords?: string;
}

/** A whole number. */
export interface IntegerShape {
  /** Which kind of shape this is. */
  readonly type: "integer";
  /** The service refuses a request, and never sends an answer, without it. @default false */
  readonly required?: boolean;
  /** The smallest value. */
  readonly min?: number;
  /** The largest value. */
  readonly max?: number;
}

/** `true` or `false`. */
export interface BooleanShape {
  /** Which kind of shape this is. */
  readonly type: "boolean";
  /** The service refuses a request, and never sends an answer, without it. @default false */
  readonly required?: boolean;
}

/** Texts by keys that are texts. */
export interface MapShape {
  /** Which kind of shape this is. */
  readonly type: "map";
  /** The service refuses a request, and never sends an answer, without it. @default false */
  readonly required?: boolean;
  /** The fewest entries. */
  readonly min?: number;
  /** The most entries. */
  readonly max?: number;
  /** What each key must be. */
  readonly key: StringShape;
  /** What each value must be. */
  readonly value: StringShape;
}

/** A list whose items have one shape. */
export interface ListShape {
  /** Which kind of shape this is. */
  readonly type: "list";
  /** The service refuses a request, and never sends an answer, without it. @default false */
  readonly required?: boolean;
  /** The fewest items. */
  readonly min?: number;
  /** The most items. */
  readonly max?: number;
  /** What each item must be. */
  readonly member: Shape;
}

/** An object with members that are known. */
export interface StructureShape {
  /** Which kind of shape this is. */
  readonly type: "structure";
  /** The service refuses a request, and never sends an answer, without it. @default false */
  readonly required?: boolean;
  /** By name, what each member must be. */
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

/** The shape of a member whose type is `T`. */
export type ShapeOf<T> = [T] extends [string]
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
