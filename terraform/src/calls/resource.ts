import { keptDiagnostics, keptWarning } from "../kept/kept-diagnostics.ts";
import type { CataloguedType } from "../kept/type-catalog.ts";
import { createResource } from "../lifecycle/apply.ts";
import { planResource } from "../lifecycle/plan.ts";
import { ApplyInProgress } from "../order/apply-in-progress.ts";
import type { Described } from "../order/change.ts";
import type { Invocation } from "../order/invocation.ts";
import { ownershipMark, refuseRealResource } from "../ownership-mark.ts";
import { optionalText } from "../protocol/attributes.ts";
import { decodeJson, decodeValue, encodeValue } from "../protocol/dynamic-value.ts";
import type { Handlers } from "../protocol/handlers.ts";
import { conform, sameValue, unknownsToNull, type Values } from "../protocol/types.ts";
import type { Provider } from "../provider.ts";
import type { ProviderConfiguration } from "../provider-configuration.ts";
import { configDiagnostics } from "../resource-type/config-diagnostics.ts";
import { readImportId } from "../resource-type/import-id.ts";
import { forgetBeside, keepBeside, withKeptBeside } from "../resource-type/kept-beside.ts";
import { withNestedComputed } from "../resource-type/nested-computed.ts";
import { withJsonInForm } from "../resource-type/policy-text.ts";
import { describeResource } from "../resource-type/resource-type.ts";
import { allTags } from "../resource-type/tags.ts";
import { versionDiagnostics } from "../schema/provider-versions.ts";
import { emptyValues } from "../schema/schema.ts";
import { diagnosed } from "./diagnosed.ts";

type ResourceCalls = Pick<
  Handlers,
  | "ValidateResourceConfig"
  | "UpgradeResourceState"
  | "ReadResource"
  | "PlanResourceChange"
  | "ApplyResourceChange"
  | "ImportResourceState"
>;

