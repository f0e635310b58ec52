/** Functions that need no verifier: versions, sentences, and the default policy. */

import type { Code } from "./code.js";
import { called, engine, scanningEngine } from "./engine.js";
import type { Hint } from "./image.js";
import type { Language } from "./label.js";
import type { Policy } from "./policy.js";
import { policyOf } from "./reading.js";

/** Returns the version of this library, such as `0.1.0`. */
export function libraryVersion(): string {
  return called(() => engine().library_version());
}

/** Returns the version of the wire format that this library reads. */
export function formatVersion(): number {
  return called(() => engine().format_version());
}

/** Returns the policy of a new verifier: no requirements on labels, and the default age limits. */
export function defaultPolicy(): Policy {
  return policyOf(called(() => engine().default_policy()));
}

/** Returns the sentence for users for a code. */
export function sentenceOfCode(code: Code, language: Language): string {
  return found(called(() => engine().sentence_of_code(code, language)), code, language);
}

/** Returns the sentence that tells the user what to do. */
export function sentenceOfHint(hint: Hint, language: Language): string {
  return found(called(() => scanningEngine().sentence_of_hint(hint, language)), hint, language);
}

function found(sentence: string | undefined, of: string, language: string): string {
  if (sentence === undefined) throw new TypeError(`the library has no sentence for ${of} in ${language}`);
  return sentence;
}
