// The page of docs/guide/web.md, as it is printed there, in a browser.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { test } from "node:test";
import { Visitor, launch } from "./support/browser.mjs";
import { PAGE, scratch } from "./support/made.mjs";
import { Registry } from "./support/registry.mjs";
import { PACKAGE } from "./support/vectors.mjs";
import { PROJECT } from "../words/read.mjs";

const guide = readFileSync(join(PROJECT, "docs/guide/web.md"), "utf8");
const block = (name) => guide.split(`<!-- ${name} -->`)[1].split("```")[1].replace(/^\w*\n/, "");
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html; charset=utf-8" };

test("ten lines show a verdict, under the headers that the guide names", async () => {
  const registry = new Registry(join(scratch(), "registry"), PAGE);
  const html = `<!DOCTYPE html><meta charset="utf-8"><title>Shop</title>${block("page")}`;
  // Ten lines, and the end of the script.
  assert.equal(block("page").trim().split("\n").length, 11);
  const script = /<script type="module">([^]*?)<\/script>/.exec(html)[1];
  const digest = createHash("sha256").update(script).digest("base64");
  const policy = block("policy").trim().replace("script-src", `script-src 'sha256-${digest}'`);
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, "http://host").pathname);
    const file = path.startsWith("/starseal/")
      ? join(PACKAGE, path.slice("/starseal/".length))
      : join(registry.public, "current", path);
    if (path === "/") {
      response.writeHead(200, { "Content-Type": TYPES[".html"], "Content-Security-Policy": policy }).end(html);
    } else if (existsSync(file) && statSync(file).isFile()) {
      response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" });
      createReadStream(file).pipe(response);
    } else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await launch();
  const visitor = await Visitor.open(browser, { address: `http://127.0.0.1:${server.address().port}/` });
  for (const [name, expected] of [
    ["EX-000303", "check ★★★ The label of EX-000303 (★3, third-party assessed) is authentic and current."],
    ["stars-raised", "cross  This label was altered, or was never issued."],
  ]) {
    const page = await visitor.page(`?label=${encodeURIComponent(registry.texts.get(name))}`, { expected: /favicon/ });
    await page.waitForFunction(() => document.querySelector("#verdict").textContent !== "");
    const text = await page.locator("#verdict").textContent();
    assert.ok(text.startsWith(expected), text);
  }
  await visitor.close();
  await browser.close();
  server.close();
});
