// Visits to a publication, over the program's own server, nginx and Caddy: the first one, later ones, without a
// network, and new versions.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Visitor, codes, isStored, launch, shows } from "./support/browser.mjs";
import { PAGE, scratch } from "./support/made.mjs";
import { Registry, Shown, altered } from "./support/registry.mjs";
import { caddy, freePort, nginx, trial } from "./support/servers.mjs";

/** The most that may be sent from an empty cache to the verdict, in bytes. */
const BUDGET = 300_000;

const folder = scratch();
const registry = new Registry(join(folder, "registry"), PAGE);
const first = registry.keep("first");
registry.change("2026-11-23T03:00:00Z", "revoke", "EX-000101");
registry.publish("2026-11-23T03:01:00Z");
const second = registry.keep("second");

// The same page with another title: another version.
const laterPage = join(folder, "later-page");
execFileSync(process.execPath, [join(import.meta.dirname, "../build.mjs"), laterPage], {
  env: { ...process.env, STARSEAL_PAGE_REVISION: "later" },
});
registry.publish("2026-11-24T03:00:00Z", laterPage);
const third = registry.keep("third");

const servers = {
  trial: (shown, port) => trial(shown.folder, port),
  nginx: (shown, port) => nginx(shown.folder, join(folder, "nginx"), port),
  caddy: (shown, port) => caddy(shown.folder, join(folder, "caddy"), port),
};

for (const [name, start] of Object.entries(servers)) {
  describe(name, () => {
    let browser, server, shown, port;
    before(async () => {
      browser = await launch();
      port = await freePort();
      shown = new Shown(join(folder, `shown-${name}`), registry);
      shown.show(first);
      server = await start(shown, port);
    });
    after(async () => {
      await browser.close();
      await server.stop();
    });
    const open = (options) => Visitor.open(browser, { address: server.address, ...options });

    test("the first visit shows the card without a click, within the budget", async () => {
      const visitor = await open();
      const page = await visitor.page();
      const network = await visitor.context.newCDPSession(page);
      let sent = 0;
      network.on("Network.loadingFinished", ({ encodedDataLength }) => (sent += encodedDataLength));
      await network.send("Network.enable");
      await page.goto(server.address + registry.path("EX-000101"));
      assert.deepEqual(await codes(page), ["active"]);
      assert.ok(sent > 50_000 && sent <= BUDGET, `${sent} bytes were sent`);
      console.log(`${name}: ${sent} bytes from an empty cache to the verdict`);
      await shows(page, ".sentence", "EX-000101 (★1, self-declared by its vendor) is authentic and current");
      await shows(page, ".note", "as one below HTTPS://JC-STAR.EXAMPLE/L/");
      await shows(page, "#trial", "worth nothing");
      const { errors, data } = await network.send("Page.getAppManifest");
      assert.deepEqual(errors, []);
      assert.equal(JSON.parse(data).start_url, "/L/");
      const link = page.locator(".links a");
      assert.equal(await link.getAttribute("href"), "/en/registrations/ex-000101.html");
      await visitor.close();
    });

    test("headers let the page run WebAssembly and nothing else, and an address leaves no trace", async () => {
      const ask = (path, headers = {}) => fetch(server.address + path, { headers });
      const page = await ask(registry.path("EX-000101"));
      const policy = page.headers.get("content-security-policy");
      assert.equal(policy, readFileSync(join(import.meta.dirname, "../src/policy.txt"), "utf8").trim());
      assert.equal(page.headers.get("referrer-policy"), "no-referrer");
      assert.equal(page.headers.get("cache-control"), "no-cache");
      assert.equal(page.headers.get("set-cookie"), null);
      const html = await page.text();
      const asset = /\/(label\/assets\/verify-[0-9a-f]{16}\.wasm)/.exec(html)[1];
      const wasm = await ask(asset, { "Accept-Encoding": "gzip" });
      assert.equal(wasm.headers.get("content-type"), "application/wasm");
      assert.equal(wasm.headers.get("content-encoding"), "gzip");
      assert.match(wasm.headers.get("cache-control"), /immutable/);
      const worker = await ask("label/service-worker.js");
      assert.equal(worker.headers.get("service-worker-allowed"), "/");
      assert.equal(worker.headers.get("cache-control"), "no-cache");
      assert.equal((await ask("label/manifest.webmanifest")).headers.get("content-type"), "application/manifest+json");
      assert.match((await ask("en/")).headers.get("content-security-policy"), /^(?!.*wasm)/);
      if (server.logged !== undefined) assert.doesNotMatch(server.logged(), /I2W/);
    });

    test("after the first visit the page opens without a network, for other labels too", async () => {
      const visitor = await open();
      const page = await visitor.page(registry.path("EX-000101"));
      assert.deepEqual(await codes(page), ["active"]);
      await isStored(page);
      const before = visitor.requests.length;
      const stored = await visitor.page(registry.path("EX-000202"));
      assert.deepEqual(await codes(stored), ["active"]);
      await stored.close();
      await server.stop();
      try {
        const offline = await visitor.page(registry.path("EX-000303"));
        assert.deepEqual(await codes(offline), ["active"]);
        await visitor.set("2026-11-25T03:00:00Z");
        await offline.reload();
        assert.deepEqual(await codes(offline), ["active"]);
        await shows(offline, "#held", "Lists of 2026-11-22, 3 days old");
        await offline.locator("#refresh").click();
        await shows(offline, "#notices", "The server cannot be reached.");
        assert.deepEqual(await codes(offline), ["active"]);
      } finally {
        server = await start(shown, port);
      }
      assert.ok(visitor.requests.length > before);
      await visitor.context.close();
    });

    test("newer lists arrive in the background, and the card follows them", async () => {
      const visitor = await open();
      const page = await visitor.page(registry.path("EX-000101"));
      assert.deepEqual(await codes(page), ["active"]);
      shown.show(second);
      try {
        await visitor.set("2026-11-23T04:00:00Z");
        const later = await visitor.page(registry.path("EX-000101"));
        await later.waitForSelector('.card[data-code="revoked"]');
        await shows(later, "#held", "Lists of 2026-11-23, less than a day old");
        await later.close();
        const again = await visitor.page(registry.path("EX-000101"));
        assert.deepEqual(await codes(again), ["revoked"]);
      } finally {
        shown.show(first);
      }
      await visitor.close();
    });

    test("a new version of the page waits until it is asked for, and comes as a whole or not at all", async () => {
      const visitor = await open();
      const revision = (page) => page.locator('meta[name="generator"]').getAttribute("content");
      const page = await visitor.page(registry.path("EX-000202"));
      await isStored(page);
      const before = await revision(page);
      // A version of which one file is not what its service worker says.
      const files = JSON.parse(readFileSync(join(laterPage, "page.json"), "utf8")).files;
      const css = Object.keys(files).find((path) => /page-.*\.css$/.test(path));
      const forms = ["", ".br", ".gz"].map((ending) => [`label/${css}${ending}`, ending === "" ? "body{}" : null]);
      shown.show(altered(third, join(folder, `broken-${name}`), Object.fromEntries(forms)));
      try {
        const update = () =>
          page.evaluate(async () => {
            const registration = await navigator.serviceWorker.getRegistration();
            const found = await registration.update().catch(() => registration);
            const worker = found.installing;
            if (worker !== null) await new Promise((resolve) => (worker.onstatechange = resolve));
            return [registration.waiting !== null, (await caches.keys()).length];
          });
        const [isWaiting] = await update();
        assert.equal(isWaiting, false);
        await page.reload();
        assert.equal(await revision(page), before);
        assert.deepEqual(await codes(page), ["active"]);

        shown.show(third);
        assert.deepEqual(await update(), [true, 2]);
        await shows(page, "#notices", "A new version of this page is ready.");
        const other = await visitor.page(registry.path("EX-000303"));
        assert.equal(await revision(other), before);
        await other.close();
        await page.getByRole("button", { name: "Use it now" }).click();
        await page.waitForFunction(
          (before) => document.querySelector('meta[name="generator"]')?.content !== before,
          before,
        );
        assert.match(await revision(page), /later/);
        assert.deepEqual(await codes(page), ["active"]);
        await page.waitForFunction(async () => (await caches.keys()).length === 1);
      } finally {
        shown.show(first);
      }
      await visitor.context.close();
    });
  });
}

