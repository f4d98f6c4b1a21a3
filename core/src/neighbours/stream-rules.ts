import { type KeyProperties, whyKeyCannotBeUsed, whyKeyIsNotSymmetric } from "./key.ts";
import { because, type NeighbourRules, notAsked, when, whenElsewhere } from "./rule.ts";

/** A stream as the target of a destination or of a subscription filter. */
export interface TargetSubject {
  /** Whose stream it is. */
  readonly service: "firehose" | "kinesis";
  /** The account of the stream. */
  readonly account: string;
  /** The account whose destination or filter it is. */
  readonly owner: string;
  /** The partition of the stream. */
  readonly partition: string;
  /** The Region of the destination or filter. */
  readonly region: string;
  /** Is there such? */
  readonly exists: boolean;
  /**
   * Its status.
   * @default ACTIVE
   */
  readonly status?: string | undefined;
  /** The source of a Firehose stream. @default DirectPut */
  readonly source?: string | undefined;
  /** The customer managed key that encrypts it, where its properties are known. */
  readonly key?: KeyProperties | undefined;
}

/** The encryption of a stream, as it is asked for. */
export interface EncryptionSubject {
  /** Whose stream it is. */
  readonly service: "firehose" | "kinesis";
  /** The key's id, ARN or alias. */
  readonly key?: string | undefined;
  /** The source of a Firehose stream. @default DirectPut */
  readonly source?: string | undefined;
  /** Those of the key, where they are known. */
  readonly properties?: KeyProperties | undefined;
}

/** The rules about a stream that a destination or a filter names, by their ids. */
export type TargetRules = NeighbourRules<
  TargetSubject,
  | "stream-partition"
  | "stream-account"
  | "stream-missing"
  | "stream-status"
  | "delivery-stream-source"
  | "stream-key-state"
  | "stream-key-kind"
>;

export const targetRules: TargetRules = {
  "stream-partition": {
    neighbour: "a stream",
    property: "its partition",
    facts: ["F8", "F34"],
    notAskedBy: {},
    broken: ({ partition, region }) => whenElsewhere("the stream", partition, region),
    answer: "undeliverable",
  },
  "stream-account": {
    neighbour: "a stream",
    property: "its account",
    facts: ["F34", "F39"],
    notAskedBy: {},
    broken: ({ account, owner }) => when(account !== owner, `the stream is of another account than ${owner}`),
    answer: "undeliverable",
  },
  "stream-missing": {
    neighbour: "a stream",
    property: "that it exists",
    facts: ["F34"],
    notAskedBy: { constructs: notAsked.whileDeployed },
    broken: ({ exists }) => when(!exists, "the stream does not exist"),
    answer: "undeliverable",
  },
  "stream-status": {
    neighbour: "a stream",
    property: "its status",
    facts: ["F34", "F101"],
    notAskedBy: { provider: "its streams are ACTIVE as soon as they are made", constructs: notAsked.whileDeployed },
    broken: ({ status = "ACTIVE" }) => when(status !== "ACTIVE", `the stream is ${status}`),
    answer: "undeliverable",
  },
  "delivery-stream-source": {
    neighbour: "a Firehose stream",
    property: "its source",
    facts: ["F301", "F302"],
    notAskedBy: {},
    broken: ({ source = "DirectPut" }) =>
      when(source !== "DirectPut", `the Firehose stream reads from its source, ${source}, and takes no PutRecord`),
    answer: "undeliverable",
  },
  "stream-key-state": {
    neighbour: "a key",
    property: "its state",
    facts: ["F313", "F314", "F316"],
    notAskedBy: {},
    broken: ({ key }) => because(key && whyKeyCannotBeUsed(key)),
    answer: "undeliverable",
  },
  "stream-key-kind": {
    neighbour: "a key",
    property: "its kind",
    facts: ["F317"],
    notAskedBy: {
      provider: "a stream is never encrypted with such a key: see stream-encryption-key-kind",
    },
    broken: ({ key }) => because(key && whyKeyIsNotSymmetric(key)),
    answer: "undeliverable",
  },
};

/** The rules about a stream that is to be encrypted, by their ids. */
export type EncryptionRules = NeighbourRules<
  EncryptionSubject,
  | "stream-encryption-key"
  | "delivery-stream-encryption-source"
  | "stream-encryption-key-kind"
  | "stream-encryption-key-state"
>;

export const encryptionRules: EncryptionRules = {
  "stream-encryption-key": {
    neighbour: "a Kinesis data stream",
    property: "its encryption without a key",
    facts: ["F319"],
    notAskedBy: {
      service: notAsked.noOperation,
      constructs: notAsked.makeNoStreams,
    },
    broken: ({ service, key }) => when(service === "kinesis" && key === undefined, "the encryption has no key"),
    answer: () => ({
      code: "InvalidArgumentException",
      message: "KMS Key ID required when setting encryption_type is not set as NONE",
    }),
  },
  "delivery-stream-encryption-source": {
    neighbour: "a Firehose stream",
    property: "its encryption beside a source",
    facts: ["F320"],
    notAskedBy: { service: notAsked.noOperation, constructs: notAsked.makeNoStreams },
    broken: ({ service, source = "DirectPut" }) =>
      when(
        service === "firehose" && source !== "DirectPut",
        `a Firehose stream that reads from ${source} has no encryption of its own`,
      ),
    answer: () => ({
      code: "InvalidArgumentException",
      message: "Server-side encryption is for Firehose streams with Direct PUT as their source.",
    }),
  },
  "stream-encryption-key-kind": {
    neighbour: "a key",
    property: "its kind, where a stream is to be encrypted with it",
    facts: ["F317"],
    notAskedBy: { service: notAsked.noOperation, constructs: notAsked.makeNoStreams },
    broken: ({ properties }) => because(properties && whyKeyIsNotSymmetric(properties)),
    // The code is documented, the words are inferred. [F317]
    answer: ({ service, key }) => ({
      code: service === "kinesis" ? "InvalidArgumentException" : "InvalidKMSResourceException",
      message: `The key ${key} cannot be used: a symmetric key for ENCRYPT_DECRYPT is needed.`,
    }),
  },
  "stream-encryption-key-state": {
    neighbour: "a key",
    property: "its state, where a stream is to be encrypted with it",
    facts: ["F313", "F314", "F316"],
    notAskedBy: { service: notAsked.noOperation, constructs: notAsked.makeNoStreams },
    broken: ({ properties }) => because(properties && whyKeyCannotBeUsed(properties)),
    answer: ({ service, properties }) => ({
      code:
        service === "firehose"
          ? "InvalidKMSResourceException"
          : properties?.keyState === "Disabled"
            ? "KMSDisabledException"
            : "KMSInvalidStateException",
      // The words are those of KMS. [F316]
      message: `${properties?.arn} is ${properties?.keyState === "Disabled" ? "disabled" : properties?.keyState}.`,
    }),
  },
};
