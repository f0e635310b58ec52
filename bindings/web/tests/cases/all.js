// Every case of the test vectors, and of character sets, for one entry of the package.

import { characterCases } from "./characters.js";
import { storyCases } from "./stories.js";
import { vectorCases } from "./vectors.js";

/** Returns the cases of an entry whose module is loaded. There must be many: an empty test could not fail. */
export async function allCases(starseal, files) {
  const ofVectors = [...(await vectorCases(starseal, files)), ...(await storyCases(starseal, files))];
  const cases = [...ofVectors, ...characterCases(starseal, files)];
  if (cases.length < 500) throw new Error(`only ${cases.length} cases were found`);
  return cases;
}

/** Runs all cases, and returns their names with the failure of each, or null. */
export async function runAll(starseal, files) {
  const results = [];
  for (const { name, run } of await allCases(starseal, files)) {
    const failure = await run().then(
      () => null,
      (error) => String(error?.stack ?? error),
    );
    results.push({ name, failure });
  }
  return results;
}
