import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { S3DeliveryCompression, S3DeliveryFormat, type S3DeliveryStreamProps } from "../s3-delivery-stream-options";
import { bucketForm, kmsKeyForm, literalArn, refuseOtherArn, roleForm } from "./arn-form";
import { deliveryBuffering, deliveryPrefixProblem, retentionDays } from "./core";
import { isLiteral } from "./literal";
import { knownRegion } from "./location";
import {
  refuseBadBucketName,
  refuseBadDeliveryStreamName,
  refuseBadRegion,
  refuseBadTags,
  refuseOtherValue,
} from "./rules";

/** Refuses what is known to make no delivery stream. A token passes. */
export function refuseBadDelivery(scope: IConstruct, props: S3DeliveryStreamProps): void {
  refuseBadDeliveryStreamName(props.deliveryStreamName);
  if (props.bucketName !== undefined) refuseBadBucketName(props.bucketName);
  refuseBadRegion(props.region);
  refuseBadTags(props.tags);
  refuseTokenFormat(props.format);
  refuseOtherValue("format", props.format, S3DeliveryFormat);
  refuseOtherValue("compression", props.compression, S3DeliveryCompression);
  if (props.bucketArn !== undefined) refuseOtherArn("bucketArn", props.bucketArn, bucketForm);
  if (props.roleArn !== undefined) refuseOtherArn("roleArn", props.roleArn, roleForm);
  refuseIdle(props, "bucketArn", ["bucketName", "expirationDays", "forceDestroy"]);
  refuseIdle(props, "roleArn", ["roleName", "rolePath", "rolePermissionsBoundary"]);
  refuseOutside("bufferingInterval", props.bufferingInterval, deliveryBuffering.interval);
  refuseOutside("bufferingSize", props.bufferingSize, deliveryBuffering.size);
  refuseOutside("expirationDays", props.expirationDays, { min: 1 });
  refuseBadRetention(props.errorRetentionDays);
  refuseBadPrefixes(props);
  refuseBadKey("kmsKeyArn", props.kmsKeyArn, knownRegion(scope, props.provider, props.region));
  refuseBadKey(
    "errorLogGroupKmsKeyArn",
    props.errorLogGroupKmsKeyArn,
    knownRegion(scope, props.provider, props.region),
  );
}

function refuseTokenFormat(format: S3DeliveryFormat | undefined): void {
  if (format === undefined || isLiteral(format)) return;
  throw new Error(
    "format is a token, but it decides at synth what Firehose does with a record; give a member of S3DeliveryFormat [LD2566]",
  );
}

/** What is given is left as it is, so props that would shape what is made would be ignored in silence. */
function refuseIdle(
  props: S3DeliveryStreamProps,
  given: keyof S3DeliveryStreamProps,
  shaping: readonly (keyof S3DeliveryStreamProps)[],
): void {
  const idle = shaping.filter((name) => props[name] !== undefined && props[name] !== false);
  if (props[given] === undefined || idle.length === 0) return;
  throw new Error(
    `${given} is given, so ${idle.join(" and ")} would have no effect; leave out the one or the other [LD2560]`,
  );
}

function refuseOutside(prop: string, value: number | undefined, { min, max }: { min: number; max?: number }): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  if (Number.isInteger(value) && value >= min && value <= (max ?? value)) return;
  const expected = max === undefined ? `${min} or more` : `${min} to ${max}`;
  throw new Error(`${prop} is ${value}; expected a whole number, ${expected} [LD2561]`);
}

function refuseBadRetention(days: number | undefined): void {
  if (days === undefined || Token.isUnresolved(days) || retentionDays.includes(days)) return;
  throw new Error(`errorRetentionDays is ${days}; CloudWatch Logs takes ${retentionDays.join(", ")} [LD2562]`);
}

function refuseBadPrefixes({ prefix = "", errorOutputPrefix = defaultErrorOutputPrefix }: S3DeliveryStreamProps): void {
  const problem =
    isLiteral(prefix) && isLiteral(errorOutputPrefix) && deliveryPrefixProblem({ prefix, errorOutputPrefix });
  if (problem) throw new Error(`${problem} [LD2563]`);
}

/** Firehose, S3 and CloudWatch Logs take keys of their own Region alone. [F309, F416] */
function refuseBadKey(prop: string, kmsKeyArn: string | undefined, region: string | undefined): void {
  if (kmsKeyArn === undefined) return;
  refuseOtherArn(prop, kmsKeyArn, kmsKeyForm);
  const ofKey = literalArn(kmsKeyArn)?.region;
  if (ofKey === undefined || region === undefined || ofKey === region) return;
  throw new Error(
    `${prop} is a key in ${ofKey}, and the delivery stream is in ${region}; give a key of ${region} [LD2564]`,
  );
}

/** Where what could not be delivered goes, by the kind of the error. */
export const defaultErrorOutputPrefix = "errors/!{firehose:error-output-type}/";
