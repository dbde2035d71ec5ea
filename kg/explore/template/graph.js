// ---- graph: vis-network with the scene of the overview or of one dossier ------------------------------------------------
const nodes = new vis.DataSet(), edges = new vis.DataSet();
const canvas = $("canvas");
const network = new vis.Network(canvas, { nodes, edges }, OPTIONS);
canvas.querySelector("canvas").setAttribute("aria-hidden", "true");

let scene = new Map(); // key of a node -> what it shows
let sceneName = "";
let near = null; // keys that stay bright in the overview while something is selected
let rivals = new Set(); // claims that contradict the selected one

const drawerOf = (node) => (node.record ? DRAW.thing : DRAW[node.kind]);

function visNode(node) {
  const draw = drawerOf(node);
  const size = node.record ? { width: node.r * 2, height: node.r * 2 } : { width: node.w, height: node.h };
  return {
    id: node.key, x: node.x, y: node.y, shape: "custom", label: " ", size: size.width / 2,
    ctxRenderer: ({ ctx, x, y, state }) => ({
      drawNode: () => draw(new CanvasPen(ctx), node, x, y, state.hover),
      nodeDimensions: size,
    }),
  };
}

// vis-network learns the size of a custom shape only after drawing it, too late for edges and clicks.
function settleSizes() {
  for (const [key, node] of scene) {
    const body = network.body.nodes[key];
    if (!body) continue;
    const width = node.record ? node.r * 2 : node.w, height = node.record ? node.r * 2 : node.h;
    Object.assign(body.shape, { customSizeWidth: width, customSizeHeight: height, width, height, radius: width / 2, left: body.x - width / 2, top: body.y - height / 2, refreshNeeded: false });
  }
}

const arrowEnds = (kind) => {
  const style = G.encoding.edges[kind], end = { enabled: true, type: style.head, scaleFactor: style.head === "bar" ? 1 : 0.7 };
  return style.both ? { to: end, from: end } : { to: end };
};
const labelFont = () => ({ size: 12, color: surface("text"), background: surface("ground"), strokeWidth: 0, align: "horizontal", face: FONT });
const edgeLook = (kind) => ({
  color: { color: edgeInk(kind), highlight: edgeInk(kind), hover: edgeInk(kind), inherit: false },
  dashes: G.encoding.edges[kind].dash.length ? G.encoding.edges[kind].dash : false,
  font: labelFont(),
});

// ---- overview -----------------------------------------------------------------------------------------------------------
const foldNumber = new Map(G.folds.map((f, n) => [f[2] + " " + G.entities[f[0]].id + " " + G.events[f[1]].id, n]));
const smoothOf = new Map(DRAWN.edges.map((edge) => [edge.id, edge.smooth]));

function overviewScene() {
  const list = S.settled || S.narrated || !G.overview.disputed.length ? G.overview.everything : G.overview.disputed;
  const wanted = new Map(list.map((node) => [node.key, node]));
  const links = [];
  const lane = new Map();
  G.folds.forEach((f, n) => {
    const actor = G.entities[f[0]].id, event = G.events[f[1]].id;
    if (!wanted.has(actor) || !wanted.has(event)) return;
    if (f[2] === "blamed" && !isOn("e.blamed")) return;
    const weight = f[3].filter((claim) => shown[claim]).length;
    const pair = actor + " " + event, slot = lane.get(pair) || 0;
    lane.set(pair, slot + 1);
    if (!weight) return;
    const back = f[2] === "blamed", id = f[2] + " " + pair;
    links.push({
      id, from: back ? event : actor, to: back ? actor : event, kind: f[2], fold: n, arrows: arrowEnds(f[2]), ...edgeLook(f[2]),
      width: 1 + 1.3 * Math.sqrt(weight), title: foldTitle(n, weight),
      smooth: smoothOf.get(id) || { enabled: true, type: back ? "curvedCCW" : "curvedCW", roundness: 0.1 + 0.14 * slot },
    });
  });
  const used = new Set(links.flatMap((edge) => [edge.from, edge.to]));
  const drawn = list.filter((node) => used.has(node.key));
  return {
    nodes: drawn.map((node) => ({ ...node, record: numberOf.get(node.key).kind, number: numberOf.get(node.key).n })),
    edges: links,
  };
}

const foldTitle = (n, weight) => {
  const [actor, event, kind] = G.folds[n];
  return kind === "blamed" ? plural(weight, "claim") + ": " + G.entities[actor].name + " is to blame for " + G.events[event].label
    : G.entities[actor].name + " " + WORD[kind] + " (" + plural(weight, "claim") + "): " + G.events[event].label;
};

