import { Buffer } from "node:buffer";
import { optionalText } from "../protocol/attributes.ts";
import { mayBecome, type Type, type Values } from "../protocol/types.ts";

/** The account and Region of a resource; `undefined` for what is known only after apply. */
export interface Place {
  readonly account: string | undefined;
  readonly region: string | undefined;
}

/** When a change was worked on in one of Terraform's walks over the graph. Both ends are counted, not timed. */
interface Span {
  readonly called: number;
  answered: number;
}

/** A resource that Terraform will create or update. */
export interface Change {
  readonly typeName: string;
  /** As last planned, like the values. What was known stays as it was. */
  place: Place;
  values: Values;
  readonly creates: boolean;
  readonly config: Uint8Array;
  state: "planned" | "applying" | "applied" | "failed";
  /** The connection on which it was planned last. */
  connection: object;
  /** In the walk before the latest; `undefined` where that was not seen, as with a saved plan. */
  earlier: Span | undefined;
  latest: Span;
}

/** What a call says about a resource. */
export interface Described extends Pick<Change, "typeName" | "place" | "values"> {
  readonly type: Type;
  /** The argument that tells most resources of the type apart. */
  readonly nameAttribute: string;
}

/**
 * What one terraform has planned. It plans each resource twice: in the walk that makes the plan, and again, on another
 * connection, just before it applies it. [F326] The protocol has no addresses. Therefore the two are brought together by
 * what is known of the resource; resources that are alike in that stand for each other.
 */
export class PlannedChanges {
  /** By type and name; by the type alone where the name came after the first plan. */
  readonly #planned = new Map<string, Set<Change>>();
  readonly #bucketOf = new WeakMap<Change, Set<Change>>();
  #count = 0;

  /** Takes a call that plans a change. */
  plan(connection: object, described: Described, { creates, config }: Pick<Change, "creates" | "config">): Change {
    const latest = this.#startSpan();
    const { typeName, place, values } = described;
    for (const change of this.#alike(described)) {
      if (change.connection !== connection) {
        if (change.creates !== creates) continue;
        return Object.assign(change, { connection, place, values, earlier: change.latest, latest });
      }
      // A replacement that the user asks for is planned as an update first, from the same configuration.
      if (creates && !change.creates && Buffer.compare(change.config, config) === 0) this.#remove(change);
    }
    const planned: Change = {
      ...{ typeName, place, values, creates, config, connection, latest },
      state: "planned",
      earlier: undefined,
    };
    const key = keyOf(described);
    const bucket = this.#planned.get(key) ?? new Set();
    this.#planned.set(key, bucket.add(planned));
    this.#bucketOf.set(planned, bucket);
    return planned;
  }

  /**
   * Takes a call that plans no change. An update that was planned before a value was known may come to nothing, and
   * Terraform does not apply it.
   * @returns whether one was planned
   */
  planNothing(connection: object, described: Described): boolean {
    for (const change of this.#alike(described)) {
      if (change.creates || change.connection === connection) continue;
      this.#remove(change);
      return true;
    }
    return false;
  }

  /** Takes a call that applies a change. @returns the change; `undefined` where it was not planned on this connection */
  apply(connection: object, described: Described): Change | undefined {
    for (const change of this.#alike(described)) {
      if (change.connection !== connection) continue;
      change.state = "applying";
      change.latest = { called: change.latest.called, answered: Number.POSITIVE_INFINITY };
      return change;
    }
    return undefined;
  }

  /** Takes the end of an apply. */
  settle(change: Change, state: "applied" | "failed"): void {
    change.state = state;
    this.#remove(change);
    this.#answered(change.latest);
  }

  /** The changes that are planned and not applied. */
  *[Symbol.iterator](): Iterator<Change> {
    for (const bucket of this.#planned.values()) yield* bucket;
  }

  /** The planned changes that may be this resource's. */
  *#alike(described: Described): Iterable<Change> {
    const { typeName, place, values, type, nameAttribute } = described;
    const named = this.#planned.get(keyOf(described)) ?? [];
    const unnamed = optionalText(values, nameAttribute) === undefined ? [] : (this.#planned.get(typeName) ?? []);
    for (const bucket of [named, unnamed]) {
      for (const change of bucket) {
        if (change.state === "planned" && mayBe(change.place, place) && mayBecome(change.values, values, type)) {
          yield change;
        }
      }
    }
  }

  #remove(change: Change): void {
    this.#bucketOf.get(change)?.delete(change);
  }

  #startSpan(): Span {
    const span = { called: ++this.#count, answered: Number.POSITIVE_INFINITY };
    this.#answered(span);
    return span;
  }

  /** A call that has arrived by the time that an answer is sent is counted as earlier than the answer. */
  #answered(span: Span): void {
    setImmediate(() => {
      span.answered = ++this.#count;
    });
  }
}

/** A change in messages: `aws_iam_role_policy (write)`. */
export function describeChange({ typeName, values }: Pick<Change, "typeName" | "values">): string {
  const name = ["name", "destination_name", "role"].map((argument) => optionalText(values, argument)).find(Boolean);
  return name === undefined ? typeName : `${typeName} (${name})`;
}

function keyOf({ typeName, values, nameAttribute }: Described): string {
  const name = optionalText(values, nameAttribute);
  return name === undefined ? typeName : `${typeName} ${name}`;
}

function mayBe(planned: Place, later: Place): boolean {
  return (["account", "region"] as const).every((part) => planned[part] === undefined || planned[part] === later[part]);
}

/**
 * Has Terraform called for one change before it had the answer about the other, in the same walk? Then the first does not
 * depend on the second, as Terraform works on a resource only after all that it depends on. [F327] Where it has not, nothing is known.
 */
export function calledWithout(change: Change, other: Change): boolean {
  if (change.latest.called < other.latest.answered) return true;
  return change.earlier !== undefined && other.earlier !== undefined && change.earlier.called < other.earlier.answered;
}
