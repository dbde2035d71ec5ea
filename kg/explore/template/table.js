// ---- table: the same claims as rows, for sorting, for screen readers, for taking away -----------------------------------
const COLUMNS = [
  ["speaker", "Source", speaker],
  ["stance", "Does", (claim) => WORD[claim.stance]],
  ["quotation", "In these words", quotation],
  ["event", "About", (claim) => claim.events.map((n) => G.events[n].label).join("; ")],
  ["blames", "Names as responsible", (claim) => blames(claim).join(", ")],
  ["contradicts", "Contradicted by", (claim, n) => contradictionsOf[n].filter((k) => contradictionShown(G.contradictions[k])).length],
  ["publisher", "Publisher", publisher],
  ["date", "Date", date],
];
const PAGE = 200;
let limit = PAGE;

function rows() {
  const words = fold(S.words).split(/\s+/).filter(Boolean);
  const found = [];
  G.claims.forEach((claim, n) => {
    if (!shown[n]) return;
    const cells = COLUMNS.map(([, , value]) => value(claim, n));
    if (words.length) { const text = fold(cells.join(" ")); if (!words.every((word) => text.includes(word))) return; }
    found.push({ n, cells });
  });
  const at = Math.max(0, COLUMNS.findIndex(([key]) => key === S.sort)), sign = S.descending ? -1 : 1;
  const compare = (a, b) => (typeof a === "number" ? a - b : a < b ? -1 : a > b ? 1 : 0);
  return found.sort((a, b) => sign * compare(a.cells[at], b.cells[at]) || a.n - b.n);
}

function table() {
  if (S.view !== "table") return;
  const list = rows(), typing = document.activeElement && document.activeElement.id === "words";
  const words = el("input", { id: "words", type: "search", "aria-label": "Filter the table by words", placeholder: "Filter by words", value: S.words });
  words.addEventListener("input", () => { limit = PAGE; go({ words: words.value }, false); });
  const heads = COLUMNS.map(([key, title]) => el("th", { scope: "col", "aria-sort": key !== S.sort ? "none" : S.descending ? "descending" : "ascending" },
    button({ class: "sort", "data-sort": key, onclick: () => { go({ sort: key, descending: key === S.sort ? !S.descending : key === "contradicts" }, false); $("table").querySelector('[data-sort="' + key + '"]').focus(); } },
      title, el("span", { "aria-hidden": "true" }, key !== S.sort ? "" : S.descending ? " ▾" : " ▴"))));
  const body = list.slice(0, limit).map(({ n, cells }) => el("tr", { class: S.sel && S.sel.kind === "claim" && S.sel.n === n ? "picked" : null },
    cells.map((cell, i) => {
      const key = COLUMNS[i][0];
      if (key === "quotation") return el("td", {}, button({ class: "plain", "data-claim": G.claims[n].id, onclick: pick({ kind: "claim", n }) }, el("q", { dir: "auto" }, cell)));
      if (key === "stance") return el("td", { class: "nowrap" }, edgeIcon(G.claims[n].stance), " " + cell);
      if (key === "contradicts") return el("td", { class: "number" }, cell ? "⚠ " + cell : "–");
      return el("td", { class: key === "date" ? "nowrap" : null }, String(cell));
    })));
  $("table").replaceChildren(
    el("div", { class: "bar" }, words, el("span", { id: "count" }, plural(list.length, "claim") + (list.length < G.claims.length ? " of " + G.claims.length.toLocaleString("en") : ""))),
    el("div", { class: "scroll" }, el("table", {}, el("caption", { class: "hidden" }, "Claims that are shown"), el("thead", {}, el("tr", {}, heads)), el("tbody", {}, body))),
    ...(list.length > limit ? [button({ class: "go", onclick: () => { limit += 5 * PAGE; table(); } }, "Show more")] : []));
  if (typing) { const input = $("words"); input.focus(); input.setSelectionRange(input.value.length, input.value.length); }
}
