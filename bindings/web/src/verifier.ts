/** The verifier. */

import type { Authority, ListOutcome, Update } from "./authority.js";
import { type When, bytesOf, secondsOf, textOf, whenOf } from "./crossing.js";
import { type EngineVerifier, called, engine } from "./engine.js";
import type { Policy } from "./policy.js";
import { authoritiesOf, listsOf, policyOf, rawPolicy, verdictOf } from "./reading.js";
import type { Verdict } from "./verdict.js";

/** A verifier, and the outcome for each list of the state that it was restored from. */
export interface Restored {
  /** The verifier. */
  readonly verifier: Verifier;
  /** The outcome for each list, trust lists first. */
  readonly lists: readonly ListOutcome[];
}

/**
 * Checks labels offline, against the trust lists of one or more authorities and the status lists of their issuers.
 *
 * A list older than the one held is refused. To keep the lists across a restart, use `exportState` and
 * `Verifier.restored`. `now`, the time at which a list is received, is by default the present.
 */
export class Verifier {
  /** @internal */
  protected handle: EngineVerifier | null;

  /**
   * Makes a verifier that trusts this list, or the newest of a chain of trust lists. The list is the anchor: it decides
   * which authority is trusted. `init` comes first.
   *
   * @throws {StarsealError} `TrustList`, if a list is damaged, or may not follow the one before it.
   */
  constructor(anchor: Uint8Array) {
    this.handle = called(() => new (engine().Verifier)(bytesOf(anchor)));
  }

  /**
   * Makes a verifier that trusts this list, and restores a state that `exportState` returned. For several authorities,
   * call the constructor, then `addAuthority` for each further one, then `restore`.
   *
   * @throws {StarsealError} `TrustList` as the constructor does. `State`, if the state is incomplete or altered, or has
   * an unsupported version; in that case, start from the anchor alone and tell the user.
   */
  static restored<V extends Verifier>(
    this: new (anchor: Uint8Array) => V,
    anchor: Uint8Array,
    state: Uint8Array,
  ): Restored & { readonly verifier: V } {
    const verifier = new this(anchor);
    return { verifier, lists: verifier.restore(state) };
  }

  /**
   * Adds another authority by its trust list, or by the newest of a chain of trust lists. The list is an anchor too.
   *
   * @throws {StarsealError} `TrustList` as the constructor does, and with `trust-list-conflict` if the authority is
   * trusted already, or if a key or a prefix belongs to another authority. On an error, nothing changes.
   */
  addAuthority(anchor: Uint8Array): void {
    called(() => this.open().add_authority(bytesOf(anchor)));
  }

  /**
   * Updates an authority's trust list to the next one, or through a chain of them.
   *
   * @throws {StarsealError} `TrustList`, for the first list that is refused. The lists before it are kept.
   */
  updateTrust(lists: Uint8Array, now: Date = new Date()): Update {
    return called(() => this.open().update_trust(bytesOf(lists), secondsOf(now))) as Update;
  }

  /**
   * Updates an issuer's status list.
   *
   * @throws {StarsealError} `StatusList`, if the list is refused. On an error, nothing changes.
   */
  updateStatus(statusList: Uint8Array, now: Date = new Date()): Update {
    return called(() => this.open().update_status(bytesOf(statusList), secondsOf(now))) as Update;
  }

  /**
   * Takes an object of a status list: its in-force object, its past object, its witness directory, or a witness range.
   * The list comes before its objects, and the directory before its ranges. A bundle brings them together.
   *
   * @throws {StarsealError} `StatusList`, if the object is refused. On an error, nothing changes.
   */
  updateObject(statusObject: Uint8Array): Update {
    return called(() => this.open().update_object(bytesOf(statusObject))) as Update;
  }

  /**
   * Applies the lists and objects of a bundle, each as if it had been received alone. Returns the outcome for each:
   * trust lists first, then status lists, then their objects. Those after a refused one are still applied.
   *
   * @throws {StarsealError} `Bundle`, if the container cannot be read. On an error, nothing changes.
   */
  apply(bundle: Uint8Array, now: Date = new Date()): readonly ListOutcome[] {
    return listsOf(called(() => this.open().apply(bytesOf(bundle), secondsOf(now))));
  }

  /**
   * Exports the lists and objects that the verifier holds, to be stored for the next start, in IndexedDB for example.
   *
   * Store them in one transaction, where no other origin can write. If an older state is put back, the verifier loses
   * all later updates, as if the state had been deleted.
   */
  exportState(): Uint8Array {
    return called(() => this.open().export_state());
  }

  /**
   * Restores a state that `exportState` returned. Every signature is verified again, from this verifier's own
   * anchors, so a state brings nothing that an update could not bring. Returns the outcome for each list, trust lists
   * first. Report a list that is refused with the code `equivocation` to the user.
   *
   * @throws {StarsealError} `State`, if the state is incomplete or altered, or has an unsupported version. On an error,
   * nothing changes: the verifier holds its anchors alone, and the program should tell the user.
   */
  restore(state: Uint8Array): readonly ListOutcome[] {
    return listsOf(called(() => this.open().restore(bytesOf(state))));
  }

  /**
   * The policy that checks apply. A new one applies to the checks that start later.
   *
   * Setting it throws a {@link StarsealError} of the kind `Value` for a number that is not a level or a number of days,
   * or for a criteria text that no dictionary can cite. On an error, nothing changes.
   */
  get policy(): Policy {
    return policyOf(called(() => this.open().policy()));
  }

  set policy(asked: Policy) {
    called(() => this.open().set_policy(rawPolicy(asked)));
  }

  /**
   * The authorities, with the dates of their lists and the addresses of the next ones, in the order of the anchors.
   */
  get authorities(): readonly Authority[] {
    return authoritiesOf(called(() => this.open().authorities()));
  }

  /**
   * Checks a carrier. Every text has a verdict.
   *
   * `at` is the time for which the label is checked, by default the present. A `Date` is an instant; a `YYYY-MM-DD`
   * is a day in the scheme's own time zone, such as the day of supply. The verdict for a day is based on the history
   * in the status list held. If the history does not reach back to that day, the verdict is `status-unknown`.
   *
   * @throws {StarsealError} `Value`, for a day that no label can claim: before 2010-01-01 or after 2149-06-06.
   */
  check(text: string, at: When = new Date()): Verdict {
    return verdictOf(called(() => this.open().check(textOf(text), ...whenOf(at))));
  }

  /**
   * Checks a carrier that a keyboard typed: that of a keyboard-wedge scanner, or of a person. What another
   * keyboard layout, caps lock or a Japanese input method did to the text is undone, where that is exact. Do not use it
   * for text from a camera.
   *
   * @throws {StarsealError} `Value`, for a day that no label can claim.
   */
  checkTyped(text: string, at: When = new Date()): Verdict {
    return verdictOf(called(() => this.open().check_typed(textOf(text), ...whenOf(at))));
  }

  /**
   * Frees the verifier. Verdicts stay valid. Without it, the memory is freed when the garbage collector finds the
   * verifier.
   */
  close(): void {
    this.handle?.free();
    this.handle = null;
  }

  /** @internal */
  open(): EngineVerifier {
    if (this.handle === null) throw new TypeError("the Verifier is closed");
    return this.handle;
  }
}
