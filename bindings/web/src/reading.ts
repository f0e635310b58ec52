/** Conversion of the WebAssembly module's answers to the types of this package. This module makes no decisions. */

import type { Authority, ListOutcome } from "./authority.js";
import type { Code } from "./code.js";
import { wholeNumber } from "./crossing.js";
import { type EnginePolicy, engine } from "./engine.js";
import type { ImageVerdicts } from "./image.js";
import type { Assessment, AuthenticLabel, Day, Names } from "./label.js";
import type { Freshness, Policy } from "./policy.js";
import type { CheckResult, Mark, MarkColor, Outcome, Recognized, Verdict } from "./verdict.js";

/** A verdict as the module states it: its record, and what a record does not have. */
interface RawVerdict {
  record: string;
  findings: { code: Code; detail: string }[];
  reasons: { en: string[]; ja: string[] };
  moment: number | null;
  trust_issued_at: number | null;
  status_issued_at: number | null;
}

/** The fields of the record `starseal-verdict/1` that a verdict is read from. */
interface RawRecord {
  code: Code;
  stands: boolean;
  authentic: boolean;
  mark: Mark;
  sentence: Names;
  reasons: Code[];
  policy_unmet: { rule: string; required: string; found: string }[];
  label: RawLabel | null;
  names: { level?: Names; criteria?: string; category?: Names; evaluator?: Names } | null;
  assessment: Assessment | null;
  last_day: Day | null;
  issuer: Names | null;
  authority: (Names & { id: string }) | null;
  recognized: {
    authority: Names & { id: string };
    level: number;
    level_name: Names;
    since: Day;
    until: Day | null;
  }[];
  url: string | null;
  key_id: string | null;
  checks: { check: string; result: CheckResult; codes?: Code[] }[];
  checked_for: Day | null;
}

interface RawLabel {
  product_id: string;
  level: number;
  issued_on: Day;
  expires_on: Day;
  status_index: number;
  criteria?: number;
  category?: number;
  holder?: string;
  model?: string;
  gtin?: string[];
  evaluator?: number;
  serial?: string;
  unknown_claims?: number;
}

const COLORS: Readonly<Record<Mark, MarkColor>> = { check: "green", clock: "amber", query: "gray", cross: "red" };

/** Returns the verdict that the module states as JSON. */
export function verdictOf(json: string): Verdict {
  return frozen(verdict(JSON.parse(json) as RawVerdict));
}

function verdict({ record: json, findings, reasons, moment, trust_issued_at, status_issued_at }: RawVerdict): Verdict {
  const record = JSON.parse(json) as RawRecord;
  const { code, stands, last_day: lastDay, sentence, checks, recognized } = record;
  const label = labelOf(record);
  return {
    code,
    stands,
    isAuthentic: record.authentic,
    label,
    lastDay,
    reasons: record.reasons,
    findings,
    checks: checks.map(({ check, result, codes = [] }) => ({ check, result, codes })),
    brokenRules: record.policy_unmet,
    recognized: recognized.map(recognizedOf),
    url: record.url,
    keyId: record.key_id,
    checkedFor: record.checked_for,
    moment: instantOrNull(moment),
    trustIssuedAt: instantOrNull(trust_issued_at),
    statusIssuedAt: instantOrNull(status_issued_at),
    mark: record.mark,
    color: COLORS[record.mark],
    en: { sentence: sentence.en, reasons: reasons.en },
    ja: { sentence: sentence.ja, reasons: reasons.ja },
    record: json,
    outcome: outcomeOf(code, stands, label, lastDay),
  };
}

function outcomeOf(code: Code, stands: boolean, label: AuthenticLabel | null, lastDay: Day | null): Outcome {
  if (label === null || lastDay === null) return { kind: "refused", code };
  return stands ? { kind: "stands", label, lastDay } : { kind: "does-not-stand", label, lastDay, code };
}

function labelOf({ label: of, names, assessment, issuer, authority }: RawRecord): AuthenticLabel | null {
  if (of === null || issuer === null || authority === null) return null;
  const level = String(of.level);
  return {
    productId: of.product_id,
    level: of.level,
    levelNames: names?.level ?? { en: level, ja: level },
    assessment: assessment ?? "self-declared",
    issuedOn: of.issued_on,
    expiresOn: of.expires_on,
    statusIndex: of.status_index,
    criteria: of.criteria ?? null,
    criteriaCitation: names?.criteria ?? null,
    category: of.category ?? null,
    categoryNames: names?.category ?? null,
    holder: of.holder ?? null,
    model: of.model ?? null,
    gtins: of.gtin ?? [],
    evaluator: of.evaluator ?? null,
    evaluatorNames: names?.evaluator ?? null,
    serial: of.serial ?? null,
    unknownClaims: of.unknown_claims ?? 0,
    issuerNames: issuer,
    authorityNames: namesOf(authority),
    authorityId: authority.id,
  };
}

function recognizedOf(of: RawRecord["recognized"][number]): Recognized {
  return {
    authorityId: of.authority.id,
    authorityNames: namesOf(of.authority),
    level: of.level,
    levelNames: of.level_name,
    since: of.since,
    until: of.until,
  };
}

function namesOf({ en, ja }: Names): Names {
  return { en, ja };
}

