// Compares the scanner with those of other npm packages in Chromium, and writes docs/performance/web.md and its chart.
//
//     node compare.js FOLDER...
//
// Each folder has images and a list of them, as scan-bench/gen_labels.py makes it.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launch, open } from "../chromium.js";
import { ROOT, VECTORS } from "../files.js";
import { serve } from "../server.js";
import { chart, isTimed, nameOf, text } from "./report.js";

const home = join(import.meta.dirname, "../..");
const folders = process.argv.slice(2);
const versions = JSON.parse(await readFile(join(home, "package.json"), "utf8")).devDependencies;
/** The number of times that each frame is read. The fastest counts. */
const ROUNDS = 3;

/** Other people's images are read upright only, and of those without a QR symbol every fourth. Parts are no texts. */
const isLeftOut = ({ set, level }, number) =>
  set === "parts" || ["90", "180", "270"].includes(level) || (set === "nothing" && number % 4 !== 0);

const browser = await launch();
const results = [];

/** Writes what is known after each folder: the whole takes long. */
async function writeReport() {
  const out = join(ROOT, "docs/performance");
  const page = await readFile(join(out, "web.md"), "utf8");
  const [before, after] = [page.split("<!-- scanners -->")[0], page.split("<!-- end of scanners -->")[1]];
  const written = text(results, versions, browser.version());
  await writeFile(join(out, "web.md"), `${before}<!-- scanners -->\n\n${written}\n<!-- end of scanners -->${after}`);
  await writeFile(join(out, "web-time.svg"), chart(results));
}

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
  const images = lines.map((line) => JSON.parse(line)).filter((image, number) => !isLeftOut(image, number));
  for (const { set, path, texts } of images) {
    const rounds = isTimed(set) ? ROUNDS : 1;
    const read = await page.evaluate((image) => globalThis.compare(image), { path, texts, rounds });
    results.push({ set: nameOf(set), texts: texts.length, read });
    if (results.length % 20 === 0) console.log(`${results.length} images`);
  }
  await writeReport();
  if (errors.length > 0) throw new Error(errors.join("\n"));
  await page.close();
  stop();
}
await browser.close();
