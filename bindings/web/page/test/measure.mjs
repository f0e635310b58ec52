// Measures how long the page takes from the start of the navigation to the verdict, and how much is sent.
//
//     node test/measure.mjs [ROUNDS]
//
// Cold: an empty cache. Warm: the page and its lists are stored. The servers are on this machine.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Visitor, codes, isStored, launch } from "./support/browser.mjs";
import { PAGE_FOLDER as PAGE } from "./support/place.mjs";
import { Registry } from "./support/registry.mjs";
import { nginx, trial } from "./support/servers.mjs";

const rounds = Number(process.argv[2] ?? 15);
const folder = mkdtempSync(join(tmpdir(), "starseal-measure-"));
const registry = new Registry(join(folder, "registry"), PAGE, new Date().toISOString());

const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
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
  const line = (values) => `${median(values).toFixed(0)} ms (${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)})`;
  console.log(`${name}: cold ${line(cold)}, ${median(bytes)} bytes sent; warm ${line(warm)}; ${rounds} rounds`);
  await browser.close();
  await server.stop();
}
rmSync(folder, { recursive: true, force: true });
