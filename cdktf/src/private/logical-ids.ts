import { type IResolvable, Lazy, TerraformResource, Token } from "cdktf";
import type { IConstruct } from "constructs";

/**
 * An attribute of a resource, as a token. It is not read before synth, since the first read fixes the logical id, and
 * `overrideLogicalId` would do nothing from then on.
 */
export function attributeOf(resource: TerraformResource, attribute: string): string {
  // One reference for all reads, as it is what remembers the outputs of other stacks.
  let reference: IResolvable | undefined;
  const produce = () => {
    reference ??= resource.interpolationForAttribute(attribute);
    return reference;
  };
  return Token.asString(Lazy.anyValue({ produce }));
}

/** The logical ids among the resources of a construct that were overridden too late to be in force. */
export function logicalIdFindings(construct: IConstruct): string[] {
  return construct.node.children.filter(TerraformResource.isTerraformResource).flatMap((resource) => {
    // There is no other way to what `overrideLogicalId` was given.
    const { _logicalIdOverride: wanted } = resource as unknown as { _logicalIdOverride?: string };
    const { friendlyUniqueId: inForce, terraformResourceType: type, node } = resource;
    if (wanted === undefined || wanted === inForce) return [];
    return [
      `overrideLogicalId(${JSON.stringify(wanted)}) of ${node.id} came after an attribute of it was read, which fixed its ` +
        `address, ${type}.${inForce}; call it before that, or keep this address, and say by moveFromId where it comes from ` +
        `(${type}.${wanted}) [LD2009]`,
    ];
  });
}
