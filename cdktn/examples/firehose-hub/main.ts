import { App } from "cdktn";
import { RawHub } from "./raw.ts";
import { Hub, Workload } from "./stack.ts";

const app = new App();
// The same by the provider's classes alone: HUB=raw npx cdktn synth
const hub = process.env.HUB === "raw" ? new RawHub(app, "hub") : new Hub(app, "hub");
new Workload(app, "workload").addDependency(hub);
app.synth();
