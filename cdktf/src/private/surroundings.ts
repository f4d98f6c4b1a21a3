import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { type TerraformProvider, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { partitionOf } from "./core";
import { knownRegion } from "./known-region";
import { otherProvider } from "./place";

/** The partition, Region and account in which what a construct makes will stand. */
export interface Surroundings {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/**
 * Literal as far as `region` and the provider tell, read from AWS otherwise. What is never asked for is not looked up:
 * each data source is a request with every plan.
 */
export function surroundingsOf(scope: IConstruct, provider?: TerraformProvider, region?: string): Surroundings {
  const lookups = lookupsOf(TerraformStack.of(scope), otherProvider(provider));
  const known = knownRegion(scope, provider, region);
  const partition = known === undefined ? undefined : partitionOf(known).name;
  return {
    get partition() {
      return partition ?? lookups.partition;
    },
    get region() {
      return known ?? region ?? lookups.region;
    },
    get account() {
      return lookups.account;
    },
  };
}

const lookupsByStack = new WeakMap<TerraformStack, Map<TerraformProvider | undefined, ProviderLookups>>();

function lookupsOf(stack: TerraformStack, provider?: TerraformProvider): ProviderLookups {
  const byProvider = lookupsByStack.get(stack) ?? new Map<TerraformProvider | undefined, ProviderLookups>();
  lookupsByStack.set(stack, byProvider);
  const lookups = byProvider.get(provider) ?? new ProviderLookups(stack, provider);
  byProvider.set(provider, lookups);
  return lookups;
}

/** The data sources of one provider in one stack, each made when it is first asked for and shared from then on. */
class ProviderLookups extends Construct {
  // Kept, since each reading of an attribute makes another token, which is the dearest thing in a synth.
  private readonly found: Partial<Record<keyof Surroundings, string>> = {};

  constructor(
    stack: TerraformStack,
    private readonly provider?: TerraformProvider,
  ) {
    // No id that a user would choose for something of their own.
    super(stack, `_LogDestinationsLookups${provider === undefined ? "" : `_${provider.friendlyUniqueId}`}`);
  }

  public get partition(): string {
    return this.once("partition", (config) => new DataAwsPartition(this, "Partition", config).partition);
  }

  public get region(): string {
    return this.once("region", (config) => new DataAwsRegion(this, "Region", config).region);
  }

  public get account(): string {
    return this.once("account", (config) => new DataAwsCallerIdentity(this, "Caller", config).accountId);
  }

  private once(what: keyof Surroundings, lookUp: (config: { provider?: TerraformProvider }) => string): string {
    const found = this.found[what] ?? lookUp({ provider: this.provider });
    this.found[what] = found;
    return found;
  }
}
