// The other states of the page, in both languages, on a phone and on a desktop: pictures of each, what axe-core finds,
// a width of 320 pixels, texts of 200 %, dark colours, and use by keyboard.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { SIZES, Visitor, codes, launch, looks, picture, shows } from "./support/browser.mjs";
import { PAGE, scratch } from "./support/made.mjs";
import { Registry } from "./support/registry.mjs";
import { trial } from "./support/servers.mjs";

const folder = scratch();
const registry = new Registry(join(folder, "registry"), PAGE);
let browser, server;
before(async () => {
  browser = await launch();
  server = await trial(registry.public);
});
after(async () => {
  await browser.close();
  await server.stop();
});

const open = (options) => Visitor.open(browser, { address: server.address, ...options });

/** What is wrong for people who use other means than eyes and a pointer. */
const violations = async (page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html}`);
};

/** Returns whether the page scrolls sideways as a whole. */
const isTooWide = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

const give = (page, names) =>
  page.locator("#pictures").setInputFiles(names.map((name) => registry.picture(name)));

/** Each state: the path that is opened, what is done then, and what the page shows. */
const STATES = {
  start: { path: "L/", ready: (page) => page.waitForSelector("#ways:not([hidden])") },
  current: { path: registry.path("EX-000202"), ready: (page) => codes(page) },
  "third-party": { path: registry.path("EX-000303"), ready: (page) => codes(page) },
  withdrawn: { path: registry.path("EX-000808"), ready: (page) => codes(page) },
  forged: { path: registry.path("stars-raised"), ready: (page) => codes(page) },
  "several-pictures": {
    path: "L/",
    ready: async (page) => {
      await page.waitForSelector("#ways:not([hidden])");
      await give(page, ["EX-000101", "foreign-carrier", "unknown-key"]);
      assert.deepEqual(await codes(page, 3), ["foreign-carrier", "unknown-key", "active"]);
    },
  },
  "some-pictures-without-a-label": {
    path: "L/",
    ready: async (page) => {
      await page.waitForSelector("#ways:not([hidden])");
      const label = readFileSync(registry.picture("EX-000101"));
      const files = [
        { name: "a.png", mimeType: "image/png", buffer: label },
        { name: "b.png", mimeType: "image/png", buffer: Buffer.from("no picture") },
      ];
      await page.locator("#pictures").setInputFiles(files);
      assert.deepEqual(await codes(page), ["active"]);
    },
    stays: (page, language) => shows(page, "#message", language === "en" ? "not read" : "読み取れなかった"),
  },
  "no-picture": {
    path: "L/",
    ready: async (page) => {
      await page.waitForSelector("#ways:not([hidden])");
      const buffer = Buffer.from("no picture");
      await page.locator("#pictures").setInputFiles({ name: "x.png", mimeType: "image/png", buffer });
      await page.waitForFunction(() => /PNG/.test(document.querySelector("#message").textContent));
    },
  },
};

for (const [name, { path, ready, stays }] of Object.entries(STATES)) {
  test(name, async () => {
    const visitor = await open({ viewport: SIZES.phone, bypassCSP: true, reducedMotion: "reduce" });
    const page = await visitor.page(path);
    await ready(page);
    await looks(page, `state-${name}`, async (language, size) => {
      await stays?.(page, language);
      assert.equal(await isTooWide(page), false);
      // Once on a phone in English, and once on a desktop in Japanese.
      if ((language === "en") === (size === "phone")) assert.deepEqual(await violations(page), []);
    });
    await visitor.close();
  });
}

test("the first language of the browser that the page has is that of the page", async () => {
  for (const [locale, language] of [["ja-JP", "ja"], ["en-US", "en"], ["de-DE", "en"]]) {
    const visitor = await open({ locale });
    const page = await visitor.page(registry.path("EX-000202"));
    await codes(page);
    assert.equal(await page.evaluate(() => document.documentElement.lang), language);
    await shows(page, ".card h2", language === "ja" ? "有効" : "Current");
    await visitor.close();
  }
});

test("dark colours, 320 pixels, and texts of twice the size", async () => {
  const narrow = { width: 320, height: 640 };
  const light = { colorScheme: "light", forcedColors: "none" };
  const visitor = await open({ bypassCSP: true });
  const page = await visitor.page(registry.path("EX-000303"));
  await codes(page);
  await page.locator("summary").click();
  // Those without `isAnalyzed` have the colours and texts of another one.
  for (const [name, media, viewport, size, isAnalyzed] of [
    ["dark", { ...light, colorScheme: "dark" }, SIZES.phone, "100%", true],
    ["narrow", light, narrow, "100%", true],
    ["large", light, SIZES.phone, "200%", false],
    ["contrast", { ...light, forcedColors: "active" }, SIZES.phone, "100%", false],
    ["dark-desktop-ja", { ...light, colorScheme: "dark" }, SIZES.desktop, "100%", false],
    ["narrow-ja", light, narrow, "100%", false],
    ["large-ja", light, narrow, "200%", true],
  ]) {
    if (name === "dark-desktop-ja") await page.locator("#language").click();
    await page.emulateMedia(media);
    await page.setViewportSize(viewport);
    await page.evaluate((size) => (document.documentElement.style.fontSize = size), size);
    assert.equal(await isTooWide(page), false, name);
    if (isAnalyzed) assert.deepEqual(await violations(page), [], name);
    await picture(page, `look-${name}`);
  }
  await visitor.close();
});

test("who wants less motion has none", async () => {
  for (const [reducedMotion, expected] of [["reduce", "none"], ["no-preference", "appear"]]) {
    const visitor = await open({ reducedMotion });
    const page = await visitor.page(registry.path("EX-000202"));
    await codes(page);
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector(".card")).animationName), expected);
    await visitor.close();
  }
});

test("everything can be done by keyboard, and the language is kept", async () => {
  const visitor = await open();
  const page = await visitor.page(registry.path("EX-000202"));
  await codes(page);
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);
  const found = [];
  for (let at = 0; at < 12; at += 1) {
    await page.keyboard.press("Tab");
    found.push(await focused());
  }
  const expected = ["Skip to the content", "language", "Show the registration", "start-camera", "pick", "text"];
  assert.deepEqual(found.slice(0, 6), expected);
  for (const id of ["refresh", "registrations"]) assert.ok(found.includes(id), id);
  await page.focus("#language");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.documentElement.lang), "ja");
  assert.equal(await focused(), "language");
  await shows(page, ".card h2", "有効");
  await page.reload();
  await codes(page);
  await shows(page, ".card h2", "有効");
  await page.focus("#text");
  await page.keyboard.insertText(registry.texts.get("EX-000101"));
  await page.keyboard.press("Enter");
  await shows(page, ".sentence", "EX-000101");
  await visitor.close();
});

test("a text that a wedge scanner with another layout typed is undone, and pasted text is not", async () => {
  const visitor = await open();
  const page = await visitor.page("L/");
  await page.waitForSelector("#ways:not([hidden])");
  const typed = registry.texts.get("EX-000202").replaceAll(":", "+").replaceAll("*", "(");
  await page.fill("#text", typed);
  await page.locator("#text-form button").click();
  assert.deepEqual(await codes(page), ["active"]);
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data }));
  }, typed);
  await page.waitForSelector(".card.gray, .card.red");
  await page.fill("#text", "  ");
  await page.locator("#text-form button").click();
  await shows(page, "#message", "Give the text of a label first.");
  await visitor.close();
});

test("pictures and texts can be dropped and pasted", async () => {
  const visitor = await open();
  const page = await visitor.page("L/");
  await page.waitForSelector("#ways:not([hidden])");
  const png = readFileSync(registry.picture("EX-000303")).toString("base64");
  const transfer = await page.evaluateHandle((png) => {
    const data = new DataTransfer();
    const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
    data.items.add(new File([bytes], "label.png", { type: "image/png" }));
    return data;
  }, png);
  await page.dispatchEvent("body", "dragenter", { dataTransfer: transfer });
  assert.ok(await page.locator("#drop").isVisible());
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  await shows(page, ".sentence", "EX-000303");
  assert.equal(await page.locator("#drop").isVisible(), false);
  const text = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    return data;
  }, registry.texts.get("EX-000202"));
  await page.dispatchEvent("body", "drop", { dataTransfer: text });
  await shows(page, ".sentence", "EX-000202");
  await page.evaluate((data) => {
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data }));
  }, transfer);
  await shows(page, ".sentence", "EX-000303");
  await visitor.close();
});

test("a first visit without a server, and a browser that stores nothing, are said", async () => {
  const visitor = await open();
  await visitor.context.route("**/.well-known/starseal.json", (route) => route.abort());
  const page = await visitor.page(registry.path("EX-000202"), { expected: /Failed to load resource/ });
  await shows(page, "#message", "The lists of the registry cannot be loaded, so nothing can be checked yet.");
  assert.equal(await page.locator(".card").count(), 0);
  await picture(page, "state-first-unreachable");
  await visitor.context.unroute("**/.well-known/starseal.json");
  await page.getByRole("button", { name: "Try again" }).click();
  assert.deepEqual(await codes(page), ["active"]);
  await visitor.close();

  const forgetful = await open();
  await forgetful.context.addInitScript(() => {
    Object.defineProperty(window, "indexedDB", { get: () => undefined });
    Object.defineProperty(navigator, "serviceWorker", { get: () => undefined });
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } });
  });
  const bare = await forgetful.page(registry.path("EX-000202"));
  assert.deepEqual(await codes(bare), ["active"]);
  await shows(bare, "#stored", "This browser does not store the lists.");
  await forgetful.close();
});

test("without JavaScript the page says how to check the label", async () => {
  const visitor = await open({ javaScriptEnabled: false });
  const page = await visitor.page(registry.path("EX-000202"));
  assert.ok(await page.locator("noscript").isVisible());
  await picture(page, "state-without-javascript");
  await visitor.close();
});
