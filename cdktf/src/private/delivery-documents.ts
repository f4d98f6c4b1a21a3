import { asToken } from "./literal";
import { policyDocument } from "./policy-document";

/** What a delivery stream uses on its way to the bucket; all of them ARNs, or tokens for them. */
export interface DeliveryParts {
  readonly bucketArn: string;
  readonly errorLogStreamArn: string;
  readonly kmsKeyArn?: string;
}

/** The trust policy of a role that Firehose assumes on behalf of this account alone. [F407] */
export function deliveryTrustPolicy(account: string): string {
  return policyDocument({
    Effect: "Allow",
    Principal: { Service: "firehose.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "sts:ExternalId": account } },
  });
}

/** The permissions policy of a role that writes to this bucket alone, with its key where one is given. [F408] */
export function deliveryPolicy({ bucketArn, errorLogStreamArn, kmsKeyArn }: DeliveryParts): string {
  const bucket = asToken(bucketArn);
  return policyDocument(
    {
      Effect: "Allow",
      Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      Resource: bucket,
    },
    { Effect: "Allow", Action: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"], Resource: `${bucket}/*` },
    { Effect: "Allow", Action: "logs:PutLogEvents", Resource: errorLogStreamArn },
    ...(kmsKeyArn === undefined ? [] : [{ Effect: "Allow", ...useOfObjects(bucket), Resource: asToken(kmsKeyArn) }]),
  );
}

/** What the policy of the objects' key needs where it does not leave the decision to IAM. [F315] */
export function objectKeyPolicy(roleArn: string, bucketArn: string): string {
  return policyDocument({
    Sid: "WriteLogsToBucket",
    Effect: "Allow",
    Principal: { AWS: asToken(roleArn) },
    ...useOfObjects(asToken(bucketArn)),
    Resource: "*",
  });
}

/** What the policy of a log group's key needs. That policy alone decides, as a service has no policies of its own. [F311] */
export function logGroupKeyPolicy(logsOfRegion: string, logGroupArn: string): string {
  return policyDocument({
    Sid: "EncryptDeliveryErrors",
    Effect: "Allow",
    Principal: { Service: logsOfRegion },
    Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
    Resource: "*",
    Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": logGroupArn } },
  });
}

/** The policy of a bucket that answers over TLS alone. [F415] */
export function tlsOnlyPolicy(bucketArn: string): string {
  return policyDocument({
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
}

/** The use of a key by S3 for the objects of a bucket, which may have a key of its own for them. [F414] */
function useOfObjects(bucketArn: string): object {
  return {
    Action: ["kms:GenerateDataKey", "kms:Decrypt"],
    Condition: { StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, `${bucketArn}/*`] } },
  };
}
