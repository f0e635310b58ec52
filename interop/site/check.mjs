// Opens the pages of a publication in Chromium, and prints what is wrong with them, a line for each fault.
//
//     node check.mjs ADDRESS CHROMIUM [FOLDER FOR PICTURES]
//
// Every page is opened in both languages, light and dark, on a phone and on a desktop, and looked at by axe-core, light on
// a phone and dark on a desktop. No page may ask another host, run a script that its policy forbids, or scroll sideways as a whole.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [address, executablePath, pictures] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const faults = [];
const fault = (place, what) => faults.push(`${place}: ${what}`);

const { registrations } = await (await fetch(`${address}registrations.json`)).json();
const descriptor = await (await fetch(`${address}.well-known/starseal.json`)).json();
const prefix = new URL(descriptor.issuers[0].prefixes[0]).pathname;
const one = (status) => registrations.find((each) => each.status === status) ?? registrations[0];
const names = [...new Set(["active", "revoked", "deferral"].map((status) => one(status).name))];
const paths = ["", `${prefix}SS-2026-000123`.slice(1)];
for (const language of ["en", "ja"]) {
  paths.push(`${language}/`, ...names.map((name) => `${language}/registrations/${name}.html`));
}

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const views = [
  { name: "phone", viewport: { width: 375, height: 812 }, colorScheme: "light" },
  { name: "phone-dark", viewport: { width: 375, height: 812 }, colorScheme: "dark" },
  { name: "desktop", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { name: "desktop-dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
];

const watched = async (options) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("request", (request) => {
    if (!request.url().startsWith(address)) fault(page.url(), `asks ${request.url()}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error") fault(page.url(), message.text());
  });
  page.on("pageerror", (error) => fault(page.url(), error.message));
  return { context, page };
};

for (const { name, ...view } of views) {
  const { context, page } = await watched(view);
  for (const path of paths) {
    await page.goto(address + path, { waitUntil: "load" });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) fault(`${path} (${name})`, `is ${wide} pixels wider than the window`);
    if (pictures) {
      await page.screenshot({ path: `${pictures}/${path.replaceAll("/", "_") || "start"}.${name}.png`, fullPage: true });
    }
  }
  await context.close();
}

// axe-core is a script that the policy of the pages forbids, so the policy is passed by for it alone.
for (const { name, ...view } of [views[0], views[3]]) {
  const { context, page } = await watched({ ...view, bypassCSP: true });
  for (const path of paths) {
    await page.goto(address + path, { waitUntil: "load" });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
    for (const found of violations) fault(`${path} (${name})`, `${found.id}: ${found.help}: ${found.nodes[0].html}`);
  }
  await context.close();
}

// The search: any part of a model number, in any case and width.
{
  const { context, page } = await watched(views[2]);
  await page.goto(`${address}ja/`, { waitUntil: "load" });
  const wanted = registrations[registrations.length - 1];
  const wide = wanted.models[0].toLowerCase().replaceAll(/[a-z0-9]/g, (c) => String.fromCodePoint(c.codePointAt(0) + 0xfee0));
  await page.fill("#words", wide);
  await page.waitForFunction(() => /[0-9]/.test(document.querySelector("#found").textContent));
  const links = await page.locator("#list tbody a").allTextContents();
  if (!links.includes(wanted.product_id)) fault("search", `${wide} finds ${JSON.stringify(links)}`);
  await page.fill("#words", "no such model");
  await page.waitForFunction(() => document.querySelectorAll("#list tbody tr").length === 0);
  await page.fill("#words", "");
  await page.waitForFunction(() => document.querySelectorAll("#list tbody tr").length > 0);
  await context.close();
}

// Without JavaScript, the list is a list, and says how to search.
{
  const { context, page } = await watched({ ...views[0], javaScriptEnabled: false });
  await page.goto(`${address}en/`, { waitUntil: "load" });
  if (await page.locator("#search").isVisible()) fault("without JavaScript", "the search is shown");
  const rows = await page.locator("#list tbody tr").count();
  if (rows !== Math.min(100, registrations.length)) fault("without JavaScript", `the list has ${rows} rows`);
  if (!(await page.locator("noscript").isVisible())) fault("without JavaScript", "nothing says how to search");
  await context.close();
}

await browser.close();
for (const line of faults) console.log(line);
process.exit(faults.length > 0 ? 1 : 0);
