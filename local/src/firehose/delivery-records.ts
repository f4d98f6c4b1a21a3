import { parseStreamArn, type StreamAddress } from "@log-destinations/core/service";
import { readBase64 } from "../kinesis/base64.ts";
import { putData } from "../kinesis/record-store.ts";
import type { Call } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";
import { type DeliveryStreamReference, existingDeliveryStream } from "./delivery-streams.ts";

/** The most bytes of a record, before base64, and of a batch. [F428] */
const maxRecordBytes = 1000 * 1024;
const maxBatchBytes = 4 * 2 ** 20;

interface DeliveryRecord {
  /** In base64. */
  Data: string;
}

export function putDeliveryRecord(
  call: Call,
  { DeliveryStreamName, Record }: DeliveryStreamReference & { Record: DeliveryRecord },
): object {
  const [RecordId] = write(call, DeliveryStreamName, [readRecord(Record, "record.data")]);
  return { RecordId, Encrypted: false };
}

/** All of them or none: the failure of single records is not modelled. */
export function putDeliveryRecords(
  call: Call,
  { DeliveryStreamName, Records }: DeliveryStreamReference & { Records: DeliveryRecord[] },
): object {
  const records = Records.map((record, index) => readRecord(record, `records.${index + 1}.member.data`));
  if (records.reduce((sum, { length }) => sum + length, 0) > maxBatchBytes) {
    throw serviceError("InvalidArgumentException", "Records size exceeds 4 MB limit");
  }
  const RequestResponses = write(call, DeliveryStreamName, records).map((RecordId) => ({ RecordId }));
  return { FailedPutCount: 0, Encrypted: false, RequestResponses };
}

function readRecord({ Data }: DeliveryRecord, path: string): Uint8Array {
  const data = readBase64(Data, path);
  if (data.length <= maxRecordBytes) return data;
  const constraint = `Member must have length less than or equal to ${maxRecordBytes}`;
  throw serviceError(
    "ValidationException",
    `1 validation error detected: Value at '${path}' failed to satisfy constraint: ${constraint}`,
  );
}

/** Only a stream with the source DirectPut takes records. [F301] */
function write(call: Call, name: string, records: readonly Uint8Array[]): string[] {
  const { arn, source = "DirectPut" } = existingDeliveryStream(call, name);
  if (source !== "DirectPut") {
    throw serviceError("InvalidSourceException", `${name} reads from ${source} and takes no records [LD3412]`);
  }
  const target = parseStreamArn(arn) as StreamAddress;
  return records.map((data) => putData(call, target, { partitionKey: "", data }).sequenceNumber);
}
