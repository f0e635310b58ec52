// The camera: Chromium's fake device shows rendered frames. Light and zoom are those of a track that is made up.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Visitor, codes, launch, picture, shows } from "./support/browser.mjs";
import { video } from "./support/frames.mjs";
import { PAGE, scratch } from "./support/made.mjs";
import { Registry } from "./support/registry.mjs";
import { trial } from "./support/servers.mjs";

const folder = scratch();
const registry = new Registry(join(folder, "registry"), PAGE);
let server, drawing;
before(async () => {
  server = await trial(registry.public);
  drawing = await launch();
});
after(async () => {
  await drawing.close();
  await server.stop();
});

/** Films that are drawn already, by their frames. */
const films = new Map();

const filmOf = async (frames) => {
  const key = JSON.stringify(frames);
  if (!films.has(key)) films.set(key, await video(drawing, join(folder, `film-${films.size}.y4m`), frames));
  return films.get(key);
};

/** Opens the page with a camera that shows frames. */
const watching = async (frames, more = {}) => {
  const film = await filmOf(frames);
  const browser = await launch(
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    `--use-file-for-fake-video-capture=${film}`,
  );
  const visitor = await Visitor.open(browser, { address: server.address, permissions: ["camera"], ...more });
  const page = await visitor.page("L/");
  await page.locator("#start-camera:visible").click();
  await page.waitForFunction(() => document.querySelector("#video").videoWidth > 0);
  return { browser, visitor, page };
};

const finish = async ({ browser, visitor }) => {
  await visitor.close();
  await browser.close();
};

const label = (name, x = 640, y = 360, size = 380) => ({ picture: registry.picture(name), x, y, size });

test("a label in view becomes a card, and the next one takes its place", async () => {
  const seen = await watching([[{ ...label("EX-000101"), angle: 0.2 }]]);
  const { page } = seen;
  assert.deepEqual(await codes(page), ["active"]);
  assert.equal(await page.locator("#outlines polygon").count(), 1);
  await picture(page, "camera-one-label");
  await page.locator("#next").click();
  assert.deepEqual(await codes(page), ["active"]);
  await page.locator("#stop-camera").click();
  assert.equal(await page.locator("#camera").isVisible(), false);
  assert.equal(await page.evaluate(() => document.querySelector("#video").srcObject), null);
  assert.deepEqual(await codes(page), ["active"]);
  await finish(seen);
});

test("of several labels the most serious comes first", async () => {
  const seen = await watching([
    [label("EX-000202", 300, 360, 330), label("unknown-key", 680, 360, 330), label("stars-raised", 1050, 360, 330)],
  ]);
  const { page } = seen;
  assert.deepEqual(await codes(page, 3), ["bad-signature", "unknown-key", "active"]);
  await shows(page, "#message", "3 labels, the most serious first");
  await picture(page, "camera-three-labels");
  await finish(seen);
});

test("frames without a label have no card, and one out of focus has a hint", async () => {
  const seen = await watching([[]]);
  await shows(seen.page, "#message", "Hold the label steady in view.");
  await seen.page.waitForTimeout(1500);
  assert.equal(await seen.page.locator(".card").count(), 0);
  await picture(seen.page, "camera-looking");
  await finish(seen);

  const blurred = await watching([[{ ...label("EX-000202"), blur: 5 }]]);
  await blurred.page.waitForFunction(() => /focus|still|blur/i.test(document.querySelector("#message").textContent));
  assert.equal(await blurred.page.locator(".card").count(), 0);
  await picture(blurred.page, "camera-hint");
  await finish(blurred);
});

test("the stream ends while the page is hidden, and starts again", async () => {
  const seen = await watching([[label("EX-000101")]]);
  const { page } = seen;
  await codes(page);
  const hide = (isHidden) =>
    page.evaluate((isHidden) => {
      Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, isHidden);
  const track = await page.evaluateHandle(() => document.querySelector("#video").srcObject.getVideoTracks()[0]);
  await hide(true);
  assert.equal(await track.evaluate((track) => track.readyState), "ended");
  assert.equal(await page.evaluate(() => document.querySelector("#video").srcObject), null);
  await hide(false);
  await page.waitForFunction(() => document.querySelector("#video").srcObject?.active === true);
  await page.locator("#next").click();
  assert.deepEqual(await codes(page), ["active"]);
  await finish(seen);
});

test("light and zoom are offered where the camera has them, and are set on the track", async () => {
  const film = await filmOf([[label("EX-000101")]]);
  const browser = await launch(
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    `--use-file-for-fake-video-capture=${film}`,
  );
  const visitor = await Visitor.open(browser, { address: server.address, permissions: ["camera"] });
  await visitor.context.addInitScript(() => {
    window.applied = [];
    window.asked = [];
    const { getUserMedia } = navigator.mediaDevices;
    navigator.mediaDevices.getUserMedia = function (constraints) {
      window.asked.push(constraints);
      return getUserMedia.call(this, constraints);
    };
    MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true, zoom: { min: 1, max: 5, step: 0.5 } });
    MediaStreamTrack.prototype.applyConstraints = async ({ advanced }) => void window.applied.push(...advanced);
  });
  const page = await visitor.page("L/");
  await page.locator("#start-camera:visible").click();
  await page.locator("#torch").check();
  await page.locator("#zoom").fill("2.5");
  await page.locator("#torch").uncheck();
  assert.deepEqual(await page.evaluate(() => window.applied), [{ torch: true }, { zoom: 2.5 }, { torch: false }]);
  const [{ audio, video: asked }] = await page.evaluate(() => window.asked);
  assert.deepEqual([audio, asked.facingMode], [false, { ideal: "environment" }]);
  await picture(page, "camera-light-and-zoom");
  await visitor.close();
  await browser.close();
});

test("without a permission, a camera, or an encrypted address the page says what to do", async () => {
  const refusing = await launch("--use-fake-device-for-media-stream", "--deny-permission-prompts");
  const visitor = await Visitor.open(refusing, { address: server.address });
  const page = await visitor.page("L/");
  await page.locator("#start-camera:visible").click();
  await shows(page, "#message", "The camera is not allowed.");
  assert.equal(await page.locator("#start-camera").textContent(), "Try again");
  await picture(page, "camera-refused");
  await visitor.close();
  await refusing.close();

  const without = await launch("--use-fake-ui-for-media-stream");
  const other = await Visitor.open(without, { address: server.address, permissions: ["camera"] });
  const bare = await other.page("L/");
  await bare.locator("#start-camera:visible").click();
  await shows(bare, "#message", "No camera was found.");
  await bare.evaluate(() => Object.defineProperty(navigator, "mediaDevices", { value: undefined }));
  await bare.locator("#start-camera:visible").click();
  await shows(bare, "#message", "encrypted address");
  await other.close();
  await without.close();
});
