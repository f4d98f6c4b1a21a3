import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogAccountSubscription,
  LogDestination,
  LogDestinationPolicy,
  LogDestinationTarget,
  LogSubscriber,
  LogSubscription,
  LogSubscriptionRole,
  RegionalLogDestinations,
} from "@log-destinations/cdktf";
import { Lazy, TerraformStack, Testing } from "cdktf";
import { region, sender, stream } from "../local/wire.ts";
import { destinationArn } from "./good-requests.ts";

/** A prop that ends up in a member of a request. */
export interface Prop {
  /** `LogDestination.destinationName`. */
  readonly name: string;
  readonly make: (stack: TerraformStack, value: never) => void;
  /** What an error about it says. */
  readonly says: RegExp;
  /** Values that no request has and the prop means otherwise, such as wildcards in IAM's language. */
  readonly takes?: RegExp;
}

const target = LogDestinationTarget.kinesisStream(stream);
const subscribers = [LogSubscriber.account(sender)];
const arnToken = () => Lazy.stringValue({ produce: () => destinationArn });

function destination(member: string, says = new RegExp(member)): Prop[] {
  return [
    {
      name: `LogDestination.${member}`,
      make: (stack, value) => new LogDestination(stack, "It", { destinationName: "central", target, [member]: value }),
      says,
    },
    {
      name: `RegionalLogDestinations.${member}`,
      make: (stack, value) =>
        new RegionalLogDestinations(stack, "It", {
          destinationName: "central",
          target,
          regions: [region],
          [member]: value,
        }),
      says,
    },
  ];
}

function subscription(member: string): Prop {
  return {
    name: `LogSubscription.${member}`,
    make: (stack, value) =>
      new LogSubscription(stack, "It", {
        destination: LogDestination.fromDestinationArn(stack, "Central", destinationArn),
        logGroupName: "app",
        // A role that is made with it would refuse some of these in its place.
        createRole: false,
        [member]: value,
      }),
    says: new RegExp(member),
  };
}

function accountSubscription(member: string): Prop {
  return {
    name: `LogAccountSubscription.${member}`,
    make: (stack, value) =>
      new LogAccountSubscription(stack, "It", {
        destination: LogDestination.fromDestinationArn(stack, "Central", destinationArn),
        excludeLogGroups: [],
        createRole: false,
        [member]: value,
      }),
    says: new RegExp(member),
  };
}

const existingDestination: Prop[] = [
  {
    name: "LogDestination.fromDestinationName",
    make: (stack, name) => {
      const destination = LogDestination.fromDestinationName(stack, "Central", name);
      new LogDestinationPolicy(stack, "It", { destination, subscribers });
    },
    says: /destinationName/,
  },
  {
    name: "LogDestination.fromDestinationAttributes destinationName",
    make: (stack, destinationName) => {
      const attributes = { destinationArn: arnToken(), destinationName };
      const destination = LogDestination.fromDestinationAttributes(stack, "Central", attributes);
      new LogDestinationPolicy(stack, "It", { destination, subscribers });
    },
    says: /destinationName/,
  },
];

/** The props that hold a Region, which a request is sent to and an ARN holds. */
export const regionProps: readonly Prop[] = [
  ...destination("region").slice(0, 1),
  {
    name: "RegionalLogDestinations.regions",
    make: (stack, where: string) =>
      new RegionalLogDestinations(stack, "It", { destinationName: "central", target, regions: [where] }),
    says: /region is/,
  },
  subscription("region"),
  {
    name: "LogSubscriptionRole.region",
    make: (stack, where) => new LogSubscriptionRole(stack, "It", { region: where }),
    says: /region is/,
  },
  {
    name: "LogDestination.fromDestinationName region",
    make: (stack, where) => LogDestination.fromDestinationName(stack, "It", "central", { region: where }),
    says: /region is/,
  },
  {
    name: "LogDestination.fromDestinationAttributes region",
    make: (stack, where) => {
      const attributes = { destinationArn: arnToken(), region: where };
      LogDestination.fromDestinationAttributes(stack, "It", attributes);
    },
    says: /region is/,
  },
];

