import { operations } from "@log-destinations/core/service";
import type { Refusal } from "./refusal.ts";

export type Wing = "service" | "client" | "constructs";

/** Refusals that a wing does not make, and why. It is an error to list one that it makes. */
export interface Exception {
  readonly wing: Wing;
  readonly covers: (refusal: Refusal) => boolean;
  readonly because: string;
}

const named =
  (form: RegExp) =>
  ({ name }: Refusal) =>
    form.test(name);
const ofKind =
  (...kinds: Refusal["kind"][]) =>
  ({ kind }: Refusal) =>
    kinds.includes(kind);

/** Where the account is another one, and nothing else is wrong. */
const crossAccount = named(/ roleArn arn:aws:iam::999900001111:/);
const formOfSystemFields = ({ kind, member }: Refusal) =>
  kind === "rule" && ["fieldSelectionCriteria", "emitSystemFields"].includes(member);
const halfOfPair = named(/half of a surrogate pair/);

export const exceptions: readonly Exception[] = [
  {
    wing: "service",
    covers: ofKind("unknown member"),
    because: "it ignores members that it does not know [F13], and what is written in one has no effect",
  },
  {
    wing: "client",
    covers: ({ kind, operation }) => kind === "not modelled" && Object.hasOwn(operations, operation),
    because: "the service has it, and the local one alone does not model it",
  },
  {
    wing: "client",
    covers: crossAccount,
    because: "it depends on the account of the caller, which a client does not know",
  },
  {
    wing: "client",
    covers: halfOfPair,
    because: "whether the service takes it is not known; the local one could not give the name back",
  },
  {
    wing: "client",
    covers: formOfSystemFields,
    because: "the form is inferred [F397], and the service may take more",
  },
  {
    wing: "constructs",
    covers: formOfSystemFields,
    because: "no provider has the argument, or the provider refuses it",
  },
  {
    wing: "constructs",
    covers: (refusal) => refusal.kind === "not modelled" && refusal.member === "filterPattern",
    because: "the service may take it, and the local one alone cannot match it",
  },
  {
    wing: "constructs",
    covers: crossAccount,
    because: "it depends on the provider's account, which is a token",
  },
  {
    wing: "constructs",
    covers: halfOfPair,
    because: "whether the service takes it is not known; the local one could not give the name back",
  },
  {
    wing: "constructs",
    covers: named(/ tags of 0 entries$/),
    because: "Terraform's provider leaves out a map of tags that is empty",
  },
];

/** What a construct is not given: it does not compile, and in plain JavaScript its error is not settled. */
export const doesNotCompile: readonly Refusal["kind"][] = ["missing", "type", "unknown member"];
