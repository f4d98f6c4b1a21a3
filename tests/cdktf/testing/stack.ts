import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogDestination,
  type LogDestinationProps,
  LogDestinationTarget,
  type LogSubscriber,
} from "@log-destinations/cdktf";
import { TerraformStack, Testing } from "cdktf";

export const account = "111122223333";
export const arn = "arn:aws:logs:eu-west-1:999999999999:destination:central";
export const target = LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs");

export function stackWith(build: (stack: TerraformStack) => void) {
  const stack = new TerraformStack(Testing.app(), "stack");
  new AwsProvider(stack, "Aws", { region: "eu-west-1" });
  build(stack);
  return stack;
}

export function central(subscribers: LogSubscriber[], props: Partial<LogDestinationProps> = {}) {
  return stackWith((stack) => {
    new LogDestination(stack, "Central", { destinationName: "central", target, subscribers, ...props });
  });
}
