// Compares the scanner with those of other npm packages in Chromium, and writes a page and a chart.
//
//     node compare.js FOLDER...
//
// Each folder has images and a list of them, as scan-bench/gen_labels.py makes it.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launch, open } from "../chromium.js";
import { ROOT, VECTORS } from "../files.js";
import { serve } from "../server.js";
import { chart, page as written } from "./report.js";

const home = join(import.meta.dirname, "../..");
const folders = process.argv.slice(2);
const versions = JSON.parse(await readFile(join(home, "package.json"), "utf8")).devDependencies;
const browser = await launch();
const results = [];
for (const folder of folders) {
  const lines = (await readFile(join(folder, "labels.jsonl"), "utf8")).trim().split("\n");
  const served = {
    "/images/": `${folder}/`,
    "/package/": `${home}/`,
    "/test-vectors/": `${VECTORS}/`,
    "/tests/": `${home}/tests/`,
  };
  // qr-scanner makes its Worker from a text.
  const { address, stop } = await serve(served, "worker-src 'self' blob:");
  const { page, errors } = await open(browser, `${address}/tests/bench/index.html`);
  await page.waitForFunction(() => globalThis.compare !== undefined, null, { timeout: 60_000 });
  for (const { set, path, texts } of lines.map((line) => JSON.parse(line))) {
    const read = await page.evaluate((image) => globalThis.compare(image), { path, texts });
    results.push({ set, texts: texts.length, read });
    if (results.length % 20 === 0) console.log(`${results.length} images`);
  }
  if (errors.length > 0) throw new Error(errors.join("\n"));
  await page.close();
  stop();
}
const version = browser.version();
await browser.close();

const out = join(ROOT, "docs/performance");
await writeFile(join(out, "web.md"), written(results, versions, version));
await writeFile(join(out, "web-time.svg"), chart(results));
