// The files of test-vectors, for tests in Node.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/** The project's folder. The package is tested in a folder of build products, with the sources copied there. */
export const ROOT = process.env.STARSEAL_ROOT;
if (ROOT === undefined) throw new Error("set STARSEAL_ROOT to the project's folder: cargo xtask test web does");

export const VECTORS = join(ROOT, "test-vectors");

/** Returns the names of all JSON files of a folder. */
export async function names(folder) {
  const found = (await readdir(join(VECTORS, folder))).filter((name) => name.endsWith(".json"));
  if (found.length === 0) throw new Error(`${folder} is empty`);
  return found.map((name) => name.slice(0, -".json".length)).sort();
}

const kept = new Map();

/** Returns a file of test-vectors, such as `vectors/camera`. */
export async function json(name) {
  if (!kept.has(name)) kept.set(name, JSON.parse(await readFile(join(VECTORS, `${name}.json`), "utf8")));
  return kept.get(name);
}

export async function bytes(path) {
  return new Uint8Array(await readFile(join(VECTORS, path)));
}

/** A verifier's anchor. */
export async function anchor(name = "jc-star") {
  return Uint8Array.from(Buffer.from((await json(`trust/${name}`)).hex, "hex"));
}

/** The text of a vector's label. */
export async function carrier(name = "camera") {
  return (await json(`vectors/${name}`)).input.text;
}

export const NOW = new Date("2026-11-22T03:00:00Z");