/** The props by what the service calls them. */
export const props: Readonly<Record<string, readonly Prop[]>> = {
  "PutDestination.destinationName": destination("destinationName"),
  "PutDestination.targetArn": [
    {
      name: "LogDestinationTarget.kinesisStream",
      make: (_, arn) => LogDestinationTarget.kinesisStream(arn),
      says: /LogDestinationTarget/,
    },
    {
      name: "LogDestinationTarget.firehoseDeliveryStream",
      make: (_, arn: string) => LogDestinationTarget.firehoseDeliveryStream(arn === stream ? firehose : arn),
      says: /LogDestinationTarget/,
    },
  ],
  "PutDestination.roleArn": destination("roleArn"),
  "PutDestination.tags": destination("tags"),
  "TagResource.tags": destination("tags"),
  "CreateLogGroup.logGroupName": [subscription("logGroupName")],
  "PutDestinationPolicy.destinationName": existingDestination,
  "PutDestinationPolicy.accessPolicy": [
    {
      name: "LogDestinationPolicy.accessPolicy",
      make: (stack, accessPolicy) => {
        const destination = LogDestination.fromDestinationArn(stack, "Central", destinationArn);
        new LogDestinationPolicy(stack, "It", { destination, accessPolicy });
      },
      says: /access policy/,
    },
  ],
  "PutSubscriptionFilter.logGroupName": [
    subscription("logGroupName"),
    {
      name: "LogSubscriptionRole.logGroupNames",
      make: (stack, name: string) => new LogSubscriptionRole(stack, "It", { logGroupNames: [name] }),
      says: /logGroupName/,
      takes: /\*$/,
    },
  ],
  "PutSubscriptionFilter.filterName": [subscription("filterName")],
  "PutSubscriptionFilter.filterPattern": [subscription("filterPattern"), accountSubscription("filterPattern")],
  "PutSubscriptionFilter.roleArn": [subscription("roleArn"), accountSubscription("roleArn")],
  "PutSubscriptionFilter.distribution": [subscription("distribution"), accountSubscription("distribution")],
  "PutAccountPolicy.policyName": [accountSubscription("policyName")],
  "PutSubscriptionFilter.destinationArn": [
    {
      name: "LogDestination.fromDestinationArn",
      make: (stack, arn) => {
        const destination = LogDestination.fromDestinationArn(stack, "Central", arn);
        new LogSubscription(stack, "It", { destination, logGroupName: "app" });
      },
      says: /destinationArn|destination's own Region/,
    },
  ],
};

/** Members of what Terraform sends that no construct has a prop for, or none that could be wrong. */
export const withoutProp: Readonly<Record<string, string>> = {
  "PutDestinationPolicy.forceUpdate": "a boolean, of which the service refuses nothing",
  "PutSubscriptionFilter.applyOnTransformedLogs": "a boolean, of which the service refuses nothing",
  "PutAccountPolicy.policyDocument": "the construct writes it; the parts of it are those of a filter",
  "PutAccountPolicy.policyType": "the construct writes it",
  "PutAccountPolicy.scope": "the service has one value, which it takes where none is given",
  "PutAccountPolicy.selectionCriteria": "the construct writes it",
  "PutAccountPolicy.dryRun": "Terraform has no such argument",
  "PutSubscriptionFilter.fieldSelectionCriteria": "the classes of the provider do not have it",
  "PutSubscriptionFilter.emitSystemFields": "the classes of the provider do not have it in every version",
};

/**
 * Makes a construct in a stack, and synthesizes it.
 * @throws the error of either
 */
export function synthesize(make: (stack: TerraformStack) => void): void {
  const app = Testing.app();
  const stack = new TerraformStack(app, "stack");
  new AwsProvider(stack, "Aws", { region });
  make(stack);
  Testing.synth(stack, true);
}

const firehose = stream.replace("kinesis", "firehose").replace("stream/", "deliverystream/");
