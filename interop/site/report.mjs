// Opens reports of audits in Chromium, and prints what is wrong with them, a line for each fault.
//
//     node report.mjs CHROMIUM REPORT...              checks reports; their products are searched for by STARSEAL_WORDS
//     node report.mjs --measure CHROMIUM REPORT...    prints how long they take to open and to search
//
// Every report is opened on a phone, on a desktop and on paper, and looked at by axe-core. It may ask for no other
// file, run no script that its policy forbids, and not scroll sideways as a whole. With STARSEAL_PICTURES, a folder
// receives pictures.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const isMeasured = process.argv[2] === "--measure";
const [executablePath, ...reports] = process.argv.slice(isMeasured ? 3 : 2);
const { STARSEAL_PICTURES: pictures, STARSEAL_WORDS: words } = process.env;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const faults = [];

const args = ["--no-sandbox", "--disable-gpu"];
const browser = await chromium.launch({ executablePath: which(executablePath), args });
for (const path of reports) {
  await (isMeasured ? measure : check)(pathToFileURL(resolve(path)).href, basename(path, ".html"));
}
await browser.close();
for (const line of faults) console.log(line);
process.exit(faults.length > 0 ? 1 : 0);

function which(program) {
  return program.includes("/") ? program : `/usr/bin/${program}`;
}

async function opened(address, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const fault = (what) => faults.push(`${basename(address)}: ${what}`);
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("data:")) fault(`asks ${request.url()}`);
  });
  page.on("console", (message) => message.type() === "error" && fault(message.text()));
  page.on("pageerror", (error) => fault(error.message));
  await page.goto(address, { waitUntil: "load" });
  return { context, page, fault };
}

async function check(address, name) {
  const views = { phone: { width: 375, height: 812 }, desktop: { width: 1280, height: 900 } };
  for (const [view, viewport] of Object.entries(views)) {
    const { context, page, fault } = await opened(address, { viewport, bypassCSP: true });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) fault(`is ${wide} pixels wider than the window (${view})`);
    if (pictures) await page.screenshot({ path: `${pictures}/${name}.${view}.png`, fullPage: true });
    // axe-core is a script that the report's policy forbids, so the policy is passed by for it.
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
    for (const found of violations) fault(`${found.id} (${view}): ${found.help}: ${found.nodes[0].html}`);
    await context.close();
  }
  const { context, page, fault } = await opened(address, { viewport: views.desktop });
  const shown = () => page.locator("#rows tbody tr").count();
  const [all, first] = [Number(await page.getAttribute("#found", "data-count")), await shown()];
  if (first !== Math.min(all, 200)) fault(`shows ${first} of ${all} rows first`);
  if (all > first) {
    await page.locator("#rows").locator("xpath=../following-sibling::p[1]/button").click();
    if ((await shown()) !== Math.min(all, first + 1000)) fault(`shows ${await shown()} rows after the button`);
  }
  if (words) {
    await page.fill("#words", words);
    await page.waitForFunction(() => {
      const found = document.querySelector("#found");
      return found.textContent !== found.dataset.found;
    });
    if ((await shown()) !== 1) fault(`shows ${await shown()} rows for ${words}`);
    await page.fill("#words", "");
    await page.waitForFunction((first) => document.querySelectorAll("#rows tbody tr").length === first, first);
  }
  // On paper, every row is there.
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  if ((await shown()) !== all) fault(`prints ${await shown()} of ${all} rows`);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  if (pictures && all < 200) await page.pdf({ path: `${pictures}/${name}.pdf`, preferCSSPageSize: true });
  await context.close();
}

async function measure(address) {
  console.log("| rows | first paint | opened | a search | megabytes |\n| --- | --- | --- | --- | --- |");
  const runs = [];
  for (let run = 0; run < 5; run += 1) {
    const { context, page } = await opened(address, { viewport: { width: 1280, height: 900 } });
    const painted = await page.evaluate(() => new Promise((done) => {
      const observer = new PerformanceObserver((list) => done(list.getEntries()[0].startTime));
      observer.observe({ type: "paint", buffered: true });
    }));
    const loaded = await page.evaluate(() => performance.getEntriesByType("navigation")[0].loadEventEnd);
    const search = await page.evaluate(() => new Promise((done) => {
      const [words, found] = ["words", "found"].map((id) => document.getElementById(id));
      const started = performance.now();
      const end = () => requestAnimationFrame(() => done(performance.now() - started));
      new MutationObserver(end).observe(found, { childList: true });
      words.value = "9";
      words.dispatchEvent(new Event("input"));
    }));
    runs.push([painted, loaded, search]);
    if (run === 4) {
      const rows = Number(await page.getAttribute("#found", "data-count"));
      const median = (at) => runs.map((times) => times[at]).sort((a, b) => a - b)[2];
      const bytes = readFileSync(new URL(address)).length;
      const seconds = [0, 1, 2].map((at) => `${(median(at) / 1000).toFixed(2)} s`);
      console.log(`| ${rows} | ${seconds.join(" | ")} | ${(bytes / 1e6).toFixed(1)} |`);
    }
    await context.close();
  }
}
