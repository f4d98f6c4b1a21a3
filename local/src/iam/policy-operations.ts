import { everywhere } from "../addresses/scopes.ts";
import type { Call } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";
import { awsManagedPolicyArns, isAwsManaged } from "./aws-managed-policies.ts";
import {
  existingPolicy,
  iamArn,
  type ManagedPolicy,
  noSuchEntity,
  pathAndName,
  refuseMalformed,
  rolesOf,
  type Tag,
  tagList,
  tagsOf,
} from "./iam-entities.ts";
import { iamPage, type PageRequest, timestamp } from "./iam-page.ts";
import { policyArnsOf, putPolicy, rolesWithPolicy } from "./policy-store.ts";
import { uniqueId } from "./unique-id.ts";

interface PolicyReference {
  PolicyArn: string;
}

interface CreatePolicyRequest {
  PolicyName: string;
  Path?: string;
  PolicyDocument: string;
  Description?: string;
  Tags?: Tag[];
}

/** Versions of policies are not modelled: each policy has one. */
const versionId = "v1";

export function createPolicy(call: Call, request: CreatePolicyRequest): object {
  const { PolicyName, Path = "/", PolicyDocument: document, Description: description, Tags = [] } = request;
  const { state, caller, now, settings } = call;
  if (policyArnsOf(state, caller.account).some((arn) => pathAndName(arn).name === PolicyName)) {
    throw serviceError(
      "EntityAlreadyExists",
      `A policy called ${PolicyName} already exists. Duplicate names are not allowed.`,
      409,
    );
  }
  refuseMalformed(document);
  const arn = iamArn(call, "policy", Path, PolicyName);
  const tags = Tags.length > 0 && { tags: tagsOf(Tags) };
  const policy = { document, ...(description !== undefined && { description }), ...tags };
  putPolicy(state, arn, policy, { now, propagation: settings.propagation });
  return { Policy: described(call, { arn, creationTime: now, since: now, ...policy }) };
}

export function getPolicy(call: Call, { PolicyArn }: PolicyReference): object {
  return { Policy: described(call, existingPolicy(call, PolicyArn)) };
}

function described(call: Call, { arn, creationTime, since = creationTime, description, tags }: ManagedPolicy): object {
  const { path, name } = pathAndName(arn);
  const roles = rolesOf(call);
  return {
    PolicyName: name,
    PolicyId: uniqueId("ANPA", arn),
    Arn: arn,
    Path: path,
    DefaultVersionId: versionId,
    AttachmentCount: roles.filter(({ managedPolicyArns = [] }) => managedPolicyArns.includes(arn)).length,
    PermissionsBoundaryUsageCount: roles.filter(({ permissionsBoundary }) => permissionsBoundary === arn).length,
    IsAttachable: true,
    Description: description,
    CreateDate: timestamp(creationTime),
    UpdateDate: timestamp(since),
    Tags: tags && tagList(tags),
  };
}

interface ListPoliciesRequest extends PageRequest {
  Scope?: "All" | "AWS" | "Local";
  OnlyAttached?: boolean;
  PathPrefix?: string;
}

export function listPolicies(call: Call, request: ListPoliciesRequest): object {
  const { Scope = "All", OnlyAttached = false, PathPrefix = "/", ...page } = request;
  const { state, caller } = call;
  const local = Scope === "AWS" ? [] : policyArnsOf(state, caller.account);
  const aws = Scope === "Local" ? [] : awsManagedPolicyArns();
  const attached = new Set(rolesOf(call).flatMap(({ managedPolicyArns = [] }) => managedPolicyArns));
  const listed = [...local, ...aws]
    .filter((arn) => pathAndName(arn).path.startsWith(PathPrefix) && (!OnlyAttached || attached.has(arn)))
    .map((arn) => {
      const { description: _, tags: __, ...policy } = existingPolicy(call, arn);
      return described(call, policy);
    });
  return iamPage("Policies", listed, page);
}

export function getPolicyVersion(
  call: Call,
  { PolicyArn, VersionId }: PolicyReference & { VersionId: string },
): object {
  const { document, creationTime } = existingPolicy(call, PolicyArn);
  if (VersionId !== versionId) throw noSuchEntity(`Policy ${PolicyArn} version ${VersionId} does not exist.`);
  if (document === undefined) {
    throw serviceError("ServiceFailure", `the document of ${PolicyArn} is not known here [LD3409]`, 501);
  }
  const version = { VersionId, IsDefaultVersion: true, CreateDate: timestamp(creationTime) };
  return { PolicyVersion: { Document: encodeURIComponent(document), ...version } };
}

export function listPolicyVersions(call: Call, { PolicyArn, ...page }: PolicyReference & PageRequest): object {
  const { creationTime } = existingPolicy(call, PolicyArn);
  const version = { VersionId: versionId, IsDefaultVersion: true, CreateDate: timestamp(creationTime) };
  return iamPage("Versions", [version], page);
}

export function deletePolicy(call: Call, { PolicyArn }: PolicyReference): object {
  if (isAwsManaged(PolicyArn)) throw serviceError("AccessDenied", "A policy of AWS cannot be deleted.", 403);
  existingPolicy(call, PolicyArn);
  if (rolesWithPolicy(call.state, PolicyArn).length > 0) {
    throw serviceError("DeleteConflict", "Cannot delete a policy attached to entities.", 409);
  }
  call.state.delete("policies", everywhere, PolicyArn);
  return {};
}
