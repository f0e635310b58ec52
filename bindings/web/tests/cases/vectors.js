// Each file of test-vectors/vectors and test-vectors/trust is a case with the file's name.

import { equal, ok, thrown } from "./equal.js";
import { grayPng } from "./png.js";

const DAY = 86_400_000;

/** Returns the cases. Without the scanner, those of images are left out: the entry `starseal` reads none. */
export async function vectorCases(starseal, files) {
  const judge = new Judge(starseal, files);
  const cases = [];
  for (const name of await files.names("vectors")) {
    const vector = await files.json(`vectors/${name}`);
    if (vector.kind === "image" && starseal.FrameScanner === undefined) continue;
    cases.push({ name: `vector ${name}`, run: () => judge[vector.kind](vector) });
  }
  for (const name of await files.names("trust")) {
    cases.push({ name: `trust list ${name}`, run: () => judge.trust(name) });
  }
  return cases;
}

class Judge {
  constructor(starseal, files) {
    this.starseal = starseal;
    this.files = files;
  }

  async verifier(name) {
    return new this.starseal.Verifier(bytes((await this.files.json(`trust/${name}`)).hex));
  }

  async said({ name }) {
    return (await this.files.json("sentences"))[`vectors/${name}`];
  }

  async label(vector) {
    const verifier = await this.verifier(vector.trust);
    const { text, wedge = false } = vector.input;
    const verdict = wedge ? verifier.checkTyped(text, asked(vector)) : verifier.check(text, asked(vector));
    equal(shown(verdict), wanted(vector));
    equal(verdict.record, (await this.files.json("records"))[vector.name], "record");
    equal(words(verdict), await this.said(vector), "sentences");
    consistent(verdict);
    verifier.close();
  }

  async image(vector) {
    const { data, width, height } = await grayPng(await this.files.bytes(vector.input.image));
    const verifier = await this.verifier(vector.trust);
    const found = verifier.checkImage({ data, width, height }, asked(vector));
    const said = await this.said(vector);
    if (vector.input.labels === 0) {
      equal([found.code, found.labels], [vector.expect, []]);
      equal([wordsOfCode(this.starseal, found.code)], said);
      return;
    }
    equal([found.code, found.labels.length], [null, vector.input.labels]);
    // The order is not compared, because a vector does not state where labels are in a picture. A carrier that cannot
    // be decoded has no form, so its text is not compared.
    const each = vector.each ?? [vector];
    const expected = each.map((one, place) => ({
      ...wanted(one),
      carrier: one.forms.carrier ?? found.labels[0].carrier,
      said: said[place],
    }));
    const actual = found.labels.map(({ verdict, carrier }) => ({ ...shown(verdict), carrier, said: words(verdict) }));
    equal(sorted(actual), sorted(expected));
    for (const { corners } of found.labels) {
      equal(corners.length, 4);
      const isNear = ({ x, y }) => x >= -8 && x <= width + 8 && y >= -8 && y <= height + 8;
      ok(corners.every(isNear), `corners outside the image: ${JSON.stringify(corners)}`);
    }
    verifier.close();
  }

  async ["trust-list"](vector) {
    const { Verifier, StarsealError } = this.starseal;
    const anchor = bytes(vector.input.hex);
    const said = await this.said(vector);
    if (vector.expect === "accepted") {
      equal([new Verifier(anchor).authorities.length, said], [1, undefined]);
      return;
    }
    const error = thrown(() => new Verifier(anchor), vector.name);
    ok(error instanceof StarsealError, `not a StarsealError: ${error}`);
    equal([error.kind, error.code], ["TrustList", vector.expect]);
    equal(error.message, error.detail);
    equal(wordsOfCode(this.starseal, error.code), said);
  }

  async trust(name) {
    const verifier = await this.verifier(name);
    equal(
      verifier.authorities.map((one) => one.authorityId),
      [(await this.files.json(`trust/${name}`)).authority_id],
    );
    verifier.close();
  }
}

const sorted = (of) => of.map((one) => JSON.stringify(one)).sort();

export function bytes(hex) {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

/** Returns the time that a vector, or a step of a story, asks about. */
export function asked({ as_of: day, now }) {
  return day ?? new Date(now);
}

/** Returns the code, the reasons, the label and the age of the trust list, in the format of a vector. */
export function shown(verdict) {
  return {
    expect: verdict.code,
    reasons: verdict.reasons,
    label: label(verdict),
    trust_age_days: age(verdict, verdict.trustIssuedAt, ["trust-ageing", "trust-stale"]),
  };
}

export function wanted({ expect, reasons, label: of = null, trust_age_days = null }) {
  return { expect, reasons, label: of, trust_age_days };
}

/** Returns the age of a list in whole days if a finding says that the list is ageing or stale. */
export function age({ moment, findings }, issuedAt, told) {
  if (moment === null || issuedAt === null || !findings.some(({ code }) => told.includes(code))) return null;
  return Math.floor((moment - issuedAt) / DAY);
}

function label({ label: of }) {
  if (of === null) return null;
  return {
    product_id: of.productId,
    level: of.level,
    issued_on: of.issuedOn,
    expires_on: of.expiresOn,
    status_index: of.statusIndex,
    criteria: of.criteria ?? undefined,
    category: of.category ?? undefined,
    holder: of.holder ?? undefined,
    model: of.model ?? undefined,
    gtin: of.gtins.length > 0 ? of.gtins : undefined,
    evaluator: of.evaluator ?? undefined,
    serial: of.serial ?? undefined,
    unknown_claims: of.unknownClaims > 0 ? of.unknownClaims : undefined,
  };
}

/** Returns the sentences of a verdict, in the format of sentences.json. */
export function words({ en, ja }) {
  return { en, ja };
}

export function wordsOfCode({ sentenceOfCode }, code) {
  const of = (language) => ({ sentence: sentenceOfCode(code, language), reasons: [] });
  return { en: of("en"), ja: of("ja") };
}

/** The outcome agrees with the fields of the verdict, which agree with its record. */
function consistent(verdict) {
  const { outcome, code, stands, isAuthentic, label: of, lastDay, mark, color } = verdict;
  equal(isAuthentic, of !== null);
  equal(color, { check: "green", clock: "amber", query: "gray", cross: "red" }[mark]);
  const kind = stands ? "stands" : isAuthentic ? "does-not-stand" : "refused";
  const held = { label: of, lastDay };
  const expected = { stands: held, "does-not-stand": { ...held, code }, refused: { code } };
  equal(outcome, { kind, ...expected[kind] });
  if (stands) ok(["active", "deferral"].includes(code), `${code} stands`);
  ok(Object.isFrozen(verdict) && Object.isFrozen(verdict.findings), "a verdict is frozen");
  equal(structuredClone(verdict), verdict, "a copy");
}
