import { App } from "cdktf";
import { LoggingAccount, WorkloadAccount } from "./stack.ts";

const app = new App();
const { destinations } = new LoggingAccount(app, "logging");
new WorkloadAccount(app, "workload", destinations);
app.synth();
