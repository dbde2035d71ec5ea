// ---- main: the state in the address, the frame around the canvas, the keys ----------------------------------------------
function address() {
  const hash = new URLSearchParams();
  hash.set("view", S.view);
  if (S.view === "dossier" && S.event !== null) hash.set("event", G.events[S.event].id);
  const id = S.sel && { claim: () => G.claims[S.sel.n].id, event: () => G.events[S.sel.n].id, actor: () => G.entities[S.sel.n].id, contradiction: () => G.contradictions[S.sel.n].id }[S.sel.kind];
  if (S.sel) hash.set("sel", id ? id() : S.sel.kind === "fold" ? "fold " + S.sel.n : "clash " + S.sel.a + " " + S.sel.b);
  if (S.off.size) hash.set("off", [...S.off].sort().join(" "));
  if (S.narrated) hash.set("narrated", "1");
  if (S.settled) hash.set("settled", "1");
  if (S.words) hash.set("words", S.words);
  if (S.sort !== "contradicts" || !S.descending) hash.set("sort", (S.descending ? "-" : "") + S.sort);
  if (S.theme !== system()) hash.set("theme", S.theme);
  return "#" + hash;
}
const system = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

// An address comes from anywhere: every value is looked up among those that exist, or dropped.
function parse() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const event = numberOf.get(hash.get("event")), sel = hash.get("sel") || "", found = numberOf.get(sel);
  const folded = /^fold (\d{1,7})$/.exec(sel), clash = /^clash (q\d+v\d+) (q\d+v\d+)$/.exec(sel);
  const sort = (hash.get("sort") || "-contradicts").replace(/^-/, "");
  const first = G.ranked.length ? G.ranked[0] : null;
  return {
    view: ["dossier", "overview", "table"].includes(hash.get("view")) ? hash.get("view") : first === null ? "table" : "dossier",
    event: event && event.kind === "event" && G.dossiers[event.n] ? event.n : first,
    sel: found || (folded && Number(folded[1]) < G.folds.length ? { kind: "fold", n: Number(folded[1]) } : clash ? { kind: "clash", a: clash[1], b: clash[2] } : null),
    off: new Set((hash.get("off") || "").split(" ").filter((key) => KEYS.has(key))),
    narrated: hash.get("narrated") === "1",
    settled: hash.get("settled") === "1",
    words: (hash.get("words") || "").slice(0, 200),
    sort: COLUMNS.some(([key]) => key === sort) ? sort : "contradicts",
    descending: (hash.get("sort") || "-contradicts").startsWith("-"),
    theme: ["light", "dark"].includes(hash.get("theme")) ? hash.get("theme") : system(),
  };
}

// Every change goes through here: a step of reading makes an entry for the back button, a filter does not.
function go(change, step = true) {
  const before = S.view + S.event;
  Object.assign(S, change);
  const hash = address();
  if (hash !== location.hash) { if (step) history.pushState(null, "", hash); else history.replaceState(null, "", hash); }
  show(before !== S.view + S.event);
}

function show(refit) {
  const root = document.documentElement, dark = S.theme === "dark";
  root.dataset.theme = S.theme;
  document.body.dataset.view = S.view;
  $("theme").textContent = dark ? "Light" : "Dark";
  for (const view of ["dossier", "overview", "table"]) $("to-" + view).setAttribute("aria-pressed", String(S.view === view));
  $("table").hidden = S.view !== "table";
  for (const id of ["canvas", "zoom", "hint"]) $(id).hidden = S.view === "table";
  for (const id of ["save-png", "save-svg"]) $(id).disabled = S.view === "table";
  filter();
  legend();
  rail();
  panel();
  table();
  showScene(refit);
  if (S.view !== "table" && S.sel) reveal();
  $("hint").textContent = S.view === "overview"
    ? "Click an edge to read its claims, a name to see all that it says. Double-click an event for its dossier."
    : "Click a claim to read it in its article. Scroll to read on.";
  const total = shown.reduce((sum, one) => sum + one, 0);
  say(S.view === "table" ? "" : plural(scene.size, "box", "boxes") + " drawn, " + plural(total, "claim") + " shown");
}

