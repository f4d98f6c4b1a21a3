import { accountIdPattern, isObject, showValue } from "@log-destinations/core/service";

/** What a `--config` file says to the provider alone, beside the declarations of the local service. */
export interface ProviderDeclarations {
  /**
   * The account of each profile of AWS's configuration files, by the profile's name.
   * @default {}
   */
  readonly profiles?: Readonly<Record<string, string>>;
}

/** Throws a TypeError for a member that cannot be used. */
const checks: Readonly<Record<keyof ProviderDeclarations, (value: unknown) => void>> = {
  profiles: refuseOtherProfiles,
};

interface SplitDeclarations {
  /** The members that are the provider's. */
  readonly provider: ProviderDeclarations;
  /** The others. */
  readonly service: unknown;
}

/**
 * Splits the content of a `--config` file into what is the provider's and what is the local service's.
 * @throws TypeError that names the entry of the provider that is wrong
 */
export function splitDeclarations(content: unknown): SplitDeclarations {
  // The service refuses it.
  if (!isObject(content)) return { provider: {}, service: content };
  const isProviders = ([name]: [string, unknown]): boolean => Object.hasOwn(checks, name);
  const entries = Object.entries(content);
  const provider = Object.fromEntries(entries.filter(isProviders)) as ProviderDeclarations;
  for (const [name, check] of Object.entries(checks)) {
    const value = provider[name as keyof ProviderDeclarations];
    if (value !== undefined) check(value);
  }
  return { provider, service: Object.fromEntries(entries.filter((entry) => !isProviders(entry))) };
}

function refuseOtherProfiles(profiles: unknown): void {
  if (!isObject(profiles)) {
    throw new TypeError(`profiles is ${showValue(profiles)}; expected an object of account ids by profile [LD4550]`);
  }
  for (const [name, account] of Object.entries(profiles)) {
    if (typeof account === "string" && accountIdPattern.test(account)) continue;
    const where = `profiles[${JSON.stringify(name)}]`;
    throw new TypeError(`${where} is ${showValue(account)}; expected an account id of 12 digits [LD4551]`);
  }
}
