"use strict";
const form = document.getElementById("filter");
if (form) {
  const [words, state, found] = ["words", "state", "found"].map((id) => document.getElementById(id));
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const rows = [...document.querySelectorAll("#rows tbody tr")];
  let texts = null;
  const filter = () => {
    // Texts are folded at the first search, so that a long page opens at once.
    texts ??= rows.map((row) => fold(row.textContent));
    const wanted = fold(words.value).split(/\s+/u).filter(Boolean);
    let count = 0;
    rows.forEach((row, at) => {
      const fits = (!state.value || row.dataset.state === state.value) && wanted.every((word) => texts[at].includes(word));
      row.hidden = !fits;
      count += Number(fits);
    });
    found.textContent = found.dataset.found.replace(found.dataset.count, String(count));
  };
  let waiting = 0;
  words.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  state.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
}
