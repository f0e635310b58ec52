// Files for Chromium's fake camera: rendered frames with labels in them, and with none.

import { readFileSync, writeFileSync } from "node:fs";

const [WIDTH, HEIGHT] = [1280, 720];

/**
 * Writes a video of several frames, each with pictures of labels on a gray ground at some places, as a camera held over
 * a package sees them.
 */
export const video = async (browser, path, frames) => {
  const page = await browser.newPage();
  const chunks = [`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`];
  for (const labels of frames) {
    const given = labels.map(({ picture, ...place }) => ({ ...place, png: readFileSync(picture).toString("base64") }));
    const luma = await page.evaluate(
      async ([labels, width, height]) => {
        const canvas = new OffscreenCanvas(width, height);
        const context = canvas.getContext("2d");
        const ground = context.createLinearGradient(0, 0, width, height);
        ground.addColorStop(0, "#b9b2a6");
        ground.addColorStop(1, "#8f8a80");
        context.fillStyle = ground;
        context.fillRect(0, 0, width, height);
        for (const { png, x, y, size, angle = 0, blur = 0 } of labels) {
          const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
          context.save();
          context.translate(x, y);
          context.rotate(angle);
          context.filter = `blur(${blur}px)`;
          context.imageSmoothingQuality = "high";
          context.drawImage(bitmap, -size / 2, -size / 2, size, (size * bitmap.height) / bitmap.width);
          context.restore();
        }
        const { data } = context.getImageData(0, 0, width, height);
        let text = "";
        for (let at = 0; at < data.length; at += 4) {
          text += String.fromCharCode(Math.round(0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2]));
        }
        return btoa(text);
      },
      [given, WIDTH, HEIGHT],
    );
    chunks.push("FRAME\n", Buffer.from(luma, "base64"), Buffer.alloc((WIDTH * HEIGHT) / 2, 128));
  }
  await page.close();
  writeFileSync(path, Buffer.concat(chunks.map((chunk) => Buffer.from(chunk))));
  return path;
};
