import { create } from "../lifecycle/apply.ts";
import { readImportId } from "../lifecycle/import-id.ts";
import { plan } from "../lifecycle/plan.ts";
import { mark, refuseReal } from "../ownership-mark.ts";
import { decodeJson, decodeValue, encodeValue } from "../protocol/dynamic-value.ts";
import type { Handlers } from "../protocol/grpc-server.ts";
import { conform, settle, type Values } from "../protocol/types.ts";
import type { Provider } from "../provider.ts";
import { configDiagnostics } from "../resource-type/config-diagnostics.ts";
import { nameOf, type ResourceType } from "../resource-type/resource.ts";
import { allTags } from "../resource-type/tags.ts";
import { resources } from "../resources/resources.ts";
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
        return { diagnostics: configDiagnostics(typeName, type, decodeValue(config, block.type) as Values) };
      }),

    UpgradeResourceState: ({ typeName, rawState }) =>
      diagnosed(`reading the state of ${typeName}`, () => {
        const { block } = resourceOf(typeName);
        return { upgradedState: encodeValue(decodeJson(rawState.json, block.type), block.type) };
      }),

    ReadResource: ({ typeName, currentState, private: kept }, session) => {
      const { type, block } = resourceOf(typeName);
      const state = decodeValue(currentState, block.type) as Values;
      return diagnosed(`reading ${nameOf(type, state)}`, async () => {
        refuseReal(type.called, state, kept);
        provider.unclaimed.claim(state);
        const read = await type.read(provider.contextOf(session, state), state);
        const next = read === undefined ? null : conform({ ...state, ...read }, block.type);
        return { newState: encodeValue(next, block.type), private: mark };
      });
    },

    PlanResourceChange: ({ typeName, priorState, proposedNewState, config, priorPrivate }, session) => {
      const { type, block } = resourceOf(typeName);
      return diagnosed(`planning ${type.called}`, () => {
        const prior = decodeValue(priorState, block.type) as Values | null;
        const proposed = decodeValue(proposedNewState, block.type) as Values | null;
        refuseReal(type.called, prior, priorPrivate);
        if (prior) provider.unclaimed.claim(prior);
        if (proposed === null) return { plannedState: proposedNewState, plannedPrivate: mark };
        const change = { prior, proposed, config: decodeValue(config, block.type) as Values };
        const { planned, replacedBy } = plan(type, block, change, provider.configurationOf(session));
        return {
          plannedState: encodeValue(planned, block.type),
          plannedPrivate: mark,
          requiresReplace: replacedBy.map((attributeName) => ({ steps: [{ attributeName }] })),
          // As the real provider: it fills in defaults of arguments that Terraform does not let a provider fill in.
          legacyTypeSystem: true,
        };
      });
    },

    ApplyResourceChange: ({ typeName, priorState, plannedState, plannedPrivate }, session) => {
      const { type, block } = resourceOf(typeName);
      const prior = decodeValue(priorState, block.type) as Values | null;
      const planned = decodeValue(plannedState, block.type) as Values | null;
      const verb = planned === null ? "deleting" : (type.madeBy ?? (prior === null ? "creating" : "updating"));
      const doing = `${verb} ${nameOf(type, planned ?? prior)}`;
      return diagnosed(doing, async () => {
        refuseReal(type.called, prior, plannedPrivate);
        if (planned === null) {
          const state = prior as Values;
          await type.delete(provider.contextOf(session, state), state);
          return { newState: encodeValue(null, block.type) };
        }
        const context = provider.contextOf(session, planned);
        const { unclaimed } = provider;
        const { made, diagnostics } = prior
          ? { made: await type.update(context, planned, prior), diagnostics: [] }
          : await create({ type, context, planned, unclaimed, doing });
        const state = settle(conform({ ...planned, ...made }, block.type)) as Values;
        if (!prior) unclaimed.made(state);
        return { newState: encodeValue(state, block.type), private: mark, diagnostics, legacyTypeSystem: true };
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
          ...(taggable && { tags_all: allTags(null, context.defaultTags) }),
        };
        return { importedResources: [{ typeName, state: encodeValue(state, block.type), private: mark }] };
      }),
  };
}

/** Terraform asks only for types that `GetProviderSchema` has named. */
function resourceOf(typeName: string): { type: ResourceType; block: Block } {
  return { type: resources[typeName] as ResourceType, block: resourceSchemas[typeName] as Block };
}
