/**
 * Access key ids of examples and of configurations for emulators, in small letters. They are keys of no account, and stand
 * for the account where nothing else is said.
 */
const dummies: ReadonlySet<string> = new Set([
  // LocalStack's documentation, and its commands tflocal and awslocal.
  "test",
  "localstack",
  // Moto's documentation.
  "testing",
  // The examples of the real provider and of its users for custom endpoints.
  "mock_access_key",
  "mock",
  "mocked",
  "mock_key",
  "anaccesskey",
  // Usual in fixtures.
  "access_key",
  "dummy",
  "fake",
  "example",
  "foo",
  "foobar",
  "none",
  "placeholder",
  "xxx",
  // The keys of AWS's own documentation.
  "akiaiosfodnn7example",
  "akiai44qh8dhbexample",
  "asiaiosfodnn7example",
]);

/** Is this an access key that configurations give where no real one is needed? */
export function isDummyAccessKey(accessKeyId: string): boolean {
  return dummies.has(accessKeyId.toLowerCase());
}
