/** The texts of the page in both languages, which the build reads from files that a translator can edit. */

import type { Language } from "starseal";

/** The ID of a text. */
export type Word = string;

/** The texts by their IDs, in both languages. Replaced by the build. */
declare const WORDS: Readonly<Record<Language, Readonly<Record<Word, string>>>>;

/** Returns a text with its values filled in. A test compares the IDs that the page uses with those of the files. */
export function say(language: Language, word: Word, values: Readonly<Record<string, string | number>> = {}): string {
  const text = WORDS[language][word] ?? word;
  return text.replace(/\{ \$(\w+) \}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Joins texts as sentences, for a screen reader. */
export function sentences(language: Language, texts: readonly string[]): string {
  const [stop, gap] = language === "ja" ? ["。", ""] : [".", " "];
  return texts.map((text) => (text.endsWith(stop) ? text : text + stop)).join(gap);
}
