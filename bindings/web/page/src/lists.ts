/**
 * The lists by which the page judges: restored from what is stored, and brought up to date from the publication.
 *
 * The lists are one whole: a verifier that holds them, with its anchor. Newer ones are applied to a copy, which takes its
 * place if everything in it was accepted. The anchor is that of the first visit for good, so that a server cannot replace
 * an authority by another one, and the verifier never goes back to older lists.
 */

import { type Code, type ListOutcome, StarsealError, Verifier } from "starseal";
import { FetchFailure, MOST_DESCRIPTOR_BYTES, fetchBytes, fetchFile } from "./fetching.js";
import { DESCRIPTOR, type Publication, parsePublication } from "./publication.js";
import { type Held, load, save } from "./store.js";

/** Lists that count. */
export interface Lists {
  readonly verifier: Verifier;
  readonly held: Held;
  /** Whether this browser has stored them. */
  readonly isStored: boolean;
}

/** What is said about lists. `code` is the library's, if it has refused something. */
export interface News {
  readonly kind: "server-older" | "server-refused" | "server-foreign" | "server-transfer" | "unreachable" | "state-damaged";
  readonly code: Code | null;
}

/** What became of a refresh: the lists that count now, if there are any, and what to say. */
export interface Refreshed {
  readonly lists: Lists | null;
  readonly news: News | null;
}

/** The lock that one page at a time holds while it changes what is stored. */
const LOCK = "starseal-lists";

/** Restores the lists of an earlier visit, if any are held. Every signature is verified again. */
export function restored(held: Held | null): Refreshed {
  if (held === null) return { lists: null, news: null };
  try {
    const verifier = new Verifier(held.anchor);
    try {
      const outcomes = verifier.restore(held.state);
      const equivocal = outcomes.some((outcome) => outcome.kind === "refused" && outcome.code === "equivocation");
      const news: News | null = equivocal ? { kind: "server-refused", code: "equivocation" } : null;
      return { lists: { verifier, held, isStored: true }, news };
    } catch (error) {
      // The anchor alone is held, so that everything else is fetched again.
      const publication = { ...held.publication, statusLists: [] };
      const bare: Held = { ...held, state: verifier.exportState(), publication, fetchedAt: 0 };
      return { lists: { verifier, held: bare, isStored: true }, news: damaged(error) };
    }
  } catch (error) {
    return { lists: null, news: damaged(error) };
  }
}

function damaged(error: unknown): News {
  return { kind: "state-damaged", code: error instanceof StarsealError ? error.code : null };
}

/**
 * Asks the publication for newer lists, and stores them. Several pages do so one after the other, each from what is
 * stored then. On any failure, what is held stays.
 */
export async function refresh(before: Lists | null, now: () => Date): Promise<Refreshed> {
  const work = () => refreshAlone(before, now);
  return navigator.locks === undefined ? work() : navigator.locks.request(LOCK, work);
}

async function refreshAlone(before: Lists | null, now: () => Date): Promise<Refreshed> {
  const stored = await load();
  const current = restored(stored).lists ?? before;
  try {
    return await fetched(current, now);
  } catch (error) {
    if (!(error instanceof FetchFailure)) throw error;
    const kind = error.reason === "transfer" ? "server-transfer" : "unreachable";
    return { lists: current, news: { kind, code: null } };
  }
}

async function fetched(current: Lists | null, now: () => Date): Promise<Refreshed> {
  const text = new TextDecoder().decode(await fetchBytes(DESCRIPTOR, MOST_DESCRIPTOR_BYTES));
  const publication = parsePublication(text);
  if (publication === null) throw new FetchFailure("transfer", "the descriptor cannot be read");
  const anchor = current?.held.anchor ?? (await fetchFile(publication.chain));
  if (current !== null && isTheSame(current.held.publication, publication)) {
    return kept(current.verifier, { ...current.held, publication, fetchedAt: now().getTime() }, null);
  }
  let outcome = current === null ? null : await byDelta(current.held, publication, now);
  if (outcome === null) {
    const bundle = await fetchFile(publication.bundle);
    outcome = judged(anchor, current?.held.state ?? null, bundle, now());
  }
  const { verifier, news } = outcome;
  if (verifier === null) return { lists: current, news };
  // What is said about older lists is not what is held.
  const said = news !== null && current !== null ? current.held.publication : publication;
  return kept(verifier, { anchor, state: verifier.exportState(), publication: said, fetchedAt: now().getTime() }, news);
}

async function kept(verifier: Verifier, held: Held, news: News | null): Promise<Refreshed> {
  return { lists: { verifier, held, isStored: await save(held) }, news };
}

function isTheSame(held: Publication, found: Publication): boolean {
  const digests = (of: Publication) => [of.chain.sha256, ...of.statusLists].join();
  return digests(held) === digests(found);
}

/** A verifier with newer lists, or why there is none. */
interface Judged {
  readonly verifier: Verifier | null;
  readonly news: News | null;
}

/** Applies the changes since the list that is held; null if there are none, or if not all of them are accepted. */
async function byDelta(held: Held, publication: Publication, now: () => Date): Promise<Judged | null> {
  const delta = publication.deltas.find(({ from }) => held.publication.statusLists.includes(from));
  if (delta === undefined) return null;
  const outcome = judged(held.anchor, held.state, await fetchFile(delta), now());
  return outcome.news === null ? outcome : null;
}

const OLDER: readonly Code[] = ["trust-list-older", "status-list-older"];
/** A bundle may have lists of other authorities too, and the objects of lists that are not taken. */
const OF_OTHERS: readonly Code[] = ["trust-list-foreign", "status-list-unknown-key", "status-object-unbound"];

/** Applies a bundle to a copy of what is held. Nothing counts unless all of it is accepted, but for what is older. */
function judged(anchor: Uint8Array, state: Uint8Array | null, bundle: Uint8Array, now: Date): Judged {
  try {
    const verifier = new Verifier(anchor);
    if (state !== null) restoreQuietly(verifier, state);
    const outcomes = verifier.apply(bundle, now);
    const codes = outcomes.filter((one): one is ListOutcome & { kind: "refused" } => one.kind === "refused");
    const refused = codes.map(({ code }) => code);
    const bad = refused.find((code) => !OLDER.includes(code) && !OF_OTHERS.includes(code));
    if (bad !== undefined) return { verifier: null, news: { kind: "server-refused", code: bad } };
    const isOwn = (one: ListOutcome) => one.kind !== "refused" || OLDER.includes(one.code);
    if (!outcomes.some(isOwn)) return { verifier: null, news: { kind: "server-foreign", code: refused[0] ?? null } };
    // A bundle has the trust lists before the newest one too, which say nothing.
    const isOlder = refused.includes("status-list-older") || outcomes.every(({ kind }) => kind === "refused");
    const older = isOlder ? refused.findLast((code) => OLDER.includes(code)) : undefined;
    return { verifier, news: older === undefined ? null : { kind: "server-older", code: older } };
  } catch (error) {
    if (error instanceof StarsealError) return { verifier: null, news: { kind: "server-refused", code: error.code } };
    throw error;
  }
}

/** Restores a state; one that is damaged was reported when the page started. */
function restoreQuietly(verifier: Verifier, state: Uint8Array): void {
  try {
    verifier.restore(state);
  } catch (error) {
    if (!(error instanceof StarsealError)) throw error;
  }
}
