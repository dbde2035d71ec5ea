// ---- panel: the selected thing in words -----------------------------------------------------------------------------------
const pick = (sel) => (event) => { event.preventDefault(); go({ sel }); $("panel").focus(); };
const openDossier = (n) => () => { go({ view: "dossier", event: n, sel: null }); };
const eventLine = (n) => button({ class: "plain", onclick: openDossier(n) }, G.events[n].label);
const actorLine = (n) => button({ class: "plain", onclick: pick({ kind: "actor", n }) }, el("bdi", {}, G.entities[n].name));
const between = (list, glue) => list.flatMap((item, i) => (i ? [glue, item] : [item]));

function claimCard(n, note) {
  const claim = G.claims[n];
  return el("li", { class: "card " + claim.stance },
    el("p", { class: "who" }, edgeIcon(claim.stance), el("b", {}, el("bdi", {}, speaker(claim))), " " + WORD[claim.stance]),
    button({ class: "quote", onclick: pick({ kind: "claim", n }), "data-claim": claim.id }, el("q", { dir: "auto" }, quotation(claim) || "(no words)")),
    el("p", { class: "foot" }, [publisher(claim), date(claim)].filter(Boolean).join(" · "), note ? el("span", { class: "note" }, note) : null));
}
const cards = (list, most = 40) => list.length ? el("ul", { class: "cards" }, list.slice(0, most).map((n) => claimCard(n)),
  list.length > most ? el("li", {}, plural(list.length - most, "more claim") + " in the table") : null) : null;

// The first few claims, the rest one click away, so that the next version is in sight.
const folded = (list, first = 3) => list.length <= first + 1 ? cards(list)
  : [cards(list.slice(0, first)), el("details", { class: "more" }, el("summary", {}, plural(list.length - first, "more claim")), cards(list.slice(first), 200))];

const fact = (name, ...value) => { const kept = value.flat(9).filter((v) => v !== null && v !== undefined && v !== ""); return kept.length ? [el("dt", {}, name), el("dd", {}, kept)] : []; };

// ---- a claim --------------------------------------------------------------------------------------------------------------
// One paragraph: each content span is one <mark>, so that its text is exactly the words; cue and source are signs inside or outside.
function paragraph(claim, [start, end]) {
  const signs = [["cue", claim.cue, "the cue"], ["source", claim.source, "the source"]].filter(([, span]) => span);
  const piece = (from, to) => {
    const edges = [...new Set([from, to, ...signs.flatMap(([, span]) => span)])].filter((x) => x >= from && x <= to).sort((a, b) => a - b);
    return edges.slice(1).map((b, i) => {
      const a = edges[i], words = cut(claim.article, a, b);
      const sign = signs.find(([, span]) => span[0] <= a && b <= span[1]);
      return sign ? el("span", { class: sign[0], title: sign[2] }, words) : words;
    });
  };
  const out = [];
  let at = start;
  for (const [a, b] of [...claim.content].sort((p, q) => p[0] - q[0])) {
    if (b <= start || a >= end) continue;
    if (a > at) out.push(piece(at, a));
    if (b > at) out.push(el("mark", {}, piece(Math.max(a, at), b)));
    at = Math.max(at, b);
  }
  if (at < end) out.push(piece(at, end));
  return el("p", { class: "passage", dir: "auto" }, out);
}

