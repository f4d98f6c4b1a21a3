export { type RunningServer, type ServeOptions, serve } from "./server/server.ts";
