/**
 * What the page knows of the publication that it is part of, from its descriptor `.well-known/starseal.json`
 * (`docs/reference/publication.md`). The descriptor only says where files are: nothing is believed because of it.
 */

import type { Language } from "starseal";

/** The path of the descriptor. */
export const DESCRIPTOR = "/.well-known/starseal.json";

/** A file of the publication. */
export interface PublishedFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** A bundle with the changes since an earlier status list. */
export interface Delta extends PublishedFile {
  /** The SHA-256 of the status list to which the changes apply. */
  readonly from: string;
}

/** The part of a descriptor that the page uses. */
export interface Publication {
  /** The address with which the addresses of the publication begin, such as `https://jc-star.example/`. */
  readonly address: string;
  readonly isTrial: boolean;
  /** The SHA-256 of each status list. */
  readonly statusLists: readonly string[];
  /** The prefixes of labels, such as `HTTPS://JC-STAR.EXAMPLE/L/`. */
  readonly prefixes: readonly string[];
  /** All trust lists as one chain. */
  readonly chain: PublishedFile;
  /** The bundle for phones. */
  readonly bundle: PublishedFile;
  /** What has changed since earlier publications, newest first. */
  readonly deltas: readonly Delta[];
  /** The path of the list of registrations, in each language. */
  readonly list: Readonly<Record<Language, string>>;
  /** The path of the page of a registration, with `{name}` in it. */
  readonly registration: Readonly<Record<Language, string>>;
}

/** Reads a descriptor. Returns null if it is not one that this page understands. */
export function parsePublication(text: string): Publication | null {
  try {
    const found = JSON.parse(text);
    if (typeof found.schema !== "string" || !/^starseal-publication\/1$/.test(found.schema)) return null;
    const { phone } = found.bundles;
    return {
      address: new URL(found.address).href,
      isTrial: found.is_trial === true,
      statusLists: found.issuers.map((issuer: { list: { sha256: unknown } }) => String(issuer.list.sha256)),
      prefixes: found.issuers.flatMap((issuer: { prefixes: unknown[] }) => issuer.prefixes.map(String)),
      chain: fileOf(found.trust.chain),
      bundle: fileOf(phone),
      deltas: phone.deltas.map((delta: Record<string, unknown>) => ({
        ...fileOf(delta),
        from: String(delta["from"]),
      })),
      list: { en: pathOf(found.pages.list.en), ja: pathOf(found.pages.list.ja) },
      registration: { en: pathOf(found.pages.registration.en), ja: pathOf(found.pages.registration.ja) },
    };
  } catch {
    return null;
  }
}

function fileOf(file: Record<string, unknown>): PublishedFile {
  const { sha256, bytes } = file;
  if (typeof sha256 !== "string" || typeof bytes !== "number") throw new TypeError("a file has a digest and a length");
  return { path: pathOf(file["path"]), sha256, bytes };
}

/** Returns the path of an address or a path of the publication. It never leads to another host. */
function pathOf(path: unknown): string {
  if (typeof path !== "string") throw new TypeError("a path is a text");
  const { pathname } = new URL(path, "https://publication.example/");
  // Two slashes at the start would be another host.
  return decodeURI(pathname).replace(/^\/+/, "/");
}

/** Returns the name of the files of a registration: its product ID in the encoding of the publication. */
export function nameOf(productId: string): string {
  const escaped = (character: string) => `~${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  const name = [...productId].map((character) => {
    if (/[0-9-]/.test(character)) return character;
    if (/[A-Z]/.test(character)) return character.toLowerCase();
    return /[a-z]/.test(character) ? `_${character}` : escaped(character);
  });
  const isDevice = /^(con|prn|aux|nul|(com|lpt)[0-9])$/.test(name.join(""));
  return [isDevice ? escaped(productId.charAt(0)) : name[0], ...name.slice(1)].join("");
}
