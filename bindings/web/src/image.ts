/** The labels found in a camera frame or a photograph. */

import type { Code } from "./code.js";
import type { Verdict } from "./verdict.js";

/** All labels of an image. It is plain, frozen data, like a verdict. */
export interface ImageVerdicts {
  /** `no-label` if there is no label; otherwise null. */
  readonly code: Code | null;
  /** The labels in reading order: rows from top to bottom, each from left to right. */
  readonly labels: readonly Sighting[];
  /** The number of symbols whose text is not a sealed label. */
  readonly otherSymbols: number;
  /** The symbols that were seen but could not be read, in reading order. */
  readonly unread: readonly UnreadSymbol[];
  /** The symbols that were read but have no text, in reading order. They are not among the other symbols. */
  readonly textless: readonly TextlessSymbol[];
}

/** A label found in an image, with its verdict. */
export interface Sighting {
  /** The verdict on the label. */
  readonly verdict: Verdict;
  /** The text of its symbol. */
  readonly carrier: string;
  /** The corners of the symbol: top left, top right, bottom right, bottom left. */
  readonly corners: readonly Corner[];
}

/** A symbol that was seen in an image but could not be read. */
export interface UnreadSymbol {
  /** The approximate corners, in the same order as for a label; they may be outside the image. */
  readonly corners: readonly Corner[];
  /** Why it could not be read; null if the cause is not clear. */
  readonly hint: Hint | null;
}

/** A symbol that was read but has no text, so that it is not a label. */
export interface TextlessSymbol {
  /** The corners, in the same order as for a label. */
  readonly corners: readonly Corner[];
  /** Why it has no text. */
  readonly reason: NoText;
  /** The ECI number of the character set that is not known. */
  readonly eci: number | null;
  /** The number of this symbol in a text that is spread over several, from 1. */
  readonly part: number | null;
  /** The number of symbols over which the text is spread. */
  readonly parts: number | null;
  /** The reason in an English sentence. */
  readonly en: string;
  /** The reason in a Japanese sentence. */
  readonly ja: string;
}

/** A position in an image, in pixels from its top left corner. */
export interface Corner {
  /** The distance to the right. */
  readonly x: number;
  /** The distance downwards. */
  readonly y: number;
}

/**
 * Why a symbol could not be read. `cut-off`: a part of it is outside the image. `too-small`: its modules are smaller
 * than two pixels. `too-tilted`: the camera's angle to it is too flat. `low-light`: too little light falls on it.
 * `glare`: a reflection covers a part of it. `blurred`: it is out of focus or moving. `damaged`: a finder pattern of
 * it is crossed, rubbed off or covered. `too-many`: the image has more symbols than one scan reads.
 */
export type Hint =
  | "cut-off"
  | "too-small"
  | "too-tilted"
  | "low-light"
  | "glare"
  | "blurred"
  | "damaged"
  | "too-many";

/**
 * Why a symbol that was read has no text. `unknown-eci`: it declares a character set by an ECI number that is not
 * known. `not-text`: its bytes are not a text in the character set that it declares, or in a known one if it declares
 * none. `part-of-text`: the text is spread over several symbols.
 */
export type NoText = "unknown-eci" | "not-text" | "part-of-text";

/** The pixels of an image in rows from top to bottom. An `ImageData` is one in color. */
export interface Pixels {
  /**
   * One byte per pixel of a gray image, where 0 is black; four bytes per pixel of an image in color: red, green, blue
   * and opacity, the colors not multiplied by the opacity. The bytes may end after the last pixel, after the padding
   * of the last row, or anywhere between.
   */
  readonly data: Uint8Array | Uint8ClampedArray;
  /** The number of pixels in a row. */
  readonly width: number;
  /** The number of rows. */
  readonly height: number;
  /** The number of bytes from one row to the next, if rows are padded. */
  readonly rowStride?: number;
}

/** How an image is scanned. */
export interface ScanOptions {
  /**
   * The time that the scan may take, in milliseconds, by `clock`. It may exceed it by a fifth or by some dozens of
   * milliseconds. When it has run out, the scan returns what it has read so far. Without it, the work alone is limited.
   */
  readonly timeLimit?: number;
  /** A clock in milliseconds that never goes back [default: `performance.now`]. */
  readonly clock?: () => number;
}
