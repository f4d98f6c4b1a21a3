import { App } from "cdktn";
import { TwoAccounts } from "./stack.ts";

const app = new App();
new TwoAccounts(app, "two-accounts");
app.synth();
