/** The result of a check. */

import type { Code } from "./code.js";
import type { AuthenticLabel, Day, Names } from "./label.js";

/**
 * The result of a check. Only a `Verifier` makes one.
 *
 * It is plain, frozen data: `postMessage` and `structuredClone` copy it whole, and it does not need its verifier. What
 * arrives by a message proves as much as its sender.
 */
export interface Verdict {
  /** The stable code that decided the outcome. */
  readonly code: Code;
  /** Whether the label counts on the day asked about. */
  readonly stands: boolean;
  /** Whether an issuer in the trust list made this label, regardless of whether it counts today. */
  readonly isAuthentic: boolean;
  /** The label; null if it is not authentic. */
  readonly label: AuthenticLabel | null;
  /** The last day on which the label counts, as printed or as extended since; null if the label is not authentic. */
  readonly lastDay: Day | null;
  /** The codes of all findings but the deciding one, each once, in the order of the checks. */
  readonly reasons: readonly Code[];
  /** All findings in the order of the checks, including the deciding one. */
  readonly findings: readonly Finding[];
  /** Every check in order, with its result. */
  readonly checks: readonly CheckOutcome[];
  /** The rules of the policy that the label does not meet, in order. */
  readonly brokenRules: readonly BrokenRule[];
  /** The levels of other authorities that the label counts as. */
  readonly recognized: readonly Recognized[];
  /**
   * The label's web address, which the app may offer to open; null unless the label is authentic and the address has a
   * prefix of its issuer.
   */
  readonly url: string | null;
  /** The key ID that the seal names, 8 hexadecimal digits. It is only a hint if the signature was not verified. */
  readonly keyId: string | null;
  /** The day for which the label was checked, in its scheme's time zone. */
  readonly checkedFor: Day | null;
  /**
   * The instant from which ages are counted: the time given, raised to the clock floor, or the start of the day asked
   * about.
   */
  readonly moment: Date | null;
  /** When the trust list used was issued: the data about keys is of that time. */
  readonly trustIssuedAt: Date | null;
  /** When the status list used was issued: the data about this label is of that time. */
  readonly statusIssuedAt: Date | null;
  /** The symbol to show together with the color, because not everyone can tell colors apart. */
  readonly mark: Mark;
  /** The color of the mark. */
  readonly color: MarkColor;
  /** The verdict in English. */
  readonly en: Words;
  /** The verdict in Japanese. */
  readonly ja: Words;
  /** The record `starseal-verdict/1` in JSON, on one line. The bytes are the same in every language. */
  readonly record: string;
  /** The result as one of three cases, for code that must handle each of them. */
  readonly outcome: Outcome;
}

/** The three results of a verdict. Those of an authentic label hold it. */
export type Outcome =
  /** The label is authentic and counts. */
  | { readonly kind: "stands"; readonly label: AuthenticLabel; readonly lastDay: Day }
  /** The label is authentic but does not count. */
  | { readonly kind: "does-not-stand"; readonly label: AuthenticLabel; readonly lastDay: Day; readonly code: Code }
  /** The text is not an authentic label, or it is not known whether it is. */
  | { readonly kind: "refused"; readonly code: Code };

/** The sentences of a verdict in one language. */
export interface Words {
  /** States what the label is, whether it counts, and whether it is self-declared or third-party assessed. */
  readonly sentence: string;
  /** A sentence for each of the reasons, in their order. */
  readonly reasons: readonly string[];
}

/** A finding of a check. */
export interface Finding {
  /** The stable code. */
  readonly code: Code;
  /** The values that disagree, in English, for developers and logs. */
  readonly detail: string;
}

/** One of the checks of a label, and its result. */
export interface CheckOutcome {
  /** The check's name in kebab case, such as `signature`. */
  readonly check: string;
  /** The result. */
  readonly result: CheckResult;
  /** The codes of its findings. */
  readonly codes: readonly Code[];
}

/**
 * The result of a check. `passed`: nothing was found. `noted`: there is a finding to report, which does not affect the
 * outcome. `failed`: a finding is against the label. `not-reached`: an earlier check decided the outcome.
 */
export type CheckResult = "passed" | "noted" | "failed" | "not-reached";

/** A rule of the policy that a label does not meet. */
export interface BrokenRule {
  /** `minimum-level`, `criteria`, `days-left` or `assessment`. */
  readonly rule: string;
  /** What the policy requires. */
  readonly required: string;
  /** What the label has; `none` if it has nothing of the kind. */
  readonly found: string;
}

/** A level of another authority that a label counts as. */
export interface Recognized {
  /** The ID of the authority that recognizes the label, 64 hexadecimal digits. */
  readonly authorityId: string;
  /** Its name. */
  readonly authorityNames: Names;
  /** Its level. */
  readonly level: number;
  /** Its name of the level. */
  readonly levelNames: Names;
  /** The first issue date that counts. */
  readonly since: Day;
  /** The last issue date that counts; null if there is no end. */
  readonly until: Day | null;
}

/**
 * The symbol to show together with a color. `check`: the label stands. `clock`: the label is authentic, but does not
 * count on the day asked about. `query`: the input is unknown or has a later version; it must not be shown as forged.
 * `cross`: the input is refused.
 */
export type Mark = "check" | "clock" | "query" | "cross";

/** The color of a mark: that of `check`, `clock`, `query` and `cross`, in this order. */
export type MarkColor = "green" | "amber" | "gray" | "red";
