import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { type TerraformProvider, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { partitionOf } from "./core";
import { knownRegion } from "./known-region";

/** The partition, Region and account in which what a construct makes will stand. */
export interface Surroundings {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** Literal as far as `region` and the provider tell, read from AWS otherwise. */
export function surroundingsOf(scope: IConstruct, provider?: TerraformProvider, region?: string): Surroundings {
  const lookups = ProviderLookups.of(TerraformStack.of(scope), provider);
  const known = knownRegion(scope, provider, region);
  return {
    partition: known === undefined ? lookups.partition : partitionOf(known),
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

  private constructor(
    stack: TerraformStack,
    id: string,
    private readonly provider?: TerraformProvider,
  ) {
    super(stack, id);
  }

  public get partition(): string {
    return this.once("Partition", (id) => new DataAwsPartition(this, id, { provider: this.provider })).partition;
  }

  public get region(): string {
    return this.once("Region", (id) => new DataAwsRegion(this, id, { provider: this.provider })).region;
  }

  public get account(): string {
    return this.once("Caller", (id) => new DataAwsCallerIdentity(this, id, { provider: this.provider })).accountId;
  }

  private once<T extends Construct>(id: string, make: (id: string) => T): T {
    return (this.node.tryFindChild(id) as T | undefined) ?? make(id);
  }
}
