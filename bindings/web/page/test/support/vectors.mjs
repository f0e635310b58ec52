// The test vectors as publications: trust lists, status lists and objects of a vector or a story, in one bundle.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";
import { PROJECT } from "../../words/read.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));

/** The npm package, built. */
export const PACKAGE = process.env.STARSEAL_PACKAGE ?? join(HERE, "../../../web");
const VECTORS = join(PROJECT, "test-vectors");

export const readJson = (path) => JSON.parse(readFileSync(join(PROJECT, path), "utf8"));

const hex = (text) => Buffer.from(text, "hex");

/** Encodes what a bundle consists of as deterministic CBOR (RFC 8949). */
export const cbor = (value) => {
  const head = (major, number) => {
    if (number < 24) return Buffer.from([(major << 5) | number]);
    const [info, length] = number < 2 ** 8 ? [24, 1] : number < 2 ** 16 ? [25, 2] : [26, 4];
    const bytes = Buffer.alloc(length + 1);
    bytes[0] = (major << 5) | info;
    bytes.writeUIntBE(number, 1, length);
    return bytes;
  };
  if (typeof value === "number") return head(0, value);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  return Buffer.concat([head(4, value.length), ...value.map(cbor)]);
};

/** Makes a bundle, without an index. */
export const bundleOf = ({ trust = [], status = [], objects = [] }) =>
  cbor(["starseal-bundle", 1, [], trust, status, objects.map((object) => deflateSync(object))]);

/** All label vectors with a text that a person could paste, by their names. */
export const vectors = () =>
  readdirSync(join(VECTORS, "vectors"))
    .map((file) => readJson(`test-vectors/vectors/${file}`))
    .filter(({ kind, input, as_of }) => kind === "label" && !input.wedge && as_of === undefined);

/** The trust list of a vector. */
export const trustOf = ({ trust }) => hex(readJson(`test-vectors/trust/${trust}.json`).hex);

/** All checks of stories that follow upon lists alone, with the lists before them and the time of the last one. */
export const storyChecks = () => {
  const checks = [];
  for (const file of readdirSync(join(VECTORS, "stories"))) {
    const story = readJson(`test-vectors/stories/${file}`);
    const lists = { trust: [], status: [], objects: [] };
    let taken = null;
    const into = { "update-trust": lists.trust, "update-status": lists.status, object: lists.objects };
    for (const [at, step] of story.steps.entries()) {
      if (step.do === "check") {
        if (step.text !== undefined && step.as_of === undefined) {
          const copy = Object.fromEntries(Object.entries(lists).map(([kind, all]) => [kind, [...all]]));
          checks.push({ name: `${story.name}/${at + 1}`, anchor: hex(story.anchor), lists: copy, taken, step });
        }
      } else if (into[step.do] !== undefined && step.expect === "accepted" && step.hex !== undefined) {
        into[step.do].push(hex(step.hex));
        taken = step.now ?? taken;
      } else break;
    }
  }
  return checks;
};

const file = (path, bytes) => ({ path, sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length });

/** Makes the files of a publication: the descriptor, the chain and the bundle. */
export const publicationOf = ({ anchor, bundle, prefixes, address = "https://jc-star.example/" }) => {
  const descriptor = {
    schema: "starseal-publication/1",
    program: "test",
    event: 1,
    address,
    is_trial: true,
    issued_at: "2026-01-01T00:00:00Z",
    trust: { chain: file("trust.cbor", anchor) },
    issuers: [{ prefixes, status_list: `${address}status`, list: file("lists/status.cwt", bundle) }],
    bundles: { phone: { ...file("bundles/phone.bundle", bundle), deltas: [] } },
    pages: {
      list: { en: "en/", ja: "ja/" },
      registration: { en: "en/registrations/{name}.html", ja: "ja/registrations/{name}.html" },
    },
  };
  return new Map([
    [".well-known/starseal.json", Buffer.from(JSON.stringify(descriptor))],
    ["trust.cbor", anchor],
    ["bundles/phone.bundle", bundle],
  ]);
};
