/** The content of an authentic label. */

/** A language in which the library has sentences. */
export type Language = "en" | "ja";

/** A day in the scheme's own time zone, `YYYY-MM-DD`. */
export type Day = string;

/** A name in both languages. */
export interface Names {
  /** The name in English. */
  readonly en: string;
  /** The name in Japanese. */
  readonly ja: string;
}

/**
 * Who states that a product meets a level's criteria. `self-declared`: the vendor declares it; no one else checked.
 * `third-party`: an independent body evaluated the product.
 */
export type Assessment = "self-declared" | "third-party";

/**
 * The claims of an authentic label, and what its numbers mean in the scheme's dictionary. Only a `Verifier` makes
 * one, as part of a `Verdict`.
 */
export interface AuthenticLabel {
  /** The registration number, an opaque text. */
  readonly productId: string;
  /** The level, 1 to 255; JC-STAR has 1 to 4 stars. */
  readonly level: number;
  /** The name of the level. */
  readonly levelNames: Names;
  /** Who states that the product meets the level. */
  readonly assessment: Assessment;
  /** The first day on which the label counts. */
  readonly issuedOn: Day;
  /** The last day on which the label counts, as printed. */
  readonly expiresOn: Day;
  /** The position in the issuer's status list. */
  readonly statusIndex: number;
  /** The criteria, as a number in the scheme's dictionary. */
  readonly criteria: number | null;
  /** The criteria as documents cite them, such as "JST-CR-01-01-2024R1". */
  readonly criteriaCitation: string | null;
  /** The product category, as a number in the scheme's dictionary. */
  readonly category: number | null;
  /** The name of the category. */
  readonly categoryNames: Names | null;
  /** The company that applied for the label. */
  readonly holder: string | null;
  /** The model number printed on the product, for a person to compare. */
  readonly model: string | null;
  /** The numbers under the bar codes on the box, each in the shortest of 8, 12, 13 and 14 digits; none to four. */
  readonly gtins: readonly string[];
  /** The body that evaluated the product, as a number in the scheme's dictionary. */
  readonly evaluator: number | null;
  /** The name of the evaluator. */
  readonly evaluatorNames: Names | null;
  /** The serial number of one unit. */
  readonly serial: string | null;
  /** The number of claims of a later version, which were ignored. */
  readonly unknownClaims: number;
  /** The name of the issuer, who sealed the label. */
  readonly issuerNames: Names;
  /** The name of the authority, who runs the scheme. */
  readonly authorityNames: Names;
  /** The authority's ID, 64 hexadecimal digits. */
  readonly authorityId: string;
}
