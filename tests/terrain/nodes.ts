import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** The versions of Node in this folder's manifest. */
export type NodeVersion = 20 | 22 | 24;

/** What npm and vitest tell their children, which would take a project for theirs, or be silent as they are. */
const ofThisRun = /^(npm_(?!config_)|npm_config_(local_prefix|loglevel)$|VITEST|NODE_ENV$|NODE_OPTIONS$|TEST$|AWS_)/;

/**
 * The environment of a user who has this Node, with the npm of this machine and without the programs of this repository.
 * What npm has in its cache is not fetched again.
 */
export function environmentWith(version: NodeVersion): NodeJS.ProcessEnv {
  const node = join(import.meta.dirname, `node_modules/node-${version}/bin`);
  if (!existsSync(node)) throw new Error(`Node ${version} is not installed; npm run test:terrain installs it`);
  const others = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.startsWith(root));
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofThisRun.test(name))),
    PATH: [node, ...others].join(delimiter),
    CI: "true",
    npm_config_prefer_offline: "true",
    npm_config_audit: "false",
    npm_config_fund: "false",
    npm_config_update_notifier: "false",
    // The commands of cdktf and the fork look for newer versions of themselves, and report that they were used.
    CHECKPOINT_DISABLE: "1",
    DISABLE_VERSION_CHECK: "true",
  };
}
