/**
 * The card of one verdict: what the example apps for phones show (`bindings/examples/screen-cases.json`), and beside it
 * what only a page has room for. The claims of a refused label are not on it.
 */

import type { Assessment, Code, Language, MarkColor, Verdict } from "starseal";
import { say, sentences } from "./words.js";

/** A name and a value. */
export interface Row {
  readonly name: string;
  readonly value: string;
  /** Whether a person compares the value with the product. */
  readonly isCompared: boolean;
}

export interface Card {
  readonly code: Code;
  readonly symbol: string;
  readonly word: string;
  readonly color: MarkColor;
  readonly stars: string | null;
  readonly sentence: string;
  /** Who states that the product meets the criteria, and what that means. */
  readonly meaning: string | null;
  readonly notes: readonly string[];
  readonly advice: string | null;
  readonly rows: readonly Row[];
  readonly url: string | null;
  readonly productId: string | null;
  readonly spoken: string;
}

const SYMBOLS = { check: "✓", clock: "!", query: "?", cross: "✗" } as const;

/** The order of cards: the most serious first. */
const ORDER = ["cross", "clock", "query", "check"];

export function bySeriousness(one: Verdict, other: Verdict): number {
  return ORDER.indexOf(one.mark) - ORDER.indexOf(other.mark);
}

export function cardOf(verdict: Verdict, language: Language): Card {
  const { label, code, mark } = verdict;
  const tell = (word: string, values?: Readonly<Record<string, string | number>>) => say(language, word, values);
  let [word, hint]: [string, string | null] = [code, null];
  if (label === null && mark === "query") {
    [word, hint] = ["not-judged", code === "not-a-label" ? "look-for-the-label" : "not-forged"];
  } else if (label === null) {
    [word, hint] = ["refused", "ask"];
  }
  const { sentence, reasons } = verdict[language];
  const notes = hint === null ? reasons : [tell(hint)];
  const rows = rowsOf(verdict, language);
  const said = [tell(word), sentence, ...notes, ...rows.map(({ name, value }) => `${name}: ${value}`)];
  const advice = adviceOf(verdict);
  return {
    code,
    symbol: SYMBOLS[mark],
    word: tell(word),
    color: verdict.color,
    stars: label !== null && label.level <= 4 ? "★".repeat(label.level) : null,
    sentence,
    meaning: label === null ? null : tell(meaningOf(label.assessment)),
    notes,
    advice: advice === null ? null : tell(advice),
    rows,
    url: verdict.url,
    productId: label?.productId ?? null,
    spoken: sentences(language, said),
  };
}

function meaningOf(assessment: Assessment): string {
  return `meaning-${assessment}`;
}

function rowsOf(verdict: Verdict, language: Language): Row[] {
  const { label, statusIssuedAt, trustIssuedAt } = verdict;
  if (label === null) return [];
  const moment = verdict.reasons.includes("clock-behind") ? null : verdict.moment;
  const assessment = say(language, label.assessment);
  const [compared, told] = [true, false];
  const rows: [string, string | null | undefined, boolean][] = [
    ["product-id", label.productId, told],
    ["level", label.levelNames[language], told],
    ["model", label.model, compared],
    ["gtin", label.gtins.join(", ") || null, compared],
    ["serial", label.serial, compared],
    ["holder", label.holder, told],
    ["category", label.categoryNames?.[language], told],
    ["last-day", verdict.lastDay, told],
    ["assessment", assessment, told],
    ["evaluator", label.evaluatorNames?.[language], told],
    ["issuer", label.issuerNames[language], told],
    ["authority", label.authorityNames[language], told],
    ["data", ageOf(statusIssuedAt, trustIssuedAt, moment, language), told],
  ];
  return rows.flatMap(([name, value, isCompared]) =>
    value == null ? [] : [{ name: say(language, name), value, isCompared }],
  );
}

/** Returns the ID of the text that says what to do; null if the sentences say it. */
function adviceOf({ code, label }: Verdict): string | null {
  if (label !== null) {
    const isBound = label.model !== null || label.gtins.length > 0 || label.serial !== null;
    if (code === "active") return isBound ? "do-active" : "do-active-unbound";
    if (code === "revoked" || code === "withdrawn") return "do-withdrawn";
    return code === "policy-unmet" ? null : `do-${code}`;
  }
  switch (code) {
    case "unknown-key":
    case "unsupported-profile":
    case "unsupported-version":
    case "status-unknown":
      return "do-newer";
    case "foreign-carrier":
      return "do-foreign";
    case "bad-signature":
    case "key-not-allowed":
    case "key-compromised":
    case "gtin-mismatch":
    case "malformed-claims":
    case "scheme-violation":
      return "do-forged";
    default:
      return null;
  }
}

/** Returns the day of the data in UTC, that of the status list if one is held, and its age; null is a time not known. */
export function ageOf(
  statusIssuedAt: Date | null,
  trustIssuedAt: Date | null,
  moment: Date | null,
  language: Language,
): string | null {
  const issuedAt = statusIssuedAt ?? trustIssuedAt;
  if (issuedAt === null) return null;
  const [day, age] = [issuedAt.toISOString().slice(0, 10), ageInDays(issuedAt, moment, language)];
  return say(language, statusIssuedAt === null ? "no-status" : "status-of", { day, age });
}

export function ageInDays(issuedAt: Date, moment: Date | null, language: Language): string {
  if (moment === null) return say(language, "age-unknown");
  const n = Math.trunc((moment.getTime() - issuedAt.getTime()) / 86_400_000);
  return say(language, n < 1 ? "today" : n === 1 ? "one-day-old" : "days-old", { n });
}
