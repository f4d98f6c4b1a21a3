import { createHash } from "node:crypto";
import { isAwsManagedKey } from "@log-destinations/core/service";
import { aliasArn, keyArn, lastPartOf } from "../arns.ts";
import type { ResourceContext } from "../context.ts";
import { text } from "../protocol/attributes.ts";
import { findKeptBeside } from "../resource-type/kept-beside.ts";
import type { DataSource } from "./data-source.ts";

/** `internal/service/kms/key_data_source.go` of the real provider. */
export const kmsKey: DataSource = (config, provider) => {
  const context = provider.context();
  const name = text(config, "key_id");
  const [arn, managed] = keyNamed(context, name) ?? [];
  const found = arn === undefined ? undefined : context.control.key(arn);
  if (arn === undefined || (!found && !managed)) return undefined;
  const { keyState = "Enabled", keySpec = "SYMMETRIC_DEFAULT", keyUsage = "ENCRYPT_DECRYPT" } = found ?? {};
  const id = lastPartOf(arn);
  const beside = findKeptBeside(context, { type: "aws_kms_key", id, name: id });
  return {
    id,
    arn,
    aws_account_id: context.account,
    customer_master_key_spec: keySpec,
    enabled: keyState === "Enabled",
    key_manager: managed ? "AWS" : "CUSTOMER",
    key_spec: keySpec,
    key_state: keyState,
    key_usage: keyUsage,
    multi_region: id.startsWith("mrk-"),
    multi_region_configuration: [],
    origin: "AWS_KMS",
    description: beside.description ?? "",
    custom_key_store_id: beside.custom_key_store_id ?? null,
    xks_key_configuration: [],
  };
};

/** `internal/service/kms/alias_data_source.go` of the real provider. */
export const kmsAlias: DataSource = (config, provider) => {
  const context = provider.context();
  const name = text(config, "name");
  const [target_key_arn] = keyNamed(context, name) ?? [];
  if (target_key_arn === undefined) return undefined;
  const arn = aliasArn(context, name);
  return { id: arn, arn, target_key_arn, target_key_id: lastPartOf(target_key_arn) };
};

/** The ARN of a key by an id, an ARN or an alias. Each account has the keys that AWS manages. */
function keyNamed(context: ResourceContext, name: string): [arn: string, managed: boolean] | undefined {
  if (isAwsManagedKey(name)) return [managedKeyArn(context, name), true];
  const arn = context.control.keyArn(context, name);
  return arn === undefined ? undefined : [arn, false];
}

/** A key that AWS manages, whose id follows from its name. */
function managedKeyArn(context: ResourceContext, name: string): string {
  const alias = name.slice(name.indexOf("alias/"));
  const digits = createHash("md5").update(`${context.account}/${context.region}/${alias}`).digest("hex");
  const id = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return keyArn(context, id);
}
