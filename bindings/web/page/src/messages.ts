/** The messages between the page and the Worker that scans. */

import type { Corner, Names } from "starseal/scan";

/** What the page asks. `start` comes first; each other message has one answer. */
export type Question =
  | { readonly kind: "start"; readonly module: string; readonly anchor: Uint8Array }
  | { readonly kind: "frame" | "picture"; readonly bitmap: ImageBitmap }
  | { readonly kind: "reset" };

/** A text that was read, and where. The page judges it by the lists that it holds. */
export interface Reading {
  readonly text: string;
  readonly corners: readonly Corner[];
}

/** What was read in one image. Hints say what to do, in both languages. */
export interface Sights {
  readonly readings: readonly Reading[];
  readonly hints: readonly Names[];
  /** Symbols that are no label, or have no text. */
  readonly others: number;
}

export type Answer =
  | { readonly kind: "started" | "failed" }
  | { readonly kind: "sights"; readonly sights: Sights };
