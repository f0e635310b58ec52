// A page that is stored and holds lists, and a server that lies: wrong, older and foreign lists. The page says so, keeps
// what it holds, and shows nothing green from what it was sent.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Visitor, codes, launch, picture, shows } from "./support/browser.mjs";
import { PAGE, scratch } from "./support/made.mjs";
import { Registry, Shown, altered } from "./support/registry.mjs";
import { nginx, trial } from "./support/servers.mjs";

const folder = scratch();
const registry = new Registry(join(folder, "registry"), PAGE);
const older = registry.keep("older");
registry.change("2026-11-23T03:00:00Z", "revoke", "EX-000101");
registry.publish("2026-11-23T03:01:00Z");
const newer = registry.keep("newer");

const foreign = new Registry(join(folder, "foreign"), PAGE);
const other = foreign.keep("other");

const DESCRIPTOR = ".well-known/starseal.json";
const read = (from, path) => readFileSync(join(from, path));

/** A publication with other files, whose descriptor says that they are right. */
const consistent = async (from, name, change) => {
  const { createHash } = await import("node:crypto");
  const descriptor = JSON.parse(read(from, DESCRIPTOR));
  const files = change(descriptor);
  for (const [path, bytes] of Object.entries(files)) {
    const digest = { sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length };
    if (path === descriptor.bundles.phone.path) Object.assign(descriptor.bundles.phone, digest);
  }
  // Something has changed, so that the page asks for more.
  descriptor.issuers[0].list.sha256 = "0".repeat(64);
  descriptor.bundles.phone.deltas = [];
  return altered(from, join(folder, name), { ...files, [DESCRIPTOR]: JSON.stringify(descriptor) });
};

const flipped = (bytes) => {
  const copy = Buffer.from(bytes);
  copy[copy.length - 40] ^= 1;
  return copy;
};

const PHONE = "bundles/phone.bundle";

/** What the trial server needs to answer, and no client. */
const descriptorOfNone = () => {
  const { event, program, address, issuers } = JSON.parse(read(newer, DESCRIPTOR));
  return JSON.stringify({ event, program, address, issuers });
};

/** Each lie: what the server sends, and what the page says. */
const LIES = {
  older: { make: () => older, says: "The server has older lists than this page holds." },
  foreign: { make: () => other, says: "The lists on the server are of another authority" },
  "a bundle with a bit flipped": {
    make: () => consistent(newer, "flipped", () => ({ [PHONE]: flipped(read(newer, PHONE)) })),
    says: "The lists on the server are not accepted, and none of them is used.",
  },
  "a bundle that is none": {
    make: () => consistent(newer, "none", () => ({ [PHONE]: Buffer.from("<!DOCTYPE html>") })),
    says: "The lists on the server are not accepted, and none of them is used.",
  },
  "an old bundle under a new descriptor": {
    make: () => consistent(newer, "disguised", () => ({ [PHONE]: read(older, PHONE) })),
    says: "The server has older lists than this page holds.",
  },
  "a foreign bundle under a new descriptor": {
    make: () => consistent(newer, "smuggled", () => ({ [PHONE]: read(other, PHONE) })),
    says: "The lists on the server are of another authority",
  },
  "files that do not fit the descriptor": {
    make: () => {
      const descriptor = JSON.parse(read(newer, DESCRIPTOR));
      descriptor.issuers[0].list.sha256 = "0".repeat(64);
      descriptor.bundles.phone.deltas = [];
      descriptor.bundles.phone.sha256 = "1".repeat(64);
      return altered(newer, join(folder, "unfit"), { [DESCRIPTOR]: JSON.stringify(descriptor) });
    },
    says: "The server's files do not fit together",
  },
  "a descriptor that is none": {
    make: () => altered(newer, join(folder, "undescribed"), { [DESCRIPTOR]: descriptorOfNone() }),
    says: "The server's files do not fit together",
  },
};

