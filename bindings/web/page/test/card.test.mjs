// The cards of the test vectors: what the example apps for phones show, the page shows too, to the byte.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { source } from "./support/sources.mjs";
import { PACKAGE, readJson, storyChecks, trustOf, vectors } from "./support/vectors.mjs";

const { Verifier, init } = await import(join(PACKAGE, "dist/index.js"));
const { bySeriousness, cardOf } = await source("card");
await init();

const cases = new Map(readJson("bindings/examples/screen-cases.json").cases.map((one) => [one.name, one]));

const compare = (name, verdict) => {
  for (const language of ["en", "ja"]) {
    const expected = cases.get(name)?.[language];
    if (expected === undefined || expected.length !== 1) continue;
    const [{ symbol, word, color, stars, sentence, notes, rows, url }] = expected;
    const card = cardOf(verdict, language);
    const shared = card.rows
      .filter((row) => rows.some((one) => one.name === row.name))
      .map(({ name, value }) => ({ name, value }));
    assert.deepEqual(
      { symbol: card.symbol, word: card.word, color: card.color, stars: card.stars, sentence: card.sentence },
      { symbol, word, color, stars: stars ?? null, sentence },
    );
    assert.deepEqual([card.notes, shared, card.url], [notes, rows, url ?? null]);
    cases.delete(name);
  }
};

test("every vector has a card, and those of the example apps are the same", () => {
  const verifiers = new Map();
  let count = 0;
  for (const vector of vectors()) {
    if (!verifiers.has(vector.trust)) verifiers.set(vector.trust, new Verifier(trustOf(vector)));
    const verdict = verifiers.get(vector.trust).check(vector.input.text, new Date(vector.now));
    assert.equal(verdict.code, vector.expect, vector.name);
    for (const language of ["en", "ja"]) {
      const card = cardOf(verdict, language);
      // A text of which the file has none would be its ID.
      for (const text of [card.word, card.meaning, card.advice, ...card.rows.map(({ name }) => name)]) {
        assert.doesNotMatch(text ?? "", /^[a-z]+(-[a-z]+)*$/, `${vector.name}: ${text}`);
      }
      assert.equal(card.color === "green", verdict.stands, vector.name);
      if (verdict.label === null) assert.deepEqual([card.rows, card.stars, card.url], [[], null, null], vector.name);
    }
    compare(`vectors/${vector.name}`, verdict);
    count += 1;
  }
  assert.ok(count > 500, `${count} vectors`);
});

test("so have the checks of stories", () => {
  const checks = storyChecks();
  const found = new Set();
  for (const { name, anchor, lists, step } of checks) {
    const verifier = new Verifier(anchor);
    const now = new Date(step.now);
    // Lists of a story count at their own times; one that is refused now does not belong to this check.
    try {
      for (const list of lists.trust) verifier.updateTrust(list, now);
      for (const list of lists.status) verifier.updateStatus(list, now);
      for (const object of lists.objects) verifier.updateObject(object);
    } catch {
      continue;
    }
    const verdict = verifier.check(step.text, now);
    if (verdict.code !== step.expect) continue;
    found.add(verdict.code);
    compare(`stories/${name}`, verdict);
  }
  for (const code of ["active", "deferral", "withdrawn", "revoked", "status-unknown", "key-compromised"]) {
    assert.ok(found.has(code), code);
  }
  const left = [...cases.keys()].filter((name) => /^vectors\/(?!image-|as-of)/.test(name));
  assert.deepEqual(left, []);
});

test("the most serious card comes first", () => {
  const marks = ["check", "query", "cross", "clock"].map((mark) => ({ mark })).sort(bySeriousness);
  assert.deepEqual(marks.map(({ mark }) => mark), ["cross", "clock", "query", "check"]);
});
