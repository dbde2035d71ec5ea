// ---- filter: the facets of the legend, which claims they let through, and how many each would show ----------------------
const PUBLISHERS = [...new Set(G.claims.map(publisher))].sort();
const TYPES = [...new Set(G.ranked.map((n) => G.events[n].type))].sort();
const publisherNumber = new Map(PUBLISHERS.map((name, n) => [name, n]));
const typeNumber = new Map(TYPES.map((name, n) => [name, n]));

const FACETS = [
  {
    title: "What a source does", keys: STANCES.map((s) => "s." + s),
    of: (claim) => ["s." + claim.stance],
  },
  { title: "Publisher", keys: PUBLISHERS.map((_, n) => "p." + n), of: (claim) => ["p." + publisherNumber.get(publisher(claim))] },
  {
    title: "Kind of event", keys: TYPES.map((_, n) => "t." + n),
    of: (claim) => claim.events.map((n) => "t." + typeNumber.get(G.events[n].type)),
  },
];
const RELATIONS = ["blamed", "contradicts", "tension"].map((kind) => "e." + kind);
const KEYS = new Set([...FACETS.flatMap((facet) => facet.keys), ...RELATIONS]);

// A claim passes a facet when one of its values is on; a claim about no event has no type to be hidden by.
const passes = (facet, claim) => { const keys = facet.of(claim); return !keys.length || keys.some((key) => !S.off.has(key)); };

let shown = new Uint8Array(G.claims.length);
function filter() {
  G.claims.forEach((claim, n) => {
    shown[n] = (S.narrated || !claim.narrated) && FACETS.every((facet) => passes(facet, claim)) ? 1 : 0;
  });
}

const isOn = (key) => !S.off.has(key);
const contradictionShown = (c) => isOn(c.soft ? "e.tension" : "e.contradicts") && c.claims.every((n) => shown[n]);

// How many claims each value of a facet stands for, given all other facets.
function counts() {
  const count = new Map();
  G.claims.forEach((claim) => {
    if (claim.narrated && !S.narrated) return;
    const failed = FACETS.filter((facet) => !passes(facet, claim));
    for (const facet of FACETS)
      if (failed.every((other) => other === facet))
        for (const key of new Set(facet.of(claim))) count.set(key, (count.get(key) || 0) + 1);
  });
  const tick = (key) => count.set(key, (count.get(key) || 0) + 1);
  for (const c of G.contradictions) if (c.claims.every((n) => shown[n])) tick(c.soft ? "e.tension" : "e.contradicts");
  for (const f of G.folds) if (f[2] === "blamed" && f[3].some((n) => shown[n])) tick("e.blamed");
  return count;
}

function legendRow(key, icon, word, count) {
  const box = el("input", { type: "checkbox", "data-key": key });
  box.checked = isOn(key);
  box.addEventListener("change", () => {
    const off = new Set(S.off);
    if (box.checked) off.delete(key); else off.add(key);
    go({ off }, false);
  });
  return el("li", {}, el("label", {}, box, icon, el("span", { class: "word" }, word), el("span", { class: "count" }, count.toLocaleString("en"))));
}

function switchRow(id, name, word, count) {
  const box = el("input", { type: "checkbox", id });
  box.checked = S[name];
  box.addEventListener("change", () => go({ [name]: box.checked }, false));
  return el("li", {}, el("label", {}, box, el("span", { class: "word" }, word), el("span", { class: "count" }, count.toLocaleString("en"))));
}

function legend() {
  const count = counts();
  const at = document.activeElement && $("legend").contains(document.activeElement) ? document.activeElement : null;
  const again = at && (at.id ? "#" + at.id : at.dataset.key ? '[data-key="' + CSS.escape(at.dataset.key) + '"]' : null);
  const list = (title, ...rows) => [el("h3", {}, title), el("ul", { class: "legend" }, ...rows)];
  const narrated = G.claims.filter((claim) => claim.narrated).length;
  const settled = G.ranked.filter((n) => !G.events[n].hard).length;
  const used = RELATIONS.filter((key) => key === "e.blamed" ? G.folds.some((f) => f[2] === "blamed")
    : G.contradictions.some((c) => c.soft === (key === "e.tension")));
  $("legend").replaceChildren(
    ...list(FACETS[0].title, ...STANCES.map((s) => legendRow("s." + s, edgeIcon(s), G.encoding.edges[s].word, count.get("s." + s) || 0))),
    ...list("Between claims and actors", ...used.map((key) => legendRow(key, edgeIcon(key.slice(2)), G.encoding.edges[key.slice(2)].word, count.get(key) || 0))),
    ...list("Also show",
      narrated ? switchRow("narrated", "narrated", "articles’ own voice", narrated) : null,
      settled ? switchRow("settled", "settled", "undisputed events (overview)", settled) : null),
    ...list(FACETS[1].title, ...PUBLISHERS.map((name, n) => legendRow("p." + n, null, name, count.get("p." + n) || 0))),
    ...list(FACETS[2].title, ...TYPES.map((name, n) => legendRow("t." + n, null, pretty(name), count.get("t." + n) || 0))),
    ...list("Shapes", ...Object.entries(G.encoding.nodes).map(([kind, style]) =>
      el("li", { class: "key" }, nodeIcon(kind), el("span", { class: "word" }, style.word)))),
  );
  if (again) { const target = $("legend").querySelector(again); if (target) target.focus(); }
  $("reset").hidden = !S.off.size;
}
