/** Draws the state. The elements that stay are in `index.html`; what changes is replaced in them. */

import { type Language, sentenceOfCode } from "starseal";
import { type Card, ageInDays, bySeriousness, cardOf } from "./card.js";
import { byId, h, replace } from "./elements.js";
import { type Publication, nameOf } from "./publication.js";
import type { Seen, State } from "./state.js";
import { say } from "./words.js";

/** What a user can do. */
export interface Actions {
  startCamera(): void;
  stopCamera(): void;
  next(): void;
  light(isOn: boolean): void;
  zoom(factor: number): void;
  pictures(files: Iterable<File>): void;
  text(text: string): void;
  refresh(): void;
  retry(): void;
  closeNews(): void;
  language(language: Language): void;
  useNewVersion(): void;
  install(): void;
}

/** What the buttons of cards and messages do. */
let act: Actions;

/** The language of the texts that are shown. */
let shownLanguage: Language | null = null;

/** Connects the elements that stay with what they do. */
export function connect(actions: Actions): void {
  const on = (id: string, work: () => void) => byId(id).addEventListener("click", work);
  on("language", () => actions.language(document.documentElement.lang === "ja" ? "en" : "ja"));
  on("start-camera", () => actions.startCamera());
  on("stop-camera", () => actions.stopCamera());
  on("next", () => actions.next());
  on("pick", () => byId<HTMLInputElement>("pictures").click());
  on("refresh", () => actions.refresh());
  on("install", () => actions.install());
  byId("torch").addEventListener("change", () => actions.light(byId<HTMLInputElement>("torch").checked));
  byId("zoom").addEventListener("input", () => actions.zoom(Number(byId<HTMLInputElement>("zoom").value)));
  const pictures = byId<HTMLInputElement>("pictures");
  pictures.addEventListener("change", () => {
    actions.pictures([...(pictures.files ?? [])]);
    pictures.value = "";
  });
  byId("text-form").addEventListener("submit", (event) => {
    event.preventDefault();
    actions.text(byId<HTMLInputElement>("text").value);
  });
  act = actions;
}

export function draw(state: State, now: Date): void {
  const { language, lists } = state;
  const publication = lists?.held.publication ?? null;
  if (language !== shownLanguage) drawWords(language);
  shownLanguage = language;

  const cards = [...state.seen]
    .sort((one, other) => bySeriousness(one.verdict, other.verdict))
    .map((seen) => ({ seen, card: cardOf(seen.verdict, language) }));
  const message = messageOf(state, cards.length);
  setText("message", message);
  byId("message").hidden = message === "";
  byId("content").setAttribute("aria-busy", String(state.isAwaited || state.isReading));
  replace(byId("notices"), noticesOf(state));
  replace(byId("cards"), cards.map(({ seen, card }) => cardElement(card, seen, publication, language)));
  document.title = [cards[0]?.card.word, cards[0]?.card.productId, say(language, "title")].filter(Boolean).join(" – ");

  const isOn = state.camera !== "off";
  const hasPicture = state.camera === "looking" || state.camera === "starting";
  byId("camera").hidden = !hasPicture;
  byId("start-camera").hidden = hasPicture;
  setText("start-camera", say(language, isOn ? "retry" : "camera"));
  byId("next").hidden = !hasPicture || cards.length === 0;
  byId("torch-label").hidden = !state.abilities.torch;
  drawZoom(state);
  drawOutlines(state);
  byId("ways").hidden = lists === null;
  setText("ways-heading", say(language, cards.length === 0 ? "ways-first" : "ways"));
  byId("refresh").hidden = lists === null;
  (byId("refresh") as HTMLButtonElement).disabled = state.isRefreshing;
  byId("install").hidden = !state.canInstall;
  document.body.classList.toggle("dropping", state.isDropping);
  setText("drop", say(language, "drop-here"));

  setText("site", publication === null ? "" : (lists!.verifier.authorities[0]?.issuers[0]?.names[language] ?? ""));
  byId("trial").hidden = publication?.isTrial !== true;
  setText("held", heldOf(state, now));
  setText("stored", lists === null ? "" : storedOf(state, lists.isStored));
  setText("host", say(language, "host", { host: location.host }));
  const list = byId<HTMLAnchorElement>("registrations");
  list.href = publication?.list[language] ?? `/${language}/`;
}

