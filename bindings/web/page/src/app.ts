/** The page: what happens when. It holds the state, and everything that changes it passes here. */

import { init, type Language } from "starseal";
import { labelIn, prefixOf, pathOf } from "./address.js";
import { Camera } from "./camera.js";
import { watchInstalling } from "./installing.js";
import { type Lists, type Refreshed, refresh, restored } from "./lists.js";
import type { Sights } from "./messages.js";
import { ScannerFailure, Scanning } from "./scanning.js";
import { takeDrops } from "./taking.js";
import { type Seen, type State, INITIAL, STAYS } from "./state.js";
import { verifyModule } from "./trusted.js";
import { byId } from "./elements.js";
import { load } from "./store.js";
import { connect, draw } from "./view.js";

/** How long lists count as new, in milliseconds: within an hour after a fetch, a start fetches nothing. */
const FRESH = 3_600_000;

/** How long a hint stays, in milliseconds. */
const HINT_STAYS = 2000;

/** Where the chosen language is kept. */
const LANGUAGE = "starseal-language";

let state: State = { ...INITIAL, language: firstLanguage() };
let scanning: Scanning | null = null;
let hintedAt = 0;
const now = () => new Date();

function change(next: Partial<State>): void {
  state = { ...state, ...next };
  draw(state, now());
}

function firstLanguage(): Language {
  const chosen = stored(() => localStorage.getItem(LANGUAGE));
  if (chosen === "ja" || chosen === "en") return chosen;
  const first = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === "ja" || tag === "en");
  return first === "ja" ? "ja" : "en";
}

/** Reads or writes a small setting. A browser that stores nothing forgets it. */
function stored<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

/** Judges a text by the lists held. */
function judged(lists: Lists, text: string, isTyped: boolean, judgedBelow: string | null = null): Seen {
  const { verifier } = lists;
  const verdict = isTyped ? verifier.checkTyped(text, now()) : verifier.check(text, now());
  return { text, isTyped, verdict, at: now().getTime(), judgedBelow };
}

/** Judges what is shown again, because other lists count or time has passed. */
function again(lists: Lists): readonly Seen[] {
  return state.seen.map((seen) => ({ ...judged(lists, seen.text, seen.isTyped, seen.judgedBelow), at: seen.at }));
}

function show(text: string, isTyped: boolean): void {
  const { lists } = state;
  if (lists === null) return;
  change({ seen: [judged(lists, text, isTyped)], outcome: null, isReading: false, isIncomplete: false });
  byId("content").scrollIntoView();
}

/** Takes lists that count from now on, and shows the label of the page's own address if it was awaited. */
function take({ lists, news }: Refreshed): void {
  if (lists === null) return change({ failure: news, isAwaited: false });
  const label = state.isAwaited ? labelIn(new URL(location.href), lists.held.publication) : null;
  const own = label && judged(lists, label.text, false, label.judgedBelow);
  change({
    lists,
    failure: null,
    // A network that is away is no news: the page says how old its lists are.
    news: news?.kind === "unreachable" ? state.news : (news ?? state.news),
    seen: own === null ? again(lists) : [own],
    isAwaited: false,
  });
  if (own !== null) performance.mark("starseal-verdict");
}

async function bringUpToDate(isAsked: boolean): Promise<void> {
  if (state.isRefreshing) return;
  change({ isRefreshing: true, refreshed: null });
  try {
    const found = await refresh(state.lists, now);
    take(found);
    const outcome = found.news === null ? "refreshed" : found.news.kind === "unreachable" ? "unreachable" : null;
    change({ refreshed: isAsked && found.lists !== null ? outcome : null });
  } finally {
    change({ isRefreshing: false });
  }
}

function scanner(): Scanning | null {
  if (scanning === null && state.lists !== null) scanning = new Scanning(state.lists.held.anchor);
  return scanning;
}

const camera = new Camera(byId<HTMLVideoElement>("video"), {
  changed: (camera, abilities) => {
    if (camera === "looking") scanner()?.reset();
    change({ camera, abilities, outlines: [], hint: null });
  },
  frame: async (bitmap) => {
    const scan = scanner();
    if (scan === null) return bitmap.close();
    try {
      see(await scan.frame(bitmap));
    } catch (error) {
      failScanning(error);
    }
  },
});

