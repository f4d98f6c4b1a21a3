import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type {
  LogDestinationOptions,
  LogDestinationProps,
  RegionalLogDestinationsProps,
} from "../log-destination-options";
import type { LogDestinationImportOptions, LogDestinationResources } from "../log-destination-origins";
import type {
  ILogDestination,
  LogDestinationAttributes,
  LogDestinationLookup,
  SenderExportOptions,
} from "../log-destination-ref";
import type { LogDestinationTarget } from "../log-destination-target";
import type { LogDistribution } from "../log-distribution";
import type { LogSubscriber } from "../log-subscriber";
import type { LogAccountSubscriptionProps, LogSubscriptionProps } from "../log-subscription-options";
import type { LogSystemField } from "../log-system-field";
import type { RegionalLogDestinationsLookup, RegionalSenderExportOptions } from "../regional-log-destinations-ref";
import type { S3DeliveryCompression, S3DeliveryFormat, S3DeliveryStreamProps } from "../s3-delivery-stream-options";
import {
  flag,
  type Kind,
  laterFlag,
  listOf,
  madeBy,
  number,
  provider,
  readElsewhere,
  text,
  textMap,
  texts,
} from "./kinds";
import { orNull, type PropKinds, required } from "./read-props";

const subscriber = madeBy<LogSubscriber>(
  'a LogSubscriber, such as LogSubscriber.account("111122223333")',
  (value) => "_ids" in value,
);

/** Those of a construct, and those that a grant is given. */
export const subscriberList = listOf(subscriber);

export const dependencies = listOf(
  madeBy<ITerraformDependable>(
    "a resource or construct with an fqn, for which Terraform can wait",
    (value) => "fqn" in value,
  ),
);

export const destination = madeBy<ILogDestination>(
  "a LogDestination, or LogDestination.fromDestinationArn(scope, id, arn) for one that is made elsewhere",
  (value) => "destinationArn" in value && Construct.isConstruct(value),
);

const options: PropKinds<LogDestinationOptions> = {
  destinationName: required(text),
  target: required(
    madeBy<LogDestinationTarget>(
      "a LogDestinationTarget, such as LogDestinationTarget.kinesisStream(stream.arn)",
      (value) => "targetArn" in value && "permissionsPolicy" in value,
    ),
  ),
  subscribers: subscriberList,
  accountLevelSubscriptions: flag,
  forceUpdate: laterFlag,
  roleArn: text,
  roleName: text,
  rolePath: text,
  rolePolicyName: text,
  rolePermissionsBoundary: text,
  trustBySourceOrganization: flag,
  tags: textMap,
  provider,
  dependsOn: dependencies,
  preventDestroy: flag,
};

export const logDestinationProps: PropKinds<LogDestinationProps> = { ...options, region: text };

export const regionalLogDestinationsProps: PropKinds<RegionalLogDestinationsProps> = {
  ...options,
  regions: required(texts),
};

export const logDestinationLookup: PropKinds<LogDestinationLookup> = {
  account: text,
  region: text,
  subscriptionRoleRequired: flag,
  provider,
};

export const senderExportOptions: PropKinds<SenderExportOptions> = { region: text, subscriptionRoleRequired: flag };

export const regionalLogDestinationsLookup: PropKinds<RegionalLogDestinationsLookup> = {
  regions: required(texts),
  account: text,
  subscriptionRoleRequired: flag,
  provider,
};

export const regionalSenderExportOptions: PropKinds<RegionalSenderExportOptions> = {
  regions: texts,
  subscriptionRoleRequired: flag,
};

export const logDestinationResources: PropKinds<LogDestinationResources> = {
  destination: required(text),
  policy: text,
  role: text,
  rolePolicy: text,
};

export const logDestinationImportOptions: PropKinds<LogDestinationImportOptions> = {
  roleName: text,
  accessPolicy: flag,
};

/** `exportForSenders` writes null for what is unknown. */
export const logDestinationAttributes: PropKinds<LogDestinationAttributes> = {
  destinationArn: required(text),
  destinationName: text,
  region: orNull(text),
  subscriptionRoleRequired: orNull(laterFlag),
};

const sender = {
  filterPattern: text,
  distribution: text as Kind<unknown> as Kind<LogDistribution>,
  role: readElsewhere<LogSubscriptionProps["role"] & object>("a LogSubscriptionRole"),
  roleArn: text,
  createRole: flag,
  roleName: text,
  rolePath: text,
  rolePermissionsBoundary: text,
  region: text,
  provider,
  dependsOn: dependencies,
};

export const logSubscriptionProps: PropKinds<LogSubscriptionProps> = {
  ...sender,
  destination: required(readElsewhere("a LogDestination or a LogSubscriptionTarget")),
  logGroupName: text,
  logGroupNames: texts,
  forEach: readElsewhere("an iterator"),
  filterName: text,
  applyOnTransformedLogs: laterFlag,
  emitSystemFields: texts as Kind<unknown> as Kind<LogSystemField[]>,
};

export const logAccountSubscriptionProps: PropKinds<LogAccountSubscriptionProps> = {
  ...sender,
  destination: required(readElsewhere("a LogDestination of another account")),
  policyName: text,
  excludeLogGroups: texts,
};

export const s3DeliveryStreamProps: PropKinds<S3DeliveryStreamProps> = {
  deliveryStreamName: required(text),
  bucketArn: text,
  bucketName: text,
  expirationDays: number,
  forceDestroy: flag,
  format: text as Kind<unknown> as Kind<S3DeliveryFormat>,
  compression: text as Kind<unknown> as Kind<S3DeliveryCompression>,
  prefix: text,
  errorOutputPrefix: text,
  bufferingInterval: number,
  bufferingSize: number,
  kmsKeyArn: text,
  errorRetentionDays: number,
  errorLogGroupKmsKeyArn: text,
  roleArn: text,
  roleName: text,
  rolePath: text,
  rolePermissionsBoundary: text,
  tags: textMap,
  region: text,
  provider,
  dependsOn: dependencies,
  preventDestroy: flag,
};
