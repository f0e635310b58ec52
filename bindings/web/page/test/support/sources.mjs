// Modules of the page's source that need no browser, built for Node.

import { join } from "node:path";
import { build } from "esbuild";
import { words } from "../../words/read.mjs";

const PAGE = join(import.meta.dirname, "../..");

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
