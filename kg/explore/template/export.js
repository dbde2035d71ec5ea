// ---- export: what is shown, as a picture, a drawing or a table ----------------------------------------------------------
function save(name, data, type) {
  const url = URL.createObjectURL(data instanceof Blob ? data : new Blob([data], { type }));
  const a = el("a", { href: url, download: name });
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  say("Saved " + name);
}
const stem = () => "claimgraph-" + (S.view === "table" ? "claims" : S.view);

function svg() {
  const [x0, y0, x1, y1] = extent().map((v, i) => Math.round(v + (i < 2 ? -24 : 24)));
  const pen = new SvgPen(), labels = new SvgPen();
  pen.path(`M${x0} ${y0}H${x1}V${y1}H${x0}z`, { fill: surface("ground") });
  for (const edge of edges.get()) {
    const body = network.body.edges[edge.id];
    if (!body || !body.connected) continue;
    const style = G.encoding.edges[edge.kind], colour = edgeInk(edge.kind), [from, to] = [edge.from, edge.to].map((key) => scene.get(key));
    const inside = (node, p) => { const b = network.body.nodes[node.key]; return node.record ? Math.hypot(p.x - b.x, p.y - b.y) < node.r : Math.abs(p.x - b.x) < node.w / 2 && Math.abs(p.y - b.y) < node.h / 2; };
    const line = Array.from({ length: 61 }, (_, i) => body.edgeType.getPoint(i / 60)).filter((p) => !inside(from, p) && !inside(to, p));
    if (line.length < 2) continue;
    const tip = (a, b) => { const d = Math.hypot(b.x - a.x, b.y - a.y) || 1; return [b.x, b.y, (b.x - a.x) / d, (b.y - a.y) / d]; };
    const size = 5 + edge.width;
    pen.fade(edge.color.opacity === undefined ? 1 : edge.color.opacity, () => {
      pen.path("M" + line.map((p) => p.x.toFixed(1) + " " + p.y.toFixed(1)).join("L"), { stroke: colour, width: edge.width.toFixed(1), dash: style.dash });
      head(pen, style.head, ...tip(line[line.length - 2], line[line.length - 1]), size, colour);
      if (style.both) head(pen, style.head, ...tip(line[1], line[0]), size, colour);
    });
    if (edge.words) clashWords(labels, edge);
  }
  for (const node of scene.values()) { const b = network.body.nodes[node.key]; drawerOf(node)(pen, node, b.x, b.y, false); }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x0} ${y0} ${x1 - x0} ${y1 - y0}" width="${x1 - x0}" height="${y1 - y0}" font-family="${xml(FONT)}">${pen.out.join("")}${labels.out.join("")}</svg>\n`;
}

function png() {
  // The whole drawing at twice its size, not only the part that is scrolled into view; browsers refuse very large ones.
  const [x0, y0, x1, y1] = extent(), scale = Math.min(2, 12000 / (y1 - y0 + 48), 12000 / (x1 - x0 + 48));
  const image = new Image();
  image.onload = () => {
    const sheet = document.createElement("canvas");
    sheet.width = Math.round((x1 - x0 + 48) * scale);
    sheet.height = Math.round((y1 - y0 + 48) * scale);
    sheet.getContext("2d").drawImage(image, 0, 0, sheet.width, sheet.height);
    sheet.toBlob((blob) => save(stem() + ".png", blob));
    URL.revokeObjectURL(image.src);
  };
  image.src = URL.createObjectURL(new Blob([svg()], { type: "image/svg+xml" }));
}

// A cell that starts like a formula is a formula to a spreadsheet: an apostrophe in front makes it text.
const csvCell = (value) => { const text = String(value === null || value === undefined ? "" : value); return '"' + (/^[\s\u0000]*[=+\-@\t\r]/.test(text) ? "'" + text : text).replace(/"/g, '""') + '"'; };
function csv() {
  const list = S.view === "dossier" && S.event !== null ? rows().filter((row) => G.claims[row.n].events.includes(S.event)) : rows();
  const lines = [[...COLUMNS.map(([key]) => key), "url", "id"], ...list.map(({ n, cells }) => [...cells, G.articles[G.claims[n].article].url, G.claims[n].id])];
  return "\ufeff" + lines.map((line) => line.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

$("save-png").addEventListener("click", png);
$("save-svg").addEventListener("click", () => save(stem() + ".svg", svg(), "image/svg+xml"));
$("save-csv").addEventListener("click", () => save(stem() + ".csv", csv(), "text/csv;charset=utf-8"));
