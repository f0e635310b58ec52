/** Conversion of values to those of the WebAssembly module: instants, days, texts and bytes. */

import type { EnginePixels, EngineWhen } from "./engine.js";
import type { Pixels } from "./image.js";
import type { Day } from "./label.js";

/**
 * The time for which a label is checked: an instant, as a `Date`, or a day in the scheme's own time zone, as
 * `YYYY-MM-DD`.
 */
export type When = Date | Day;

// The library's limits are far smaller, so it refuses what is cut off here as too long, as it would refuse the whole.
const MOST_CHARACTERS = 2 ** 24;
const MOST_BYTES = 2 ** 28;

/** Returns the whole seconds since 1970-01-01T00:00:00Z. Instants before 1970 become 0. */
export function secondsOf(now: Date): number {
  const milliseconds = now.getTime();
  if (Number.isNaN(milliseconds)) throw new TypeError("the Date is not a valid one");
  return Math.max(0, Math.floor(milliseconds / 1000));
}

export function whenOf(at: When): EngineWhen {
  return typeof at === "string" ? [undefined, at] : [secondsOf(at), undefined];
}

export function textOf(text: string): string {
  if (typeof text !== "string") throw new TypeError(`a text is a string, not ${typeof text}`);
  return text.slice(0, MOST_CHARACTERS);
}

export function bytesOf(data: Uint8Array): Uint8Array {
  if (!(data instanceof Uint8Array)) throw new TypeError("a list is given as a Uint8Array");
  return data.subarray(0, MOST_BYTES);
}

/** Returns an image with its number of bytes per pixel. */
export function pixelsOf({ data, width, height, rowStride }: Pixels, bytesPerPixel: 1 | 4): EnginePixels {
  // Too many bytes are passed as none, which fit no size, whereas the first part of them might fit one.
  const { buffer, byteOffset, byteLength } = data;
  const bytes = new Uint8Array(buffer, byteOffset, byteLength <= MOST_BYTES ? byteLength : 0);
  return [
    bytes,
    wholeNumber("width", width),
    wholeNumber("height", height),
    rowStride === undefined ? bytesPerPixel * width : wholeNumber("rowStride", rowStride),
  ];
}

/** The most pixels of an image, as the scanner has it. */
const MOST_PIXELS = 50_331_648;

/**
 * Returns the gray values of an image in color in front of white, which are those of the scanner's own conversion; null
 * for bytes that are no such image. The scanner's conversion takes four times as long, because it also keeps what only
 * photographs are searched for, and four times as many bytes cross.
 */
export function grayOf(image: Pixels): Pixels | null {
  const [data, width, height, rowStride] = pixelsOf(image, 4);
  const least = rowStride * (height - 1) + 4 * width;
  const isImage = width > 0 && height > 0 && width * height <= MOST_PIXELS && rowStride >= 4 * width;
  if (!isImage || data.length < least || data.length > rowStride * height) return null;
  const gray = new Uint8Array(width * height);
  let to = 0;
  for (let y = 0; y < height; y += 1) {
    const end = y * rowStride + 4 * width;
    for (let from = y * rowStride; from < end; from += 4) {
      const luma = (77 * data[from]! + 150 * data[from + 1]! + 29 * data[from + 2]!) >> 8;
      const alpha = data[from + 3]!;
      gray[to] = alpha === 255 ? luma : Math.floor((luma * alpha + 255 * (255 - alpha)) / 255);
      to += 1;
    }
  }
  return { data: gray, width, height };
}

/** Returns the number if it is a whole one of 32 bits: WebAssembly would take another one's remainder. */
export function wholeNumber(name: string, value: number, most = 2 ** 32 - 1): number {
  if (Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new RangeError(`${name} is a whole number from 0 to ${most}, not ${value}`);
}
