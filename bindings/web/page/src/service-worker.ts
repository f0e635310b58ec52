/**
 * Keeps one version of the page, whole. The version is in this file, so a browser that finds another file installs
 * another version beside the old one: every file is fetched and compared with its SHA-256, or nothing is installed. The
 * new version serves pages once no page of the old one is open, or the user asks for it. Lists are not kept here: the
 * page judges them.
 */

/** The version, and the files with their SHA-256 in base64. Replaced by the build. */
declare const VERSION: string;
declare const STORED: Readonly<Record<string, string>>;

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

/** The page itself. It stands for every address of a label. */
const PAGE = "/label/";

const NAME = `starseal-page-${VERSION}`;

worker.addEventListener("install", (event) => event.waitUntil(install()));

worker.addEventListener("activate", (event) => event.waitUntil(activate()));

worker.addEventListener("message", (event) => {
  if (event.data === "use") event.waitUntil(worker.skipWaiting());
});

worker.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== worker.location.origin) return;
  if (event.request.mode === "navigate") {
    if (isLabel(address)) event.respondWith(stored(PAGE, event.request));
  } else if (address.pathname in STORED && address.pathname !== PAGE) {
    event.respondWith(stored(address.pathname, event.request));
  }
});

/**
 * Returns whether an address may be that of a label. Where the prefix is a whole host, other pages have addresses in the
 * same scope.
 */
function isLabel(address: URL): boolean {
  const scope = new URL(worker.registration.scope).pathname;
  return scope !== "/" || address.pathname === "/" || /\/(I2W|0oR)/.test(address.pathname);
}

async function install(): Promise<void> {
  await caches.delete(NAME);
  const cache = await caches.open(NAME);
  const files = Object.entries(STORED).map(async ([path, sha256]) => {
    const init = { integrity: `sha256-${sha256}`, cache: "no-cache", credentials: "omit", redirect: "error" } as const;
    const response = await fetch(path, init);
    if (!response.ok) throw new Error(`${path} answers ${response.status}`);
    return [path, response] as const;
  });
  for (const [path, response] of await Promise.all(files)) await cache.put(path, response);
}

async function activate(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith("starseal-page-") && name !== NAME);
  await Promise.all(names.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** Answers from this version. If the browser has dropped it, the server answers. */
async function stored(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(NAME);
  return (await cache.match(path)) ?? fetch(request);
}
