// The examples of the README run as they stand there.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as verifying from "starseal";
import * as scanning from "starseal/scan";
import { grayPng } from "./cases/png.js";
import { anchor, bytes, carrier } from "./files.js";

const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
const examples = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, text]) => text);
const Async = Object.getPrototypeOf(async () => {}).constructor;

/** Runs an example with values for what the reader has. Returns what it shows. */
async function run(example, starseal, given) {
  const shown = [];
  const names = /import \{ (.*) \} from "starseal(\/scan)?";/.exec(example)[1].split(", ");
  const body = example.replace(/import .*\n/, "");
  const values = { ...given, show: (...of) => shown.push(...of), ...starseal };
  const parameters = [...names, ...Object.keys(given), "show"];
  await new Async(...parameters, body)(...parameters.map((name) => values[name]));
  return shown;
}

test("a text", async () => {
  const given = { trustList: await anchor(), text: await carrier() };
  const [text] = examples;
  const shown = await run(text, verifying, given);
  assert.match(shown.join(" "), /EX-000123/);
});

test("camera frames", async () => {
  const picture = await grayPng(await bytes("images/active.png"));
  const { width, height } = picture;
  const data = new Uint8ClampedArray(4 * width * height);
  picture.data.forEach((gray, place) => data.set([gray, gray, gray, 255], 4 * place));
  const context = { getImageData: () => ({ data, width, height }) };
  const given = { trustList: await anchor(), context, width, height };
  const shown = await run(examples[1], scanning, given);
  assert.match(shown.join(" "), /EX-000123/);
});
