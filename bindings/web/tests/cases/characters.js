// Character sets of symbols, which the module leaves to the decoder of the browser, or of Node.

import { equal } from "./equal.js";
import { bytes } from "./vectors.js";

/** Symbols of 21 modules, each row as a number in hex, and what is known of a symbol without a text. */
const SYMBOLS = {
  "a text in EUC-KR (ECI 30)": {
    rows:
      "1fc57f 105541 17565d 17415d 175f5d 105c41 1fd57f 001000 1a6776 09a6a6 12ca75 1a11fb 17cee9 0014f4 1fdf56 104c6b " +
      "1745cc 1758d5 174ac9 10571b 1fd8a6",
    reason: undefined,
  },
  "a text in code page 932, which the symbol does not say": {
    rows:
      "1fc57f 104141 17545d 17415d 174b5d 104e41 1fd57f 001400 1df5c4 04a2a9 136ee5 0313bc 09dae5 001c45 1fd511 105c4e " +
      "17595f 1746a6 175ee1 1053ba 1fdae7",
    reason: undefined,
  },
  "the byte 80, declared to be code page 932": {
    rows:
      "1fd17f 105a41 175f5d 17555d 174f5d 105541 1fd57f 000000 19c12f 0a1dc2 007588 110b28 08c677 001b2f 1fc67a 1058d8 " +
      "1759cd 1749c5 174d88 105f2b 1fd275",
    reason: "not-text",
  },
  "the byte FF, declared to be EUC-KR": {
    rows:
      "1fc57f 104141 17545d 17415d 174b5d 104e41 1fd57f 001400 1df5c4 090ea3 0bd6e5 00abba 074eed 001846 1fdd1b 105447 " +
      "175d5a 174ea8 1752e5 1057b9 1fdae7",
    reason: "not-text",
  },
};

/** The SHA-256 digest of all characters of two bytes in code page 932, NUL where there is none: see `everyCharacter`. */
const CODE_PAGE_932 = "fd069aae6069136a6b7aeb7a1585d6a26193ce24f605f9730a1220042cc79987";

const [QUIET, SCALE, SIDE] = [4, 4, 21];

function picture(rows) {
  const width = (SIDE + 2 * QUIET) * SCALE;
  const data = new Uint8Array(width * width).fill(230);
  rows.split(" ").forEach((row, y) => {
    for (let x = 0; x < SIDE; x += 1) {
      if (((Number.parseInt(row, 16) >> (SIDE - 1 - x)) & 1) === 0) continue;
      for (let line = 0; line < SCALE; line += 1) {
        const at = ((y + QUIET) * SCALE + line) * width + (x + QUIET) * SCALE;
        data.fill(25, at, at + SCALE);
      }
    }
  });
  return { data, width, height: width };
}

/** Returns the characters of two bytes, in order, by the decoder that the module calls. */
function everyCharacter() {
  const decoder = new TextDecoder("shift_jis", { fatal: true, ignoreBOM: true });
  let all = "";
  for (let first = 0x81; first <= 0xfc; first += 1) {
    // Half-width katakana, which are one byte.
    if (first >= 0xa0 && first < 0xe0) continue;
    for (let second = 0x40; second <= 0xfc; second += 1) {
      if (second === 0x7f) continue;
      try {
        all += decoder.decode(Uint8Array.of(first, second));
      } catch {
        all += "\0";
      }
    }
  }
  return all;
}

/** Returns the cases of an entry that scans. */
export function characterCases({ FrameScanner, Verifier }, files) {
  if (FrameScanner === undefined) return [];
  const symbols = Object.entries(SYMBOLS).map(([name, { rows, reason }]) => ({
    name: `characters: ${name}`,
    run: async () => {
      const anchor = bytes((await files.json("trust/jc-star")).hex);
      const verdicts = new Verifier(anchor).checkImage(picture(rows));
      equal(verdicts.otherSymbols, reason === undefined ? 1 : 0);
      equal(
        verdicts.textless.map((symbol) => symbol.reason),
        reason === undefined ? [] : [reason],
      );
    },
  }));
  const table = async () => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(everyCharacter()));
    const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
    equal(hex, CODE_PAGE_932);
  };
  return [...symbols, { name: "characters: code page 932 is the table of the other builds", run: table }];
}