/** Writes the texts that depend on the language only: each element with `data-say` names its text. */
function drawWords(language: Language): void {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll<HTMLElement>("[data-say]")) {
    element.textContent = say(language, element.dataset["say"]!);
  }
  // Without JavaScript these would be empty.
  for (const id of ["language", "foot"]) byId(id).hidden = false;
  byId("language").lang = language === "ja" ? "en" : "ja";
}

function setText(id: string, text: string): void {
  const element = byId(id);
  // A live region that is set to the same text would be read again.
  if (element.textContent !== text) element.textContent = text;
}

function messageOf(state: State, cards: number): string {
  const tell = (word: string, values?: Record<string, number | string>) => say(state.language, word, values);
  if (state.isUnsupported) return tell("unsupported");
  if (state.failure !== null) return tell(state.failure.kind === "unreachable" ? "first-unreachable" : "first-refused");
  if (state.lists === null) return tell(state.isAwaited ? "starting" : "loading");
  if (state.isReading) return tell("reading");
  if (state.camera === "starting") return tell("camera-starting");
  if (state.camera === "looking" && cards === 0) return state.hint?.[state.language] ?? tell("looking");
  if (state.camera !== "off" && state.camera !== "looking") return tell(`camera-${state.camera}`);
  if (state.outcome !== null) return tell(state.outcome);
  if (cards === 0) return "";
  const counted = cards === 1 ? tell("one-label") : tell("labels", { n: cards });
  return state.isIncomplete ? tell("incomplete", { labels: counted }) : counted;
}

function noticesOf({ language, failure, news, refreshed, isNewVersionReady }: State): HTMLElement[] {
  const tell = (word: string, values?: Record<string, string>) => say(language, word, values);
  const button = (word: string, work: () => void) =>
    h("button", { type: "button", "data-key": word, click: work }, tell(word));
  const reason = (code: NonNullable<typeof news>["code"]) =>
    code === null ? null : h("p", { class: "note" }, tell("reason", { reason: sentenceOfCode(code, language) }));
  const notices: HTMLElement[] = [];
  if (failure !== null) {
    const advice = tell(failure.kind === "unreachable" ? "first-unreachable-do" : "first-refused-do");
    const retry = button("retry", () => act.retry());
    notices.push(h("div", { class: "notice" }, h("p", {}, advice), reason(failure.code), retry));
  }
  if (news !== null) {
    const close = button("close", () => act.closeNews());
    notices.push(h("div", { class: "notice", role: "alert" }, h("p", {}, tell(news.kind)), reason(news.code), close));
  }
  if (refreshed !== null) notices.push(h("div", { class: "notice", role: "status" }, h("p", {}, tell(refreshed))));
  if (isNewVersionReady) {
    const use = button("use-new-version", () => act.useNewVersion());
    notices.push(h("div", { class: "notice" }, h("p", {}, tell("new-version")), use));
  }
  return notices;
}

