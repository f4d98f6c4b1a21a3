/** Each variable of the environment that this package reads. The table in README.md says what each of them does. */
export type EnvironmentVariable =
  | "AWS_ACCESS_KEY_ID"
  | "AWS_CA_BUNDLE"
  | "AWS_CONFIG_FILE"
  | "AWS_CONTAINER_AUTHORIZATION_TOKEN"
  | "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
  | "AWS_CONTAINER_CREDENTIALS_FULL_URI"
  | "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
  | "AWS_DEFAULT_REGION"
  | "AWS_EC2_METADATA_DISABLED"
  | "AWS_EC2_METADATA_SERVICE_ENDPOINT"
  | "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"
  | "AWS_EC2_METADATA_V1_DISABLED"
  | "AWS_ENDPOINT_URL"
  | "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS"
  | "AWS_ENDPOINT_URL_SSO"
  | "AWS_ENDPOINT_URL_STS"
  | "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"
  | "AWS_MAX_ATTEMPTS"
  | "AWS_PROFILE"
  | "AWS_REGION"
  | "AWS_ROLE_ARN"
  | "AWS_ROLE_SESSION_NAME"
  | "AWS_SECRET_ACCESS_KEY"
  | "AWS_SESSION_TOKEN"
  | "AWS_SHARED_CREDENTIALS_FILE"
  | "AWS_USE_DUALSTACK_ENDPOINT"
  | "AWS_USE_FIPS_ENDPOINT"
  | "AWS_WEB_IDENTITY_TOKEN_FILE"
  | "HOME"
  | "HOMEDRIVE"
  | "HOMEPATH"
  | "HTTPS_PROXY"
  | "HTTP_PROXY"
  | "NO_PROXY"
  | "USERPROFILE"
  | "http_proxy"
  | "https_proxy"
  | "no_proxy";

interface Runtime {
  process?: { env?: Record<string, string | undefined> };
  Deno?: { permissions?: { querySync(of: { name: "env"; variable: string }): { state: string } } };
}

/**
 * A variable of this process's environment. `undefined` where it is not set or empty, where the runtime has no
 * environment, and where the program may not read it (Deno without `--allow-env`, which would ask at a terminal).
 */
export function environment(variable: EnvironmentVariable): string | undefined {
  try {
    const { process, Deno } = globalThis as Runtime;
    const permission = Deno?.permissions?.querySync({ name: "env", variable });
    return !permission || permission.state === "granted" ? process?.env?.[variable] || undefined : undefined;
  } catch {
    return undefined;
  }
}
