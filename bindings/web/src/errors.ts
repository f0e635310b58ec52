/** The errors that calls throw. */

import type { Code } from "./code.js";

/** What was refused. */
export type ErrorKind = "TrustList" | "StatusList" | "Bundle" | "State" | "Image" | "Value";

/**
 * The error that a call throws when it refuses a list, a bundle, a stored state, an image or a value. `kind` says which
 * of these was given, and `code` says why it was refused. The error's message is `detail`.
 */
export class StarsealError extends Error {
  override readonly name = "StarsealError";
  /** What was refused. */
  readonly kind: ErrorKind;
  /** The stable code. */
  readonly code: Code;
  /** The values that disagree, in English, for developers and logs. */
  readonly detail: string;

  constructor(kind: ErrorKind, code: Code, detail: string) {
    super(detail);
    this.kind = kind;
    this.code = code;
    this.detail = detail;
  }
}

/**
 * A fault in the library itself. The WebAssembly module that had it cannot be used any more: load the page or start the
 * Worker again.
 */
export class InternalError extends Error {
  override readonly name = "InternalError";
}
