import { regionOf, shareSession } from "../../credentials/shared-session.ts";
import { defaultSessionName, stsService } from "../../credentials/sts.ts";
import { environment } from "../../environment-variable.ts";
import { refuseUnknown } from "../../options.ts";
import {
  type Credentials,
  type CredentialsContext,
  credentialsError,
  fromEnvironment,
  type StandaloneProvider,
} from "../../signing/credentials.ts";
import { nodeFetch } from "../transport/node-fetch.ts";
import { fromContainer, isContainer } from "./container.ts";
import { endpointSettings } from "./endpoint-settings.ts";
import { instanceMetadata } from "./instance-metadata.ts";
import { NotHere } from "./not-here.ts";
import { fromProcess } from "./process.ts";
import { fromProfile } from "./profile.ts";
import type { Session } from "./session.ts";
import { profileName, readSharedFiles } from "./shared-files.ts";
import { fromWebIdentityEnvironment } from "./web-identity.ts";

/** Options of {@link fromDefaultChain}. */
export interface DefaultChainOptions {
  /**
   * The profile of the config and the credentials file; where one is named, variables with an access key do not count.
   * @default `AWS_PROFILE` of the environment, then `default`
   */
  profile?: string | undefined;
  /** Gets the code of a device, for a profile with an `mfa_serial`. */
  mfaCodeProvider?: ((serial: string) => Promise<string>) | undefined;
}

/** Where credentials are looked for, in order. Each goes on to the next by {@link NotHere}. [F362] */
const places: readonly ((session: Session, profile: string | undefined) => Promise<Credentials>)[] = [
  async (_, named) => {
    if (named ?? environment("AWS_PROFILE"))
      throw new NotHere("a profile is named, so no access key of the environment counts");
    return fromEnvironment().catch(() => {
      throw new NotHere("AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is not set");
    });
  },
  (session, named) => fromProfile(profileName(named), session),
  async ({ files }, named) => {
    // What comes after a role that cannot be assumed. Else the profile has run its program.
    const { role_arn, credential_process } = files.profiles.get(profileName(named)) ?? {};
    if (role_arn && credential_process) return fromProcess(profileName(named), credential_process);
    throw new NotHere("");
  },
  (session) => fromWebIdentityEnvironment(session),
  (session) => (isContainer() ? fromContainer() : session.instance()),
];

/**
 * Credentials from where the tools of AWS look for them, in the order of the AWS SDK: an access key in the environment,
 * the profile, web identity, the container, the instance. What is found is kept, renewed before it ends, and shared by all
 * clients with this provider. An SSO session that is over is not renewed, and `aws login` not read: `fromProviderChain`
 * does both.
 *
 * @throws TypeError for an unknown option
 * @throws LogsError `CredentialsError` with a call, where there are no credentials; its message says where it looked
 * @example
 * new LogDestinationsClient({ region: "eu-west-1", credentials: fromDefaultChain({ profile: "logging" }) });
 */
export function fromDefaultChain(options: DefaultChainOptions = {}): StandaloneProvider {
  refuseUnknown(options, { profile: true, mfaCodeProvider: true } satisfies Record<keyof DefaultChainOptions, true>);
  const instance = instanceMetadata();
  return shareSession(async (context) => {
    const session = startSession(options, context, instance);
    const reasons: string[] = [];
    for (const place of places) {
      try {
        return await place(session, options.profile);
      } catch (error) {
        if (!(error instanceof NotHere)) throw error;
        if (error.message) reasons.push(error.message);
      }
    }
    throw credentialsError(`no credentials were found: ${reasons.join("; ")} [LD1703]`);
  });
}

function startSession(
  { profile, mfaCodeProvider }: DefaultChainOptions,
  context: Partial<CredentialsContext>,
  instance: ReturnType<typeof instanceMetadata>,
): Session {
  const files = readSharedFiles();
  const name = profileName(profile);
  return {
    files,
    region: async () =>
      (await regionOf(context)) ?? environment("AWS_REGION") ?? files.profiles.get(name)?.region ?? "us-east-1",
    sessionName: defaultSessionName,
    sts: { endpoint: endpointSettings(stsService, name, files), fetch: nodeFetch() },
    mfaCodeProvider,
    instance: () => instance(files.settings.get(name) ?? {}),
  };
}
