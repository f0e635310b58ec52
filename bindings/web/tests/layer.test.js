// The hand-written layer: values that cross, errors, and what scans are given.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as starseal from "starseal/scan";
import { called } from "../dist/engine.js";
import { grayPng } from "./cases/png.js";
import { NOW, anchor, bytes, carrier } from "./files.js";

const { CODES, FrameScanner, InternalError, StarsealError, Verifier, defaultPolicy, init, sentenceOfCode } = starseal;
await init();
const trust = await anchor();
const text = await carrier();
const label = await grayPng(await bytes("images/active.png"));
const verifier = () => new Verifier(trust);
const refused = (kind, code) => (error) => {
  assert.ok(error instanceof StarsealError);
  assert.deepEqual([error.name, error.kind, error.code], ["StarsealError", kind, code]);
  assert.ok(error.detail.length > 0);
  assert.equal(error.message, error.detail);
  return true;
};

test("every error has its kind and code", () => {
  const nothing = new Uint8Array([1]);
  assert.throws(() => new Verifier(nothing), refused("TrustList", "trust-list-malformed"));
  assert.throws(() => verifier().updateTrust(nothing), refused("TrustList", "trust-list-malformed"));
  assert.throws(() => verifier().addAuthority(trust), refused("TrustList", "trust-list-conflict"));
  assert.throws(() => verifier().updateStatus(nothing), refused("StatusList", "status-list-malformed"));
  assert.throws(() => verifier().updateObject(nothing), refused("StatusList", "status-object-unbound"));
  assert.throws(() => verifier().apply(nothing), refused("Bundle", "bundle-malformed"));
  assert.throws(() => verifier().restore(nothing), refused("State", "state-damaged"));
  assert.throws(() => Verifier.restored(trust, nothing), refused("State", "state-damaged"));
  assert.throws(() => verifier().checkImage({ ...label, width: 9999 }), refused("Image", "bad-image"));
});

test("days that no label can claim are refused", () => {
  for (const day of ["2009-12-31", "2149-06-07", "2026-02-30", "2026-1-5", "today", ""]) {
    assert.throws(() => verifier().check(text, day), refused("Value", "bad-value"), day);
  }
  assert.equal(verifier().check(text, "2010-01-01").checkedFor, "2010-01-01");
  assert.equal(verifier().check(text, "2149-06-06").checkedFor, "2149-06-06");
});

test("instants are Dates, and the present is usual", () => {
  const checked = verifier().check(text, NOW);
  assert.ok(checked.moment instanceof Date && checked.trustIssuedAt instanceof Date);
  assert.equal(checked.moment.toISOString(), "2026-11-22T03:00:00.000Z");
  const before = Date.now();
  const { checked_at: usual } = JSON.parse(verifier().check(text).record);
  assert.ok(Date.parse(usual) > before - 1000 && Date.parse(usual) <= Date.now());
  assert.throws(() => verifier().check(text, new Date("nonsense")), TypeError);
  // Times before 1970 and far ahead are instants too.
  assert.ok(verifier().check(text, new Date(-8.64e15)).reasons.includes("clock-behind"));
  assert.equal(verifier().check(text, new Date(8.64e15)).code, "expired");
});

test("every string has a verdict", () => {
  for (const odd of ["", "\0", "\ud800", `${text}\udfff`, "ラベル", text.toLowerCase(), "I2W".repeat(400)]) {
    assert.equal(verifier().check(odd, NOW).outcome.kind, "refused");
  }
  assert.equal(verifier().check("A".repeat(40_000_000), NOW).code, "too-long");
  assert.throws(() => verifier().check(undefined, NOW), TypeError);
});

test("lists are bytes", () => {
  assert.throws(() => new Verifier("text"), TypeError);
  assert.throws(() => new Verifier([1, 2, 3]), TypeError);
  // A view of a larger buffer is its own bytes alone.
  const larger = new Uint8Array(trust.length + 9);
  larger.set(trust, 5);
  assert.equal(new Verifier(larger.subarray(5, 5 + trust.length)).authorities.length, 1);
});

test("a policy's numbers are checked before WebAssembly takes their remainder", () => {
  const one = verifier();
  assert.deepEqual(one.policy, defaultPolicy());
  const remainders = [{ minimumLevel: 256 }, { minimumLevel: 1.5 }, { minimumDaysLeft: -1 }, { minimumDaysLeft: NaN }];
  for (const wrong of remainders) {
    assert.throws(() => (one.policy = { ...defaultPolicy(), ...wrong }), RangeError);
  }
  const strange = { ...defaultPolicy(), minimumLevelOfCategory: { camera: 2 } };
  assert.throws(() => (one.policy = strange), RangeError);
  assert.throws(() => (one.policy = { ...defaultPolicy(), minimumLevel: 0 }), refused("Value", "bad-value"));
  assert.throws(() => (one.policy = { ...defaultPolicy(), acceptedCriteria: ["\n"] }), refused("Value", "bad-value"));
  assert.deepEqual(one.policy, defaultPolicy());
  one.policy = { ...defaultPolicy(), minimumLevel: 4, minimumLevelOfCategory: { 7: 3 }, assessment: "third-party" };
  assert.deepEqual(one.policy.minimumLevelOfCategory, { 7: 3 });
  assert.equal(one.check(text, NOW).code, "policy-unmet");
});

