// ---- search: names, events and quotations, by keyboard ------------------------------------------------------------------
let haystack = null;
function prepare() {
  if (haystack) return haystack;
  haystack = [
    ...G.ranked.map((n) => ({ sel: { kind: "event", n }, label: G.events[n].label, note: "event", text: fold(G.events[n].label + " " + (G.events[n].time || "")) })),
    ...G.entities.flatMap((e, n) => foldsOfActor.has(n) || ["person", "organization"].includes(e.type)
      ? [{ sel: { kind: "actor", n }, label: e.name, note: pretty(e.subtype || e.type), text: fold([e.name, ...e.aliases].join(" ")) }] : []),
    ...G.claims.map((c, n) => ({ sel: { kind: "claim", n }, label: "“" + quotation(c) + "”", note: speaker(c) + " " + WORD[c.stance], text: fold(quotation(c)) })),
  ];
  return haystack;
}

let hits = [], at = -1;
function search() {
  const words = fold($("query").value).split(/\s+/).filter(Boolean);
  hits = words.length ? prepare().filter((item) => words.every((word) => item.text.includes(word)) && (item.sel.kind !== "claim" || shown[item.sel.n])).slice(0, 40) : [];
  at = hits.length ? 0 : -1;
  $("results").replaceChildren(...hits.map((item, i) => el("li", { role: "option", id: "hit" + i, "aria-selected": String(i === at), onmousedown: (event) => { event.preventDefault(); take(i); } },
    el("span", { class: "label" }, item.label), el("span", { class: "foot" }, item.note))),
  ...(words.length && !hits.length ? [el("li", { class: "quiet" }, "Nothing found")] : []));
  $("results").hidden = !words.length;
  mark();
  say(words.length ? plural(hits.length, "result") : "");
}
function mark() {
  [...$("results").children].forEach((row, i) => row.setAttribute("aria-selected", String(i === at)));
  $("query").setAttribute("aria-expanded", String(!$("results").hidden));
  if (at >= 0) { $("query").setAttribute("aria-activedescendant", "hit" + at); $("results").children[at].scrollIntoView({ block: "nearest" }); }
  else $("query").removeAttribute("aria-activedescendant");
}
function shut() { $("results").hidden = true; at = -1; mark(); }
function take(i) {
  const item = hits[i];
  if (!item) return;
  shut();
  $("query").blur();
  if (item.sel.kind === "event") go({ view: "dossier", event: item.sel.n, sel: null });
  else if (item.sel.kind === "claim") goToClaim(item.sel.n);
  else go({ sel: item.sel });
  if (S.sel) $("panel").focus();
}
function goToClaim(n) {
  const event = G.claims[n].events[0];
  go({ sel: { kind: "claim", n }, ...(S.view === "dossier" && event !== undefined && !G.claims[n].events.includes(S.event) ? { event } : {}) });
}
$("query").addEventListener("input", search);
$("query").addEventListener("focus", () => { if ($("query").value) search(); });
$("query").addEventListener("blur", shut);
$("query").addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" && hits.length) at = (at + 1) % hits.length;
  else if (event.key === "ArrowUp" && hits.length) at = (at - 1 + hits.length) % hits.length;
  else if (event.key === "Enter") { take(at); return; }
  else if (event.key === "Escape") { shut(); $("query").blur(); event.stopPropagation(); return; }
  else return;
  event.preventDefault();
  mark();
});
