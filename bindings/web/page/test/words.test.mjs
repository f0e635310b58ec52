// The texts of the page, the names of files, and the labels in addresses.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { PROJECT, ownWords as words } from "../words/read.mjs";
import { source } from "./support/sources.mjs";

const SRC = join(import.meta.dirname, "../src");

test("both languages have the texts that the page uses, with the same values, and no others", () => {
  const [en, ja] = [words("en"), words("ja")];
  assert.deepEqual(Object.keys(ja), Object.keys(en));
  const values = (text) => [...text.matchAll(/\{ \$(\w+) \}/g)].map(([, name]) => name).sort();
  for (const id of Object.keys(en)) assert.deepEqual(values(ja[id]), values(en[id]), id);

  const code = readdirSync(SRC).map((file) => readFileSync(join(SRC, file), "utf8")).join("\n");
  const quoted = new Set([...code.matchAll(/["`]([a-z][a-z0-9-]*)["`]/g)].map(([, text]) => text));
  // Texts that are put together: a code with what to do, and a state of the camera.
  const made = ["active", "deferral", "expired", "not-yet-valid", "withdrawn", "revoked", "status-unknown", "policy-unmet"];
  for (const of of ["deferral", "expired", "not-yet-valid", "status-unknown"]) quoted.add(`do-${of}`);
  for (const of of ["starting", "refused", "none", "failed", "insecure"]) quoted.add(`camera-${of}`);
  for (const code of [...made, "self-declared", "third-party"]) quoted.add(code);
  assert.deepEqual(Object.keys(en).filter((id) => !quoted.has(id)), []);
});

test("nothing is called what the scheme's rules forbid", () => {
  for (const language of ["en", "ja"]) {
    for (const [id, text] of Object.entries(words(language))) {
      assert.doesNotMatch(text, /\b(safe|secure|official)\b|安全|安心|公認/i, id);
    }
  }
});

test("the name of a file is that of the publication", async () => {
  const { nameOf } = await source("publication");
  const reference = readFileSync(join(PROJECT, "docs/reference/publication.md"), "utf8");
  const table = reference.split("<!-- names -->")[1].split("<!-- end -->")[0];
  const rows = [...table.matchAll(/\| `([^`]+)` \| `([^`]+)` \|/g)];
  assert.equal(rows.length, 3);
  for (const [, productId, name] of rows) assert.equal(nameOf(productId), name);
});

test("a descriptor leads to no other host, and one of another form is refused", async () => {
  const { parsePublication } = await source("publication");
  const file = (path) => ({ path, sha256: "00", bytes: 1 });
  const descriptor = (changes) => ({
    schema: "starseal-publication/1",
    address: "https://jc-star.example/",
    is_trial: false,
    trust: { chain: file("trust.cbor") },
    issuers: [{ prefixes: ["HTTPS://JC-STAR.EXAMPLE/L/"], list: file("lists/status.cwt") }],
    bundles: { phone: { ...file("b"), deltas: [] } },
    pages: { list: { en: "en/", ja: "ja/" }, registration: { en: "en/{name}.html", ja: "https://e.example/ja/{name}.html" } },
    ...changes,
  });
  const read = (changes) => parsePublication(JSON.stringify(descriptor(changes)));
  assert.deepEqual(read({}).registration, { en: "/en/{name}.html", ja: "/ja/{name}.html" });
  for (const path of ["//evil.example/x", "/.//evil.example/x", "https://evil.example//x", "\\\\evil.example\\x"]) {
    assert.doesNotMatch(read({ pages: { ...descriptor({}).pages, list: { en: path, ja: path } } }).list.en, /^\/\//);
  }
  for (const changes of [{ schema: "starseal-publication/2" }, { issuers: {} }, { trust: {} }, { address: "" }]) {
    assert.equal(read(changes), null);
  }
  assert.equal(parsePublication("{"), null);
  assert.equal(parsePublication("null"), null);
});

test("the label in an address has the host that the page really has", async () => {
  const { labelIn } = await source("address");
  const publication = { prefixes: ["HTTPS://JC-STAR.EXAMPLE/L/", "HTTPS://OLD.EXAMPLE/Q/"] };
  const text = (address) => labelIn(new URL(address), publication)?.text ?? null;
  for (const [address, expected] of [
    ["https://jc-star.example/L/I2W1$*-.:", "https://jc-star.example/L/I2W1$*-.:"],
    ["https://jc-star.example/L/I2W1/01/04569951110016?utm=1#x", "https://jc-star.example/L/I2W1/01/04569951110016"],
    ["https://old.example/Q/I2W1", "https://old.example/Q/I2W1"],
    ["https://evil.example/L/I2W1", "https://evil.example/L/I2W1"],
    ["http://127.0.0.1:8080/L/I2W1", "https://jc-star.example/L/I2W1"],
    ["http://localhost/Q/I2W1", "https://old.example/Q/I2W1"],
    ["https://jc-star.example/L/", null],
    ["https://jc-star.example/label/", null],
  ]) {
    assert.equal(text(address), expected, address);
  }
  const whole = { prefixes: ["HTTPS://JC-STAR.EXAMPLE/"] };
  assert.equal(labelIn(new URL("https://jc-star.example/I2W1"), whole).text, "https://jc-star.example/I2W1");
  assert.equal(labelIn(new URL("https://jc-star.example/"), whole), null);
});