/** Takes what a frame shows. Cards stay until another label is seen, or one second if one of several is missed. */
function see({ readings, hints }: Sights): void {
  const { lists } = state;
  if (lists === null || state.camera !== "looking") return;
  const at = now().getTime();
  const [hint = null] = hints;
  if (hint !== null) hintedAt = at;
  const shown = hint ?? (at - hintedAt < HINT_STAYS ? state.hint : null);
  const fresh = readings.map(({ text }) => judged(lists, text, false));
  const texts = new Set(fresh.map(({ text }) => text));
  const stays = state.seen.filter((seen) => at - seen.at < STAYS && !texts.has(seen.text));
  change({ hint: shown, outlines: readings, seen: fresh.length === 0 ? state.seen : [...stays, ...fresh] });
}

function failScanning(error: unknown): void {
  if (!(error instanceof ScannerFailure)) throw error;
  scanning?.close();
  scanning = null;
  camera.stop();
  change({ isReading: false, outcome: "scanner-failed" });
}

/** Reads pictures, and shows the labels of all of them. */
async function readPictures(files: Iterable<File>): Promise<void> {
  const { lists } = state;
  const all = [...files];
  const scan = scanner();
  if (all.length === 0 || lists === null || scan === null) return;
  camera.stop();
  change({ isReading: true, outcome: null, seen: [], refreshed: null, isIncomplete: false });
  try {
    const seen = new Map<string, Seen>();
    let outcome = "picture-no-label";
    let isIncomplete = false;
    for (const file of all) {
      const bitmap = await createImageBitmap(file).catch(() => null);
      if (bitmap === null) {
        outcome = "picture-unreadable";
        isIncomplete = true;
        continue;
      }
      const { readings, hints, others } = await scan.picture(bitmap);
      if (readings.length === 0 || hints.length > 0) isIncomplete = true;
      if (others > 0) outcome = "picture-other";
      if (hints[0] !== undefined) change({ hint: hints[0] });
      for (const { text } of readings) seen.set(text, judged(lists, text, false));
    }
    change({ isReading: false, seen: [...seen.values()], outcome: seen.size === 0 ? outcome : null, isIncomplete });
    byId("content").scrollIntoView();
  } catch (error) {
    failScanning(error);
  }
}

function readText(text: string, isTyped: boolean): void {
  const trimmed = text.trim();
  camera.stop();
  if (trimmed === "") change({ outcome: "text-empty", seen: [] });
  else show(trimmed, isTyped);
}

async function start(): Promise<void> {
  connect({
    startCamera: () => {
      change({ seen: [], outcome: null, refreshed: null, isIncomplete: false });
      void camera.start();
    },
    stopCamera: () => camera.stop(),
    next: () => change({ seen: [] }),
    light: (isOn) => void camera.light(isOn),
    zoom: (factor) => void camera.zoom(factor),
    pictures: (files) => void readPictures(files),
    text: (text) => readText(text, true),
    refresh: () => void bringUpToDate(true),
    retry: () => {
      change({ failure: null, isAwaited: true });
      void bringUpToDate(false);
    },
    closeNews: () => change({ news: null }),
    language: (language) => {
      stored(() => localStorage.setItem(LANGUAGE, language));
      change({ language });
    },
    useNewVersion: () => installing.useNewVersion(),
    install: () => void installing.install(),
  });
  takeDrops({
    pictures: (files) => void readPictures(files),
    text: (text) => readText(text, false),
    hovering: (isDropping) => change({ isDropping }),
  });
  change({ isAwaited: true });
  const loading = load();
  try {
    await init({ wasm: new URL(verifyModule, location.origin) });
  } catch {
    return change({ isUnsupported: true, isAwaited: false });
  }
  const found = restored(await loading);
  if (found.lists !== null) take(found);
  const isFresh = found.lists !== null && Math.abs(now().getTime() - found.lists.held.fetchedAt) < FRESH;
  if (!isFresh) await bringUpToDate(false);
  const publication = state.lists?.held.publication;
  const prefix = publication && prefixOf(new URL(location.href), publication);
  installing.start(prefix === undefined || prefix === null ? null : pathOf(prefix));
}

const installing = watchInstalling(change);
document.addEventListener("visibilitychange", () => {
  const { lists } = state;
  if (document.hidden || lists === null) return;
  change({ seen: again(lists) });
  if (Math.abs(now().getTime() - lists.held.fetchedAt) >= FRESH) void bringUpToDate(false);
});
void start();
