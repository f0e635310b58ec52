// Chromium, and pages in it of which every fault is kept: requests to other hosts, errors, violations of the policy.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { BEGIN } from "./registry.mjs";

export const PICTURES = process.env.STARSEAL_PICTURES;

const browsers = new Set();

export const launch = async (...more) => {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", ...more] });
  browsers.add(browser);
  browser.once("disconnected", () => browsers.delete(browser));
  return browser;
};

/** Closes the browsers that a test which failed has left. */
export const closeBrowsers = () => Promise.all([...browsers].map((browser) => browser.close()));

/** Opens a visitor: a browser profile of its own, in which time stands still unless `now` is null. */
export class Visitor {
  static async open(browser, { now = BEGIN, address, locale = "en-US", ...options } = {}) {
    const context = await browser.newContext({ locale, serviceWorkers: "allow", ...options });
    const visitor = new Visitor();
    Object.assign(visitor, { context, address, faults: [], requests: [], now });
    if (now !== null) await context.clock.setFixedTime(new Date(now));
    context.on("request", (request) => {
      visitor.requests.push(request.url());
      const isOwn = address === undefined || request.url().startsWith(address) || request.url().startsWith("blob:");
      if (!isOwn) visitor.faults.push(`asks ${request.url()}`);
    });
    return visitor;
  }

  /** Opens a page. `expected` are errors that belong to what is tested. */
  async page(path, { expected = /^$/ } = {}) {
    const page = await this.context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error" && !expected.test(message.text())) this.faults.push(message.text());
    });
    page.on("pageerror", (error) => this.faults.push(String(error)));
    if (path !== undefined) await page.goto(this.address + path);
    return page;
  }

  /** Moves this visitor's clock. Pages see it at their next judgement. */
  async set(now) {
    this.now = now;
    await this.context.clock.setFixedTime(new Date(now));
  }

  async close() {
    const cookies = await this.context.cookies();
    await this.context.close();
    assert.deepEqual(cookies, []);
    assert.deepEqual(this.faults, []);
  }
}

/** Waits for cards, and returns their codes. */
export const codes = async (page, count = 1) => {
  await page.waitForFunction((count) => document.querySelectorAll(".card").length === count, count);
  return page.locator(".card").evaluateAll((cards) => cards.map((card) => card.dataset.code));
};

/** Waits for a text in an element. */
export const shows = async (page, selector, text) => {
  await page.waitForFunction(
    ([selector, text]) => [...document.querySelectorAll(selector)].some((one) => one.textContent.includes(text)),
    [selector, text],
  );
};

/** Waits until the page is stored, so that it opens without a network. */
export const isStored = async (page) => {
  await page.waitForFunction(() => document.querySelector("#stored").textContent.includes("without a network"));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
};

/** Takes a picture of a page, if pictures are wanted. */
export const picture = async (page, name) => {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true, animations: "disabled" });
};

/** The sizes of the pictures of states. */
export const SIZES = { phone: { width: 375, height: 812 }, desktop: { width: 1280, height: 900 } };

/**
 * Takes the pictures of a state: in English and Japanese, on a phone and on a desktop. The page is one and the same, and
 * gets another size and language. `check` is called before each picture.
 */
export const looks = async (page, name, check = async () => {}) => {
  for (const language of ["en", "ja"]) {
    if (language === "ja") await page.locator("#language").click();
    await page.waitForSelector(`html[lang="${language}"]`);
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      await check(language, size);
      await picture(page, `${name}-${language}-${size}`);
    }
  }
};
