/** The Worker that scans, as the page sees it: one question at a time, each with one answer. */

import type { Answer, Question, Sights } from "./messages.js";
import { scanModule, workerAddress } from "./trusted.js";

/** The scanner could not be loaded, or had a fault. */
export class ScannerFailure extends Error {}

export class Scanning {
  readonly #worker: Worker;
  readonly #started: Promise<Answer>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(anchor: Uint8Array) {
    this.#worker = new Worker(workerAddress, { type: "module" });
    this.#started = this.#ask({ kind: "start", module: scanModule, anchor });
    // Whoever scans hears of a failure.
    this.#started.catch(() => {});
  }

  /** Reads the next frame of a camera. Several are combined until `reset`. */
  async frame(bitmap: ImageBitmap): Promise<Sights> {
    return this.#sights({ kind: "frame", bitmap });
  }

  /** Reads a picture, thoroughly. */
  async picture(bitmap: ImageBitmap): Promise<Sights> {
    return this.#sights({ kind: "picture", bitmap });
  }

  /** Discards the earlier frames. */
  reset(): void {
    this.#worker.postMessage({ kind: "reset" } satisfies Question);
  }

  close(): void {
    this.#worker.terminate();
  }

  async #sights(question: Question & { bitmap: ImageBitmap }): Promise<Sights> {
    await this.#started;
    const turn = this.#last.then(() => this.#ask(question, [question.bitmap]));
    this.#last = turn.catch(() => {});
    const answer = await turn;
    if (answer.kind !== "sights") throw new ScannerFailure("the scanner gave another answer");
    return answer.sights;
  }

  #ask(question: Question, given: Transferable[] = []): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const failed = () => reject(new ScannerFailure("the scanner cannot be used"));
      this.#worker.onerror = failed;
      this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => (data.kind === "failed" ? failed() : resolve(data));
      this.#worker.postMessage(question, given);
    });
  }
}
