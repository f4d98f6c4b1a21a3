import type { KeptType } from "./kept-type.ts";

/** Networks. */
export const network: Readonly<Record<string, KeptType>> = {};
