// The page at the root of a host, beside the other pages of the publication: over the program's own server, nginx and
// Caddy.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Visitor, codes, isStored, launch } from "./support/browser.mjs";
import { PAGE, scratch } from "./support/made.mjs";
import { rooted } from "./support/rooted.mjs";
import { caddy, freePort, nginx, trial } from "./support/servers.mjs";

const folder = scratch();
const registry = rooted(join(folder, "registry"), PAGE);
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const servers = {
  trial: (port) => trial(registry.public, port),
  nginx: (port) => nginx(registry.public, join(folder, "nginx"), port),
  caddy: (port) => caddy(registry.public, join(folder, "caddy"), port),
};

for (const [name, start] of Object.entries(servers)) {
  test(`${name}: labels have cards, without a network too, and other addresses have their own pages`, async () => {
    const [first, second] = registry.paths;
    const port = await freePort();
    let server = await start(port);
    const visitor = await Visitor.open(browser, { address: server.address });
    const page = await visitor.page(first);
    assert.deepEqual(await codes(page), ["active"]);
    await isStored(page);
    const scope = await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).scope);
    assert.equal(new URL(scope).pathname, "/");
    const { data } = await (await visitor.context.newCDPSession(page)).send("Page.getAppManifest");
    assert.equal(JSON.parse(data).start_url, "/");
    // The stored page controls every address of the host, and answers only for those of labels.
    const list = await visitor.page("en/");
    assert.equal(await list.locator("#cards").count(), 0);
    assert.match(await list.locator("h1").first().textContent(), /\w/);
    await server.stop();
    const offline = await visitor.page(second);
    assert.deepEqual(await codes(offline), ["active"]);
    const started = await visitor.page("");
    await started.waitForSelector("#ways:not([hidden])");
    server = await start(port);
    await visitor.context.close();
    assert.deepEqual(visitor.faults.filter((fault) => !/ERR_CONNECTION_REFUSED/.test(fault)), []);
    await server.stop();
  });
}
