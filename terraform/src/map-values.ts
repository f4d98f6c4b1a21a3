export function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  map: (value: From, name: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value, name)]));
}

/** The same, with each value mapped when it is first asked for. */
export function mapValuesLazily<From, To>(
  values: Readonly<Record<string, From>>,
  map: (value: From, name: string) => To,
): Readonly<Record<string, To>> {
  const mapped: Record<string, To> = {};
  for (const name of Object.keys(values)) {
    Object.defineProperty(mapped, name, {
      configurable: true,
      enumerable: true,
      get() {
        const result = map(values[name] as From, name);
        Object.defineProperty(mapped, name, { enumerable: true, value: result });
        return result;
      },
    });
  }
  return mapped;
}
