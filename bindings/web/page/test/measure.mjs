// Measures how long the page takes from the start of the navigation to the verdict, and how much is sent.
//
//     node test/measure.mjs [ROUNDS]
//
// Cold: an empty cache. Warm: the page and its lists are stored. The servers are on this machine. It writes the table of
// docs/performance/web.md.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Visitor, codes, isStored, launch } from "./support/browser.mjs";
import { PAGE_FOLDER as PAGE } from "./support/place.mjs";
import { Registry } from "./support/registry.mjs";
import { nginx, trial } from "./support/servers.mjs";
import { PROJECT } from "../words/read.mjs";

const rounds = Number(process.argv[2] ?? 15);
const folder = mkdtempSync(join(tmpdir(), "starseal-measure-"));
const registry = new Registry(join(folder, "registry"), PAGE, new Date().toISOString());

const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
const rows = [];
const took = (page) => page.evaluate(() => performance.getEntriesByName("starseal-verdict")[0].startTime);

for (const [name, start] of [
  ["registry serve", () => trial(registry.public)],
  ["nginx", () => nginx(registry.public, join(folder, "nginx"))],
]) {
  const server = await start();
  const browser = await launch();
  const [cold, warm, bytes] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    const visitor = await Visitor.open(browser, { address: server.address, now: null });
    const page = await visitor.page();
    const network = await visitor.context.newCDPSession(page);
    let sent = 0;
    network.on("Network.loadingFinished", ({ encodedDataLength }) => (sent += encodedDataLength));
    await network.send("Network.enable");
    await page.goto(server.address + registry.path("EX-000101"));
    await codes(page);
    bytes.push(sent);
    cold.push(await took(page));
    await isStored(page);
    await page.goto(server.address + registry.path("EX-000202"));
    await codes(page);
    warm.push(await took(page));
    await visitor.context.close();
  }
  const cell = (values) => {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return `${median(values).toFixed(0)} (${least.toFixed(0)} to ${most.toFixed(0)})`;
  };
  rows.push(`| ${name} | ${median(bytes)} | ${cell(cold)} | ${cell(warm)} |`);
  console.log(rows.at(-1));
  await browser.close();
  await server.stop();
}
rmSync(folder, { recursive: true, force: true });

const file = join(PROJECT, "docs/performance/web.md");
const text = readFileSync(file, "utf8");
const [before, after] = [text.split("<!-- visits -->")[0], text.split("<!-- end of visits -->")[1]];
const table = `From the start of the navigation to the card, in milliseconds: the median of ${rounds} visits, and the range.

| server | bytes sent, cold | cold: an empty cache | warm: the page and its lists are stored |
| --- | --- | --- | --- |
${rows.join("\n")}`;
writeFileSync(file, `${before}<!-- visits -->\n\n${table}\n\n<!-- end of visits -->${after}`);
