// Searches all registrations. Without it, the page is a list, page by page.
"use strict";
(() => {
  const MOST = 100;
  const form = document.getElementById("search");
  const input = document.getElementById("words");
  const found = document.getElementById("found");
  const body = document.querySelector("#list tbody");
  const pages = document.getElementById("pages");
  const caption = document.getElementById("caption");
  const language = document.documentElement.lang;
  const listed = Array.from(body.rows);
  const captioned = caption.textContent;
  let loading = null;

  // Letters in any case and width are the same, as in the registry's own search.
  const folded = (text) => text.normalize("NFKC").toLowerCase();

  const load = async () => {
    const answer = await fetch("/registrations.json", { credentials: "omit" });
    if (!answer.ok) throw new Error(String(answer.status));
    const { registrations } = await answer.json();
    for (const one of registrations) {
      const category = one.category ? [one.category.en, one.category.ja] : [];
      const texts = [one.product_id, one.holder ?? "", ...category, ...one.models, ...one.gtin];
      one.text = folded(texts.join("\n"));
    }
    return registrations;
  };

  const cell = (row, text, tag = "td") => {
    const made = document.createElement(tag);
    made.textContent = text;
    row.append(made);
    return made;
  };

  const row = (one) => {
    const made = document.createElement("tr");
    const head = cell(made, "", "th");
    head.scope = "row";
    const link = document.createElement("a");
    link.href = `/${language}/registrations/${one.name}.html`;
    link.textContent = one.product_id;
    head.append(link);
    cell(made, one.level_names ? one.level_names[language] : String(one.level));
    cell(made, one.holder ?? "");
    cell(made, one.category ? one.category[language] : "");
    cell(made, one.models.join(language === "ja" ? "、" : ", "));
    cell(made, `${one.words[language]} ${one.last_day}`);
    return made;
  };

  const show = (rows, text) => {
    body.replaceChildren(...rows);
    found.textContent = text;
    caption.textContent = text || captioned;
    if (pages) pages.hidden = text !== "";
  };

  const search = async () => {
    const words = folded(input.value).split(/\s+/u).filter((word) => word !== "");
    if (words.length === 0) {
      show(listed, "");
      return;
    }
    if (loading === null) {
      found.textContent = form.dataset.loading;
      loading = load();
    }
    try {
      const all = await loading;
      // Somebody may have typed on while the list was loaded.
      if (folded(input.value).split(/\s+/u).filter((word) => word !== "").join(" ") !== words.join(" ")) return;
      const hits = all.filter((one) => words.every((word) => one.text.includes(word)));
      const more = hits.length > MOST ? ` ${form.dataset.more}` : "";
      show(hits.slice(0, MOST).map(row), `${form.dataset.found} ${hits.length}.${more}`);
    } catch {
      loading = null;
      show(listed, "");
      found.textContent = form.dataset.failed;
    }
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", search);
  if (input.value !== "") search();
})();
