import { expect, test } from "vitest";
import { planResource } from "../../../terraform/src/lifecycle/plan.ts";
import { readProviderTags } from "../../../terraform/src/provider-tags.ts";
import { resourceTypes } from "../../../terraform/src/resources/resources.ts";
import { emptyValues, resourceSchemas } from "../../../terraform/src/schema/schema.ts";

const tagged = Object.entries(resourceTypes).flatMap(([name, type]) => {
  const block = resourceSchemas[name];
  return block?.attributes.tags_all && block.attributes.tags ? [{ name, type, block }] : [];
});

test("there are types with tags", () => {
  expect(tagged.length).toBeGreaterThan(4);
});

test.each(tagged)("$name: a default tag that is ignored is in no plan", ({ type, block }) => {
  const blocks = { default_tags: [{ tags: { team: "logs", patched: "today" } }], ignore_tags: [{ keys: ["patched"] }] };
  const provider = { account: "111122223333", region: "eu-west-1", callerArn: undefined, ...readProviderTags(blocks) };
  const config = { ...emptyValues(block), tags: { stage: "test" } };
  const { planned } = planResource(
    { ...type, modifyPlan: () => ({}) },
    block,
    { prior: null, proposed: config, config },
    provider,
  );
  expect(planned.tags_all).toEqual({ team: "logs", stage: "test" });
});
