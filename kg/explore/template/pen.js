// ---- pen: one set of strokes for canvas and SVG, so that a saved drawing is the drawing on the screen -------------------
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
const ink = (colour) => colour[S.theme];
const surface = (name) => ink(G.encoding.surface[name]);
const edgeInk = (kind) => ink(G.encoding.edges[kind].ink);

class CanvasPen {
  constructor(context) { this.c = context; }
  path(d, { fill, stroke, width = 1, dash = [] }) {
    const path = new Path2D(d);
    if (fill) { this.c.fillStyle = fill; this.c.fill(path); }
    if (stroke) { this.c.strokeStyle = stroke; this.c.lineWidth = width; this.c.setLineDash(dash); this.c.stroke(path); this.c.setLineDash([]); }
  }
  text(words, x, y, { size = 13, bold = false, fill = surface("text"), anchor = "start", halo = null, most = undefined }) {
    this.c.font = (bold ? "600 " : "") + size + "px " + FONT;
    this.c.textAlign = anchor === "middle" ? "center" : anchor;
    this.c.textBaseline = "alphabetic";
    if (halo) { this.c.lineJoin = "round"; this.c.strokeStyle = halo; this.c.lineWidth = 4; this.c.strokeText(words, x, y, most); }
    this.c.fillStyle = fill;
    this.c.fillText(words, x, y, most);
  }
  fade(opacity, draw) { this.c.save(); this.c.globalAlpha *= opacity; draw(); this.c.restore(); }
}

// XML has no way to write most control characters and no half characters.
const xml = (text) => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
  .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
  .replace(/[&<>"']/g, (ch) => "&#" + ch.charCodeAt(0) + ";");

class SvgPen {
  constructor() { this.out = []; }
  path(d, { fill, stroke, width = 1, dash = [] }) {
    this.out.push('<path d="' + d + '" fill="' + (fill || "none") + '"' + (stroke ? ' stroke="' + stroke + '" stroke-width="' + width + '"' : "") +
      (dash.length ? ' stroke-dasharray="' + dash.join(" ") + '"' : "") + "/>");
  }
  text(words, x, y, { size = 13, bold = false, fill = surface("text"), anchor = "start", halo = null }) {
    this.out.push('<text x="' + x + '" y="' + y + '" font-size="' + size + '" text-anchor="' + anchor + '" fill="' + fill + '"' + (bold ? ' font-weight="600"' : "") +
      (halo ? ' stroke="' + halo + '" stroke-width="4" stroke-linejoin="round" paint-order="stroke"' : "") + ">" + xml(words) + "</text>");
  }
  fade(opacity, draw) { this.out.push('<g opacity="' + opacity + '">'); draw(); this.out.push("</g>"); }
}

const rectangle = (x, y, w, h, r = 6) =>
  `M${x + r} ${y}h${w - 2 * r}q${r} 0 ${r} ${r}v${h - 2 * r}q0 ${r} ${-r} ${r}h${2 * r - w}q${-r} 0 ${-r} ${-r}v${2 * r - h}q0 ${-r} ${r} ${-r}z`;

function shape(kind, x, y, r) {
  if (kind === "dot") return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
  if (kind === "diamond") return `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}z`;
  if (kind === "box") return rectangle(x - r * 1.5, y - r, r * 3, r * 2, 3);
  return rectangle(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8, 2);
}

// The head of an edge at (x, y), coming from the direction (dx, dy) of length one.
function head(pen, type, x, y, dx, dy, size, colour) {
  const at = (along, across) => `${(x - dx * along - dy * across).toFixed(1)} ${(y - dy * along + dx * across).toFixed(1)}`;
  if (type === "bar") pen.path(`M${at(0, -size)}L${at(0, size)}`, { stroke: colour, width: 3 });
  else if (type === "circle") pen.path(shape("dot", x - dx * size * 0.5, y - dy * size * 0.5, size * 0.5), { fill: colour });
  else if (type === "vee") pen.path(`M${at(size * 1.5, -size * 0.8)}L${at(0, 0)}L${at(size * 1.5, size * 0.8)}L${at(size * 0.9, 0)}z`, { fill: colour });
  else if (type === "inv_triangle") pen.path(`M${at(size * 1.3, 0)}L${at(0, -size * 0.8)}L${at(0, size * 0.8)}z`, { fill: colour });
  else pen.path(`M${at(size * 1.5, -size * 0.7)}L${at(0, 0)}L${at(size * 1.5, size * 0.7)}z`, { fill: colour });
}

// A short sample of an edge kind, from x to x + w: the same sign in the legend and on the boxes.
function sample(pen, kind, x, y, w, size = 5) {
  const style = G.encoding.edges[kind], colour = edgeInk(kind);
  const dash = style.dash.map((n) => n * (w < 30 ? 0.5 : 0.75));
  const inset = style.head === "bar" ? 0 : size;
  pen.path(`M${x + (style.both ? inset : 0)} ${y}L${x + w - inset} ${y}`, { stroke: colour, width: Math.min(style.width, 2.5), dash });
  head(pen, style.head, x + w, y, 1, 0, size, colour);
  if (style.both) head(pen, style.head, x, y, -1, 0, size, colour);
}

function icon(width, draw) {
  const pen = new SvgPen();
  draw(pen);
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="16" viewBox="0 0 ${width} 16" aria-hidden="true" focusable="false">${pen.out.join("")}</svg>`;
  return document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
}
const edgeIcon = (kind) => icon(38, (pen) => sample(pen, kind, 2, 8, 34));
const nodeIcon = (kind) => icon(38, (pen) => {
  const style = G.encoding.nodes[kind];
  pen.path(shape(style.shape, 19, 8, 6.5), { fill: ink(style.fill), stroke: ink(style.border), width: 1.5, dash: style.dash });
});
