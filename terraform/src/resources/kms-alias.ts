import { aliasArn, lastPartOf } from "../arns.ts";
import type { ResourceContext } from "../context.ts";
import { AlreadyExists, DiagnosticError } from "../diagnostics.ts";
import { optionalText, text } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { all, conflictsWith, matching } from "../resource-type/checks.ts";
import { nameAndPrefix, prefixOfGeneratedName } from "../resource-type/name.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";
import { usableKey } from "./kms-key.ts";

const aliasName = matching(
  /^alias\/(?!aws\/)[a-zA-Z0-9/_-]+$/,
  "alias/ and letters, digits and /_-, not beginning with alias/aws/",
);

/** Another name of a key. `internal/service/kms/alias.go` of the real provider. */
export const kmsAlias: ResourceType = {
  displayName: "KMS Alias",
  nameAttribute: "name",
  modelled: ["name", "name_prefix", "target_key_id"],
  requiresReplace: ["name", "name_prefix"],
  checks: { name: all(conflictsWith("name_prefix"), aliasName), name_prefix: aliasName },

  arnOf: (context, planned) => aliasArn(context, text(planned, "name")),

  // The real provider takes the id and the ARN of a key for the same.
  modifyPlan: (planned, prior) =>
    prior && lastPartOf(String(planned.target_key_id)) === lastPartOf(String(prior.target_key_id))
      ? { target_key_id: prior.target_key_id ?? null }
      : {},

  create(context, planned) {
    const { name, name_prefix } = nameAndPrefix({
      ...planned,
      name_prefix: optionalText(planned, "name_prefix") ?? "alias/",
    });
    if (context.control.keyArn(context, name) !== undefined) {
      const arn = aliasArn(context, name);
      throw new AlreadyExists(
        `creating KMS Alias (${name}): AlreadyExistsException: An alias with the name ${arn} already exists`,
      );
    }
    pointTo(context, name, text(planned, "target_key_id"));
    return { id: name, name, name_prefix, ...attributesOf(context, name) };
  },

  read(context, state) {
    const name = text(state, "name");
    const attributes = attributesOf(context, name);
    if (!attributes) return undefined;
    const same = lastPartOf(String(state.target_key_id)) === attributes.target_key_id;
    return {
      ...attributes,
      name_prefix: prefixOfGeneratedName(name),
      ...(same && { target_key_id: state.target_key_id ?? null }),
    };
  },

  update(context, planned) {
    const name = text(planned, "name");
    takeAway(context, name);
    pointTo(context, name, text(planned, "target_key_id"));
    return { ...attributesOf(context, name), target_key_id: text(planned, "target_key_id") };
  },

  delete(context, state) {
    takeAway(context, text(state, "name"));
  },

  import: (_, id) => ({ id, name: id }),
};

function attributesOf(context: ResourceContext, name: string): Values | undefined {
  const target_key_arn = context.control.keyArn(context, name);
  if (target_key_arn === undefined) return undefined;
  return { arn: aliasArn(context, name), target_key_arn, target_key_id: lastPartOf(target_key_arn) };
}

function pointTo(context: ResourceContext, name: string, target: string): void {
  const { control } = context;
  const arn = control.keyArn(context, target);
  const key = arn === undefined ? undefined : usableKey(context, arn);
  if (arn === undefined || !key) {
    throw new DiagnosticError(
      `creating KMS Alias (${name}): NotFoundException: Key '${arn ?? target}' does not exist`,
      `Reference the key's resource, so that it is made first, or declare it with --config: ${JSON.stringify({
        keys: { [arn ?? "arn:aws:kms:REGION:ACCOUNT:key/ID"]: {} },
      })}`,
    );
  }
  control.declare({ keys: { [arn]: { ...key, aliases: [...(key.aliases ?? []), name] } } });
}

function takeAway(context: ResourceContext, name: string): void {
  const { control } = context;
  const arn = control.keyArn(context, name);
  const key = arn === undefined ? undefined : control.key(arn);
  if (arn === undefined || !key) return;
  control.declare({ keys: { [arn]: { ...key, aliases: (key.aliases ?? []).filter((alias) => alias !== name) } } });
}
