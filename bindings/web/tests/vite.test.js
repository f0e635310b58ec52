// The package in a bundler: Vite builds a page with a Worker, and Chromium opens what it built.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { build } from "vite";
import { grayPng } from "./cases/png.js";
import { launch, open } from "./chromium.js";
import { NOW, anchor, bytes, carrier } from "./files.js";
import { STRICT, serve } from "./server.js";

const home = join(import.meta.dirname, "..");
const built = join(home, "built-by-vite");
await build({
  root: join(home, "tests/vite"),
  base: "./",
  logLevel: "warn",
  // Without it, Vite puts small files into the scripts as `data:` addresses, and a page's policy may forbid those.
  build: { outDir: built, emptyOutDir: true, assetsInlineLimit: 0 },
  worker: { format: "es" },
});
const { address, stop } = await serve({ "/app/": `${built}/` }, STRICT);
const browser = await launch();
after(async () => {
  await browser.close();
  stop();
});

test("both modules are files of their own", async () => {
  const assets = await readdir(join(built, "assets"));
  const modules = assets.filter((name) => name.endsWith(".wasm")).map((name) => name.split("-")[0]);
  assert.deepEqual(modules.sort(), ["scan", "verify"]);
});

test("a text is checked in the page, and an image in its Worker", async () => {
  const { page, errors } = await open(browser, `${address}/app/index.html`);
  await page.waitForFunction(() => globalThis.bundled !== undefined);
  const image = await grayPng(await bytes("images/active.png"));
  const given = {
    trust: [...(await anchor())],
    text: await carrier(),
    image: { ...image, data: [...image.data] },
    now: NOW.getTime(),
  };
  const codes = await page.evaluate(async ({ trust, text, image, now }) => {
    const [list, at] = [Uint8Array.from(trust), new Date(now)];
    const verdict = await globalThis.bundled.checkText(list, text, at);
    const pixels = { ...image, data: Uint8Array.from(image.data) };
    const { labels } = await globalThis.bundled.checkImage(list, pixels, at);
    return [verdict.code, ...labels.map((one) => one.verdict.code)];
  }, given);
  assert.deepEqual(codes, ["active", "active"]);
  assert.deepEqual(errors, []);
});
