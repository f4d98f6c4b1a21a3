import { App } from "cdktn";
import { LoggingAccount, SenderRoles, WorkloadAccount } from "./stack.ts";

const app = new App();
const { destinations } = new LoggingAccount(app, "logging");
const roles = new SenderRoles(app, "sender-roles", Object.keys(destinations.destinations));
new WorkloadAccount(app, "workload", destinations, roles);
app.synth();
