/** Fetches files of the publication from the page's own host, and takes nothing that is longer than it may be. */

import type { PublishedFile } from "./publication.js";

/** How long a file may take to arrive, in milliseconds. */
const PATIENCE = 30_000;

/** The longest bundle or chain that is taken, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The longest descriptor that is taken, in bytes. */
export const MOST_DESCRIPTOR_BYTES = 1024 * 1024;

/**
 * Why nothing was fetched. `unreachable`: there is no answer. `transfer`: the answer is not what the descriptor says, as
 * when the publication changes in between.
 */
export class FetchFailure extends Error {
  constructor(readonly reason: "unreachable" | "transfer", detail: string) {
    super(detail);
  }
}

/** Fetches a path of this host. */
export async function fetchBytes(path: string, most: number): Promise<Uint8Array> {
  const init = { credentials: "omit", redirect: "error", cache: "no-cache", referrerPolicy: "no-referrer" } as const;
  try {
    const response = await fetch(path, { ...init, signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok || response.body === null) throw new Error(`${path} answers ${response.status}`);
    return await readAll(response.body.getReader(), most);
  } catch (error) {
    if (error instanceof FetchFailure) throw error;
    throw new FetchFailure("unreachable", String(error));
  }
}

/** Fetches a file that the descriptor names, and compares its length and its SHA-256. */
export async function fetchFile(file: PublishedFile): Promise<Uint8Array> {
  if (file.bytes > MOST_BYTES) throw new FetchFailure("transfer", `${file.path} would have ${file.bytes} bytes`);
  const bytes = await fetchBytes("/" + file.path.replace(/^\//, ""), file.bytes);
  // Without an encrypted address browsers compute no digest. It only finds errors of the transfer.
  const digest = globalThis.crypto.subtle?.digest("SHA-256", bytes as BufferSource);
  if (digest !== undefined && hex(await digest) !== file.sha256) {
    throw new FetchFailure("transfer", `${file.path} does not have the SHA-256 of the descriptor`);
  }
  return bytes;
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    length += piece.value.length;
    if (length > most) {
      await reader.cancel();
      throw new FetchFailure("transfer", `more than ${most} bytes were sent`);
    }
    pieces.push(piece.value);
  }
  const all = new Uint8Array(length);
  pieces.reduce((at, piece) => (all.set(piece, at), at + piece.length), 0);
  return all;
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
