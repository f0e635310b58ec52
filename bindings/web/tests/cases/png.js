// Reads the PNG files of the vectors, and those of the scanner's comparison.

/** Returns the pixels, width and height of a gray PNG without filters or interlacing. */
export async function grayPng(png) {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const parts = [];
  let [at, width, height, depth] = [8, 0, 0, 0];
  while (at < png.length) {
    const length = view.getUint32(at);
    const kind = String.fromCharCode(...png.subarray(at + 4, at + 8));
    const body = at + 8;
    if (kind === "IHDR") {
      [width, height, depth] = [view.getUint32(body), view.getUint32(body + 4), png[body + 8]];
      if (![1, 8].includes(depth) || png.subarray(body + 9, body + 13).some((way) => way !== 0)) {
        throw new Error("not a gray PNG");
      }
    } else if (kind === "IDAT") {
      parts.push(png.subarray(body, body + length));
    }
    at = body + length + 4;
  }
  const inflated = new Blob(parts).stream().pipeThrough(new DecompressionStream("deflate"));
  const packed = new Uint8Array(await new Response(inflated).arrayBuffer());
  const data = new Uint8Array(width * height);
  const size = 1 + Math.ceil((width * depth) / 8);
  if (packed.length !== size * height) throw new Error("the PNG ends early");
  for (let y = 0; y < height; y += 1) {
    const row = packed.subarray(y * size, (y + 1) * size);
    if (row[0] !== 0) throw new Error("a PNG with filters");
    for (let x = 0; x < width; x += 1) {
      data[y * width + x] = depth === 8 ? row[1 + x] : 255 * ((row[1 + (x >> 3)] >> (7 - (x & 7))) & 1);
    }
  }
  return { data, width, height };
}
