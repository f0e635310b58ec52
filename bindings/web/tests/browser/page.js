// Runs the test vectors in the page through the entry `starseal`, and in a Worker through `starseal/scan`. No bundler
// is between: the modules are those of the package.

import { runAll } from "../cases/all.js";
import * as files from "./files.js";
import * as starseal from "/package/dist/index.js";

async function inPage() {
  await starseal.init();
  return runAll(starseal, files);
}

function inWorker() {
  const policy = globalThis.trustedTypes.createPolicy("tests", { createScriptURL: (address) => address });
  const worker = new Worker(policy.createScriptURL(new URL("worker.js", import.meta.url).href), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
  });
}

globalThis.runs = { inPage, inWorker };
