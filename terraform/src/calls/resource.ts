import { createResource } from "../lifecycle/apply.ts";
import { planResource } from "../lifecycle/plan.ts";
import { ownershipMark, refuseRealResource } from "../ownership-mark.ts";
import { decodeJson, decodeValue, encodeValue } from "../protocol/dynamic-value.ts";
import type { Handlers } from "../protocol/grpc-server.ts";
import { conform, unknownsToNull, type Values } from "../protocol/types.ts";
import type { Provider } from "../provider.ts";
import { configDiagnostics } from "../resource-type/config-diagnostics.ts";
import { readImportId } from "../resource-type/import-id.ts";
import { withNestedComputed } from "../resource-type/nested-computed.ts";
import { withJsonInForm } from "../resource-type/policy-text.ts";
import { describeResource, type ResourceType } from "../resource-type/resource-type.ts";
import { allTags } from "../resource-type/tags.ts";
import { resourceTypes } from "../resources/resources.ts";
import { type Block, emptyValues, resourceSchemas } from "../schema/schema.ts";
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
export function resourceCalls(provider: Provider): ResourceCalls {
  return {
    ValidateResourceConfig: ({ typeName, config }) =>
      diagnosed(`validating ${typeName}`, () => {
        const { type, block } = resourceOf(typeName);
        return { diagnostics: configDiagnostics(typeName, type, block, decodeValue(config, block.type) as Values) };
      }),

    UpgradeResourceState: ({ typeName, rawState }) =>
      diagnosed(`reading the state of ${typeName}`, () => {
        const { block } = resourceOf(typeName);
        return { upgradedState: encodeValue(decodeJson(rawState.json, block.type), block.type) };
      }),

    ReadResource: ({ typeName, currentState, private: privateData }, session) => {
      const { type, block } = resourceOf(typeName);
      const state = decodeValue(currentState, block.type) as Values;
      return diagnosed(`reading ${describeResource(type, state)}`, async () => {
        refuseRealResource(type.displayName, state, privateData);
        provider.createdNotInState.recordInState(state);
        const read = await type.read(provider.contextOf(session, state), state);
        const next = read === undefined ? null : conform(withJsonInForm(type, { ...state, ...read }), block.type);
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
        const { planned, requiresReplace } = planResource(type, block, change, provider.configurationOf(session));
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
      const { type, block } = resourceOf(typeName);
      const prior = decodeValue(priorState, block.type) as Values | null;
      const planned = decodeValue(plannedState, block.type) as Values | null;
      const verb = planned === null ? "deleting" : (type.verb ?? (prior === null ? "creating" : "updating"));
      const action = `${verb} ${describeResource(type, planned ?? prior)}`;
      return diagnosed(action, async () => {
        refuseRealResource(type.displayName, prior, plannedPrivate);
        if (planned === null) {
          const state = prior as Values;
          await type.delete(provider.contextOf(session, state), state);
          return { newState: encodeValue(null, block.type) };
        }
        const context = provider.contextOf(session, planned);
        const { createdNotInState } = provider;
        const { attributes, diagnostics } = prior
          ? { attributes: await type.update(context, planned, prior), diagnostics: [] }
          : await createResource({ type, context, planned, createdNotInState, action });
        const known = withNestedComputed(type, context, { ...planned, ...attributes });
        const state = unknownsToNull(conform(known, block.type)) as Values;
        if (!prior) createdNotInState.recordCreated(state);
        return {
          newState: encodeValue(state, block.type),
          private: ownershipMark,
          diagnostics,
          legacyTypeSystem: true,
        };
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

/** Terraform asks only for types that `GetProviderSchema` has named. */
function resourceOf(typeName: string): { type: ResourceType; block: Block } {
  return { type: resourceTypes[typeName] as ResourceType, block: resourceSchemas[typeName] as Block };
}
