import { App } from "cdktn";
import { CentralLogging } from "./stack.ts";

const app = new App();
new CentralLogging(app, "central-logging");
app.synth();
