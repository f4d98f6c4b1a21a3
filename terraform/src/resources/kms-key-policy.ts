import { defaultKeyPolicy } from "@log-destinations/core/service";
import type { DeclaredKey } from "@log-destinations/local";
import { keyArn } from "../arns.ts";
import type { ResourceContext } from "../context.ts";
import { DiagnosticError } from "../diagnostics.ts";
import { text } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { validJsonPolicy } from "../resource-type/checks.ts";
import { keepEquivalent } from "../resource-type/policy-text.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";
import { usableKey } from "./kms-key.ts";

/** The policy of a key as a resource of its own. `internal/service/kms/key_policy.go` of the real provider. */
export const kmsKeyPolicy: ResourceType = {
  displayName: "KMS Key Policy",
  nameAttribute: "key_id",
  verb: "attaching",
  modelled: ["key_id", "policy", "bypass_policy_lockout_safety_check"],
  requiresReplace: ["key_id"],
  defaults: { bypass_policy_lockout_safety_check: false },
  jsonArguments: { policy: "minified" },
  checks: { policy: validJsonPolicy },

  create(context, planned) {
    putPolicy(context, planned);
    return { id: text(planned, "key_id") };
  },

  read(context, state) {
    const [arn, found] = keyOf(context, text(state, "id"));
    if (!found) return undefined;
    return { policy: keepEquivalent(state.policy, found.policy ?? defaultKeyPolicy(arn)) };
  },

  update(context, planned) {
    putPolicy(context, planned);
    return {};
  },

  delete(context, state) {
    const [arn, found] = keyOf(context, text(state, "id"));
    if (!found || state.bypass_policy_lockout_safety_check === true) return;
    const { policy: _, ...key } = found;
    context.control.declare({ keys: { [arn]: key } });
  },

  import: (_, id) => ({ id, key_id: id }),
};

function putPolicy(context: ResourceContext, planned: Values): void {
  const id = text(planned, "key_id");
  const [arn, found] = keyOf(context, id);
  if (!found) throw new DiagnosticError(`attaching KMS Key policy (${id}): NotFoundException: ${keyNotFound(arn)}`);
  context.control.declare({ keys: { [arn]: { ...found, policy: text(planned, "policy") } } });
}

/** A key by its id or ARN. */
function keyOf(context: ResourceContext, id: string): [arn: string, key: DeclaredKey | undefined] {
  const arn = context.control.keyArn(context, id) ?? keyArn(context, id);
  return [arn, usableKey(context, arn)];
}

function keyNotFound(arn: string): string {
  return `Key '${arn}' does not exist`;
}
