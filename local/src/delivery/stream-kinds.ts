import type { StreamAddress } from "@log-destinations/core/service";

interface StreamKind {
  /** The name of the kind in the test message. */
  readonly nameInTestMessage: string;
}

export const streamKinds: Readonly<Record<StreamAddress["service"], StreamKind>> = {
  kinesis: { nameInTestMessage: "Kinesis stream" },
  firehose: { nameInTestMessage: "Firehose" },
};
