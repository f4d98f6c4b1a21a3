import { bucketNameShape, fitsShape, isPolicyArn, isRoleArn, parseArn, parseStreamArn } from "./core";
import { isLiteral } from "./literal";

/** What an ARN has to be the ARN of. */
export interface ArnForm {
  readonly service: string;
  readonly fits: (text: string) => boolean;
  readonly expected: string;
}

/** Refuses a literal that is not an ARN of that form, with a remedy where the service that it belongs to has one. */
export function refuseOtherArn(
  where: string,
  text: string,
  form: ArnForm,
  remedies: Record<string, string> = {},
): void {
  if (!isLiteral(text) || form.fits(text)) return;
  const arn = parseArn(text);
  const remedy = arn && arn.service !== form.service && remedies[arn.service];
  throw new Error(
    `${where} got ${JSON.stringify(text)}; expected ${form.expected}${remedy ? `. ${remedy}` : ""} [LD2105]`,
  );
}

/** The parts of an ARN; `undefined` where it is a token. */
export function literalArn(text: string): ReturnType<typeof parseArn> {
  return isLiteral(text) ? parseArn(text) : undefined;
}

export const roleForm: ArnForm = {
  service: "iam",
  fits: isRoleArn,
  expected: "the ARN of a role, arn:aws:iam::ACCOUNT:role/NAME",
};

export const policyForm: ArnForm = {
  service: "iam",
  fits: isPolicyArn,
  expected: "the ARN of a managed policy, arn:aws:iam::ACCOUNT:policy/NAME",
};

export const kinesisStreamForm: ArnForm = {
  service: "kinesis",
  fits: (text) => parseStreamArn(text)?.service === "kinesis",
  expected: "arn:aws:kinesis:REGION:ACCOUNT:stream/NAME",
};

export const firehoseStreamForm: ArnForm = {
  service: "firehose",
  fits: (text) => parseStreamArn(text)?.service === "firehose",
  expected: "arn:aws:firehose:REGION:ACCOUNT:deliverystream/NAME",
};

export const lambdaFunctionForm: ArnForm = {
  service: "lambda",
  fits: (text) => {
    const arn = parseArn(text);
    return arn?.service === "lambda" && /^function:[^:]+(:[^:]+)?$/.test(arn.resource);
  },
  expected: "arn:aws:lambda:REGION:ACCOUNT:function:NAME",
};

export const bucketForm: ArnForm = {
  service: "s3",
  fits: (text) => {
    const arn = parseArn(text);
    return arn?.service === "s3" && arn.account === "" && fitsShape(bucketNameShape, arn.resource);
  },
  expected: "the ARN of a bucket, arn:aws:s3:::NAME",
};

/** An alias is no use: IAM does not look behind one. [F128] */
export const kmsKeyForm: ArnForm = {
  service: "kms",
  fits: (text) => {
    const arn = parseArn(text);
    return arn?.service === "kms" && /^key\/[^/]+$/.test(arn.resource);
  },
  expected: "the ARN of the key itself and not of an alias, arn:aws:kms:REGION:ACCOUNT:key/ID",
};