// ---- dossier ------------------------------------------------------------------------------------------------------------
function dossierScene() {
  const both = G.dossiers[S.event];
  if (!both) return { nodes: [], edges: [] };
  const data = S.narrated && both.full ? both.full : both.quiet;
  // Boxes that a filter hides leave no hole: the boxes below them in the column move up.
  const lift = new Map();
  const drawn = [];
  for (const node of [...data.nodes].sort((a, b) => a.y - b.y)) {
    const kind = node.kind === "event" ? "header" : node.kind;
    const column = node.key.split(/[vcr]/)[0] + "|" + node.x;
    if (node.kind === "claim" && !shown[node.claim]) { lift.set(column, (lift.get(column) || 0) + node.h + 14); continue; }
    drawn.push({ ...node, kind, y: node.y - (node.kind === "claim" ? lift.get(column) || 0 : 0) });
  }
  const links = [];
  for (const clash of data.clashes) {
    const pairs = pairsBetween(data, clash);
    const hard = pairs.filter((n) => !G.contradictions[n].soft).length, soft = pairs.length - hard;
    if (!pairs.length) continue;
    const kind = hard ? "contradicts" : "tension";
    const [from, to] = [clash.a, clash.b], apart = Number(clash.b.split("v")[1]) - Number(clash.a.split("v")[1]);
    const n = hard || soft;
    links.push({
      id: "clash " + clash.a + " " + clash.b, from, to, kind, clash, arrows: arrowEnds(kind), ...edgeLook(kind), width: 2 + Math.min(4, Math.sqrt(n)),
      words: [...G.encoding.edges[kind].word.split(" "), ...(n > 1 ? ["× " + n] : [])], apart, title: plural(hard, "contradiction") + (soft ? ", " + soft + " uncertain" : ""),
      smooth: apart > 1 ? { enabled: true, type: "curvedCW", roundness: 0.16 } : { enabled: false },
    });
  }
  if (S.sel && S.sel.kind === "claim") links.push(...claimClashes(drawn, S.sel.n));
  return { nodes: drawn, edges: links };
}

const versionOf = (key) => key.replace(/v\d+$/, "");
const claimsUnder = (data, version) => data.nodes.find((node) => node.key === version).claims;
function pairsBetween(data, clash) {
  const left = new Set(claimsUnder(data, clash.a)), right = new Set(claimsUnder(data, clash.b));
  const found = [];
  G.contradictions.forEach((c, n) => {
    const [a, b] = c.claims;
    if (contradictionShown(c) && c.event === S.event && ((left.has(a) && right.has(b)) || (left.has(b) && right.has(a)))) found.push(n);
  });
  return found;
}

function claimClashes(drawn, claim) {
  const placed = new Map();
  for (const node of drawn) if (node.kind === "claim") { if (!placed.has(node.claim)) placed.set(node.claim, []); placed.get(node.claim).push(node); }
  const links = [];
  for (const n of contradictionsOf[claim]) {
    const c = G.contradictions[n], other = c.claims[0] === claim ? c.claims[1] : c.claims[0];
    if (!contradictionShown(c) || !placed.has(claim) || !placed.has(other)) continue;
    const from = placed.get(claim)[0];
    const to = placed.get(other).reduce((best, node) => (distance(node, from) < distance(best, from) ? node : best));
    const kind = c.soft ? "tension" : "contradicts";
    if (links.some((edge) => edge.to === to.key)) continue;
    links.push({
      id: "pair " + n, from: from.key, to: to.key, kind, contradiction: n, arrows: arrowEnds(kind), ...edgeLook(kind), width: 2,
      title: conflict(c), smooth: from.x === to.x ? { enabled: true, type: "curvedCW", roundness: 0.5 } : { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.5 },
    });
  }
  return links;
}
const distance = (a, b) => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);

// The word of a clash stands in the gap between its versions; vis-network would put it between their centres.
function clashWords(pen, edge) {
  const [from, to] = [edge.from, edge.to].map((key) => network.body.nodes[key]), [left, right] = [edge.from, edge.to].map((key) => scene.get(key));
  const body = network.body.edges[edge.id];
  if (!from || !to || !body || !body.connected) return;
  let at = body.edgeType.getPoint(0.5);
  if (edge.apart === 1) {
    const x = (from.x + left.w / 2 + to.x - right.w / 2) / 2;
    at = { x, y: from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x) };
  }
  // The line itself stays visible: the word above it, the number below.
  const [count, ...words] = /\d/.test(edge.words[edge.words.length - 1]) ? [...edge.words].reverse() : ["", ...[...edge.words].reverse()];
  const style = { size: 12.5, bold: true, anchor: "middle", halo: surface("ground") };
  words.forEach((word, i) => pen.text(word, at.x, at.y - 12 - i * 15, style));
  pen.text(count, at.x, at.y + 22, style);
}
network.on("afterDrawing", (context) => {
  const pen = new CanvasPen(context);
  for (const edge of edges.get()) if (edge.words) clashWords(pen, edge);
});

