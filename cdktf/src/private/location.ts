import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { TerraformProvider, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { partitionOf } from "./core";
import { isLiteral } from "./literal";

/** The partition, Region and account of a resource. */
export interface Location {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/**
 * The location of what a construct makes: literals where `region` or the provider has them, attributes of data sources
 * otherwise. A data source is made when its attribute is first read, since each is a request in every plan.
 */
export function locationOf(scope: IConstruct, provider?: TerraformProvider, region?: string): Location {
  const lookups = lookupsOf(TerraformStack.of(scope), nonDefaultProvider(provider));
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

/** The principal of a service in the Region of a resource, `logs.eu-west-1.amazonaws.com`. */
export function regionalPrincipal(
  scope: IConstruct,
  service: string,
  provider?: TerraformProvider,
  region?: string,
): string {
  const known = knownRegion(scope, provider, region);
  const lookups = lookupsOf(TerraformStack.of(scope), nonDefaultProvider(provider));
  const suffix = known === undefined ? lookups.dnsSuffix : partitionOf(known).dnsSuffix;
  return `${service}.${known ?? region ?? lookups.region}.${suffix}`;
}

/** Identifies the account and Region of a resource among those of the app, where the app knows them. */
export function locationKey(scope: IConstruct, provider?: TerraformProvider, region?: string): string[] {
  const account = nonDefaultProvider(provider) ?? TerraformStack.of(scope);
  return [account.node.path, knownRegion(scope, provider, region) ?? region ?? ""];
}

/** `undefined` for the stack's default provider, which a user may pass or leave out. */
export function nonDefaultProvider(provider?: TerraformProvider): TerraformProvider | undefined {
  return provider?.alias === undefined ? undefined : provider;
}

/**
 * The Region of a resource where that is a literal: its own, else its provider's. A default provider counts once it is
 * declared in the stack.
 */
export function knownRegion(scope: IConstruct, provider?: TerraformProvider, region?: string): string | undefined {
  const found = region ?? regionOf(providerIn(scope, provider));
  return found !== undefined && isLiteral(found) ? found : undefined;
}

/** The provider that is used where this one is given: the stack's default one, if it is declared, where none is. */
export function providerIn(scope: IConstruct, provider?: TerraformProvider): TerraformProvider | undefined {
  return provider ?? defaultProvider(TerraformStack.of(scope));
}

// Every AWS provider class has this, and to import one costs more than all of these constructs together.
function regionOf(provider?: TerraformProvider): string | undefined {
  return (provider as { regionInput?: string } | undefined)?.regionInput;
}

const defaultProviders = new WeakMap<TerraformStack, TerraformProvider>();

function defaultProvider(stack: TerraformStack): TerraformProvider | undefined {
  const known = defaultProviders.get(stack);
  if (known) return known;
  const found = stack.node.children.find(isDefaultAwsProvider);
  if (found) defaultProviders.set(stack, found);
  return found;
}

function isDefaultAwsProvider(construct: IConstruct): construct is TerraformProvider {
  if (!TerraformProvider.isTerraformProvider(construct)) return false;
  return construct.terraformResourceType === "aws" && construct.alias === undefined;
}

const lookupsByStack = new WeakMap<TerraformStack, Map<TerraformProvider | undefined, ProviderLookups>>();

function lookupsOf(stack: TerraformStack, provider?: TerraformProvider): ProviderLookups {
  const byProvider = lookupsByStack.get(stack) ?? new Map<TerraformProvider | undefined, ProviderLookups>();
  lookupsByStack.set(stack, byProvider);
  const lookups = byProvider.get(provider) ?? new ProviderLookups(stack, provider);
  byProvider.set(provider, lookups);
  return lookups;
}

type Attribute = keyof Location | "dnsSuffix";

/** The data sources of one provider in one stack, which all constructs share. */
class ProviderLookups extends Construct {
  // Each read of an attribute makes another token, the slowest step of a synth.
  private readonly found: Partial<Record<Attribute, string>> = {};
  private partitionData?: DataAwsPartition;

  constructor(
    stack: TerraformStack,
    private readonly provider?: TerraformProvider,
  ) {
    // No id that a user would choose.
    super(stack, `_LogDestinationsLookups${provider === undefined ? "" : `_${provider.friendlyUniqueId}`}`);
  }

  public get partition(): string {
    return this.once("partition", (config) => this.partitionBy(config).partition);
  }

  public get dnsSuffix(): string {
    return this.once("dnsSuffix", (config) => this.partitionBy(config).dnsSuffix);
  }

  public get region(): string {
    return this.once("region", (config) => new DataAwsRegion(this, "Region", config).region);
  }

  public get account(): string {
    return this.once("account", (config) => new DataAwsCallerIdentity(this, "Caller", config).accountId);
  }

  private partitionBy(config: { provider?: TerraformProvider }): DataAwsPartition {
    this.partitionData ??= new DataAwsPartition(this, "Partition", config);
    return this.partitionData;
  }

  private once(attribute: Attribute, lookUp: (config: { provider?: TerraformProvider }) => string): string {
    const found = this.found[attribute] ?? lookUp({ provider: this.provider });
    this.found[attribute] = found;
    return found;
  }
}
