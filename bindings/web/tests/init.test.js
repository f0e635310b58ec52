// What holds before a module is loaded, while it loads, and where it cannot be loaded.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import * as starseal from "starseal";
import * as scanning from "starseal/scan";
import { NOW, anchor, carrier } from "./files.js";

const trust = await anchor();
const text = await carrier();
const wasm = (name) => readFile(new URL(`../generated/${name}.wasm`, import.meta.url));

test("calls before init say what is missing", () => {
  const missing = { name: "TypeError", message: /await init\(\) comes first/ };
  assert.throws(() => new starseal.Verifier(trust), missing);
  assert.throws(() => new scanning.Verifier(trust), missing);
  assert.throws(() => starseal.libraryVersion(), missing);
});

test("an address without a module is named, and a later call tries again", async () => {
  await assert.rejects(starseal.init({ wasm: new URL("absent.wasm", import.meta.url) }), /absent\.wasm/);
  await assert.rejects(starseal.init({ wasm: new Uint8Array([0, 97, 115, 109]) }), WebAssembly.CompileError);
});

test("a module is taken compiled, from several calls at a time", async () => {
  const compiled = await WebAssembly.compile(await wasm("verify"));
  await Promise.all([starseal.init({ wasm: compiled }), starseal.init(), starseal.init()]);
  assert.equal(new starseal.Verifier(trust).check(text, NOW).code, "active");
});

test("the module that checks texts does not scan, and says what to call", () => {
  assert.throws(() => new scanning.Verifier(trust), /init\(\) of starseal\/scan/);
  assert.throws(() => scanning.sentenceOfHint("glare", "en"), /init\(\) of starseal\/scan/);
});

test("the module that scans can be loaded later, and earlier verifiers stay", async () => {
  const earlier = new starseal.Verifier(trust);
  await scanning.init({ wasm: await wasm("scan") });
  assert.equal(earlier.check(text, NOW).code, "active");
  assert.equal(new scanning.Verifier(trust).check(text, NOW).code, "active");
  assert.equal(new starseal.Verifier(trust).check(text, NOW).code, "active");
});
