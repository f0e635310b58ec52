// The readers that are compared. Each gets the same ImageData, and returns the texts that it reads. It is set up to
// look for QR symbols, and otherwise as its documentation shows.

import QrScanner from "/package/node_modules/qr-scanner/qr-scanner.min.js";
import { prepareZXingModule, readBarcodes } from "/package/node_modules/zxing-wasm/dist/es/reader/index.js";
import { FrameScanner, Verifier, init } from "/package/dist/scan.js";

async function starseal(trust) {
  await init();
  const verifier = new Verifier(trust);
  const scanner = new FrameScanner(verifier);
  // The package returns verdicts on labels, and of other symbols their number alone. The scanner has no text or the
  // right one: the comparison outside of browsers, which sees its texts, has found no wrong one.
  const count = ({ labels, otherSymbols }) => labels.length + otherSymbols;
  return {
    "starseal, frame": (image) => {
      scanner.reset();
      return count(scanner.checkColorFrame(image));
    },
    "starseal, photograph": (image) => count(verifier.checkColorImage(image)),
  };
}

async function zxing() {
  const locateFile = (name) => `/package/node_modules/zxing-wasm/dist/reader/${name}`;
  await prepareZXingModule({ overrides: { locateFile }, fireImmediately: true });
  const read = (options) => async (image) => {
    const found = await readBarcodes(image, { formats: ["QRCode"], ...options });
    return found.filter(({ isValid }) => isValid).map(({ text }) => text);
  };
  return {
    "zxing-wasm": read({}),
    "zxing-wasm, fast": read({ tryHarder: false, tryRotate: false, tryInvert: false, tryDownscale: false }),
  };
}

function jsQr() {
  return {
    jsQR: ({ data, width, height }) => {
      const found = globalThis.jsQR(data, width, height);
      return found === null ? [] : [found.data];
    },
  };
}

async function qrScanner() {
  // Its own engine: the browser's detector of bar codes does not exist on every system.
  QrScanner._disableBarcodeDetector = true;
  const engine = await QrScanner.createQrEngine();
  const canvas = new OffscreenCanvas(1, 1);
  return {
    "qr-scanner": (image) => {
      [canvas.width, canvas.height] = [image.width, image.height];
      canvas.getContext("2d", { willReadFrequently: true }).putImageData(image, 0, 0);
      const found = QrScanner.scanImage(canvas, { qrEngine: engine, returnDetailedScanResult: true });
      return found.then(({ data }) => [data], () => []);
    },
  };
}

/** Returns the pixels of a gray PGM file as an image in color. */
async function imageData(path) {
  const file = new Uint8Array(await (await fetch(path)).arrayBuffer());
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(String.fromCharCode(...file.subarray(0, 40)));
  if (head === null) throw new Error(`${path} is not a PGM file`);
  const [width, height] = [Number(head[1]), Number(head[2])];
  const image = new ImageData(width, height);
  const gray = file.subarray(head[0].length);
  const pixels = new Uint32Array(image.data.buffer);
  for (let place = 0; place < pixels.length; place += 1) pixels[place] = 0xff000000 + 0x010101 * gray[place];
  return image;
}

/** The texts of other people's images are kept in files, whose ends of lines are not those of the symbols. */
const plain = (text) => text.replaceAll(/\r\n?/g, "\n").trim();

/** What takes longer than this, in milliseconds, is timed once. */
const LONG = 300;

/** Returns the least time of some rounds, and of the last one the number of texts read and whether one is wrong. */
async function measure(read, image, texts, rounds) {
  let [time, right, isWrong] = [Infinity, 0, false];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    const found = await read(image);
    time = Math.min(time, performance.now() - started);
    if (time > LONG) round = rounds;
    if (typeof found === "number") {
      [right, isWrong] = [Math.min(found, texts.length), found > texts.length];
      continue;
    }
    const [theirs, expected] = [found.map(plain), texts.map(plain)];
    right = expected.filter((one) => theirs.includes(one)).length;
    isWrong = theirs.some((one) => !expected.includes(one));
  }
  return { time, right, isWrong };
}

const { hex } = await (await fetch("/test-vectors/trust/jc-star.json")).json();
const trust = Uint8Array.from(hex.match(/../g), (byte) => Number.parseInt(byte, 16));
const readers = { ...(await starseal(trust)), ...(await zxing()), ...jsQr(), ...(await qrScanner()) };

/** Reads an image with every reader in turn, so that a busy moment does not affect one reader only. */
globalThis.compare = async ({ path, texts, rounds }) => {
  const image = await imageData(`/images/${path}`);
  const results = {};
  for (const [name, read] of Object.entries(readers)) results[name] = await measure(read, image, texts, rounds);
  return results;
};
if (!globalThis.crossOriginIsolated) throw new Error("the clock is coarse: the page is not isolated");
