// ---- core: the data, the state, and the only way in which text enters the document ------------------------------------
const $ = (id) => document.getElementById(id);
const block = (id) => JSON.parse($(id).textContent);
const G = block("payload");
const DRAWN = block("vis-data");
const OPTIONS = block("vis-options");
const STANCES = ["claimed", "denied", "unconfirmed"];
const WORD = { claimed: "claims", denied: "denies", unconfirmed: "does not confirm" };
const CONFLICT = {
  stance: "one affirms what the other denies",
  actor: "they name different culprits or causes",
  weapon: "they name different weapons",
  count: "their figures exclude each other",
  target: "they name different targets",
  place: "they name different places",
  time: "they name different times",
  occurrence: "they disagree on what happened",
};

const conflict = (c) => (Object.hasOwn(CONFLICT, c.kind) ? CONFLICT[c.kind] : pretty(c.kind));

const S = {
  view: "dossier", event: null, sel: null, off: new Set(), narrated: false, settled: false, theme: null,
  words: "", sort: "contradicts", descending: true,
};

// Children that are strings become text nodes: no string is ever parsed as markup.
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on") && typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

const button = (attributes, ...children) => el("button", { type: "button", ...attributes }, ...children);

function link(url, ...children) {
  // Python has looked at the address already; a page is hostile ground, so look again.
  if (typeof url !== "string" || !/^https?:\/\/[^\s\\]+$/i.test(url)) return null;
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, ...children);
}

const plural = (n, one, many) => n.toLocaleString("en") + " " + (n === 1 ? one : many || one + "s");
const say = (text) => { $("live").textContent = text; };
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const pretty = (text) => String(text).replace(/_/g, " ");

// ---- records ------------------------------------------------------------------------------------------------------------
const numberOf = new Map();
for (const [kind, list] of [["claim", G.claims], ["event", G.events], ["actor", G.entities], ["contradiction", G.contradictions]])
  list.forEach((record, n) => numberOf.set(record.id, { kind, n }));

const contradictionsOf = G.claims.map(() => []);
G.contradictions.forEach((c, n) => c.claims.forEach((claim) => contradictionsOf[claim].push(n)));

const claimsOfEvent = G.events.map(() => []);
G.claims.forEach((claim, n) => claim.events.forEach((event) => claimsOfEvent[event].push(n)));

const foldsOfActor = new Map();
G.folds.forEach((f, n) => { if (!foldsOfActor.has(f[0])) foldsOfActor.set(f[0], []); foldsOfActor.get(f[0]).push(n); });

// Offsets are code points, JavaScript counts UTF-16 units: they differ where a run has characters beyond the first plane.
const points = new Map();
function cut(article, start, end) {
  const run = G.articles[article].runs.findLast(([from]) => from <= start);
  if (!run) return "";
  const [from, text] = run;
  if (!points.has(run)) points.set(run, /[\ud800-\udfff]/.test(text) ? Array.from(text) : null);
  const units = points.get(run);
  return units ? units.slice(start - from, end - from).join("") : text.slice(start - from, end - from);
}

const quotation = (claim) => claim.content.map(([a, b]) => cut(claim.article, a, b)).join(" … ");
const publisher = (claim) => G.articles[claim.article].publisher;
function speaker(claim) {
  if (claim.narrated) return publisher(claim) + ", in its own voice";
  return claim.speakers.map((n) => G.entities[n].name).join(", ") || "Someone unnamed";
}
const date = (claim) => claim.on || G.articles[claim.article].published || "";
function blames(claim) {
  const names = claim.propositions.map((n) => G.propositions[n])
    .filter((p) => p.kind === "attributed_to" && p.object !== null && p.object !== undefined)
    .map((p) => G.entities[p.object].name);
  return [...new Set(names)];
}
