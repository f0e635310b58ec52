/**
 * The entry `starseal/scan`: everything of the entry `starseal`, and labels in photographs and camera frames.
 *
 * ```ts
 * import { FrameScanner, Verifier, init } from "starseal/scan";
 *
 * await init();
 * const scanner = new FrameScanner(new Verifier(trustList));
 * for (const { verdict } of scanner.checkColorFrame(canvas.getImageData(0, 0, 1280, 720)).labels) {
 *   console.log(verdict.code, verdict.ja.sentence);
 * }
 * ```
 *
 * @module
 */

import * as glue from "../generated/scan.js";
import { type InitOptions, load } from "./engine.js";

export * from "./common.js";
export { FrameScanner } from "./frame-scanner.js";
export type {
  Corner,
  Hint,
  ImageVerdicts,
  NoText,
  Pixels,
  ScanOptions,
  Sighting,
  TextlessSymbol,
  UnreadSymbol,
} from "./image.js";
export { sentenceOfHint } from "./library.js";
export { Verifier } from "./scanning-verifier.js";
export type { Restored } from "./verifier.js";

/**
 * Loads the WebAssembly module, which lies beside this one. It comes before everything else; further calls do nothing.
 */
export async function init(options: InitOptions = {}): Promise<void> {
  await load(glue, new URL("../generated/scan.wasm", import.meta.url), options);
}