function claimPanel(n) {
  const claim = G.claims[n], article = G.articles[claim.article];
  const relays = claim.relays.map(actorLine);
  const against = contradictionsOf[n].map((k) => G.contradictions[k]);
  const rival = (c) => claimCard(c.claims[0] === n ? c.claims[1] : c.claims[0], (c.soft ? "May contradict: " : "") + conflict(c) + " (" + c.rule + ")");
  const hard = against.filter((c) => !c.soft), soft = against.filter((c) => c.soft);
  return [
    el("h2", {}, edgeIcon(claim.stance), el("bdi", {}, speaker(claim)), el("span", { class: "stance " + claim.stance }, " " + WORD[claim.stance])),
    el("blockquote", { class: claim.stance, dir: "auto" }, quotation(claim)),
    el("h3", {}, "In the article"),
    el("div", { class: "text" }, between(claim.context.map((range) => paragraph(claim, range)), el("p", { class: "gap" }, "…"))),
    el("p", { class: "key" }, el("span", { class: "mark" }, "claimed words"), claim.cue ? el("span", { class: "cue" }, "cue") : null, claim.source ? el("span", { class: "source" }, "source") : null),
    el("dl", {},
      fact("Article", link(article.url, article.title || article.doc) || article.title || article.doc),
      fact("Publisher", article.publisher + (article.inferred.includes("publisher") ? " (inferred)" : "")),
      fact("Published", article.published, article.inferred.includes("published") ? " (inferred)" : null),
      fact("Said by", claim.narrated ? "the article itself" : claim.speakers.length ? between(claim.speakers.map(actorLine), ", ") : "nobody the article names"),
      fact("Relayed by", between(relays, " ← ")),
      fact("Said on", claim.on),
      fact("About", between(claim.events.map(eventLine), "; ")),
      fact("States", between(claim.propositions.map((p) => G.propositions[p].label), "; ")),
      fact("Marks", claim.tags.map(pretty).join(", ")),
      fact("Found by", claim.rule ? pretty(claim.rule) + (claim.confidence ? ", confidence " + claim.confidence : "") : null)),
    hard.length ? [el("h3", {}, "Contradicted by " + plural(hard.length, "claim")), el("ul", { class: "cards" }, hard.map(rival))] : null,
    soft.length ? [el("h3", {}, "May be contradicted by"), el("ul", { class: "cards" }, soft.map(rival))] : null,
    !against.length ? el("p", { class: "quiet" }, "No claim was found that contradicts it.") : null,
  ];
}

// ---- an event, an actor, an edge --------------------------------------------------------------------------------------------
function rangeBar(row, most) {
  const percent = (x) => Math.round((x / (most * 1.1)) * 1000) / 10;
  const low = percent(row.low || 0), high = row.high === null ? 100 : percent(row.high);
  return icon(220, (pen) => {
    pen.path("M0 8H220", { stroke: surface("line") });
    pen.path(`M${low * 2.1} 8H${Math.max(high * 2.1, low * 2.1 + 1)}`, { stroke: edgeInk("claimed"), width: 4 });
    pen.path(`M${low * 2.1 + 1} 3V13`, { stroke: edgeInk("claimed"), width: 3 });
    if (row.high === null) head(pen, "arrow", 216, 8, 1, 0, 6, edgeInk("claimed"));
  });
}

function eventPanel(n) {
  const event = G.events[n], both = G.dossiers[n];
  const data = both ? (S.narrated && both.full ? both.full : both.quiet) : { nodes: [], clashes: [] };
  const out = [el("h2", {}, nodeIcon("event"), event.label), el("dl", {},
    fact("Kind", pretty(event.type)), fact("When", event.time || "unknown"), fact("Where", event.places.map((p) => G.entities[p].name + (G.entities[p].disputed ? " (disputed territory)" : "")).join(", ")),
    fact("Part of", event.part !== null && event.part !== undefined ? eventLine(event.part) : null),
    fact("Told by", plural(event.articles, "article")), fact("Disputed", event.hard ? plural(event.hard, "contradiction") : "no contradiction found"))];
  if (S.view !== "dossier") out.push(el("p", {}, button({ class: "go", onclick: openDossier(n) }, "Open the dossier")));
  for (const band of data.nodes.filter((node) => node.kind === "band")) {
    if (band.key === "tolls") {
      out.push(el("h3", {}, band.title));
      for (const toll of data.nodes.filter((node) => node.kind === "toll")) {
        const most = Math.max(1, ...toll.rows.map((row) => Math.max(row.low || 0, row.high || 0)));
        out.push(el("h4", {}, pretty(toll.title)), el("ul", { class: "tolls" }, toll.rows.filter((row) => row.claims.some((c) => shown[c])).map((row) =>
          el("li", {}, button({ class: "plain", onclick: pick({ kind: "claim", n: row.claims[0] }) }, row.label[0]), rangeBar(row, most), el("span", { class: "foot" }, row.by[0])))));
      }
      continue;
    }
    const claims = (node) => claimsUnder(data, node.key).filter((c) => shown[c]);
    if (band.key === "rest") {
      out.push(el("h3", {}, band.title), folded(data.nodes.filter((node) => node.kind === "claim" && node.key.startsWith("rc") && shown[node.claim]).map((node) => node.claim)));
      continue;
    }
    out.push(el("h3", {}, band.title), ...data.nodes.filter((node) => node.kind === "version" && versionOf(node.key) === band.key).flatMap((node) =>
      [el("section", { class: "version" }, el("h4", {}, el("small", {}, node.caption), node.title.join(" "), node.note.length ? el("small", {}, node.note.join(" ")) : null), folded(claims(node)))]));
  }
  out.push(mergeNotes(event.merges));
  return out;
}

