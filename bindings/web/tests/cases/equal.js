// Assertions that run in Node and in a browser.

/** Throws unless two values are the same data, whatever the order of an object's fields. */
export function equal(actual, expected, what = "") {
  const [one, other] = [text(actual), text(expected)];
  if (one !== other) throw new Error(`${what}\n  actual:   ${one}\n  expected: ${other}`);
}

export function ok(holds, what) {
  if (!holds) throw new Error(what);
}

/** Returns what a call throws. */
export function thrown(call, what) {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error(`${what ?? "the call"} threw nothing`);
}

/** Returns data as JSON with sorted fields. Fields without a value are left out. */
export function text(value) {
  const sorted = (_, of) =>
    typeof of === "object" && of !== null && !Array.isArray(of) && !(of instanceof Date)
      ? Object.fromEntries(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1)))
      : of;
  return JSON.stringify(value, sorted) ?? "undefined";
}
