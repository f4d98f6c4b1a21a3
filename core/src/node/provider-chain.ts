import { refuseUnknown } from "../options.ts";
import type { StandaloneProvider } from "../signing/credentials.ts";

/** Options of {@link fromProviderChain}, by the names of `fromNodeProviderChain` of the AWS SDK. */
export interface ProviderChainOptions {
  /** The profile of the files. @default `AWS_PROFILE` of the environment, then `default` */
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
  /** The role to assume with a web identity token. @default `AWS_ROLE_ARN` */
  roleArn?: string | undefined;
  /** The name of its session. @default `AWS_ROLE_SESSION_NAME` */
  roleSessionName?: string | undefined;
  /** The file of the token. @default `AWS_WEB_IDENTITY_TOKEN_FILE` */
  webIdentityTokenFile?: string | undefined;
  /** Where people sign in: the start URL of IAM Identity Center. @default that of the profile */
  ssoStartUrl?: string | undefined;
  /** The section of the config file with the sign-in. @default that of the profile */
  ssoSession?: string | undefined;
  /** The account to sign in to, 12 digits. @default that of the profile */
  ssoAccountId?: string | undefined;
  /** The Region of IAM Identity Center. @default that of the profile */
  ssoRegion?: string | undefined;
  /** The role to sign in as. @default that of the profile */
  ssoRoleName?: string | undefined;
  /** Ask the metadata of an instance by its second version alone. @default false */
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