type RawImageVerdicts = Omit<ImageVerdicts, "labels" | "otherSymbols"> & {
  labels: { verdict: RawVerdict; carrier: string; corners: ImageVerdicts["labels"][number]["corners"] }[];
  other_symbols: number;
};

/** Returns the labels of an image that the module states as JSON. */
export function imageVerdictsOf(json: string): ImageVerdicts {
  const { code, labels, other_symbols: otherSymbols, unread, textless } = JSON.parse(json) as RawImageVerdicts;
  const sightings = labels.map((one) => ({ ...one, verdict: verdict(one.verdict) }));
  return frozen({ code, labels: sightings, otherSymbols, unread, textless });
}

/** Returns the outcomes of lists that the module states as JSON. */
export function listsOf(json: string): readonly ListOutcome[] {
  return frozen(JSON.parse(json) as ListOutcome[]);
}

interface RawAuthority {
  authority_id: string;
  names: Names;
  trust_version: number;
  trust_issued_at: number;
  trust_expires_at: number;
  clock_floor: number;
  issuers: {
    names: Names;
    carrier_prefixes: string[];
    status_list_uri: string | null;
    status_issued_at: number | null;
  }[];
}

/** Returns the authorities that the module states as JSON. */
export function authoritiesOf(json: string): readonly Authority[] {
  const authority = (of: RawAuthority): Authority => ({
    authorityId: of.authority_id,
    names: of.names,
    trustVersion: of.trust_version,
    trustIssuedAt: instant(of.trust_issued_at),
    trustExpiresAt: instant(of.trust_expires_at),
    clockFloor: instant(of.clock_floor),
    issuers: of.issuers.map((issuer) => ({
      names: issuer.names,
      carrierPrefixes: issuer.carrier_prefixes,
      statusListUri: issuer.status_list_uri,
      statusIssuedAt: instantOrNull(issuer.status_issued_at),
    })),
  });
  return frozen((JSON.parse(json) as RawAuthority[]).map(authority));
}

interface RawFreshness {
  ageing_after_days: number;
  stale_after_days: number;
  accept_stale: boolean;
}

interface RawPolicy {
  minimum_level: number | null;
  minimum_level_of_category: Record<number, number>;
  accepted_criteria: string[];
  minimum_days_left: number;
  assessment: Assessment | null;
  accept_deferral: boolean;
  trust_list: RawFreshness;
  status_list: RawFreshness;
  require_plausible_clock: boolean;
}

/** Returns the policy that the module states as JSON. */
export function policyOf(json: string): Policy {
  const of = JSON.parse(json) as RawPolicy;
  const freshness = (limits: RawFreshness): Freshness => ({
    ageingAfterDays: limits.ageing_after_days,
    staleAfterDays: limits.stale_after_days,
    acceptStale: limits.accept_stale,
  });
  return frozen({
    minimumLevel: of.minimum_level,
    minimumLevelOfCategory: of.minimum_level_of_category,
    acceptedCriteria: of.accepted_criteria,
    minimumDaysLeft: of.minimum_days_left,
    assessment: of.assessment,
    acceptDeferral: of.accept_deferral,
    trustList: freshness(of.trust_list),
    statusList: freshness(of.status_list),
    requirePlausibleClock: of.require_plausible_clock,
  });
}

/** Returns a policy in the form that the module takes. The caller hands it over, and the module frees it. */
export function rawPolicy(of: Policy): EnginePolicy {
  const policy = new (engine().Policy)();
  const level = (of: number): number => wholeNumber("a level", of, 255);
  const days = (of: number): number => wholeNumber("a number of days", of);
  const freshness = (limits: Freshness): [number, number, boolean] => [
    days(limits.ageingAfterDays),
    days(limits.staleAfterDays),
    limits.acceptStale,
  ];
  try {
    if (of.minimumLevel !== null) policy.set_minimum_level(level(of.minimumLevel));
    for (const [category, least] of Object.entries(of.minimumLevelOfCategory)) {
      policy.set_minimum_level_of_category(wholeNumber("a category", Number(category), 65_535), level(least));
    }
    for (const citation of of.acceptedCriteria) policy.accept_criteria(citation);
    policy.set_minimum_days_left(days(of.minimumDaysLeft));
    if (of.assessment !== null) policy.set_assessment(of.assessment);
    policy.set_accept_deferral(of.acceptDeferral);
    policy.set_trust_list(...freshness(of.trustList));
    policy.set_status_list(...freshness(of.statusList));
    policy.set_require_plausible_clock(of.requirePlausibleClock);
    return policy;
  } catch (error) {
    policy.free();
    throw error;
  }
}

// The wire format allows later instants, which a Date cannot represent.
const LAST_SECOND = 8.64e12;

function instant(seconds: number): Date {
  return new Date(1000 * Math.min(seconds, LAST_SECOND));
}

function instantOrNull(seconds: number | null): Date | null {
  return seconds === null ? null : instant(seconds);
}

/** Freezes plain data whole. */
function frozen<T>(data: T): T {
  if (typeof data === "object" && data !== null && !Object.isFrozen(data)) {
    Object.freeze(data);
    for (const value of Object.values(data)) frozen(value);
  }
  return data;
}
