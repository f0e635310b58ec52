/** The verifier of the entry `starseal/scan`, which also checks images. */

import { type When, pixelsOf, whenOf } from "./crossing.js";
import { type EngineVerifier, type ScanningVerifier, scanned, scanningEngine } from "./engine.js";
import type { ImageVerdicts, Pixels, ScanOptions } from "./image.js";
import { imageVerdictsOf } from "./reading.js";
import { Verifier as TextVerifier } from "./verifier.js";

/** Checks labels offline, in texts and in images. */
export class Verifier extends TextVerifier {
  /** Makes a verifier as that of the entry `starseal`. */
  constructor(anchor: Uint8Array) {
    // Fails where only `init` of the other entry was called.
    scanningEngine();
    super(anchor);
  }

  /**
   * Checks every label in a photograph, which is gray. The search is thorough; a large photograph may take seconds. Use
   * `FrameScanner` for the frames of a camera. `at` is as for `check`.
   *
   * @throws {StarsealError} `Image`, if the bytes are not such an image, including if there are too many, or if the
   * image has more than 50,331,648 pixels or 16,384 on a side. `Value`, for a day that no label can claim.
   */
  checkImage(image: Pixels, at: When = new Date(), options: ScanOptions = {}): ImageVerdicts {
    const pixels = pixelsOf(image, 1);
    const check = () => this.open().check_image(...pixels, ...whenOf(at), options.timeLimit);
    return imageVerdictsOf(scanned(check, options));
  }

  /**
   * Checks every label in a picture in color, also where it differs from its ground in hue or in transparency only. The
   * `ImageData` of a canvas is such a picture.
   *
   * @throws {StarsealError} as `checkImage` does.
   */
  checkColorImage(image: Pixels, at: When = new Date(), options: ScanOptions = {}): ImageVerdicts {
    const pixels = pixelsOf(image, 4);
    const check = () => this.open().check_color_image(...pixels, ...whenOf(at), options.timeLimit);
    return imageVerdictsOf(scanned(check, options));
  }

  /** @internal */
  override open(): ScanningVerifier {
    return super.open() as EngineVerifier & ScanningVerifier;
  }
}
