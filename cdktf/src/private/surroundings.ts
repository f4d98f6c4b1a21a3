import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { type TerraformProvider, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { partitionOf } from "./core";
import { knownRegion } from "./known-region";

/** The partition, Region and account in which what a construct makes will stand. */
export interface Surroundings {
  partition: string;
  region: string;
  account: string;
}

/** Literal as far as `region` and the provider tell, read from AWS otherwise. */
export function surroundingsOf(scope: IConstruct, provider?: TerraformProvider, region?: string): Surroundings {
  const lookups = ProviderLookups.of(TerraformStack.of(scope), provider);
  const known = knownRegion(scope, provider, region);
  return {
    partition: known === undefined ? lookups.partition : partitionOf(known).name,
    region: known ?? region ?? lookups.region,
    account: lookups.account,
  };
}

/** The data sources of one provider in one stack, each made when it is first asked for and shared from then on. */
class ProviderLookups extends Construct {
  public static of(stack: TerraformStack, provider?: TerraformProvider): ProviderLookups {
    const id = `LogDestinations${provider === undefined ? "" : `-${provider.friendlyUniqueId}`}`;
    return (stack.node.tryFindChild(id) as ProviderLookups | undefined) ?? new ProviderLookups(stack, id, provider);
  }

  // Kept, since each reading of an attribute makes another token, which is the dearest thing in a synth.
  private readonly found: Partial<Surroundings> = {};

  private constructor(
    stack: TerraformStack,
    id: string,
    private readonly provider?: TerraformProvider,
  ) {
    super(stack, id);
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
