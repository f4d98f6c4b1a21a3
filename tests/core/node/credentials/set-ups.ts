import type { NeighbourSwitches } from "./neighbours.ts";

/** The environment and the files of a program, and the credentials that it gets. */
export interface SetUp {
  readonly name: string;
  /** `ORIGIN` is where the neighbours answer, `HOME` the home directory. */
  readonly env?: Readonly<Record<string, string>>;
  readonly config?: string;
  readonly credentials?: string;
  /** Files in the home directory, beside those. */
  readonly files?: Readonly<Record<string, string>>;
  /** The token of `aws sso login`, by the session or start URL. */
  readonly sso?: { readonly id: string; readonly expiresAt?: string };
  readonly neighbours?: NeighbourSwitches;
  /** The instance has a metadata service. */
  readonly instance?: true;
  /** The Region of the client. @default eu-west-1 */
  readonly region?: string;
  /** The key id that is got; `undefined` where nothing is. */
  readonly key: string | undefined;
}

const arn = (role: string) => `arn:aws:iam::111122223333:role/${role}`;
const keys = (id: string) => `aws_access_key_id = ${id}\naws_secret_access_key = s\n`;
const inEnvironment = { AWS_ACCESS_KEY_ID: "ENVIRONMENT", AWS_SECRET_ACCESS_KEY: "s" };
/** A program that runs in the shell of each platform. */
const printing = (output: object) => {
  const text = Buffer.from(JSON.stringify(output)).toString("base64");
  return `"${process.execPath}" ${"Deno" in globalThis ? "eval" : "-e"} "console.log(Buffer.from('${text}', 'base64').toString())"`;
};
const printed = { Version: 1, AccessKeyId: "PROCESS", SecretAccessKey: "s", SessionToken: "t" };
const container = { AWS_CONTAINER_CREDENTIALS_FULL_URI: "ORIGIN/container?of=this" };
const webIdentity = { AWS_WEB_IDENTITY_TOKEN_FILE: "HOME/token", AWS_ROLE_ARN: arn("pod") };
const ssoProfile = "sso_account_id = 111122223333\nsso_role_name = reader\n";
const ssoSession = `[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.example/start\n`;

