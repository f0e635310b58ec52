// Every code's card in the browser: a label of each code from the test vectors and stories, under its own lists.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Visitor, launch, picture } from "./support/browser.mjs";
import { PAGE, scratch } from "./support/made.mjs";
import { Shown, altered } from "./support/registry.mjs";
import { trial } from "./support/servers.mjs";
import { bundleOf, publicationOf, readJson, storyChecks, trustOf, vectors } from "./support/vectors.mjs";

/** The codes that a verdict on a text can have, and that need no policy, which the page has none of. */
const CODES = readJson("bindings/surface.json").codes;
const VERDICTS = CODES.slice(0, CODES.indexOf("clock-behind")).filter((code) => code !== "policy-unmet");

const sources = new Map();
for (const vector of vectors()) {
  const { expect, input, now } = vector;
  if (sources.has(expect) || input.text.length > 400) continue;
  const anchor = trustOf(vector);
  sources.set(expect, { text: input.text, now, anchor, bundle: bundleOf({ trust: [anchor] }) });
}
for (const { anchor, lists, step } of storyChecks()) {
  const isSimple = lists.status.length > 0 && step.reasons.length === 0;
  if (isSimple && !["active", "status-unknown"].includes(step.expect) && !sources.has(step.expect)) {
    sources.set(step.expect, { text: step.text, now: step.now, anchor, bundle: bundleOf({ trust: [anchor, ...lists.trust], ...pick(lists) }) });
  }
}
function pick({ status, objects }) {
  return { status, objects };
}
if (!sources.has("status-unknown")) {
  const active = sources.get("active");
  sources.set("status-unknown", { ...active, now: "2030-01-01T00:00:00Z" });
}

const PREFIXES = ["HTTPS://JC-STAR.EXAMPLE/L/"];
const folder = scratch();
let browser, server, shown;
before(async () => {
  browser = await launch();
  // A folder with the page alone, to which each test adds lists.
  shown = join(folder, "shown");
  server = null;
});
after(async () => {
  await browser.close();
  await server?.stop();
});

test("each code has a source", () => {
  assert.deepEqual(VERDICTS.filter((code) => !sources.has(code)), []);
});

for (const code of VERDICTS) {
  test(code, async () => {
    const { text, now, anchor, bundle } = sources.get(code);
    const files = Object.fromEntries(publicationOf({ anchor, bundle, prefixes: PREFIXES }));
    for (const path of Object.keys(JSON.parse(readFileSync(join(PAGE, "page.json"), "utf8")).files)) {
      files[`label/${path}`] = readFileSync(join(PAGE, path));
    }
    const { writeFileSync, mkdirSync } = await import("node:fs");
    const { dirname } = await import("node:path");
    const site = join(folder, code);
    for (const [path, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(site, path)), { recursive: true });
      writeFileSync(join(site, path), bytes);
    }
    const server = await trial(site);
    for (const [language, locale] of [["en", "en-US"], ["ja", "ja-JP"]]) {
      for (const [size, viewport] of [["phone", { width: 375, height: 812 }], ["desktop", { width: 1280, height: 900 }]]) {
        const visitor = await Visitor.open(browser, { address: server.address, now, locale, viewport });
        const page = await visitor.page("label/", { expected: /icon|manifest/ });
        await page.waitForSelector("#ways:not([hidden])");
        await page.evaluate((text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
        }, text);
        await page.waitForSelector(`.card[data-code="${code}"]`);
        assert.equal(await page.locator(".card.green").count(), code === "active" ? 1 : 0);
        await picture(page, `card-${code}-${language}-${size}`);
        await visitor.close();
      }
    }
    await server.stop();
  });
}
