import { callSts } from "../../credentials/sts.ts";
import { type Credentials, credentialsError, fromEnvironment } from "../../signing/credentials.ts";
import { fromContainer } from "./container.ts";
import type { Section } from "./ini.ts";
import { NotHere } from "./not-here.ts";
import { fromProcess } from "./process.ts";
import type { Session } from "./session.ts";
import { fromSso, isSso } from "./sso.ts";
import { fromWebIdentity } from "./web-identity.ts";

/** The way to a profile: the profiles that led to it, and the Region in which their roles are assumed. */
interface Way {
  readonly visited: readonly string[];
  readonly region?: string;
}

/**
 * The credentials of a profile: a role to assume, an access key, web identity, a program, or SSO, in this order.
 *
 * @throws NotHere where it has none
 * @throws LogsError `CredentialsError` where it has some that cannot be got
 */
export async function fromProfile(name: string, session: Session, way: Way = { visited: [] }): Promise<Credentials> {
  const profile = session.files.profiles.get(name) ?? {};
  const { aws_access_key_id, aws_secret_access_key, web_identity_token_file, role_arn, credential_process } = profile;
  const led = way.visited.length > 0;
  const hasKey = aws_access_key_id !== undefined && aws_secret_access_key !== undefined;
  // A profile may be its own source: then its key assumes its role.
  if (hasKey && (led || !assumesRole(profile))) {
    return {
      accessKeyId: aws_access_key_id,
      secretAccessKey: aws_secret_access_key,
      sessionToken: profile.aws_session_token,
    };
  }
  if (assumesRole(profile)) return fromRole(name, profile, session, way);
  // Only what another profile leads to may be a source without a role.
  if (led && !role_arn && profile.credential_source) return fromSource(name, profile.credential_source, session);
  if (web_identity_token_file && role_arn) {
    const roleSessionName = profile.role_session_name;
    return fromWebIdentity({ tokenFile: web_identity_token_file, roleArn: role_arn, roleSessionName }, session);
  }
  if (credential_process) return fromProcess(name, credential_process);
  if (isSso(profile)) return fromSso(name, profile, session.files);
  if (profile.login_session) {
    throw credentialsError(
      `profile ${name} has a login_session, which fromDefaultChain does not read; use fromProviderChain() [LD1710]`,
    );
  }
  throw new NotHere(`profile ${name} ${session.files.profiles.has(name) ? "has no credentials" : "is in no file"}`);
}

function assumesRole({ role_arn, source_profile, credential_source }: Section): boolean {
  return role_arn !== undefined && (source_profile === undefined) !== (credential_source === undefined);
}

async function fromRole(name: string, profile: Section, session: Session, way: Way): Promise<Credentials> {
  const { role_arn: roleArn = "", source_profile: source, credential_source: place = "", mfa_serial: serial } = profile;
  if (source !== undefined && way.visited.includes(source)) {
    throw new NotHere(`the profiles ${[...way.visited, source].join(", ")} lead to each other by source_profile`);
  }
  const region = way.region ?? profile.region ?? (await session.region());
  const next = { visited: [...way.visited, source ?? name], region };
  const used = await (source === undefined ? fromSource(name, place, session) : fromProfile(source, session, next));
  const parameters = {
    RoleArn: roleArn,
    RoleSessionName: profile.role_session_name ?? session.sessionName(),
    ExternalId: profile.external_id,
    DurationSeconds: Number.parseInt(profile.duration_seconds ?? "3600", 10),
    SerialNumber: serial,
    TokenCode: serial === undefined ? undefined : await codeOf(name, serial, session),
  };
  return callSts({ action: "AssumeRole", parameters, region, ...session.sts, source: () => used });
}

async function codeOf(name: string, serial: string, { mfaCodeProvider }: Session): Promise<string> {
  if (mfaCodeProvider) return mfaCodeProvider(serial);
  throw credentialsError(`profile ${name} has an mfa_serial; give fromDefaultChain an mfaCodeProvider [LD1711]`);
}

const sources: Readonly<Record<string, (session: Session, name: string) => Promise<Credentials>>> = {
  EcsContainer: () => fromContainer(),
  Ec2InstanceMetadata: (session) => session.instance(),
  Environment: (_, name) =>
    fromEnvironment().catch(() => {
      throw new NotHere(
        `profile ${name} takes the key of the environment, but AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is not set`,
      );
    }),
};

function fromSource(name: string, place: string, session: Session): Promise<Credentials> {
  const source = Object.hasOwn(sources, place) ? sources[place] : undefined;
  if (source) return source(session, name);
  const expected = Object.keys(sources).join(", ");
  throw new NotHere(`profile ${name} has the credential_source ${place}; expected one of ${expected}`);
}
