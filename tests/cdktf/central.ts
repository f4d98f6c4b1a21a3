import { LogDestination, type LogDestinationProps, LogDestinationTarget } from "@log-destinations/cdktf";
import { document, only, synth } from "./synth.ts";

export const stream = "arn:aws:kinesis:eu-west-1:999999999999:stream/logs";
export const organization = "o-a1b2c3d4e5";
export const roleArn = "arn:aws:iam::999999999999:role/central-logs";

export const minimal: LogDestinationProps = {
  destinationName: "central",
  target: LogDestinationTarget.kinesisStream(stream),
};

/** A stack with one destination. */
export function destination(
  props: Partial<LogDestinationProps> = {},
  provider: { region?: string } = { region: "eu-west-1" },
) {
  return synth((stack) => new LogDestination(stack, "Central", { ...minimal, ...props }), provider);
}

export function statements(attributes: Record<string, unknown>, name: string) {
  return (document(attributes, name) as { Statement: Record<string, unknown>[] }).Statement;
}

/** The sources for which the one role lets the service act. */
export function trustedSources(synthesized: ReturnType<typeof synth>) {
  return statements(only(synthesized, "aws_iam_role"), "assume_role_policy").flatMap(
    ({ Condition }) => (Condition as { StringLike: { "aws:SourceArn": string[] } }).StringLike["aws:SourceArn"],
  );
}
