// A page of somebody else's: it checks a text itself, and a Worker of it checks an image.

import { Verifier, init } from "starseal";

export async function checkText(trust, text, now) {
  await init();
  return new Verifier(trust).check(text, now);
}

export function checkImage(trust, image, now) {
  const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ trust, image, now });
  });
}

globalThis.bundled = { checkImage, checkText };
