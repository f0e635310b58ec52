// The files of test-vectors, for tests in a browser.

const at = (path) => new URL(`/test-vectors/${path}`, location.origin);
const kept = new Map();

async function fetched(path) {
  const response = await fetch(at(path));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

export async function names(folder) {
  const found = (await (await fetched(`${folder}/`)).json()).filter((name) => name.endsWith(".json"));
  return found.map((name) => name.slice(0, -".json".length)).sort();
}

export async function json(name) {
  if (!kept.has(name)) kept.set(name, (await fetched(`${name}.json`)).json());
  return kept.get(name);
}

export async function bytes(path) {
  return new Uint8Array(await (await fetched(path)).arrayBuffer());
}
