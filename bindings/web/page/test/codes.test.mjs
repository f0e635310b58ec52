// Every code's card in the browser: a label of each code from the test vectors and stories, under its own lists.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { before, test } from "node:test";
import { Visitor, launch, looks } from "./support/browser.mjs";
import { PAGE, scratch } from "./support/made.mjs";
import { trial } from "./support/servers.mjs";
import { bundleOf, publicationOf, readJson, storyChecks, trustOf, vectors } from "./support/vectors.mjs";

/** The codes that a verdict on a text can have. The page has no policy. */
const CODES = readJson("bindings/surface.json").codes;
const VERDICTS = CODES.slice(0, CODES.indexOf("clock-behind")).filter((code) => code !== "policy-unmet");

/** The longest text of a vector that is taken, so that pictures stay small. */
const SHORT = 400;

/** A text of each code, with the lists and the time by which it has that code. */
const sources = new Map();
for (const vector of vectors()) {
  const { expect, input, now } = vector;
  const isWanted = input.text.length <= SHORT || expect === "too-long";
  if (!isWanted || sources.has(expect)) continue;
  const anchor = trustOf(vector);
  sources.set(expect, { text: input.text, now, taken: now, anchor, bundle: bundleOf({ trust: [anchor] }) });
}
for (const { anchor, lists, taken, step } of storyChecks()) {
  if (lists.status.length === 0 || sources.has(step.expect)) continue;
  const bundle = bundleOf({ ...lists, trust: [anchor, ...lists.trust] });
  sources.set(step.expect, { text: step.text, now: step.now, taken: taken ?? step.now, anchor, bundle });
}

const folder = scratch();
let browser, server;
before(async () => {
  browser = await launch();
  mkdirSync(join(folder, "shown"));
  show(sources.get("active"), "first");
  server = await trial(join(folder, "shown"));
});

/** Sends a publication with the lists of a source, and the page. */
function show({ anchor, bundle }, name) {
  const site = join(folder, name);
  cpSync(PAGE, join(site, "label"), { recursive: true });
  for (const [path, bytes] of publicationOf({ anchor, bundle, prefixes: ["HTTPS://JC-STAR.EXAMPLE/L/"] })) {
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), bytes);
  }
  const link = join(folder, "next");
  rmSync(link, { force: true });
  symlinkSync(site, link);
  renameSync(link, join(folder, "shown/current"));
}

test("each code has a source", () => {
  assert.deepEqual(VERDICTS.filter((code) => !sources.has(code)), []);
});

/** The last visit. Codes that follow from the same lists, taken at the same time, are seen in one. */
let last = { lists: "", visitor: undefined, page: undefined };

const visit = async (name, { taken, anchor, bundle }) => {
  const lists = [taken, anchor.toString("hex"), bundle.toString("hex")].join();
  if (lists === last.lists) return last;
  await last.visitor?.close();
  show({ anchor, bundle }, name);
  const visitor = await Visitor.open(browser, { address: server.address, now: taken });
  // The publication has neither icons nor a manifest.
  const page = await visitor.page("label/", { expected: /404/ });
  await page.waitForSelector("#ways:not([hidden])");
  last = { lists, visitor, page };
  return last;
};

for (const code of VERDICTS) {
  test(code, async () => {
    const source = sources.get(code);
    const { visitor, page } = await visit(code, source);
    await visitor.set(source.now);
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data }));
    }, source.text);
    await page.waitForSelector(`.card[data-code="${code}"]`);
    assert.equal(await page.locator(".card").count(), 1);
    assert.equal(await page.locator(".card.green").count(), code === "active" ? 1 : 0);
    await looks(page, `card-${code}`);
    await page.locator("#language").click();
  });
}

test("the last visit has no fault", () => last.visitor.close());
