import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type App, TerraformStack } from "cdktf";
import type { Synthesized } from "../../synth.ts";

/** An app whose synthesized stacks are part of the public contract. */
export interface Contract {
  /** What its user wants. */
  readonly intent: string;
  readonly build: (app: App) => void;
  /** Asserts that the user gets it. */
  readonly holds: (stack: (name: string) => Synthesized) => void;
}

/** An app of one stack of this name, with a default provider in eu-west-1. */
export function oneStack(name: string, build: (stack: TerraformStack) => void): Contract["build"] {
  return (app) => build(stackIn(app, name));
}

export function stackIn(app: App, name: string, provider: { region?: string } = { region: "eu-west-1" }) {
  const stack = new TerraformStack(app, name);
  new AwsProvider(stack, "Aws", provider);
  return stack;
}

export const owner = "999900001111";
export const sender = "111122223333";
export const stranger = "444455556666";
export const organization = "o-a1b2c3d4e5";
export const unit = `${organization}/r-ab12/ou-ab12-11111111/`;
export const streamArn = `arn:aws:kinesis:eu-west-1:${owner}:stream/logs`;
export const destinationArn = `arn:aws:logs:eu-west-1:${owner}:destination:central`;