const mergeNotes = (merges) => merges.length ? [el("h3", {}, "Taken for one because"), el("ul", { class: "notes" }, merges.map((m) => el("li", {}, pretty(m.rule) + ": " + m.evidence)))] : null;

function actorPanel(n) {
  const actor = G.entities[n], mine = foldsOfActor.get(n) || [];
  const of = (kind) => [...new Set(mine.filter((k) => G.folds[k][2] === kind).flatMap((k) => G.folds[k][3]))].filter((c) => shown[c]);
  // Claims about no event are in no fold.
  const loose = (stance) => G.claims.flatMap((c, k) => (c.stance === stance && !c.events.length && shown[k] && c.speakers.includes(n) ? [k] : []));
  const offices = G.offices.filter((o) => o.member === n || o.organization === n);
  const part = (title, list) => list.length ? [el("h3", {}, title + " (" + list.length + ")"), cards(list)] : null;
  return [
    el("h2", {}, nodeIcon(actor.type === "person" ? "person" : actor.type === "organization" ? "organization" : "event"), el("bdi", {}, actor.name)),
    el("dl", {}, fact("Kind", pretty(actor.subtype || actor.type) + (actor.anonymous ? ", unnamed in the article" : "")), fact("Also called", actor.aliases.slice(0, 12).join(", ")),
      fact("Role", actor.roles.join("; ")), fact("State", actor.state !== null && actor.state !== undefined ? actorLine(actor.state) : null),
      fact("Office", between(offices.map((o) => [o.role + ", ", actorLine(o.member === n ? o.organization : o.member)]), "; "))),
    part("Claims", [...of("claimed"), ...loose("claimed")]), part("Denies", [...of("denied"), ...loose("denied")]),
    part("Does not confirm", [...of("unconfirmed"), ...loose("unconfirmed")]), part("Is blamed", of("blamed")),
    mergeNotes(actor.merges),
  ];
}

function foldPanel(n) {
  const [actor, event, kind, claims] = G.folds[n];
  return [el("h2", {}, edgeIcon(kind), el("bdi", {}, G.entities[actor].name), " " + G.encoding.edges[kind].word),
    el("p", {}, "about ", eventLine(event)), cards(claims.filter((c) => shown[c])), el("p", {}, "More about ", actorLine(actor))];
}

function contradictionPanel(list, title) {
  return [el("h2", {}, edgeIcon("contradicts"), title), ...list.map((k) => {
    const c = G.contradictions[k];
    return el("section", { class: "pair" }, el("p", {}, (c.soft ? "May contradict: " : "") + conflict(c), el("span", { class: "note" }, c.rule)), el("ul", { class: "cards" }, c.claims.map((n) => claimCard(n))));
  })];
}

function panelContent() {
  const sel = S.sel;
  if (!sel) return null;
  if (sel.kind === "claim") return claimPanel(sel.n);
  if (sel.kind === "event") return eventPanel(sel.n);
  if (sel.kind === "actor") return actorPanel(sel.n);
  if (sel.kind === "fold") return foldPanel(sel.n);
  if (sel.kind === "contradiction") return contradictionPanel([sel.n], "Contradiction");
  const both = G.dossiers[S.event], data = both && (S.narrated && both.full ? both.full : both.quiet);
  const clash = data && data.clashes.find((c) => c.a === sel.a && c.b === sel.b);
  const name = (key) => data.nodes.find((node) => node.key === key).title.join(" ");
  return clash ? contradictionPanel(pairsBetween(data, clash), name(clash.a) + " against " + name(clash.b)) : null;
}

function panel() {
  // On a narrow screen the dossier itself is read in words: a drawing of columns would be too small.
  const reading = !S.sel && S.view === "dossier" && S.event !== null && innerWidth < 800;
  const content = reading ? eventPanel(S.event) : panelContent();
  $("panel").hidden = !content;
  document.body.dataset.panel = content ? (reading ? "reading" : "open") : "closed";
  if (!content) return $("panel").replaceChildren();
  const close = reading ? null : button({ id: "close", "aria-label": "Close details", onclick: () => go({ sel: null }) }, innerWidth < 800 ? "← back" : "✕");
  $("panel").replaceChildren(...[close, content].flat(9).filter(Boolean));
  $("panel").scrollTop = 0;
}
