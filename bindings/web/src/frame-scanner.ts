/** Labels in the frames of a camera. */

import { type When, grayOf, pixelsOf, whenOf } from "./crossing.js";
import { type EngineScanner, called, scanned, scanningEngine } from "./engine.js";
import type { ImageVerdicts, Pixels, ScanOptions } from "./image.js";
import { imageVerdictsOf } from "./reading.js";
import type { Verifier } from "./scanning-verifier.js";

/**
 * Checks the labels in a camera's frames in real time. It combines successive frames to read a label that no single
 * frame shows well enough.
 *
 * Use one scanner for each camera. A scan takes the time of some frames where labels are hard to read: make verifier
 * and scanner in a Worker, and post the verdicts to the page.
 */
export class FrameScanner {
  readonly #verifier: Verifier;
  readonly #options: ScanOptions;
  #handle: EngineScanner | null;

  /**
   * Makes a scanner that has seen no frame yet. It checks each frame against the lists that the verifier holds at that
   * time.
   */
  constructor(verifier: Verifier, options: ScanOptions = {}) {
    this.#verifier = verifier;
    this.#options = options;
    this.#handle = called(() => new (scanningEngine().FrameScanner)(options.timeLimit));
  }

  /**
   * Checks every label in the next frame, which is gray: the first plane of a `VideoFrame` in the format `I420` or
   * `NV12`. `at` is as for `Verifier.check`.
   *
   * @throws {StarsealError} `Image`, if the bytes are not such an image, including if there are too many, or if the
   * image has more than 50,331,648 pixels or 16,384 on a side. `Value`, for a day that no label can claim.
   */
  checkFrame(frame: Pixels, at: When = new Date()): ImageVerdicts {
    const pixels = pixelsOf(frame, 1);
    return this.#scan((scanner) => scanner.check_frame(this.#verifier.open(), ...pixels, ...whenOf(at)));
  }

  /**
   * Checks every label in the next frame, which is in color: the `ImageData` of a canvas. Labels are looked for in its
   * gray values alone.
   *
   * @throws {StarsealError} as `checkFrame` does.
   */
  checkColorFrame(frame: Pixels, at: When = new Date()): ImageVerdicts {
    const gray = grayOf(frame);
    if (gray !== null) return this.checkFrame(gray, at);
    const pixels = pixelsOf(frame, 4);
    return this.#scan((scanner) => scanner.check_color_frame(this.#verifier.open(), ...pixels, ...whenOf(at)));
  }

  /** Discards the earlier frames, for instance after the camera was turned off. */
  reset(): void {
    called(() => this.#open().reset());
  }

  /** Frees the scanner. The verifier stays open. */
  close(): void {
    this.#handle?.free();
    this.#handle = null;
  }

  #scan(check: (scanner: EngineScanner) => string): ImageVerdicts {
    return imageVerdictsOf(scanned(() => check(this.#open()), this.#options));
  }

  #open(): EngineScanner {
    if (this.#handle === null) throw new TypeError("the FrameScanner is closed");
    return this.#handle;
  }
}
