import { partitionOf } from "../partitions.ts";

/** Who can ask a rule about a neighbour. */
export type NeighbourAsker = "constructs" | "provider" | "service";

/** A rule is broken. */
export interface Broken {
  /** Why, as a sentence about the neighbour. */
  readonly why: string;
  /** It hangs on something that is not evaluated here. */
  readonly undecided?: true;
}

/** An error of the service. */
export interface NeighbourAnswer {
  /** Its code. */
  readonly code: string;
  /** Its message. */
  readonly message: string;
}

/** A property of a neighbour that decides whether AWS takes what refers to it. */
export interface NeighbourRule<Subject> {
  /** What the rule looks at: `key`, `stream`. */
  readonly neighbour: string;
  /** The property that decides. */
  readonly property: string;
  /** The facts that it rests on. */
  readonly facts: readonly `F${number}`[];
  /** Who does not ask it, and why; everybody else does. */
  readonly notAskedBy: Readonly<Partial<Record<NeighbourAsker, string>>>;
  /** Says why a neighbour breaks it; `undefined` where it does not. */
  readonly broken: (subject: Subject) => Broken | undefined;
  /** The answer of the service: an error, or that the test message could not be delivered. */
  readonly answer: "undeliverable" | ((subject: Subject) => NeighbourAnswer);
}

/** Rules about one kind of neighbour, by their ids. */
export type NeighbourRules<Subject, Id extends string> = Readonly<Record<Id, NeighbourRule<Subject>>>;

/** Broken, where there is a reason. */
export function because(why: string | undefined): Broken | undefined {
  return why === undefined ? undefined : { why };
}

/** Broken, where this holds. */
export function when(broken: boolean, why: string): Broken | undefined {
  return broken ? { why } : undefined;
}

/** Broken, where a neighbour is of another partition than a Region. That the answer is that of a message which does not arrive is inferred. [F8, F34] */
export function whenElsewhere(neighbour: string, partition: string, region: string): Broken | undefined {
  const { name } = partitionOf(region);
  return when(partition !== name, `${neighbour} is of the partition ${partition}, and ${region} of ${name}`);
}

/** Reasons for which somebody does not ask a rule. */
export const notAsked = {
  whileDeployed: "it is known only while the stack is deployed",
  makeNoLogGroups: "they make no log groups",
  makeNoStreams: "they make no streams",
  noOperation: "the operation is not modelled by the local service",
} as const;
