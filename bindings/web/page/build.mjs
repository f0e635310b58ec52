// Builds the page into a folder of static files, which `starseal registry publish --page FOLDER` takes.
//
//     node build.mjs FOLDER
//
// Every file but the page itself, its service worker and its icons has its digest in its name, so that no page ever
// gets a file of another version. Each is also compressed, because the page is small and is sent often.

import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { words } from "./words/read.mjs";

const here = dirname(fileURLToPath(import.meta.url));
/** The npm package, built. */
const library = process.env.STARSEAL_PACKAGE ?? join(here, "../web");
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("give the folder into which the page is built");

const read = (path) => readFile(join(here, path));
const readText = async (path) => (await read(path)).toString("utf8");
const digestOf = (bytes) => createHash("sha256").update(bytes);

/** The files by their paths below the folder. */
const files = new Map();

/** Adds a file with its digest in its name, and returns its path on the server. */
const asset = (name, ending, bytes) => {
  const path = `assets/${name}-${digestOf(bytes).digest("hex").slice(0, 16)}.${ending}`;
  files.set(path, Buffer.from(bytes));
  return `/label/${path}`;
};

const bundle = async (entry, format, define = {}) => {
  const texts = Object.fromEntries(Object.entries(define).map(([name, value]) => [name, JSON.stringify(value)]));
  const { outputFiles } = await build({
    entryPoints: [join(here, entry)],
    bundle: true,
    minify: true,
    write: false,
    format,
    target: ["es2022", "safari16.4"],
    charset: "utf8",
    legalComments: "none",
    alias: { starseal: join(library, "dist/index.js"), "starseal/scan": join(library, "dist/scan.js") },
    // The address of the module beside the package, which the page does not use: it gives its own.
    define: { "import.meta.url": "location.href", ...texts },
    logLevel: "warning",
  });
  return outputFiles[0].contents;
};

const generated = (name) => readFile(join(library, "generated", name));
const verify = asset("verify", "wasm", await generated("verify.wasm"));
const scan = asset("scan", "wasm", await generated("scan.wasm"));
const worker = asset("scan-worker", "js", await bundle("src/scan-worker.ts", "esm"));
const { code: css } = await transform(await readText("src/page.css"), { loader: "css", minify: true });
const style = asset("page", "css", Buffer.from(css));
const app = asset(
  "app",
  "js",
  await bundle("src/app.ts", "esm", {
    WORDS: { en: words("en"), ja: words("ja") },
    FILES: { worker, serviceWorker: "/label/service-worker.js", verify, scan },
  }),
);

const { version: number } = JSON.parse(await readText("package.json"));
const revision = ["starseal-page", number, process.env.STARSEAL_PAGE_REVISION].filter(Boolean).join(" ");
const values = { revision, policy: (await readText("src/policy.txt")).trim(), style, verify, app };
const html = (await readText("src/index.html")).replace(/\{(\w+)\}/g, (_, name) => values[name]);
files.set("index.html", Buffer.from(html));
for (const icon of ["icon-192.png", "icon-512.png"]) files.set(icon, await read(`static/${icon}`));

// What the service worker keeps: everything but itself.
const stored = Object.fromEntries(
  [...files].map(([path, bytes]) => [`/label/${path}`.replace(/index\.html$/, ""), digestOf(bytes).digest("base64")]),
);
const version = digestOf(JSON.stringify(stored)).digest("hex").slice(0, 16);
const serviceWorker = await bundle("src/service-worker.ts", "iife", { VERSION: version, STORED: stored });
files.set("service-worker.js", Buffer.from(serviceWorker));

for (const [path, bytes] of [...files]) {
  if (path.endsWith(".png")) continue;
  const parameters = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  files.set(`${path}.br`, brotliCompressSync(bytes, { params: parameters }));
  files.set(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}

await rm(folder, { recursive: true, force: true });
const digests = {};
for (const path of [...files.keys()].sort()) {
  const bytes = files.get(path);
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), bytes);
  digests[path] = digestOf(bytes).digest("hex");
}
const manifest = { schema: "starseal-page/1", version, files: digests };
await writeFile(join(folder, "page.json"), `${JSON.stringify(manifest, null, 2)}\n`);
