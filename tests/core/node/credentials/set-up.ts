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
  /** The token of `aws sso login`, by the session or start URL; `token` is the file's text in place of a good one. */
  readonly sso?: { readonly id: string; readonly expiresAt?: string; readonly token?: string };
  readonly neighbours?: NeighbourSwitches;
  /** The instance has a metadata service. */
  readonly instance?: true;
  /** The Region of the client. @default eu-west-1 */
  readonly region?: string;
  /** The key id that is got; `undefined` where nothing is. */
  readonly key: string | undefined;
  /** What the error says where nothing is got. */
  readonly says?: string;
}

const lookedAt = {
  environment: "AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is not set",
  profile: "profile default is in no file",
  webIdentity: "AWS_WEB_IDENTITY_TOKEN_FILE or AWS_ROLE_ARN is not set",
  machine: "AWS_EC2_METADATA_DISABLED is set",
};
export const aProfileIsNamed = "a profile is named, so no access key of the environment counts";

/** The error where no place had credentials, with what it says of each; of those left out, that nothing is there. */
export const notFound = (reasons: Partial<typeof lookedAt> = {}) =>
  `no credentials were found: ${Object.values({ ...lookedAt, ...reasons }).join("; ")} [LD1703]`;

export const arn = (role: string) => `arn:aws:iam::111122223333:role/${role}`;
export const keys = (id: string) => `aws_access_key_id = ${id}\naws_secret_access_key = s\n`;
export const inEnvironment = { AWS_ACCESS_KEY_ID: "ENVIRONMENT", AWS_SECRET_ACCESS_KEY: "s" };
/** A program that runs in the shell of each platform. */
export const printing = (output: object) => {
  const text = Buffer.from(JSON.stringify(output)).toString("base64");
  return `"${process.execPath}" ${"Deno" in globalThis ? "eval" : "-e"} "console.log(Buffer.from('${text}', 'base64').toString())"`;
};
export const printed = { Version: 1, AccessKeyId: "PROCESS", SecretAccessKey: "s", SessionToken: "t" };
export const container = { AWS_CONTAINER_CREDENTIALS_FULL_URI: "ORIGIN/container?of=this" };
export const webIdentity = { AWS_WEB_IDENTITY_TOKEN_FILE: "HOME/token", AWS_ROLE_ARN: arn("pod") };
export const ssoProfile = "sso_account_id = 111122223333\nsso_role_name = reader\n";
export const ssoSession = `[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.example/start\n`;
