"use strict";
// A long table has its first rows in the page, and the others in a template, so that the page opens at once.
const paged = (table) => {
  const body = table.tBodies[0];
  const button = table.parentElement.nextElementSibling?.querySelector("[data-more]");
  const first = [...body.rows];
  const rows = [...first, ...(body.querySelector("template")?.content.children ?? [])];
  let fitting = rows;
  let most = first.length;
  const show = (count) => {
    body.replaceChildren(...fitting.slice(0, count));
    if (!button) return;
    button.hidden = fitting.length <= count;
    button.textContent = button.dataset.more.replace("#", String(fitting.length - count));
  };
  button?.addEventListener("click", () => {
    show(most += 1000);
    // The button is gone at the end; the keyboard stays at the table.
    if (button.hidden) table.parentElement.focus({ preventScroll: true });
  });
  // On paper, nobody can ask for more.
  addEventListener("beforeprint", () => show(fitting.length));
  addEventListener("afterprint", () => show(most));
  if (button) show(most);
  return { rows, only: (found) => { fitting = found; show(most = first.length); } };
};
const tables = new Map([...document.querySelectorAll("table")].map((table) => [table.id, paged(table)]));
const form = document.getElementById("filter");
if (form) {
  const [words, state, found] = ["words", "state", "found"].map((id) => document.getElementById(id));
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const { rows, only } = tables.get("rows");
  let texts = null;
  const filter = () => {
    // Texts are folded at the first search, so that a long page opens at once.
    texts ??= rows.map((row) => fold(row.textContent));
    const wanted = fold(words.value).split(/\s+/u).filter(Boolean);
    const fits = rows.filter((row, at) =>
      (!state.value || row.dataset.state === state.value) && wanted.every((word) => texts[at].includes(word)));
    only(fits);
    found.textContent = found.dataset.found.replace(found.dataset.count, String(fits.length));
  };
  let waiting = 0;
  words.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  state.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
}
