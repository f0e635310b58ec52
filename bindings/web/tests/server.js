// A server for the tests in a browser: static files, with a Content-Security-Policy.

import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".wasm": "application/wasm",
};

// What a careful page allows: scripts and Workers of its own, and WebAssembly.
export const STRICT = [
  "default-src 'none'",
  "connect-src 'self'",
  // The empty icon of the pages.
  "img-src data:",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
].join("; ");

/** A page that shares its process with no other site has a finer clock. */
const ISOLATED = {
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-opener-policy": "same-origin",
};

/** Trusted Types for pages that name their Worker by a policy of their own. Those of bundlers do not. */
export const TRUSTED_TYPES = "require-trusted-types-for 'script'; trusted-types tests";

/** Serves folders under paths, such as `{ "/package/": folder }`. Returns the address, and a function that stops it. */
export async function serve(folders, policy) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const at = Object.keys(folders).find((prefix) => path.startsWith(prefix));
    const file = at && normalize(join(folders[at], path.slice(at.length)));
    const isInside = file?.startsWith(normalize(folders[at]));
    const found = isInside ? await stat(file).catch(() => null) : null;
    if (found === null) {
      response.writeHead(404).end("not found");
    } else if (found.isDirectory()) {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(await readdir(file)));
    } else {
      const type = TYPES[extname(file)] ?? "application/octet-stream";
      response.writeHead(200, { ...ISOLATED, "content-security-policy": policy, "content-type": type });
      createReadStream(file).pipe(response);
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { address: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}