export const setUps: readonly SetUp[] = [
  { name: "nothing at all", key: undefined },
  { name: "a key in the environment", env: inEnvironment, key: "ENVIRONMENT" },
  {
    name: "a key in the environment, beside a default profile, a container and an instance",
    env: { ...inEnvironment, ...container },
    credentials: `[default]\n${keys("DEFAULT")}`,
    instance: true,
    key: "ENVIRONMENT",
  },
  {
    name: "half a key in the environment, and a default profile",
    env: { AWS_ACCESS_KEY_ID: "ENVIRONMENT" },
    credentials: `[default]\n${keys("DEFAULT")}`,
    key: "DEFAULT",
  },
  { name: "a default profile in the credentials file", credentials: `[default]\n${keys("DEFAULT")}`, key: "DEFAULT" },
  { name: "a default profile in the config file", config: `[default]\n${keys("DEFAULT")}`, key: "DEFAULT" },
  {
    name: "a default profile in the config file, with the prefix and without",
    config: `[profile default]\n${keys("PREFIXED")}[default]\n${keys("PLAIN")}`,
    key: "PREFIXED",
  },
  {
    name: "a profile in both files",
    config: `[default]\n${keys("CONFIG")}`,
    credentials: `[default]\n${keys("CREDENTIALS")}`,
    key: "CREDENTIALS",
  },
  {
    name: "half a key in each file",
    config: "[default]\naws_access_key_id = HALF\n",
    credentials: "[default]\naws_secret_access_key = s\n",
    key: "HALF",
  },
  {
    name: "a named profile in the config file",
    env: { AWS_PROFILE: "logging" },
    config: `[profile logging]\n${keys("LOGGING")}[default]\n${keys("DEFAULT")}`,
    key: "LOGGING",
  },
  {
    name: "a named profile without its prefix in the config file",
    env: { AWS_PROFILE: "logging" },
    config: `[logging]\n${keys("LOGGING")}`,
    key: undefined,
  },
  {
    name: "a named profile with a prefix in the credentials file",
    env: { AWS_PROFILE: "logging" },
    credentials: `[profile logging]\n${keys("LOGGING")}`,
    key: undefined,
  },
  {
    name: "a named profile, and a key in the environment",
    env: { ...inEnvironment, AWS_PROFILE: "logging" },
    credentials: `[logging]\n${keys("LOGGING")}`,
    key: "LOGGING",
  },
  {
    name: "a named profile that there is not, and a key in the environment",
    env: { ...inEnvironment, AWS_PROFILE: "loging" },
    credentials: `[logging]\n${keys("LOGGING")}`,
    key: undefined,
  },
  {
    name: "an empty AWS_PROFILE",
    env: { AWS_PROFILE: "" },
    credentials: `[default]\n${keys("DEFAULT")}`,
    key: "DEFAULT",
  },
  {
    name: "quoted names, comments, blanks, and lines that end as on Windows",
    env: { AWS_PROFILE: "log-ging.eu@1" },
    config: `# first\r\n [profile "log-ging.eu@1"] ; a comment\r\n  ${keys("QUOTED#1 # the key").replaceAll("\n", "\r\n")}nonsense\r\n`,
    key: "QUOTED#1",
  },
  {
    name: "a nested group before the key, and a section of another kind after it",
    config: `[default]\ns3 =\n  aws_access_key_id = NESTED\n${keys("DEFAULT")}[plugins x]\n${keys("PLUGIN")}`,
    key: "DEFAULT",
  },
  {
    name: "files elsewhere, one of them in the home directory",
    env: { AWS_SHARED_CREDENTIALS_FILE: "HOME/elsewhere", AWS_CONFIG_FILE: "~/settings" },
    files: {
      elsewhere: `[source]\n${keys("ELSEWHERE")}`,
      settings: `[default]\nrole_arn = ${arn("reader")}\nsource_profile = source\n`,
    },
    key: "reader@eu-west-1:ELSEWHERE",
  },
  {
    name: "a role, assumed by another profile",
    env: { AWS_PROFILE: "reader" },
    config: `[profile reader]\nrole_arn = ${arn("reader")}\nsource_profile = base\n`,
    credentials: `[base]\n${keys("BASE")}`,
    key: "reader@eu-west-1:BASE",
  },
  {
    name: "a role, in the Region of its profile",
    env: { AWS_PROFILE: "reader" },
    config: `[profile reader]\nregion = eu-central-1\nrole_arn = ${arn("reader")}\nsource_profile = base\n`,
    credentials: `[base]\n${keys("BASE")}`,
    key: "reader@eu-central-1:BASE",
  },
  {
    name: "a role beside a key in the same profile",
    config: `[default]\nrole_arn = ${arn("reader")}\nsource_profile = base\n${keys("OWN")}`,
    credentials: `[base]\n${keys("BASE")}`,
    key: "reader@eu-west-1:BASE",
  },
  {
    name: "a role that its own key assumes",
    config: `[default]\nrole_arn = ${arn("reader")}\nsource_profile = default\n${keys("OWN")}`,
    key: "reader@eu-west-1:OWN",
  },
  {
    name: "a role, assumed by a role, each with a Region",
    env: { AWS_PROFILE: "outer" },
    config: `[profile outer]\nregion = eu-west-2\nrole_arn = ${arn("outer")}\nsource_profile = inner
      \n[profile inner]\nregion = eu-west-3\nrole_arn = ${arn("inner")}\nsource_profile = base\n`,
    credentials: `[base]\n${keys("BASE")}`,
    key: "outer@eu-west-2:inner@eu-west-2:BASE",
  },
  {
    name: "roles that lead to each other",
    env: { AWS_PROFILE: "one" },
    config: `[profile one]\nrole_arn = ${arn("one")}\nsource_profile = two\n[profile two]\nrole_arn = ${arn("two")}\nsource_profile = one\n`,
    key: undefined,
  },
  {
    name: "roles that lead to each other, and a program",
    env: { AWS_PROFILE: "one" },
    config: `[profile one]\nrole_arn = ${arn("one")}\nsource_profile = two\ncredential_process = ${printing(printed)}
      \n[profile two]\nrole_arn = ${arn("two")}\nsource_profile = one\n`,
    key: "PROCESS",
  },
  {
    name: "a role whose source is in no file, on an instance",
    config: `[default]\nrole_arn = ${arn("reader")}\nsource_profile = nobody\n`,
    instance: true,
    key: "INSTANCE",
  },
  {
    name: "a role that STS refuses, on an instance",
    config: `[default]\nrole_arn = ${arn("reader")}\nsource_profile = base\n`,
    credentials: `[base]\n${keys("BASE")}`,
    neighbours: { status: 403 },
    instance: true,
    key: undefined,
  },
  {
    name: "a role, assumed by the key of the environment",
    env: { ...inEnvironment, AWS_PROFILE: "reader" },
    config: `[profile reader]\nrole_arn = ${arn("reader")}\ncredential_source = Environment\n`,
    key: "reader@eu-west-1:ENVIRONMENT",
  },
  {
    name: "a role, assumed by the container",
    env: container,
    config: `[default]\nrole_arn = ${arn("reader")}\ncredential_source = EcsContainer\n`,
    key: "reader@eu-west-1:CONTAINER?of=this",
  },
  {
    name: "a role, assumed by the instance",
    config: `[default]\nrole_arn = ${arn("reader")}\ncredential_source = Ec2InstanceMetadata\n`,
    instance: true,
    key: "reader@eu-west-1:INSTANCE",
  },
  {
    name: "a role, assumed by a profile that takes the instance's credentials",
    env: { AWS_PROFILE: "reader" },
    config: `[profile reader]\nrole_arn = ${arn("reader")}\nsource_profile = base\n[profile base]\ncredential_source = Ec2InstanceMetadata\n`,
    instance: true,
    key: "reader@eu-west-1:INSTANCE",
  },
  {
    name: "a profile that only says to take the environment's key",
    env: { ...inEnvironment, AWS_PROFILE: "base" },
    config: "[profile base]\ncredential_source = Environment\n",
    key: undefined,
  },
  {
    name: "a role whose credential_source there is not",
    config: `[default]\nrole_arn = ${arn("reader")}\ncredential_source = toString\n`,
    key: undefined,
  },
  {
    name: "a role with two sources, and a key",
    config: `[default]\nrole_arn = ${arn("reader")}\ncredential_source = Environment\nsource_profile = base\n${keys("OWN")}`,
    key: "OWN",
  },
  {
    name: "a role that wants a code, on an instance",
    config: `[default]\nrole_arn = ${arn("reader")}\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n`,
    credentials: `[base]\n${keys("BASE")}`,
    instance: true,
    key: undefined,
  },
  {
    name: "web identity in the environment",
    env: webIdentity,
    files: { token: "POD-TOKEN" },
    key: "pod:POD-TOKEN",
  },
  {
    name: "web identity in the environment, beside a container",
    env: { ...webIdentity, ...container },
    files: { token: "POD-TOKEN" },
    key: "pod:POD-TOKEN",
  },
  {
    name: "web identity in the environment, without a role, in a container",
    env: { AWS_WEB_IDENTITY_TOKEN_FILE: "HOME/token", ...container },
    files: { token: "POD-TOKEN" },
    key: "CONTAINER?of=this",
  },
  { name: "web identity without its file, on an instance", env: webIdentity, instance: true, key: undefined },
  {
    name: "web identity that STS refuses, in a container",
    env: { ...webIdentity, ...container },
    files: { token: "POD-TOKEN" },
    neighbours: { first: [403] },
    key: undefined,
  },
  {
    name: "web identity in a profile, beside a key in the environment",
    env: { ...inEnvironment, AWS_PROFILE: "pod" },
    config: `[profile pod]\nrole_arn = ${arn("pod")}\nweb_identity_token_file = HOME/token\n`,
    files: { token: "POD-TOKEN" },
    key: "pod:POD-TOKEN",
  },
  { name: "a program", config: `[default]\ncredential_process = ${printing(printed)}\n`, key: "PROCESS" },
  {
    name: "a program beside a key",
    config: `[default]\n${keys("OWN")}credential_process = ${printing(printed)}\n`,
    key: "OWN",
  },
  {
    name: "a role, assumed by a program's credentials",
    config: `[default]\nrole_arn = ${arn("reader")}\nsource_profile = base\n[profile base]\ncredential_process = ${printing(printed)}\n`,
    key: "reader@eu-west-1:PROCESS",
  },
  { name: "a program that fails", config: "[default]\ncredential_process = exit 3\n", key: undefined },
  {
    name: "a program that fails, on an instance",
    config: "[default]\ncredential_process = exit 3\n",
    instance: true,
    key: "INSTANCE",
  },
  { name: "a program that prints no JSON", config: "[default]\ncredential_process = echo hello\n", key: undefined },
  { name: "a program that prints null", config: "[default]\ncredential_process = echo null\n", key: undefined },
  {
    name: "a program of another version",
    config: `[default]\ncredential_process = ${printing({ ...printed, Version: 2 })}\n`,
    key: undefined,
  },
  {
    name: "a program whose credentials are over",
    config: `[default]\ncredential_process = ${printing({ ...printed, Expiration: "2020-01-01T00:00:00Z" })}\n`,
    key: undefined,
  },
  {
    name: "an SSO session",
    env: { AWS_PROFILE: "sso" },
    config: `[profile sso]\nsso_session = corp\n${ssoProfile}${ssoSession}`,
    sso: { id: "corp" },
    key: "SSO/reader/111122223333/sso-token",
  },
  {
    name: "SSO without a session",
    env: { AWS_PROFILE: "sso" },
    config: `[profile sso]\nsso_region = eu-west-1\nsso_start_url = https://corp.example/start\n${ssoProfile}`,
    sso: { id: "https://corp.example/start" },
    key: "SSO/reader/111122223333/sso-token",
  },
  {
    name: "a role, assumed by an SSO session",
    env: { AWS_PROFILE: "reader" },
    config: `[profile reader]\nrole_arn = ${arn("reader")}\nsource_profile = sso\n[profile sso]\nsso_session = corp\n${ssoProfile}${ssoSession}`,
    sso: { id: "corp" },
    key: "reader@eu-west-1:SSO/reader/111122223333/sso-token",
  },
  {
    name: "an SSO session that is over, on an instance",
    config: `[default]\nsso_session = corp\n${ssoProfile}${ssoSession}`,
    sso: { id: "corp", expiresAt: "2020-01-01T00:00:00Z" },
    instance: true,
    key: undefined,
  },
  {
    name: "an SSO session without a token, on an instance",
    config: `[default]\nsso_session = corp\n${ssoProfile}${ssoSession}`,
    instance: true,
    key: undefined,
  },
  {
    name: "an SSO session that is in no file, on an instance",
    config: `[default]\nsso_session = corp\n${ssoProfile}`,
    sso: { id: "corp" },
    instance: true,
    key: undefined,
  },
  {
    name: "SSO without an account, on an instance",
    config: `[default]\nsso_session = corp\nsso_role_name = reader\n${ssoSession}`,
    sso: { id: "corp" },
    instance: true,
    key: undefined,
  },
  {
    name: "an SSO portal that refuses",
    config: `[default]\nsso_session = corp\n${ssoProfile}${ssoSession}`,
    sso: { id: "corp" },
    neighbours: { status: 403 },
    key: undefined,
  },
  { name: "a container", env: container, key: "CONTAINER?of=this" },
  { name: "a container on an instance", env: container, instance: true, key: "CONTAINER?of=this" },
  {
    name: "a container that wants a token",
    env: { ...container, AWS_CONTAINER_AUTHORIZATION_TOKEN: "Basic xyz" },
    neighbours: { authorization: "Basic xyz" },
    key: "CONTAINER?of=this",
  },
  {
    name: "a container with a token in a file and another one in the environment",
    env: {
      ...container,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: "Basic abc",
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "HOME/authorization",
    },
    files: { authorization: "Basic xyz" },
    neighbours: { authorization: "Basic xyz" },
    key: "CONTAINER?of=this",
  },
  {
    name: "a container whose endpoint is neither here nor https, on an instance",
    env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://192.0.2.1/container" },
    instance: true,
    key: undefined,
  },
  {
    name: "a container whose endpoint is no URL",
    env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: "container" },
    key: undefined,
  },
  {
    name: "a container whose endpoint is in trouble at first",
    env: container,
    neighbours: { first: [500, 503] },
    key: "CONTAINER?of=this",
  },
  { name: "an instance", instance: true, key: "INSTANCE" },
  {
    name: "an instance that refuses tokens",
    instance: true,
    neighbours: { tokenStatus: 403 },
    key: "INSTANCE-V1",
  },
  {
    name: "an instance that refuses tokens, version 1 switched off in the environment",
    env: { AWS_EC2_METADATA_V1_DISABLED: "true" },
    instance: true,
    neighbours: { tokenStatus: 403 },
    key: undefined,
  },
  {
    name: "an instance that refuses tokens, version 1 switched off in the profile",
    config: "[default]\nec2_metadata_v1_disabled = true\n",
    instance: true,
    neighbours: { tokenStatus: 403 },
    key: undefined,
  },
  {
    name: "an instance that calls the request for a token wrong",
    instance: true,
    neighbours: { tokenStatus: 400 },
    key: undefined,
  },
  {
    name: "an instance whose endpoint is in the profile",
    env: { AWS_EC2_METADATA_DISABLED: "false" },
    config: "[default]\nec2_metadata_service_endpoint = ORIGIN\n",
    key: "INSTANCE",
  },
  {
    name: "an instance that is switched off",
    env: { AWS_EC2_METADATA_DISABLED: "true" },
    instance: true,
    key: undefined,
  },
  {
    name: "an instance with credentials that are over, which are used on",
    instance: true,
    neighbours: { expiration: "2020-01-01T00:00:00Z" },
    key: "INSTANCE",
  },
  {
    name: "a role in the Region of a client in China",
    config: `[default]\nrole_arn = ${arn("reader")}\nsource_profile = base\n`,
    credentials: `[base]\n${keys("BASE")}`,
    region: "cn-north-1",
    key: "reader@cn-north-1:BASE",
  },
];
