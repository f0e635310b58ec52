/** What both entries export. */

export type { Authority, Issuer, ListOutcome, Update } from "./authority.js";
export { CODES, type Code } from "./code.js";
export type { When } from "./crossing.js";
export type { InitOptions } from "./engine.js";
export { type ErrorKind, InternalError, StarsealError } from "./errors.js";
export type { Assessment, AuthenticLabel, Day, Language, Names } from "./label.js";
export { defaultPolicy, formatVersion, libraryVersion, sentenceOfCode } from "./library.js";
export type { Freshness, Policy } from "./policy.js";
export type {
  BrokenRule,
  CheckOutcome,
  CheckResult,
  Finding,
  Mark,
  MarkColor,
  Outcome,
  Recognized,
  Verdict,
  Words,
} from "./verdict.js";
