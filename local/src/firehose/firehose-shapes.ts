import type { Shape } from "@log-destinations/core/service";
import type { Unmodelled } from "../service/service-model.ts";

type Members = Readonly<Record<string, Shape>>;

const DeliveryStreamName = { type: "string", required: true, min: 1, max: 64, pattern: "[a-zA-Z0-9_.-]+" } as const;
const arn = { type: "string", required: true, min: 1, max: 512 } as const;
const configuration = { type: "structure", members: {} } as const;
const s3Configuration = { type: "structure", members: { RoleARN: arn, BucketARN: { ...arn, max: 2048 } } } as const;
const record = { type: "structure", required: true, members: { Data: { type: "string", required: true } } } as const;

/** The members that say where a stream delivers to, by the beginning of their names. */
export const destinationMembers: Members = {
  S3DestinationConfiguration: s3Configuration,
  ExtendedS3DestinationConfiguration: s3Configuration,
  RedshiftDestinationConfiguration: configuration,
  ElasticsearchDestinationConfiguration: configuration,
  AmazonopensearchserviceDestinationConfiguration: configuration,
  SplunkDestinationConfiguration: configuration,
  HttpEndpointDestinationConfiguration: configuration,
  AmazonOpenSearchServerlessDestinationConfiguration: configuration,
  SnowflakeDestinationConfiguration: configuration,
  IcebergDestinationConfiguration: configuration,
};

/** The most records of one PutRecordBatch. [F428] */
const maxRecords = 500;

export type FirehoseOperation =
  | "CreateDeliveryStream"
  | "DeleteDeliveryStream"
  | "DescribeDeliveryStream"
  | "ListDeliveryStreams"
  | "PutRecord"
  | "PutRecordBatch";

/**
 * The modelled request members of the modelled operations.
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_Operations.html
 */
export const members: Readonly<Record<FirehoseOperation, Members>> = {
  CreateDeliveryStream: {
    DeliveryStreamName,
    DeliveryStreamType: {
      type: "string",
      enum: ["DirectPut", "KinesisStreamAsSource", "MSKAsSource", "DatabaseAsSource"],
    },
    KinesisStreamSourceConfiguration: {
      type: "structure",
      members: { KinesisStreamARN: arn, RoleARN: arn },
    },
    ...destinationMembers,
  },
  DeleteDeliveryStream: { DeliveryStreamName, AllowForceDelete: { type: "boolean" } },
  DescribeDeliveryStream: { DeliveryStreamName, Limit: { type: "integer", min: 1, max: 10_000 } },
  ListDeliveryStreams: {
    Limit: { type: "integer", min: 1, max: 10_000 },
    DeliveryStreamType: { type: "string" },
    ExclusiveStartDeliveryStreamName: { ...DeliveryStreamName, required: false },
  },
  PutRecord: { DeliveryStreamName, Record: record },
  PutRecordBatch: {
    DeliveryStreamName,
    Records: { type: "list", required: true, min: 1, max: maxRecords, member: record },
  },
};

/** By operation: members that the service has and that are not modelled. */
export const unmodelled: Readonly<Partial<Record<FirehoseOperation, Unmodelled>>> = {
  CreateDeliveryStream: {
    DatabaseSourceConfiguration: undefined,
    DeliveryStreamEncryptionConfigurationInput: undefined,
    DirectPutSourceConfiguration: undefined,
    MSKSourceConfiguration: undefined,
    Tags: undefined,
  },
  DescribeDeliveryStream: { ExclusiveStartDestinationId: undefined },
};
