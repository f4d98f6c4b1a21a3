import { parseArn } from "./core";
import { isLiteral } from "./literal";

/** What an ARN has to be the ARN of. */
export interface ArnForm {
  readonly service: string;
  readonly resource: RegExp;
  readonly expected: string;
}

/** Refuses a literal that is not an ARN of that form, with a remedy where the service that it belongs to has one. */
export function refuseOtherArn(
  where: string,
  text: string,
  form: ArnForm,
  remedies: Record<string, string> = {},
): void {
  if (!isLiteral(text)) return;
  const arn = parseArn(text);
  if (arn?.service === form.service && form.resource.test(arn.resource)) return;
  const remedy = arn && arn.service !== form.service && remedies[arn.service];
  throw new Error(
    `${where} got ${JSON.stringify(text)}; expected ${form.expected}${remedy ? `. ${remedy}` : ""} [LD2105]`,
  );
}

export const roleForm: ArnForm = {
  service: "iam",
  resource: /^role\/.+$/,
  expected: "the ARN of a role, arn:aws:iam::ACCOUNT:role/NAME",
};

/** An alias is no use: IAM does not look behind one. [F128] */
export const kmsKeyForm: ArnForm = {
  service: "kms",
  resource: /^key\/[^/]+$/,
  expected: "the ARN of the key itself and not of an alias, arn:aws:kms:REGION:ACCOUNT:key/ID",
};
