import { type TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { addressAt, idsBelow, readFormerPath } from "./former-path";
import { refuseBadRegion } from "./rules";
import { Moves, type Origin, Removals } from "./state-changes";

/** Moves all that a construct makes from the path that it had. */
export function moveFrom(construct: Construct, formerPath: string): void {
  const stack = TerraformStack.of(construct);
  const former = readFormerPath(stack, formerPath, "moveFrom");
  if (formerPath === idsBelow(stack, construct).join("/")) {
    throw new Error(
      `moveFrom got ${JSON.stringify(formerPath)}, which is the present path; give the former one [LD2011]`,
    );
  }
  new Moves(
    construct,
    fromPaths(construct, (ids) => [...former, ...ids]),
  );
}

/** An origin in other paths of the stack: of what has these ids below the construct. */
export function fromPaths(construct: Construct, formerIds: (ids: string[]) => string[] | undefined): Origin {
  const stack = TerraformStack.of(construct);
  const formerAddress = (resource: TerraformResource) => {
    const ids = formerIds(idsBelow(construct, resource));
    return ids && addressAt(stack, resource.terraformResourceType, ids);
  };
  return { formerAddress };
}

/** Moves a destination with its role to where it is one of several Regions. */
export function moveFromLogDestination(construct: Construct, formerPath: string, region: string): void {
  const former = readFormerPath(TerraformStack.of(construct), formerPath, "moveFromLogDestination");
  const formerIds = (ids: string[]) => {
    if (isOfRole(ids)) return [...former, ...ids];
    return ids[0] === region ? [...former, ...ids.slice(1)] : undefined;
  };
  new Moves(construct, fromPaths(construct, formerIds));
}

/** Moves the destination of one of several Regions, with their role, to where it is alone. */
export function moveFromRegional(construct: Construct, formerPath: string, region: string): void {
  const former = readFormerPath(TerraformStack.of(construct), formerPath, "moveFromRegionalLogDestinations");
  refuseBadRegion(region);
  new Moves(
    construct,
    fromPaths(construct, (ids) => [...former, ...(isOfRole(ids) ? [] : [region]), ...ids]),
  );
}

function isOfRole(ids: readonly string[]): boolean {
  return ids.join("/") in typesOfRole;
}

/** Moves the one instance of a resource to one of those that it has now. */
export function moveFromOneInstance(construct: Construct, resource: TerraformResource, key: string): void {
  if (resource.forEach === undefined) {
    throw new Error(
      `moveFromOneLogGroup got ${JSON.stringify(key)}, but ${construct.node.path} has one filter alone; give logGroupNames ` +
        "or forEach [LD2605]",
    );
  }
  const formerAddress = (other: TerraformResource) =>
    other === resource ? `${other.terraformResourceType}.${other.friendlyUniqueId}` : undefined;
  new Moves(construct, { formerAddress, instance: key });
}

/**
 * Moves raw resources into a construct.
 *
 * @param given the addresses by the ids that the resources which take their place have below the construct, each with the
 * name of the member in which it was given
 * @throws an error for what is no address of a resource of the type
 */
export function moveFromResources(construct: Construct, given: Readonly<Record<string, Given>>): void {
  const addresses = new Map<string, string>();
  for (const [id, members] of Object.entries(given)) {
    for (const [member, address] of Object.entries(members)) {
      if (address === undefined) continue;
      refuseOtherAddress(member, address, typesOfDestination[id] ?? "");
      addresses.set(id, address);
    }
  }
  new Moves(construct, { formerAddress: (resource) => addresses.get(idsBelow(construct, resource).join("/")) });
  construct.node.addValidation({
    validate: () =>
      [...addresses].flatMap(([id, address]) => {
        if (construct.node.tryFindChild(id) !== undefined) return [];
        return [
          `moveFromResources got ${address}, but ${construct.node.path} makes nothing in its place, so that it would be ` +
            "destroyed; let the construct make it, or keep the raw resource and leave this out [LD2016]",
        ];
      }),
  });
}

type Given = Readonly<Record<string, string | undefined>>;

function refuseOtherAddress(given: string, address: string, type: string): void {
  if (addressOf(type).test(address)) return;
  throw new Error(
    `moveFromResources got ${given} ${JSON.stringify(address)}; expected the address of an ${type}, such as ${type}.central [LD2015]`,
  );
}

/** An address in Terraform: in a module or not, of an instance or not. */
function addressOf(type: string): RegExp {
  return new RegExp(`^(?:module\\.[\\w-]+${instance}\\.)*${type}\\.[A-Za-z_][\\w-]*${instance}$`);
}

const instance = '(?:\\[(?:\\d+|"[^"]+")\\])?';

/** The types of the resources that a construct makes, by their paths below it. */
export type ResourceTypes = Readonly<Record<string, string>>;

export const typesOfRole: ResourceTypes = { Role: "aws_iam_role", RolePolicy: "aws_iam_role_policy" };

const typesOfOneRegion: ResourceTypes = {
  Resource: "aws_cloudwatch_log_destination",
  Policy: "aws_cloudwatch_log_destination_policy",
};

export const typesOfDestination: ResourceTypes = { ...typesOfOneRegion, ...typesOfRole };

export function typesOfRegions(regions: readonly string[]): ResourceTypes {
  const ofAll = regions.flatMap((region) => Object.entries(below(region, typesOfOneRegion)));
  return { ...Object.fromEntries(ofAll), ...typesOfRole };
}

/** The same below a child of the construct. */
export function below(id: string, types: ResourceTypes): ResourceTypes {
  return Object.fromEntries(Object.entries(types).map(([path, type]) => [`${id}/${path}`, type]));
}

/** Lets Terraform forget what a construct made that was at this path, and leave it in AWS as it is. */
export function removeFromState(scope: Construct, formerPath: string, types: ResourceTypes): void {
  const stack = TerraformStack.of(scope);
  const former = readFormerPath(stack, formerPath, "removeFromState");
  new Removals(
    stack,
    formerPath,
    Object.entries(types).map(([path, type]) => addressAt(stack, type, [...former, ...path.split("/")])),
  );
}
