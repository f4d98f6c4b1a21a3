import type { Credentials, CredentialsProvider } from "../signing/credentials.ts";

interface CredentialProviders {
  fromNodeProviderChain(options: object): CredentialsProvider;
}

/**
 * The whole chain of places where AWS tools look for credentials: environment, profiles, SSO, web identity, containers
 * and instances. The chain is that of `@aws-sdk/credential-providers`, loaded when the first credentials are needed.
 *
 * @param options of `fromNodeProviderChain`: `profile`, `clientConfig` and others
 * @throws Error with the first call, where `@aws-sdk/credential-providers` is not installed
 * @see https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-aws-sdk-credential-providers/
 */
export function fromProviderChain(options: object = {}): CredentialsProvider {
  let chain: CredentialsProvider | undefined;
  return async (): Promise<Credentials> => {
    chain ??= (await load()).fromNodeProviderChain(options);
    return chain();
  };
}

async function load(): Promise<CredentialProviders> {
  const name = "@aws-sdk/credential-providers";
  try {
    return (await import(name)) as CredentialProviders;
  } catch (cause) {
    throw new Error(`fromProviderChain needs ${name}; install it beside @log-destinations/core [LD1702]`, { cause });
  }
}
