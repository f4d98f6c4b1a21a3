import { accountIdPattern, isObject, showValue } from "@log-destinations/core/service";

/** What a data source reads from AWS. */
export interface DataEntry {
  /**
   * The arguments of the data sources that it answers, by name. Those that it does not name may have any value.
   * @default {}
   */
  readonly where?: Readonly<Record<string, unknown>>;
  /** The attributes that are read, by name. An attribute that is left out is null. */
  readonly values: Readonly<Record<string, unknown>>;
  /** @default any account */
  readonly account?: string;
  /** @default any Region */
  readonly region?: string;
}

/** By the type of the data source, such as `aws_ssm_parameter`; of its entries the first that matches is read. */
export type DataDeclarations = Readonly<Record<string, readonly DataEntry[]>>;

/** What a `--config` file says to the provider alone, beside the declarations of the local service. */
export interface ProviderDeclarations {
  /**
   * The account of each profile of AWS's configuration files, by the profile's name.
   * @default {}
   */
  readonly profiles?: Readonly<Record<string, string>>;
  /**
   * What data sources read from AWS. It goes before what the local service knows.
   * @default {}
   */
  readonly data?: DataDeclarations;
}

/** Throws a TypeError for a member that cannot be used. */
const checks: Readonly<Record<keyof ProviderDeclarations, (value: unknown) => void>> = {
  profiles: refuseOtherProfiles,
  data: refuseMalformedData,
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

const dataEntryMembers: Readonly<Record<keyof DataEntry, (value: unknown) => boolean>> = {
  where: isObject,
  values: isObject,
  account: (value) => typeof value === "string" && accountIdPattern.test(value),
  region: (value) => typeof value === "string",
};

const dataForm = '{ "aws_ssm_parameter": [{ "where": { "name": "/x" }, "values": { "value": "…" } }] }';

/** The form alone: the schemas decide about the rest, which `serve` does not need. A value is never repeated. */
function refuseMalformedData(data: unknown): void {
  const [path] = malformedPlaces(data);
  if (path === undefined) return;
  throw new TypeError(`${path} is not in the form of a declaration; expected "data": ${dataForm} [LD4507]`);
}

function malformedPlaces(data: unknown): string[] {
  if (!isObject(data)) return ["data"];
  return Object.entries(data).flatMap(([typeName, entries]) => {
    const path = `data.${typeName}`;
    return Array.isArray(entries)
      ? entries.flatMap((entry, index) => malformedEntry(entry, `${path}[${index}]`))
      : path;
  });
}

function malformedEntry(entry: unknown, path: string): string[] {
  if (!isObject(entry) || !("values" in entry)) return [path];
  const isRight = ([name, value]: [string, unknown]): boolean =>
    Object.hasOwn(dataEntryMembers, name) && dataEntryMembers[name as keyof DataEntry](value);
  return Object.entries(entry).flatMap((member) => (isRight(member) ? [] : `${path}.${member[0]}`));
}
