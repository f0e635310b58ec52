/** What the page keeps between two visits: one record, which is replaced as a whole or not at all. */

import type { Publication } from "./publication.js";

/** Lists that a verifier has accepted, with the anchor below which they count. */
export interface Held {
  /** The trust lists of the first visit. It is never replaced. */
  readonly anchor: Uint8Array;
  /** The state of the verifier. */
  readonly state: Uint8Array;
  readonly publication: Publication;
  /** When newer lists were last asked for with success, in milliseconds. */
  readonly fetchedAt: number;
}

const NAME = "starseal";
const RECORDS = "records";
const KEY = "held";

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(RECORDS);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("another version of the page has the store open"));
  });
}

/** Returns what is held; null if there is nothing, or if this browser stores nothing. */
export async function load(): Promise<Held | null> {
  try {
    const database = await open();
    const read = database.transaction(RECORDS).objectStore(RECORDS).get(KEY);
    const found = await new Promise((resolve, reject) => {
      read.onsuccess = () => resolve(read.result);
      read.onerror = () => reject(read.error);
    });
    database.close();
    return (found as Held | undefined) ?? null;
  } catch {
    return null;
  }
}

/** Replaces what is held. Returns whether this browser has stored it. */
export async function save(held: Held): Promise<boolean> {
  try {
    const database = await open();
    const transaction = database.transaction(RECORDS, "readwrite");
    transaction.objectStore(RECORDS).put(held, KEY);
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    database.close();
    return true;
  } catch {
    return false;
  }
}
