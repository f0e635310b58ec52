/**
 * The WebAssembly module: loading it, and calling it. What it exports is no API; its answers are JSON, which
 * `reading.ts` turns into the types of this package.
 */

import type { Code } from "./code.js";
import { type ErrorKind, InternalError, StarsealError } from "./errors.js";
import type { ScanOptions } from "./image.js";

/** The part of the module that both entries have. Names and types are those that wasm-bindgen generates. */
export interface Engine {
  Verifier: new (anchor: Uint8Array) => EngineVerifier;
  Policy: new () => EnginePolicy;
  default_policy(): string;
  library_version(): string;
  format_version(): number;
  sentence_of_code(code: string, language: string): string | undefined;
}

/** The module of the entry `starseal/scan`. */
export interface ScanningEngine extends Engine {
  Verifier: new (anchor: Uint8Array) => ScanningVerifier;
  FrameScanner: new (timeLimit?: number) => EngineScanner;
  sentence_of_hint(hint: string, language: string): string | undefined;
  set_clock(clock: () => number): void;
}

/** The time asked about: seconds since 1970-01-01T00:00:00Z, or a day. */
export type EngineWhen = [now: number | undefined, on: string | undefined];

/** An image: its bytes, width, height and bytes from one row to the next. */
export type EnginePixels = [data: Uint8Array, width: number, height: number, rowStride: number];

export interface EngineVerifier {
  free(): void;
  add_authority(anchor: Uint8Array): void;
  update_trust(lists: Uint8Array, now: number): string;
  update_status(statusList: Uint8Array, now: number): string;
  update_object(statusObject: Uint8Array): string;
  apply(bundle: Uint8Array, now: number): string;
  export_state(): Uint8Array;
  restore(state: Uint8Array): string;
  policy(): string;
  set_policy(policy: EnginePolicy): void;
  authorities(): string;
  check(text: string, ...at: EngineWhen): string;
  check_typed(text: string, ...at: EngineWhen): string;
}

export interface ScanningVerifier extends EngineVerifier {
  check_image(...image: [...EnginePixels, ...EngineWhen, timeLimit: number | undefined]): string;
  check_color_image(...image: [...EnginePixels, ...EngineWhen, timeLimit: number | undefined]): string;
}

export interface EngineScanner {
  free(): void;
  check_frame(verifier: EngineVerifier, ...image: [...EnginePixels, ...EngineWhen]): string;
  check_color_frame(verifier: EngineVerifier, ...image: [...EnginePixels, ...EngineWhen]): string;
  reset(): void;
}

export interface EnginePolicy {
  free(): void;
  set_minimum_level(level: number): void;
  set_minimum_level_of_category(category: number, level: number): void;
  accept_criteria(citation: string): void;
  set_minimum_days_left(days: number): void;
  set_assessment(assessment: string): void;
  set_accept_deferral(accept: boolean): void;
  set_trust_list(ageingAfterDays: number, staleAfterDays: number, acceptStale: boolean): void;
  set_status_list(ageingAfterDays: number, staleAfterDays: number, acceptStale: boolean): void;
  set_require_plausible_clock(require: boolean): void;
}

/** What wasm-bindgen generates beside the exports: a function that loads the module. */
type Glue<E> = E & { default(options: { module_or_path: unknown }): Promise<unknown> };

/** How the module is loaded. */
export interface InitOptions {
  /**
   * The module, where it is not fetched from beside this package: its address, a response, its bytes, or a module that
   * was compiled before, for instance by the page for its Workers.
   */
  readonly wasm?: URL | string | Response | BufferSource | WebAssembly.Module;
}

let held: Engine | ScanningEngine | undefined;
/** The fault after which the module cannot be used. */
let fault: unknown;
const loading = new Map<Engine, Promise<void>>();

/** Loads the module once. A failure is not kept, so that the next call tries again. */
export function load(glue: Glue<Engine>, beside: URL, { wasm }: InitOptions): Promise<void> {
  let loaded = loading.get(glue);
  if (loaded === undefined) {
    loaded = instantiate(glue, wasm ?? beside).catch((error: unknown) => {
      loading.delete(glue);
      throw error;
    });
    loading.set(glue, loaded);
  }
  return loaded;
}

async function instantiate(glue: Glue<Engine>, wasm: NonNullable<InitOptions["wasm"]>): Promise<void> {
  const isAddress = typeof wasm === "string" || wasm instanceof URL;
  await glue.default({ module_or_path: isAddress ? await fetched(new URL(wasm, import.meta.url)) : wasm });
  // A module that scans does everything that the other one does.
  if (held === undefined || !canScan(held)) held = glue;
}

async function fetched(address: URL): Promise<Response | BufferSource> {
  if (address.protocol === "file:") {
    // Node's `fetch` reads no files. Asked for in this way, its modules are none that a bundler would look for.
    const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
    const files = process?.getBuiltinModule?.("node:fs/promises") as
      | { readFile(address: URL): Promise<Uint8Array<ArrayBuffer>> }
      | undefined;
    if (files !== undefined) return files.readFile(address);
  }
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.href} answers ${response.status}: the WebAssembly module is not there`);
  return response;
}

function canScan(one: Engine | ScanningEngine): one is ScanningEngine {
  return "FrameScanner" in one;
}

/** Returns the module that is loaded. */
export function engine(): Engine {
  if (held === undefined) throw new TypeError("the WebAssembly module is not loaded: await init() comes first");
  return held;
}

/** Returns the module that is loaded, which must be that of the entry `starseal/scan`. */
export function scanningEngine(): ScanningEngine {
  const one = engine();
  if (!canScan(one)) throw new TypeError("the module that scans is not loaded: await init() of starseal/scan first");
  return one;
}

/** Calls the module to scan, with a clock for the time limit, if there is one. */
export function scanned(scan: () => string, { timeLimit, clock }: ScanOptions): string {
  return called(() => {
    if (timeLimit !== undefined) scanningEngine().set_clock(clock ?? (() => performance.now()));
    return scan();
  });
}

/** Calls the module, and converts what it throws. */
export function called<T>(call: () => T): T {
  if (fault !== undefined) throw new InternalError("the library had a fault before: load it again", { cause: fault });
  try {
    return call();
  } catch (thrown) {
    // A refusal is a JSON text. A panic is a trap, after which the module's memory is in an unknown state.
    if (typeof thrown === "string") {
      const { kind, code, detail } = JSON.parse(thrown) as { kind: ErrorKind; code: Code; detail: string };
      throw new StarsealError(kind, code, detail);
    }
    if (!(thrown instanceof WebAssembly.RuntimeError)) throw thrown;
    fault = thrown;
    throw new InternalError("the library has a fault: load it again", { cause: thrown });
  }
}
