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
  for (let place = 0; place < width * height; place += 1) {
    image.data.fill(gray[place], 4 * place, 4 * place + 3);
    image.data[4 * place + 3] = 255;
  }
  return image;
}

/** The number of times that each image is read. The fastest counts. */
const ROUNDS = 3;

async function measure(read, image, texts) {
  let [time, right] = [Infinity, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    const found = await read(image);
    time = Math.min(time, performance.now() - started);
    const isCount = typeof found === "number";
    right = isCount ? Math.min(found, texts.length) : texts.filter((one) => found.includes(one)).length;
  }
  return { time, right };
}

const { hex } = await (await fetch("/test-vectors/trust/jc-star.json")).json();
const trust = Uint8Array.from(hex.match(/../g), (byte) => Number.parseInt(byte, 16));
const readers = { ...(await starseal(trust)), ...(await zxing()), ...jsQr(), ...(await qrScanner()) };

/** Reads an image with every reader in turn, so that a busy moment does not affect one reader only. */
globalThis.compare = async ({ path, texts }) => {
  const image = await imageData(`/images/${path}`);
  const results = {};
  for (const [name, read] of Object.entries(readers)) results[name] = await measure(read, image, texts);
  return results;
};
if (!globalThis.crossOriginIsolated) throw new Error("the clock is coarse: the page is not isolated");
