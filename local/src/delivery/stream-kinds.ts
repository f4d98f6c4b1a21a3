import type { StreamAddress } from "@log-destinations/core/service";

interface StreamKind {
  /** The action that the role must be allowed. */
  readonly action: string;
  /** The name of the kind in the test message. */
  readonly nameInTestMessage: string;
}

export const streamKinds: Readonly<Record<StreamAddress["service"], StreamKind>> = {
  kinesis: { action: "kinesis:PutRecord", nameInTestMessage: "Kinesis stream" },
  firehose: { action: "firehose:PutRecord", nameInTestMessage: "Firehose" },
};
