import type { IConstruct } from "constructs";
import { elementBehind } from "./app-resources";
import { isAwsManagedKey, parseArn } from "./core";
import { isLiteral } from "./literal";

/** What the classes of the provider have of these types; to import one costs more than all of these constructs together. */
interface StreamOrKey {
  readonly terraformResourceType: string;
  readonly encryptionTypeInput?: string;
  readonly kmsKeyIdInput?: string;
  readonly rawOverrides?: { readonly encryption_type?: unknown; readonly kms_key_id?: unknown };
  readonly nameInput?: string;
  readonly keyIdInput?: string;
  readonly arn: string;
  readonly targetKeyArn: string;
}

/**
 * The ARN of the customer managed key that encrypts a Kinesis data stream of the app, for the policy of who writes to it [F129];
 * `undefined` where there is none, and where only Terraform or AWS knows it. Firehose asks nothing of who writes. [F314]
 *
 * @param scope what the value is resolved for
 * @param streamArn the reference to the stream
 */
export function keyArnOfStream(scope: IConstruct, streamArn: string): string | undefined {
  const stream = elementBehind(scope, streamArn) as unknown as StreamOrKey | undefined;
  if (stream?.terraformResourceType !== "aws_kinesis_stream") return undefined;
  const {
    rawOverrides: { encryption_type: type = stream.encryptionTypeInput, kms_key_id: key = stream.kmsKeyIdInput } = {},
  } = stream;
  if (type !== "KMS" || typeof key !== "string") return undefined;
  if (isLiteral(key)) return !isAwsManagedKey(key) && parseArn(key)?.resource.startsWith("key/") ? key : undefined;
  return keyArnOf(elementBehind(scope, key) as unknown as StreamOrKey | undefined);
}

/** The ARN of a key, of which some attribute or an alias is given. */
function keyArnOf(named: StreamOrKey | undefined): string | undefined {
  if (named === undefined) return undefined;
  const known = arns.get(named);
  if (known !== undefined) return known;
  const type = named.terraformResourceType;
  const name = named.nameInput ?? named.keyIdInput;
  if (name !== undefined && isAwsManagedKey(name)) return undefined;
  const isKey = /^aws_kms_(?:replica_)?(?:external_)?key$/.test(type);
  const arn = type === "aws_kms_alias" ? named.targetKeyArn : isKey ? named.arn : undefined;
  if (arn !== undefined) arns.set(named, arn);
  return arn;
}

/** Each read of an attribute makes another token, and the library prepares one for another stack before it is resolved there. */
const arns = new WeakMap<StreamOrKey, string>();