function cardElement(card: Card, seen: Seen, publication: Publication | null, language: Language): HTMLElement {
  const tell = (word: string, values?: Record<string, string | number>) => say(language, word, values);
  const stars = card.stars;
  const part = (name: string, text: string | null) => text !== null && h("p", { class: name }, ...withDays(text));
  return h(
    "article",
    { class: `card ${card.color}`, "data-code": card.code },
    h("h2", {}, h("span", { class: "symbol", "aria-hidden": "true" }, card.symbol), " ", card.word),
    h(
      "div",
      { class: "body" },
      stars !== null && h("p", { class: "stars", role: "img", "aria-label": tell("stars", { n: stars.length }) }, stars),
      part("sentence", card.sentence),
      part("meaning", card.meaning),
      card.notes.length > 0 && h("ul", { class: "notes" }, ...card.notes.map((note) => h("li", {}, note))),
      card.advice !== null &&
        h("div", { class: "advice" }, h("h3", {}, tell("what-to-do")), h("p", {}, card.advice)),
      card.rows.length > 0 &&
        h(
          "dl",
          {},
          ...card.rows.map(({ name, value, isCompared }) =>
            h("div", { class: isCompared ? "compared" : null }, h("dt", {}, name), h("dd", {}, ...withDays(value))),
          ),
        ),
      linkOf(card, publication, language),
      part("note", seen.judgedBelow && tell("read-on-this-machine", { address: seen.judgedBelow })),
    ),
  );
}

/** Returns a text in pieces, of which days are not broken at their hyphens. */
function withDays(text: string): (HTMLElement | string)[] {
  const isDay = /^\d{4}-\d{2}-\d{2}$/;
  const pieces = text.split(/(\d{4}-\d{2}-\d{2})/).filter((piece) => piece !== "");
  return pieces.map((piece) => (isDay.test(piece) ? h("span", { class: "day" }, piece) : piece));
}

/** Returns the link to the registration of a label of this publication, or to the label's own page elsewhere. */
function linkOf({ url, productId }: Card, publication: Publication | null, language: Language): HTMLElement | null {
  if (url === null || productId === null || publication === null) return null;
  // Schemes and hosts may be in small letters, paths may not.
  const isBelow = (prefix: string) => new URL(url).href.startsWith(new URL(prefix).href);
  const isOwn = publication.prefixes.some(isBelow);
  const [word, href] = isOwn
    ? ["registration", publication.registration[language].replace("{name}", nameOf(productId))]
    : ["open-label", url];
  return h("p", { class: "links" }, h("a", { class: "button", href, rel: "noreferrer" }, say(language, word)));
}

function drawZoom({ abilities: { zoom } }: State): void {
  byId("zoom-label").hidden = zoom === null;
  if (zoom === null) return;
  const slider = byId<HTMLInputElement>("zoom");
  [slider.min, slider.max, slider.step] = [zoom.min, zoom.max, zoom.step].map(String) as [string, string, string];
}

/** Draws the outlines of the labels over the camera's picture. */
function drawOutlines({ outlines, camera }: State): void {
  const drawing = byId<SVGSVGElement & Element>("outlines");
  const video = byId<HTMLVideoElement>("video");
  drawing.setAttribute("viewBox", `0 0 ${video.videoWidth || 1} ${video.videoHeight || 1}`);
  const shapes = (camera === "looking" ? outlines : []).map(({ corners }) => {
    const shape = document.createElementNS("http://www.w3.org/2000/svg", "polygon");
    shape.setAttribute("points", corners.map(({ x, y }) => `${x},${y}`).join(" "));
    return shape;
  });
  drawing.replaceChildren(...shapes);
}

function heldOf({ language, lists, isRefreshing }: State, now: Date): string {
  if (isRefreshing) return say(language, "refreshing");
  const [authority] = lists?.verifier.authorities ?? [];
  if (authority === undefined) return say(language, "held-none");
  const times = authority.issuers.flatMap(({ statusIssuedAt }) => (statusIssuedAt === null ? [] : [statusIssuedAt]));
  const oldest = times.length === 0 ? authority.trustIssuedAt : new Date(Math.min(...times.map(Number)));
  const moment = now < authority.clockFloor ? null : now;
  const [day, age] = [oldest.toISOString().slice(0, 10), ageInDays(oldest, moment, language)];
  return say(language, "held-status", { day, age });
}

function storedOf({ language, isOfflineReady }: State, isStored: boolean): string {
  if (!isStored) return say(language, "not-stored");
  return isOfflineReady ? say(language, "offline-ready") : "";
}