// ---- putting a scene on the canvas --------------------------------------------------------------------------------------
function showScene(refit) {
  if (S.view === "table") return;
  rivals = new Set();
  if (S.sel && S.sel.kind === "claim")
    for (const n of contradictionsOf[S.sel.n]) if (contradictionShown(G.contradictions[n])) G.contradictions[n].claims.forEach((claim) => rivals.add(claim));
  if (S.sel && S.sel.kind === "claim") rivals.delete(S.sel.n);
  const data = S.view === "overview" ? overviewScene() : dossierScene();
  const name = S.view === "overview" ? "overview" + (S.settled || S.narrated) : "dossier " + S.event + S.narrated;
  const moved = name !== sceneName;
  if (moved) network.setOptions({ interaction: { dragNodes: S.view === "overview", zoomView: S.view === "overview" } });
  const kept = moved ? new Map() : new Map([...scene.keys()].map((key) => [key, network.body.nodes[key]]).filter(([, body]) => body).map(([key, body]) => [key, [body.x, body.y]]));
  sceneName = name;
  scene = new Map(data.nodes.map((node) => [node.key, node]));
  near = null;
  if (S.view === "overview") {
    // What a reader dragged stays where it was put.
    for (const node of data.nodes) if (kept.has(node.key)) [node.x, node.y] = kept.get(node.key);
    near = neighbours(data);
    if (near) for (const edge of data.edges) if (!near.edges.has(edge.id)) edge.color = { ...edge.color, opacity: 0.12 };
    near = near && near.keys;
  }
  edges.clear();
  nodes.clear();
  nodes.add(data.nodes.map(visNode));
  edges.add(data.edges);
  settleSizes();
  if (moved || refit) look();
  else network.redraw();
}

function neighbours(data) {
  if (!S.sel) return null;
  const f = S.sel.kind === "fold" ? G.folds[S.sel.n] : null;
  const mine = data.edges.filter((edge) => f ? edge.fold === S.sel.n
    : [edge.from, edge.to].some((key) => numberOf.get(key).kind === S.sel.kind && numberOf.get(key).n === S.sel.n));
  if (!mine.length) return null;
  return { keys: new Set(mine.flatMap((edge) => [edge.from, edge.to])), edges: new Set(mine.map((edge) => edge.id)) };
}

function extent(of = [...scene.values()]) {
  const list = of.map((node) => {
    const half = node.w / 2, below = node.record ? node.h - node.r : node.h / 2, above = node.record ? node.r : node.h / 2;
    return [node.x - half, node.y - above - 4, node.x + half, node.y + below];
  });
  if (!list.length) return [0, 0, 100, 100];
  return [0, 1].map((i) => Math.min(...list.map((box) => box[i]))).concat([2, 3].map((i) => Math.max(...list.map((box) => box[i]))));
}

// The part of the canvas that the panel does not cover.
const covered = () => ($("panel").hidden || innerWidth < 800 ? 0 : Math.max(0, canvas.getBoundingClientRect().right - $("panel").getBoundingClientRect().left));

// `all` shrinks the overview until it fits, however small its names become.
function look(all = false) {
  network.setSize("100%", "100%");
  network.redraw();
  // With something selected in the overview, what belongs to it fills the window.
  const focus = S.view === "overview" && near ? [...scene.values()].filter((node) => near.has(node.key)) : undefined;
  const [x0, y0, x1, y1] = extent(focus), width = canvas.clientWidth - covered(), height = canvas.clientHeight;
  if (!width || !height) return;
  const margin = S.view === "overview" ? 36 : 28;
  const wide = (width - margin * 2) / (x1 - x0), high = (height - margin * 2) / (y1 - y0);
  let scale, x, y;
  if (S.view === "overview") {
    // Names stay legible: a small window starts at the most disputed event instead of shrinking everything.
    const least = all ? 0.1 : 0.6, fits = Math.min(wide, high) >= least, first = [...scene.values()][0];
    scale = Math.max(least, Math.min(1.25, wide, high));
    [x, y] = fits || !first ? [(x0 + x1) / 2, (y0 + y1) / 2] : focus ? selectedPlace() : [first.x, first.y];
  } else {
    scale = Math.max(all ? 0.3 : 0.8, Math.min(1, wide));
    x = wide < scale ? x0 + (width / 2 - margin) / scale : (x0 + x1) / 2;
    y = y0 + (height / 2 - margin) / scale;
  }
  network.moveTo({ position: { x: x + covered() / 2 / scale, y }, scale, animation: false });
}

