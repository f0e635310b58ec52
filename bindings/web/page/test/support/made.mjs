// What the tests of one file need: a folder of their own, and the page that was built.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

/** The folder into which the page was built. */
export const PAGE = process.env.STARSEAL_PAGE;
if (PAGE === undefined) throw new Error("STARSEAL_PAGE is the folder into which the page was built");

/** Makes a folder that is removed after the tests. */
export const scratch = () => {
  const folder = mkdtempSync(join(tmpdir(), "starseal-page-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
