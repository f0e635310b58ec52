/** The relying party's requirements, in addition to the scheme's. */

import type { Assessment } from "./label.js";

/**
 * The relying party's requirements on labels, in addition to the scheme's, and on the age of the lists used:
 * `{ ...defaultPolicy(), minimumLevel: 2 }`.
 */
export interface Policy {
  /**
   * The minimum level of all labels, 1 to 255; null to accept any. It is a level of the authority whose anchor came
   * first.
   */
  readonly minimumLevel: number | null;
  /**
   * The minimum level of a category, by the category's number. It takes precedence over that of all labels. A label
   * without a category must meet the highest of these levels.
   */
  readonly minimumLevelOfCategory: Readonly<Record<number, number>>;
  /** The accepted criteria, as dictionaries cite them; empty to accept any. */
  readonly acceptedCriteria: readonly string[];
  /** The minimum number of days from the day asked about to the label's last day; on the last day itself it is 0. */
  readonly minimumDaysLeft: number;
  /** Who must state that the product meets its level; null to accept either. */
  readonly assessment: Assessment | null;
  /** Whether a label in deferral stands; its extension is in process. */
  readonly acceptDeferral: boolean;
  /** The age limits of trust lists. */
  readonly trustList: Freshness;
  /** The age limits of status lists. */
  readonly statusList: Freshness;
  /** Whether a label stands only if the clock is plausible: not more than two days behind the newest list. */
  readonly requirePlausibleClock: boolean;
}

/** The age limits of one kind of list, in days since it was issued. */
export interface Freshness {
  /** The age after which a list is ageing; the verdict then has a note. */
  readonly ageingAfterDays: number;
  /** The age after which a list is stale. */
  readonly staleAfterDays: number;
  /** Whether a label stands if the list that its verdict is based on is stale. */
  readonly acceptStale: boolean;
}