/** The calls about resources, in the order in which Terraform makes them. */
export function resourceCalls(provider: Provider, invocation: Invocation): ResourceCalls {
  // Terraform asks only for types that `GetProviderSchema` has named.
  const resourceOf = (typeName: string): CataloguedType => provider.types.resources[typeName] as CataloguedType;
  return {
    ValidateResourceConfig: ({ typeName, config }) =>
      diagnosed(`validating ${typeName}`, () => {
        const { type, block, kept } = resourceOf(typeName);
        const values = decodeValue(config, block.type) as Values;
        const ofVersions = versionDiagnostics(typeName, block, values, invocation.provider);
        if (!kept) return { diagnostics: [...ofVersions, ...configDiagnostics(typeName, type, block, values)] };
        return {
          diagnostics: [
            ...ofVersions,
            ...keptDiagnostics(kept, block, values),
            ...(provider.tally.isFirst(typeName) ? [keptWarning(typeName, kept)] : []),
          ],
        };
      }),

    UpgradeResourceState: ({ typeName, rawState }) =>
      diagnosed(`reading the state of ${typeName}`, () => {
        const { block } = resourceOf(typeName);
        return { upgradedState: encodeValue(decodeJson(rawState.json, block.type), block.type) };
      }),

    ReadResource: ({ typeName, currentState, private: privateData }, session) => {
      const { type, block, kept } = resourceOf(typeName);
      const state = decodeValue(currentState, block.type) as Values;
      return diagnosed(`reading ${describeResource(type, state)}`, async () => {
        refuseRealResource(type.displayName, state, privateData);
        provider.createdNotInState.recordInState(state);
        const context = provider.contextOf(session, state);
        const seen = withKeptBeside({ typeName, type, block, context }, state);
        const read = await type.read(context, seen);
        const next = read === undefined ? null : conform(withJsonInForm(type, { ...seen, ...read }), block.type);
        if (next !== null) provider.tally.record(typeName, type, next as Values, kept !== undefined);
        return { newState: encodeValue(next, block.type), private: ownershipMark };
      });
    },

    PlanResourceChange: ({ typeName, priorState, proposedNewState, config, priorPrivate }, session) => {
      const { type, block } = resourceOf(typeName);
      return diagnosed(`planning ${type.displayName}`, () => {
        const prior = decodeValue(priorState, block.type) as Values | null;
        const proposed = decodeValue(proposedNewState, block.type) as Values | null;
        refuseRealResource(type.displayName, prior, priorPrivate);
        if (prior) provider.createdNotInState.recordInState(prior);
        if (proposed === null) return { plannedState: proposedNewState, plannedPrivate: ownershipMark };
        const change = { prior, proposed, config: decodeValue(config, block.type) as Values };
        provider.refuseOtherPartition(session, change.config);
        const configuration = provider.configurationOf(session);
        const { planned, requiresReplace } = planResource(type, block, change, configuration);
        // The resource that replaces this one is planned by a call of its own.
        if (invocation.follows(typeName) && requiresReplace.length === 0) {
          const creates = prior === null;
          const resource = describedResource(typeName, resourceOf(typeName), planned, configuration);
          if (creates || !sameValue(prior, planned, block.type)) {
            invocation.plan(session, resource, { creates, config: config.msgpack ?? new Uint8Array() });
          } else {
            invocation.planNothing(session, resource);
          }
        }
        return {
          plannedState: encodeValue(planned, block.type),
          plannedPrivate: ownershipMark,
          requiresReplace: requiresReplace.map((attributeName) => ({ steps: [{ attributeName }] })),
          // Lets a provider fill in defaults of arguments that are not computed. [F251]
          legacyTypeSystem: true,
        };
      });
    },

    ApplyResourceChange: ({ typeName, priorState, plannedState, plannedPrivate }, session) => {
      const { type, block, kept } = resourceOf(typeName);
      const prior = decodeValue(priorState, block.type) as Values | null;
      const planned = decodeValue(plannedState, block.type) as Values | null;
      const verb = planned === null ? "deleting" : (type.verb ?? (prior === null ? "creating" : "updating"));
      const action = `${verb} ${describeResource(type, planned ?? prior)}`;
      return diagnosed(action, async () => {
        refuseRealResource(type.displayName, prior, plannedPrivate);
        const resource = describedResource(
          typeName,
          resourceOf(typeName),
          planned ?? (prior as Values),
          provider.configurationOf(session),
        );
        const apply = new ApplyInProgress({ invocation, connection: session, resource, deletes: !planned, action });
        return apply.carryOut(async () => {
          if (planned === null) {
            const state = prior as Values;
            const context = provider.contextOf(session, state);
            await type.delete(context, state);
            forgetBeside({ typeName, type, block, context }, state);
            provider.tally.remove(typeName, type, state);
            return { newState: encodeValue(null, block.type) };
          }
          const context = { ...provider.contextOf(session, planned), apply };
          const { createdNotInState } = provider;
          const { attributes, diagnostics } = prior
            ? { attributes: await type.update(context, planned, prior), diagnostics: [] }
            : await createResource({ type, context, planned, createdNotInState, action });
          const known = withNestedComputed(type, context, { ...planned, ...attributes });
          const state = unknownsToNull(conform(withJsonInForm(type, known), block.type)) as Values;
          keepBeside({ typeName, type, block, context }, state);
          if (!prior) createdNotInState.recordCreated(state);
          provider.tally.record(typeName, type, state, kept !== undefined);
          return {
            newState: encodeValue(state, block.type),
            private: ownershipMark,
            diagnostics,
            legacyTypeSystem: true,
          };
        });
      });
    },

    ImportResourceState: ({ typeName, id: text }, session) =>
      diagnosed(`importing ${typeName}`, () => {
        const { type, block } = resourceOf(typeName);
        const { region, tags_all: taggable } = block.attributes;
        const { id, region: named } = region ? readImportId(text) : { id: text };
        const context = provider.contextOf(session, named ? { region: named } : {});
        const state: Values = {
          ...emptyValues(block),
          ...type.defaults,
          ...type.import(context, id),
          ...(region && { region: context.region }),
          ...(taggable && { tags_all: allTags(null, context) }),
        };
        return { importedResources: [{ typeName, state: encodeValue(state, block.type), private: ownershipMark }] };
      }),
  };
}

function describedResource(
  typeName: string,
  { type, block }: CataloguedType,
  values: Values,
  provider: ProviderConfiguration,
): Described {
  const region = block.attributes.region ? optionalText(values, "region") : provider.region;
  return {
    typeName,
    values,
    place: { account: provider.account, region },
    type: block.type,
    nameAttribute: type.nameAttribute,
  };
}
