// Every test vector and story, in Node, through both entries.

import { test } from "node:test";
import * as verifying from "starseal";
import * as scanning from "starseal/scan";
import { allCases } from "./cases/all.js";
import * as files from "./files.js";

// One after the other, because the second module replaces the first one for what is made later.
for (const [entry, starseal] of Object.entries({ starseal: verifying, "starseal/scan": scanning })) {
  await starseal.init();
  for (const { name, run } of await allCases(starseal, files)) {
    await test(`${entry}: ${name}`, run);
  }
}
