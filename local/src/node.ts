export { type RunningServer, type ServedRequest, type ServeOptions, serve } from "./server/http-server.ts";
export { InUseError } from "./storage/lock.ts";
export { openStateFile, type StateFile } from "./storage/state-file.ts";
