import { runAll } from "../cases/all.js";
import * as files from "./files.js";
import * as starseal from "/package/dist/scan.js";

await starseal.init();
postMessage(await runAll(starseal, files));
