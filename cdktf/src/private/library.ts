import { App, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** The library that these constructs are compiled against. */
export const ownLibrary = libraryOf(TerraformStack, "TerraformStack");

/**
 * Refuses a stack or an app of the other library: the two take each other's for their own, so that a synth ends in a method
 * that is not there.
 *
 * @throws an error that names both libraries
 */
export function refuseOtherLibrary(scope: IConstruct): void {
  const { root } = scope.node;
  const other =
    otherLibrary(TerraformStack.of(scope), "TerraformStack") ??
    (App.isApp(root) ? otherLibrary(root, "App") : undefined);
  if (other === undefined) return;
  throw new Error(
    `the app is made with ${other}, and these constructs are for ${ownLibrary}; import them from ` +
      `@log-destinations/${other}, or App and TerraformStack from ${ownLibrary} [LD2801]`,
  );
}

function otherLibrary(made: object, className: string): string | undefined {
  const library = libraryOf(made.constructor, className);
  return library === ownLibrary ? undefined : library;
}

/** The assembly of the first class of that name among those that this one extends; each copy of a library has the same. */
function libraryOf(type: unknown, className: string): string | undefined {
  if (typeof type !== "function") return undefined;
  const { fqn } = (type as unknown as { [key: symbol]: { fqn?: string } | undefined })[Symbol.for("jsii.rtti")] ?? {};
  const [library, name] = fqn?.split(".") ?? [];
  return libraryOf(Object.getPrototypeOf(type), className) ?? (name === className ? library : undefined);
}
