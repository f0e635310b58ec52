// Reads the texts of the page, for the build and for the tests.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** The project's folder. */
export const PROJECT = process.env.STARSEAL_ROOT ?? join(here, "../../../..");

/** The texts that the page shares with the pages of registrations: what each is called here and there. */
const SHARED = { "meaning-self-declared": "self-declared", "meaning-third-party": "third-party", trial: "trial" };

/** Reads a file of messages: a line each. */
const messages = (path) =>
  Object.fromEntries(
    readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => /^[a-z]/.test(line))
      .map((line) => [line.slice(0, line.indexOf(" = ")), line.slice(line.indexOf(" = ") + 3)]),
  );

/** Returns the page's own texts in a language. */
export const ownWords = (language) => messages(join(here, `${language}.ftl`));

/** Returns all texts of the page in a language. */
export const words = (language) => {
  const site = messages(join(PROJECT, `registry/data/site-${language}.ftl`));
  return { ...ownWords(language), ...Object.fromEntries(Object.entries(SHARED).map(([id, there]) => [id, site[there]])) };
};