const servers = {
  trial: (shown) => trial(shown.folder),
  nginx: (shown) => nginx(shown.folder, join(folder, "nginx")),
};

for (const [name, start] of Object.entries(servers)) {
  describe(name, () => {
    let browser, server, shown;
    before(async () => {
      browser = await launch();
      shown = new Shown(join(folder, `shown-${name}`), registry);
      shown.show(newer);
      server = await start(shown);
    });
    after(async () => {
      await browser.close();
      await server.stop();
    });

    for (const [lie, { make, says }] of Object.entries(LIES)) {
      test(lie, async () => {
        const visitor = await Visitor.open(browser, { address: server.address, now: "2026-11-23T04:00:00Z" });
        const page = await visitor.page(registry.path("EX-000101"));
        assert.deepEqual(await codes(page), ["revoked"]);
        shown.show(await make());
        try {
          await visitor.set("2026-11-23T06:00:00Z");
          await page.reload();
          await shows(page, ".notice", says);
          if (lie === "older") await picture(page, `${name}-server-older`);
          // What was held still counts: the label is revoked, and its data is of the newer list.
          assert.deepEqual(await codes(page), ["revoked"]);
          await shows(page, "#held", "Lists of 2026-11-23");
          // A label of the foreign registry is not green, whatever the server sends.
          await page.fill("#text", foreign.texts.get("EX-000202"));
          await page.locator("#text-form button").click();
          await shows(page, ".card h2", "Cannot be verified");
          assert.deepEqual(await codes(page), ["unknown-key"]);
          // The lie has left nothing behind.
          shown.show(newer);
          await visitor.set("2026-11-23T08:00:00Z");
          const later = await visitor.page(registry.path("EX-000202"));
          assert.deepEqual(await codes(later), ["active"]);
          await shows(later, "#held", "Lists of 2026-11-23");
        } finally {
          shown.show(newer);
        }
        await visitor.close();
      });
    }

    test("on a first visit lists that are not accepted show no card, and nothing is kept", async () => {
      shown.show(await consistent(newer, `first-${name}`, () => ({ [PHONE]: flipped(read(newer, PHONE)) })));
      const visitor = await Visitor.open(browser, { address: server.address, now: "2026-11-23T04:00:00Z" });
      try {
        const page = await visitor.page(registry.path("EX-000202"));
        await shows(page, "#message", "The lists on this server are not accepted, so nothing can be checked.");
        assert.equal(await page.locator(".card").count(), 0);
        await picture(page, `${name}-first-refused`);
        shown.show(newer);
        await page.getByRole("button", { name: "Try again" }).click();
        assert.deepEqual(await codes(page), ["active"]);
      } finally {
        shown.show(newer);
      }
      await visitor.close();
    });
  });
}

test("a state that was damaged is said, and the page starts from its first lists", async () => {
  const browser = await launch();
  const shown = new Shown(join(folder, "shown-damaged"), registry);
  shown.show(newer);
  const server = await trial(shown.folder);
  const visitor = await Visitor.open(browser, { address: server.address, now: "2026-11-23T04:00:00Z" });
  const page = await visitor.page(registry.path("EX-000101"));
  assert.deepEqual(await codes(page), ["revoked"]);
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        indexedDB.open("starseal").onsuccess = ({ target: { result: database } }) => {
          const transaction = database.transaction("records", "readwrite");
          const records = transaction.objectStore("records");
          records.get("held").onsuccess = ({ target: { result: held } }) => {
            held.state[held.state.length - 30] ^= 1;
            records.put(held, "held");
          };
          transaction.oncomplete = () => (database.close(), resolve());
        };
      }),
  );
  await page.reload();
  await shows(page, ".notice", "What this page had stored was damaged.");
  await page.waitForSelector('.card[data-code="revoked"]');
  await shows(page, "#held", "Lists of 2026-11-23");
  await visitor.close();
  await browser.close();
  await server.stop();
});
