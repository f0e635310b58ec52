// The public types are those of bindings/surface.json, the same as in the other languages.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as starseal from "starseal/scan";
import ts from "typescript";
import { ROOT } from "./files.js";

const SURFACE = JSON.parse(readFileSync(join(ROOT, "bindings/surface.json"), "utf8"));
const entry = (name) => join(import.meta.dirname, `../dist/${name}.d.ts`);
const program = ts.createProgram([entry("index"), entry("scan")], { module: ts.ModuleKind.NodeNext, strict: true });
const checker = program.getTypeChecker();

/** The exports of an entry, by their names. */
function exportsOf(name) {
  const module = checker.getSymbolAtLocation(program.getSourceFile(entry(name)));
  const resolved = (one) => (one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one);
  return new Map(checker.getExportsOfModule(module).map((one) => [one.name, resolved(one)]));
}

const scan = exportsOf("scan");
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const typeOf = (name) => checker.getDeclaredTypeOfSymbol(scan.get(name));
const fieldsOf = (type) => type.getProperties().map((field) => snake(field.name));
const literals = (type) => (type.isUnion() ? type.types : [type]).map((one) => one.value);
/** The variants of a union of objects, by their `kind`, with their other fields. */
const variantsOf = (type) =>
  Object.fromEntries(
    type.types.map((one) => {
      const kind = checker.getTypeOfSymbol(one.getProperty("kind")).value;
      return [kind, fieldsOf(one).filter((field) => field !== "kind")];
    }),
  );

test("codes", () => {
  assert.deepEqual(starseal.CODES, SURFACE.codes);
  assert.deepEqual(literals(typeOf("Code")).sort(), [...SURFACE.codes].sort());
});

for (const [name, fields] of Object.entries(SURFACE.types)) {
  test(`type ${name}`, () => {
    assert.deepEqual(fieldsOf(typeOf(name)), [...fields, ...(SURFACE.derived[name] ?? [])]);
  });
}

for (const [name, fields] of Object.entries(SURFACE.added)) {
  test(`added type ${name}`, () => assert.deepEqual(fieldsOf(typeOf(name)), fields));
}

for (const [name, values] of Object.entries(SURFACE.enums)) {
  test(`enum ${name}`, () => assert.deepEqual(literals(typeOf(name)).sort(), [...values].sort()));
}

for (const [name, variants] of Object.entries(SURFACE.variants)) {
  test(`variants of ${name}`, () => assert.deepEqual(variantsOf(typeOf(name)), variants));
}

test("the JSON form of a type is a text beside its fields", () => {
  for (const [name, field] of Object.entries(SURFACE.json)) {
    assert.equal(checker.typeToString(checker.getTypeOfSymbol(typeOf(name).getProperty(field))), "string");
  }
});

test("times to ask about: an instant is a Date, and a day a text", () => {
  assert.deepEqual(SURFACE.when, ["now", "on"]);
  assert.deepEqual(typeOf("When").types.map((one) => checker.typeToString(one)).sort(), ["Date", "string"]);
});

test("errors", () => {
  assert.deepEqual(literals(typeOf("ErrorKind")).sort(), Object.keys(SURFACE.errors).sort());
  for (const fields of Object.values(SURFACE.errors)) {
    for (const field of fields) assert.ok(typeOf("StarsealError").getProperty(field), field);
  }
});

// What JavaScript has beside the types of surface.json, which each language has in its own form.
const BESIDE = `CODES Code Day ErrorKind FrameScanner InitOptions InternalError Pixels ScanOptions StarsealError Verifier
  When defaultPolicy formatVersion init libraryVersion sentenceOfCode sentenceOfHint`.split(/\s+/);
const OF_IMAGES = `Corner FrameScanner Hint ImageVerdicts NoText Pixels ScanOptions Sighting TextlessSymbol
  UnreadSymbol sentenceOfHint`.split(/\s+/);

test("nothing else is public, and the entry without scanning lacks what belongs to images alone", () => {
  const { types, added, enums, variants } = SURFACE;
  const all = [...BESIDE, ...[types, added, enums, variants].flatMap((of) => Object.keys(of))].sort();
  assert.deepEqual([...scan.keys()].sort(), all);
  assert.deepEqual([...exportsOf("index").keys()].sort(), all.filter((name) => !OF_IMAGES.includes(name)));
});

test("every public name and field is documented", () => {
  const undocumented = [];
  const look = (symbol, name) => {
    if (symbol.getDocumentationComment(checker).length === 0) undocumented.push(name);
  };
  for (const [name, symbol] of scan) {
    look(symbol, name);
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    if (!type.isClassOrInterface()) continue;
    for (const field of type.getProperties()) {
      // What a class has from JavaScript's own `Error` is documented there.
      if (["#private", "name", "cause", "message", "stack"].includes(field.name)) continue;
      look(field, `${name}.${field.name}`);
    }
  }
  assert.deepEqual(undocumented, []);
});