describe("over an encrypted address, with the host of the prefix", () => {
  let browser, server, port;
  before(async () => {
    port = await freePort();
    server = await nginx(registry.public, join(folder, "encrypted"), port, true);
    browser = await launch(
      "--ignore-certificate-errors",
      `--host-resolver-rules=MAP jc-star.example:443 127.0.0.1:${port}, MAP star-prizes.example:443 127.0.0.1:${port}`,
    );
  });
  after(async () => {
    await browser.close();
    await server.stop();
  });
  const later = "2026-11-24T04:00:00Z";

  test("the address is judged as it is, and works without a network", async () => {
    const visitor = await Visitor.open(browser, { address: "https://jc-star.example/", now: later });
    const page = await visitor.page(registry.path("EX-000202"));
    assert.deepEqual(await codes(page), ["active"]);
    assert.equal(await page.locator(".card .note").count(), 0);
    await isStored(page);
    await server.stop();
    try {
      const offline = await visitor.page(registry.path("EX-000303"));
      assert.deepEqual(await codes(offline), ["active"]);
    } finally {
      server = await nginx(registry.public, join(folder, "encrypted"), port, true);
    }
    await visitor.context.close();
  });

  test("on another host the same page calls every label foreign, and links nowhere", async () => {
    const visitor = await Visitor.open(browser, { address: "https://star-prizes.example/", now: later });
    const page = await visitor.page(registry.path("EX-000202"));
    assert.deepEqual(await codes(page), ["foreign-carrier"]);
    assert.equal(await page.locator(".card a").count(), 0);
    assert.equal(await page.locator(".card dl").count(), 0);
    await visitor.close();
  });
});
