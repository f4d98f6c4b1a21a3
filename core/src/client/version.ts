/** The version of the packages, which `npm run release:version` writes. */
export const version = "0.1.0";
