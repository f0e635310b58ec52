// Modules of the page's source that need no browser, built for Node.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { PROJECT } from "./vectors.mjs";

const PAGE = join(import.meta.dirname, "../..");

export const messages = (path) =>
  Object.fromEntries(
    readFileSync(join(PROJECT, path), "utf8")
      .split("\n")
      .filter((line) => /^[a-z]/.test(line))
      .map((line) => [line.slice(0, line.indexOf(" = ")), line.slice(line.indexOf(" = ") + 3)]),
  );

export const words = (language) => messages(`bindings/web/page/words/${language}.ftl`);

/** Imports a module of the source. */
export const source = async (name) => {
  const { outputFiles } = await build({
    entryPoints: [join(PAGE, "src", `${name}.ts`)],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    define: { WORDS: JSON.stringify({ en: words("en"), ja: words("ja") }) },
    external: ["starseal"],
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
};
