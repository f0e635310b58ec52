/** What the page shows, as one value. The view draws it, and `app.ts` replaces it. */

import type { Language, Names, Verdict } from "starseal";
import type { Abilities, CameraState } from "./camera.js";
import type { Lists, News } from "./lists.js";
import type { Reading } from "./messages.js";

/** A label that is shown, with the text by which it is judged again. */
export interface Seen {
  readonly text: string;
  readonly isTyped: boolean;
  readonly verdict: Verdict;
  /** When it was last seen, in milliseconds. */
  readonly at: number;
  /** The prefix below which the page's own address was judged, if the page runs on this machine. */
  readonly judgedBelow: string | null;
}

export interface State {
  readonly language: Language;
  /** The lists by which labels are judged; none before they have arrived. */
  readonly lists: Lists | null;
  /** Why there are no lists. */
  readonly failure: News | null;
  /** Whether the WebAssembly module could not be loaded, so that nothing can be checked. */
  readonly isUnsupported: boolean;
  readonly isRefreshing: boolean;
  /** What is said about the lists, until the user closes it. */
  readonly news: News | null;
  /** What the last search for newer lists has found, if the user has asked for it. */
  readonly refreshed: "refreshed" | "unreachable" | null;
  readonly seen: readonly Seen[];
  /** Whether the page's own address has a label that is still to be judged. */
  readonly isAwaited: boolean;
  readonly camera: CameraState;
  readonly abilities: Abilities;
  readonly hint: Names | null;
  /** Where labels are in the camera's frame. */
  readonly outlines: readonly Reading[];
  /** What became of a picture or a text: the ID of a text of the page. */
  readonly outcome: string | null;
  /** Whether something in the pictures was not read, beside the labels that were. */
  readonly isIncomplete: boolean;
  readonly isReading: boolean;
  readonly isDropping: boolean;
  readonly isNewVersionReady: boolean;
  readonly isOfflineReady: boolean;
  readonly canInstall: boolean;
}

export const INITIAL: State = {
  language: "en",
  lists: null,
  failure: null,
  isUnsupported: false,
  isRefreshing: false,
  news: null,
  refreshed: null,
  seen: [],
  isAwaited: false,
  camera: "off",
  abilities: { torch: false, zoom: null },
  hint: null,
  outlines: [],
  outcome: null,
  isIncomplete: false,
  isReading: false,
  isDropping: false,
  isNewVersionReady: false,
  isOfflineReady: false,
  canInstall: false,
};

/** How long a label that is missed in a frame stays beside others, in milliseconds. */
export const STAYS = 1000;
