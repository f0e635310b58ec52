/**
 * The Worker that reads labels in images. It has the texts only: its verifier knows the anchor, and what it says of them
 * is not shown. The page judges them by the lists that it holds, so that there is one judge.
 */

import { FrameScanner, type ImageVerdicts, type Language, Verifier, init, sentenceOfHint } from "starseal/scan";
import type { Answer, Question, Sights } from "./messages.js";

/** The largest picture that is searched in full, in pixels. Larger ones are made smaller. */
const MOST_PIXELS = 16_000_000;

let scanner: FrameScanner | null = null;
let verifier: Verifier | null = null;
let canvas: OffscreenCanvas | null = null;

addEventListener("message", async ({ data }: MessageEvent<Question>) => {
  try {
    const answer = await answered(data);
    if (answer !== null) postMessage(answer);
  } catch {
    postMessage({ kind: "failed" } satisfies Answer);
  }
});

async function answered(question: Question): Promise<Answer | null> {
  switch (question.kind) {
    case "start":
      await init({ wasm: new URL(question.module, location.origin) });
      verifier = new Verifier(question.anchor);
      scanner = new FrameScanner(verifier);
      return { kind: "started" };
    case "reset":
      scanner?.reset();
      return null;
    case "frame":
      return { kind: "sights", sights: sightsOf(scanner!.checkColorFrame(pixelsOf(question.bitmap))) };
    case "picture":
      return { kind: "sights", sights: sightsOf(verifier!.checkColorImage(pixelsOf(question.bitmap))) };
  }
}

function pixelsOf(bitmap: ImageBitmap): ImageData {
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (bitmap.width * bitmap.height)));
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.floor(side * scale)));
  canvas ??= new OffscreenCanvas(width!, height!);
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width!, height!];
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.clearRect(0, 0, width!, height!);
  context.drawImage(bitmap, 0, 0, width!, height!);
  bitmap.close();
  return context.getImageData(0, 0, width!, height!);
}

function sightsOf({ labels, unread, otherSymbols, textless }: ImageVerdicts): Sights {
  const hints = unread.flatMap(({ hint }) => {
    if (hint === null) return [];
    const tell = (language: Language) => sentenceOfHint(hint, language);
    return [{ en: tell("en"), ja: tell("ja") }];
  });
  const readings = labels.map(({ carrier, corners }) => ({ text: carrier, corners }));
  return { readings, hints, others: otherSymbols + textless.length };
}