test("the library has a sentence for every code in both languages", () => {
  for (const code of CODES) {
    for (const language of ["en", "ja"]) assert.ok(sentenceOfCode(code, language).length > 5, code);
  }
  assert.throws(() => sentenceOfCode("no-such-code", "en"), TypeError);
  assert.throws(() => sentenceOfCode("active", "fr"), TypeError);
  assert.match(starseal.sentenceOfHint("glare", "en"), /\w/);
});

test("what is closed says so, and verdicts stay", () => {
  const one = verifier();
  const verdict = one.check(text, NOW);
  const scanner = new FrameScanner(one);
  one.close();
  one.close();
  assert.throws(() => one.check(text, NOW), /the Verifier is closed/);
  assert.throws(() => scanner.checkFrame(label, NOW), /the Verifier is closed/);
  scanner.close();
  assert.throws(() => scanner.reset(), /the FrameScanner is closed/);
  assert.equal(verdict.label.productId, "EX-000123");
});

test("frames are checked by the lists that the verifier holds", async () => {
  const one = verifier();
  const scanner = new FrameScanner(one);
  const [first] = scanner.checkFrame(label, NOW).labels;
  assert.equal(first.verdict.code, "active");
  one.policy = { ...defaultPolicy(), minimumLevel: 4 };
  assert.equal(scanner.checkFrame(label, NOW).labels[0].verdict.code, "policy-unmet");
  scanner.reset();
  const blank = await grayPng(await bytes("images/blank.png"));
  assert.equal(scanner.checkFrame(blank, NOW).code, "no-label");
});

test("pictures in color are read, frames too, and an ImageData is one", () => {
  const { width, height } = label;
  const data = new Uint8ClampedArray(4 * width * height);
  label.data.forEach((gray, place) => data.set([gray, gray, gray, 255], 4 * place));
  const picture = { data, width, height, colorSpace: "srgb" };
  assert.equal(verifier().checkColorImage(picture, NOW).labels[0].verdict.code, "active");
  assert.equal(new FrameScanner(verifier()).checkColorFrame(picture, NOW).labels[0].verdict.code, "active");
  assert.throws(() => verifier().checkImage(picture, NOW), refused("Image", "bad-image"));
});

test("padded rows are read", () => {
  const { data, width, height } = label;
  const rowStride = width + 13;
  const padded = new Uint8Array(rowStride * height);
  for (let y = 0; y < height; y += 1) padded.set(data.subarray(y * width, (y + 1) * width), y * rowStride);
  const found = verifier().checkImage({ data: padded, width, height, rowStride }, NOW);
  assert.equal(found.labels[0].verdict.code, "active");
  for (const wrong of [{ width: -1 }, { height: 1.5 }, { rowStride: 2 ** 32 }]) {
    assert.throws(() => verifier().checkImage({ data: padded, width, height, rowStride, ...wrong }, NOW), RangeError);
  }
});

test("a time limit is measured by the clock that is handed over", () => {
  let calls = 0;
  const standing = () => (calls += 1) && 1000;
  assert.equal(verifier().checkImage(label, NOW, { timeLimit: 50, clock: standing }).labels.length, 1);
  assert.ok(calls > 1, "the clock was not asked");
  // A clock that jumps ahead, and one that fails, have no time left.
  let time = 0;
  const racing = () => (time += 1e6);
  const failing = () => {
    throw new Error("no clock");
  };
  for (const clock of [racing, failing, () => NaN, () => "soon"]) {
    assert.equal(verifier().checkImage(label, NOW, { timeLimit: 50, clock }).code, "no-label");
    assert.equal(new FrameScanner(verifier(), { timeLimit: 50, clock }).checkFrame(label, NOW).code, "no-label");
  }
  assert.equal(verifier().checkImage(label, NOW, { timeLimit: 60_000 }).labels.length, 1);
});

test("a fault of the library is an InternalError, after which it is not called again", () => {
  const trap = new WebAssembly.RuntimeError("unreachable");
  const failing = () => {
    throw trap;
  };
  const isFault = (error) => error instanceof InternalError && error.cause === trap;
  assert.throws(() => called(failing), isFault);
  assert.throws(() => verifier(), isFault);
});

test("the gray values of a frame in color are those of the scanner's own conversion", async () => {
  const { grayOf } = await import("../dist/crossing.js");
  const data = Uint8Array.of(200, 30, 30, 255, 200, 30, 30, 128, 0, 0, 1, 0, 9, 9, 9, 9, 255, 255, 255, 255, 0, 0, 0, 255, 0, 0, 255, 255);
  assert.deepEqual([...grayOf({ data, width: 3, height: 2, rowStride: 16 }).data], [81, 167, 255, 255, 0, 28]);
  for (const [width, height, rowStride] of [[0, 2, 16], [3, 0, 16], [3, 3, 16], [3, 1, 16], [5, 2, 16]]) {
    assert.equal(grayOf({ data, width, height, rowStride }), null);
  }
});