function rail() {
  const row = (n) => {
    const event = G.events[n], here = S.view === "dossier" && S.event === n;
    return el("li", {}, button({ class: "event", "aria-current": here ? "true" : null, onclick: openDossier(n) }, el("span", { class: "label" }, event.label),
      el("span", { class: "foot" }, [event.time, event.hard ? "⚠ " + plural(event.hard, "contradiction") : null, plural(claimsOfEvent[n].filter((c) => !G.claims[c].narrated).length, "claim")].filter(Boolean).join(" · "))));
  };
  const most = 60, on = (n) => isOn("t." + typeNumber.get(G.events[n].type));
  const disputed = G.ranked.filter((n) => G.events[n].hard && on(n)), others = G.ranked.filter((n) => !G.events[n].hard && on(n));
  const note = (list) => list.length > most ? [el("li", { class: "quiet" }, plural(list.length - most, "more event") + ": search for them")] : [];
  const focused = document.activeElement, place = focused && focused.classList.contains("event") ? [...document.querySelectorAll("button.event")].indexOf(focused) : -1;
  $("events").replaceChildren(...disputed.slice(0, most).map(row), ...note(disputed));
  $("others").replaceChildren(...others.slice(0, most).map(row), ...note(others));
  $("rail-others").hidden = !others.length;
  if (!disputed.length) $("events").append(el("li", { class: "quiet" }, "No contradictions were found."));
  if (place >= 0) { const again = document.querySelectorAll("button.event")[place]; if (again) again.focus(); }
}

// ---- frame ----------------------------------------------------------------------------------------------------------------
const speakers = new Set(G.claims.flatMap((claim) => (claim.narrated ? [] : claim.speakers)));
$("summary").textContent = [plural(G.articles.length, "article"), plural(G.claims.filter((c) => !c.narrated).length, "claim"), plural(speakers.size, "source"),
  plural(G.events.filter((e) => e.hard).length, "disputed event")].join(" · ");
$("to-dossier").addEventListener("click", () => go({ view: "dossier", event: S.sel && S.sel.kind === "event" && G.dossiers[S.sel.n] ? S.sel.n : S.event, sel: S.sel && S.sel.kind === "claim" ? S.sel : null }));
$("to-overview").addEventListener("click", () => go({ view: "overview", sel: S.event !== null && S.view === "dossier" ? { kind: "event", n: S.event } : null }));
$("to-table").addEventListener("click", () => go({ view: "table", sel: null }));
$("skip").addEventListener("click", (event) => { event.preventDefault(); go({ view: "table", sel: null }); $("table").focus(); });
$("theme").addEventListener("click", () => go({ theme: S.theme === "dark" ? "light" : "dark" }, false));
$("reset").addEventListener("click", () => go({ off: new Set() }, false));
$("zoom-in").addEventListener("click", () => zoom(1.25));
$("zoom-out").addEventListener("click", () => zoom(1 / 1.25));
$("fit").addEventListener("click", () => look(true));
addEventListener("popstate", () => { const before = S.view + S.event; Object.assign(S, parse()); show(before !== S.view + S.event); });
let narrow = innerWidth < 800, resizing = 0;
addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(() => { if (narrow !== innerWidth < 800) { narrow = innerWidth < 800; panel(); } showScene(true); }, 120); });
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && S.sel) return go({ sel: null });
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName) && document.activeElement.type !== "checkbox") return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key === "/") { $("query").focus(); event.preventDefault(); }
  else if (key === "f") look(true);
  else if (key === "d") $("theme").click();
  else if (key === "t") $("to-table").click();
  else if (key === "o") $("to-overview").click();
});

// What is drawn and where, for scripts that look at the page from outside; nothing here changes the data.
window.claimgraph = Object.freeze({
  drawn: () => [...scene.values()].map((node) => {
    const body = network.body.nodes[node.key], at = network.canvasToDOM({ x: body.x, y: body.y }), box = canvas.getBoundingClientRect();
    return { key: node.key, kind: node.kind, claim: node.kind === "claim" ? G.claims[node.claim].id : null, x: box.left + at.x, y: box.top + at.y, scene: [body.x, body.y, node.w, node.h] };
  }),
  lines: () => edges.get().map((edge) => {
    const at = network.body.edges[edge.id].edgeType.getPoint(0.5), dom = network.canvasToDOM(at), box = canvas.getBoundingClientRect();
    return { id: edge.id, kind: edge.kind, from: edge.from, to: edge.to, x: box.left + dom.x, y: box.top + dom.y };
  }),
  centre: (key) => { const body = network.body.nodes[key]; network.moveTo({ position: { x: body.x + covered() / 2 / network.getScale(), y: body.y }, animation: false }); },
});

if (narrow) for (const id of ["rail-events", "rail-filters"]) $(id).open = false;
Object.assign(S, parse());
show(true);
history.replaceState(null, "", address());
