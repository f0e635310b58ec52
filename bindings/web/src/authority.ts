/** The authorities that a verifier trusts, and the outcome for each list that it receives. */

import type { Code } from "./code.js";
import type { Names } from "./label.js";

/** An authority that a verifier trusts. */
export interface Authority {
  /** Its ID, 64 hexadecimal digits. */
  readonly authorityId: string;
  /** Its name. */
  readonly names: Names;
  /** The version of the trust list held. */
  readonly trustVersion: number;
  /** When that list was issued. */
  readonly trustIssuedAt: Date;
  /** When a newer list is expected. Checks still work after this time. */
  readonly trustExpiresAt: Date;
  /** The earliest possible present time: a clock with an earlier time is behind. */
  readonly clockFloor: Date;
  /** The issuers, who may seal labels. */
  readonly issuers: readonly Issuer[];
}

/** An issuer in a trust list. */
export interface Issuer {
  /** Its name. */
  readonly names: Names;
  /** The prefixes of its labels' addresses. */
  readonly carrierPrefixes: readonly string[];
  /** Where its status list is published, for apps to fetch every day; null if it publishes none. */
  readonly statusListUri: string | null;
  /** When the status list held was issued; null if none is held. */
  readonly statusIssuedAt: Date | null;
}

/**
 * The outcome for a list that was given alone. `taken`: the list is new and is now held. `known`: the list is already
 * held.
 */
export type Update = "taken" | "known";

/**
 * The outcome for one list of a bundle or a stored state. The lists after a refused one are still processed. The code
 * `equivocation` means that two different lists of one version are signed: report it to the user.
 */
export type ListOutcome =
  | { readonly kind: "taken" }
  | { readonly kind: "known" }
  | { readonly kind: "refused"; readonly code: Code; readonly detail: string };