function selectedPlace() {
  const found = [...scene.values()].find(chosen) || [...scene.values()].find((node) => near.has(node.key));
  return [found.x, found.y];
}

function reveal() {
  // Bring the selected claim out from under the panel or the edge of the window.
  const found = [...scene.values()].find(chosen);
  if (!found) return;
  const at = network.canvasToDOM({ x: found.x, y: found.y }), scale = network.getScale();
  const half = (found.record ? found.r : found.w / 2) * scale, tall = (found.record ? found.r : found.h / 2) * scale;
  const right = canvas.clientWidth - covered();
  const dx = at.x + half > right - 12 ? at.x + half - right + 12 : at.x - half < 12 ? at.x - half - 12 : 0;
  const dy = at.y + tall > canvas.clientHeight - 12 ? at.y + tall - canvas.clientHeight + 12 : at.y - tall < 12 ? at.y - tall - 12 : 0;
  if (dx || dy) pan(dx, dy, false);
}

function pan(dx, dy, clamp) {
  const scale = network.getScale(), at = network.getViewPosition();
  let y = at.y + dy / scale;
  if (clamp) {
    const [, y0, , y1] = extent(), half = canvas.clientHeight / 2 / scale, margin = 28 / scale;
    y = Math.max(y0 + half - margin, Math.min(y, Math.max(y0 + half - margin, y1 - half + margin)));
  }
  network.moveTo({ position: { x: at.x + dx / scale, y }, animation: false });
}
const zoom = (factor) => network.moveTo({ scale: Math.max(0.15, Math.min(3, network.getScale() * factor)), animation: false });

// A dossier is read like a page: the wheel scrolls it, and zooms with Ctrl.
canvas.addEventListener("wheel", (event) => {
  if (S.view !== "dossier") return;
  event.preventDefault();
  if (event.ctrlKey) zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1);
  else pan(event.deltaX, event.deltaY * (event.deltaMode ? 30 : 1), true);
}, { passive: false });

// ---- clicks -------------------------------------------------------------------------------------------------------------
function underLabel(point) {
  for (const node of scene.values()) {
    if (!node.record) continue;
    const body = network.body.nodes[node.key];
    if (Math.abs(point.x - body.x) < node.w / 2 && point.y > body.y && point.y < body.y + node.h - node.r) return node;
  }
  return null;
}

network.on("click", (event) => {
  const key = network.getNodeAt(event.pointer.DOM);
  const node = key !== undefined ? scene.get(key) : underLabel(event.pointer.canvas);
  if (node) return clickNode(node, event.pointer.canvas);
  const id = network.getEdgeAt(event.pointer.DOM);
  const edge = id !== undefined ? edges.get(id) : null;
  if (edge && edge.fold !== undefined) go({ sel: { kind: "fold", n: edge.fold } });
  else if (edge && edge.contradiction !== undefined) go({ sel: { kind: "contradiction", n: edge.contradiction } });
  else if (edge && edge.clash) go({ sel: { kind: "clash", a: edge.clash.a, b: edge.clash.b } });
  else if (S.sel) go({ sel: null });
});
network.on("doubleClick", (event) => {
  const node = scene.get(network.getNodeAt(event.pointer.DOM)) || underLabel(event.pointer.canvas);
  if (node && node.record === "event") go({ view: "dossier", event: node.number, sel: null });
});

function clickNode(node, point) {
  if (node.record) go({ sel: { kind: node.record, n: node.number } });
  else if (node.kind === "claim") go({ sel: { kind: "claim", n: node.claim } });
  else if (node.kind === "header" || node.kind === "version") go({ sel: { kind: "event", n: S.event } });
  else if (node.kind === "more") go({ view: "table", words: "" });
  else if (node.kind === "toll") {
    const row = node.rows[Math.floor((point.y - (node.y - node.h / 2) - 34) / 50)];
    if (row) go({ sel: { kind: "claim", n: row.claims[0] } });
  }
}

const cursor = (kind) => { canvas.style.cursor = kind; };
network.on("hoverNode", ({ node }) => cursor(scene.get(node) && scene.get(node).kind === "band" ? "" : "pointer"));
network.on("blurNode", () => cursor(""));
network.on("hoverEdge", () => cursor("pointer"));
network.on("blurEdge", () => cursor(""));
