import type { LogDestinationTargetOptions } from "../log-destination-target-options";
import { text } from "./kinds";
import type { PropKinds } from "./read-props";

export const logDestinationTargetOptions: PropKinds<LogDestinationTargetOptions> = { kmsKeyArn: text };
