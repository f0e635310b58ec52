/**
 * Starseal checks IoT security labels offline. It says who issued a label, what it states, and whether it counts today.
 *
 * ```ts
 * import { Verifier, init } from "starseal";
 *
 * await init();
 * const verifier = new Verifier(trustList);
 * const verdict = verifier.check("HTTPS://JC-STAR.EXAMPLE/L/I2W…");
 * console.log(verdict.code, verdict.ja.sentence);
 * if (verdict.label !== null) console.log(verdict.label.productId, verdict.label.level, verdict.lastDay);
 * ```
 *
 * - Only a `Verifier` makes a `Verdict`, and the `AuthenticLabel` in it.
 * - Every text has a verdict. A call that refuses a list, a stored state or an argument throws a `StarsealError` with
 *   its
 *   `Code`.
 * - An `InternalError` is a fault in the library itself.
 * - A label is authentic, current, self-declared or third-party assessed. A verdict says nothing else about a product.
 *
 * The entry `starseal/scan` has all of this, and also reads labels in images.
 *
 * @module
 */

import * as glue from "../generated/verify.js";
import { type InitOptions, load } from "./engine.js";

export * from "./common.js";
export { type Restored, Verifier } from "./verifier.js";

/**
 * Loads the WebAssembly module, which lies beside this one. It comes before everything else; further calls do nothing.
 */
export async function init(options: InitOptions = {}): Promise<void> {
  await load(glue, new URL("../generated/verify.wasm", import.meta.url), options);
}
