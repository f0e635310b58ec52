// A folder of their own for the tests of one file.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

import { closeBrowsers } from "./browser.mjs";
import { stopServers } from "./servers.mjs";

export { PAGE_FOLDER as PAGE } from "./place.mjs";

after(async () => {
  await closeBrowsers();
  await stopServers();
});

/** Makes a folder that is removed after the tests. */
export const scratch = () => {
  const folder = mkdtempSync(join(tmpdir(), "starseal-page-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
