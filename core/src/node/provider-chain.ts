import { refuseUnknown } from "../options.ts";
import type { StandaloneProvider } from "../signing/credentials.ts";

/** Options of {@link fromProviderChain}, by the names of `fromNodeProviderChain` of the AWS SDK. */
export interface ProviderChainOptions {
  /** @default `AWS_PROFILE` of the environment, then `default` */
  profile?: string | undefined;
  /** The credentials file. @default `AWS_SHARED_CREDENTIALS_FILE`, then `~/.aws/credentials` */
  filepath?: string | undefined;
  /** The config file. @default `AWS_CONFIG_FILE`, then `~/.aws/config` */
  configFilepath?: string | undefined;
  /** Read the files again, although they were read before. @default false */
  ignoreCache?: boolean | undefined;
  /** Gets the code of a device for multi-factor authentication. */
  mfaCodeProvider?: ((serial: string) => Promise<string>) | undefined;
  /** Options of the clients of STS and SSO. @default the Region of the client that needs credentials */
  clientConfig?: Readonly<Record<string, unknown>> | undefined;
  roleArn?: string | undefined;
  roleSessionName?: string | undefined;
  webIdentityTokenFile?: string | undefined;
  ssoStartUrl?: string | undefined;
  ssoSession?: string | undefined;
  ssoAccountId?: string | undefined;
  ssoRegion?: string | undefined;
  ssoRoleName?: string | undefined;
  ec2MetadataV1Disabled?: boolean | undefined;
  /** Milliseconds to wait for the metadata of a container or instance. @default 1000 */
  timeout?: number | undefined;
  /** How often to ask for that metadata again. @default that of the SDK */
  maxRetries?: number | undefined;
}

const known: Record<keyof ProviderChainOptions, true> = {
  profile: true,
  filepath: true,
  configFilepath: true,
  ignoreCache: true,
  mfaCodeProvider: true,
  clientConfig: true,
  roleArn: true,
  roleSessionName: true,
  webIdentityTokenFile: true,
  ssoStartUrl: true,
  ssoSession: true,
  ssoAccountId: true,
  ssoRegion: true,
  ssoRoleName: true,
  ec2MetadataV1Disabled: true,
  timeout: true,
  maxRetries: true,
};

interface CredentialProviders {
  fromNodeProviderChain(options: object): StandaloneProvider;
}

/**
 * The chain of `@aws-sdk/credential-providers`, which you install beside this package. It is loaded when the first
 * credentials are needed. It can do what `fromDefaultChain` cannot: refresh an SSO session, and `aws login`.
 *
 * @throws TypeError for an unknown option
 * @throws Error with the first call, where `@aws-sdk/credential-providers` is not installed
 * @see https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-aws-sdk-credential-providers/
 */
export function fromProviderChain(options: ProviderChainOptions = {}): StandaloneProvider {
  refuseUnknown(options, known);
  let chain: StandaloneProvider | undefined;
  return async (context) => {
    chain ??= (await load()).fromNodeProviderChain(options);
    return chain(context);
  };
}

async function load(): Promise<CredentialProviders> {
  const name = "@aws-sdk/credential-providers";
  try {
    return (await import(name)) as CredentialProviders;
  } catch (cause) {
    throw new Error(
      `fromProviderChain needs ${name}; install it beside @log-destinations/core, and keep it out of a bundle [LD1702]`,
      { cause },
    );
  }
}
