// A folder of their own for the tests of one file.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

export { PAGE_FOLDER as PAGE } from "./place.mjs";

/** Makes a folder that is removed after the tests. */
export const scratch = () => {
  const folder = mkdtempSync(join(tmpdir(), "starseal-page-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
