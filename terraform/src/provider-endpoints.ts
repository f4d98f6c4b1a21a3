import { DiagnosticError } from "./diagnostics.ts";
import { unknown, type Values } from "./protocol/types.ts";

/** The hosts at which LocalStack and Moto are reached, on this machine and from a container. */
const emulatorHosts =
  /^(?:localhost|127\.0\.0\.1|\[::1\]|localstack|moto|host\.docker\.internal|(?:.+\.)?localhost\.localstack\.cloud)$/;

/** LocalStack's port, the ports of its services before it had one, and Moto's. */
const emulatorPorts = /^(?:4566|456[7-9]|45[7-9]\d|5000)$/;

/**
 * The endpoints of a provider block that are at the usual addresses of an emulator, by service. The local service answers
 * in the place of that emulator.
 */
export function emulatorEndpoints(config: Values): string[] {
  return endpointsOf(config)
    .filter(([, endpoint]) => isOfEmulator(endpoint))
    .map(([service]) => service);
}

/**
 * Refuses endpoints at any other address than that of the local service or of an emulator.
 * @param url where the local service is
 * @throws DiagnosticError
 */
export function refuseOtherEndpoints(config: Values, url: string): void {
  for (const [service, endpoint] of endpointsOf(config)) {
    if (URL.canParse(endpoint) && new URL(endpoint).host === new URL(url).host) continue;
    if (isOfEmulator(endpoint)) continue;
    throw new DiagnosticError(
      `this is a stand-in of the AWS provider, and endpoints.${service} is ${endpoint} [LD4105]`,
      `It works on the local service at ${url} alone. Leave the endpoint out for this run, or run the command ` +
        "without log-destinations run.",
      "endpoints",
    );
  }
}

function endpointsOf(config: Values): [service: string, endpoint: string][] {
  const blocks = (config.endpoints ?? []) as readonly Values[];
  return blocks.flatMap((block) =>
    Object.entries(block).flatMap(([service, endpoint]): [string, string][] =>
      endpoint === null || endpoint === "" || endpoint === unknown ? [] : [[service, String(endpoint)]],
    ),
  );
}

function isOfEmulator(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { hostname, port } = new URL(endpoint);
  return emulatorHosts.test(hostname) && emulatorPorts.test(port);
}
