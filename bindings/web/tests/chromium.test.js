// Every test vector and story, in Chromium: in a page, and in a Worker that scans too.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { launch, open } from "./chromium.js";
import { VECTORS } from "./files.js";
import { STRICT, TRUSTED_TYPES, serve } from "./server.js";

const home = join(import.meta.dirname, "..");
const folders = { "/package/": `${home}/`, "/test-vectors/": `${VECTORS}/`, "/tests/": `${home}/tests/` };
const { address, stop } = await serve(folders, `${STRICT}; ${TRUSTED_TYPES}`);
const browser = await launch();
after(async () => {
  await browser.close();
  stop();
});

const { page, errors } = await open(browser, `${address}/tests/browser/index.html`);
await page.waitForFunction(() => globalThis.runs !== undefined);

// Both before the first test is registered: the runner calls what stands in `after` as soon as no test waits.
const found = {
  "in a page": await page.evaluate(() => globalThis.runs.inPage()),
  "in a Worker": await page.evaluate(() => globalThis.runs.inWorker()),
};
for (const [where, results] of Object.entries(found)) {
  for (const { name, failure } of results) test(`${where}: ${name}`, () => assert.equal(failure, null));
}

test("the page reports no error, and its policy forbids nothing", () => assert.deepEqual(errors, []));
