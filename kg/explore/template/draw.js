// ---- draw: what each kind of node looks like ----------------------------------------------------------------------------
const LINE = 17, PAD = 11, INSET = 14;

function lines(pen, list, x, y, step, style) {
  for (const line of list) { pen.text(line, x, y, style); y += step; }
  return y;
}

const chosen = (node) =>
  node.kind === "claim" ? S.sel && S.sel.kind === "claim" && S.sel.n === node.claim
    : node.kind === "version" ? S.sel && S.sel.kind === "clash" && (S.sel.a === node.key || S.sel.b === node.key)
      : node.number !== undefined && S.sel && S.sel.n === node.number && S.sel.kind === node.record;

const DRAW = {
  claim(pen, node, x, y, hover) {
    const claim = G.claims[node.claim], style = G.encoding.edges[claim.stance], colour = edgeInk(claim.stance);
    const left = x - node.w / 2, top = y - node.h / 2, picked = chosen(node);
    const rival = S.sel && S.sel.kind === "claim" && rivals.has(node.claim);
    pen.path(rectangle(left, top, node.w, node.h), {
      fill: surface(picked ? "chosen" : "card"), stroke: picked || rival ? edgeInk("contradicts") : hover ? surface("accent") : colour,
      width: picked ? 3 : rival ? 2.5 : 1.6, dash: picked ? [] : style.dash.map((n) => n * 0.6),
    });
    pen.path(rectangle(left, top, 5, node.h, 2), { fill: colour });
    sample(pen, claim.stance, left + INSET, top + PAD + 8, 20, 4);
    let at = top + PAD + 13;
    at = lines(pen, claim.box.head, left + INSET + 26, at, LINE, { size: 13, bold: true, fill: colour, most: node.w - INSET * 2 - 24 });
    at = lines(pen, claim.box.quote, left + INSET, at + 4, LINE, { size: 13, most: node.w - INSET * 2 });
    lines(pen, claim.box.foot, left + INSET, at + 3, LINE, { size: 11.5, fill: surface("muted"), most: node.w - INSET * 2 });
  },
  version(pen, node, x, y, hover) {
    const style = G.encoding.nodes.accused, left = x - node.w / 2, top = y - node.h / 2;
    const colour = node.manner === "claimed" ? ink(style.border) : edgeInk(node.manner);
    pen.path(rectangle(left, top, node.w, node.h), {
      fill: surface("panel"), stroke: chosen(node) || hover ? surface("accent") : colour, width: chosen(node) ? 3 : 2, dash: style.dash,
    });
    let at = top + PAD + 9;
    pen.text(node.caption.toUpperCase(), left + INSET, at, { size: 10.5, bold: true, fill: node.manner === "claimed" ? surface("muted") : colour });
    at = lines(pen, node.title, left + INSET, at + 20, 19, { size: 15.5, bold: true, most: node.w - INSET * 2 });
    at = lines(pen, node.note, left + INSET, at, 16, { size: 12, most: node.w - INSET * 2 });
    pen.text(node.count, left + INSET, at + 2, { size: 11.5, fill: surface("muted") });
  },
  band(pen, node, x, y) {
    const left = x - node.w / 2;
    pen.text(node.title, left, y + 5, { size: 15, bold: true });
    pen.path(`M${left} ${y + 14}H${left + node.w}`, { stroke: surface("line"), width: 1 });
  },
  more(pen, node, x, y) {
    pen.path(rectangle(x - node.w / 2, y - node.h / 2, node.w, node.h), { stroke: surface("line"), dash: [3, 3] });
    pen.text(node.title, x, y + 4, { size: 12.5, anchor: "middle", fill: surface("accent") });
  },
  header(pen, node, x, y) {
    const style = G.encoding.nodes.event, left = x - node.w / 2, top = y - node.h / 2;
    pen.path(shape("diamond", left + 14, top + PAD + 15, 12), { fill: ink(style.fill), stroke: ink(style.border), width: 2 });
    const at = lines(pen, node.title, left + 40, top + PAD + 22, 24, { size: 20, bold: true });
    pen.text(node.under, left + 40, at, { size: 12.5, fill: surface("muted"), most: node.w - 40 });
  },
  toll(pen, node, x, y, hover) {
    const left = x - node.w / 2, top = y - node.h / 2, wide = node.w - 2 * INSET;
    pen.path(rectangle(left, top, node.w, node.h), { fill: surface("card"), stroke: hover ? surface("accent") : surface("line"), width: 1.5 });
    pen.text(node.title.toUpperCase(), left + INSET, top + PAD + 10, { size: 11, bold: true, fill: surface("muted") });
    const most = Math.max(1, ...node.rows.map((row) => Math.max(row.low || 0, row.high || 0)));
    const scale = (n) => (n / (most * 1.15)) * (wide - 10);
    node.rows.forEach((row, i) => {
      const at = top + 42 + i * 50, live = row.claims.some((n) => shown[n]);
      pen.fade(live ? 1 : 0.25, () => {
        pen.text(row.label[0] || "", left + INSET, at + 8, { size: 13.5, bold: true, most: wide });
        lines(pen, row.by, left + INSET, at + 23, LINE, { size: 11.5, fill: surface("muted"), most: wide });
        const from = left + INSET + scale(row.low === null ? 0 : row.low), to = row.high === null ? left + INSET + wide : left + INSET + scale(row.high);
        pen.path(`M${left + INSET} ${at + 31}H${left + INSET + wide}`, { stroke: surface("line"), width: 1 });
        // A range is a bar, an exact figure a mark, an open end an arrow.
        pen.path(`M${from} ${at + 31}H${Math.max(to, from) - (row.high === null ? 6 : 0)}`, { stroke: edgeInk("claimed"), width: 4 });
        pen.path(`M${from} ${at + 26}V${at + 36}`, { stroke: edgeInk("claimed"), width: 3 });
        if (row.high === null) head(pen, "arrow", to, at + 31, 1, 0, 6, edgeInk("claimed"));
        else if (to !== from) pen.path(`M${to} ${at + 26}V${at + 36}`, { stroke: edgeInk("claimed"), width: 3 });
      });
    });
  },
  // Nodes of the overview: a shape with its name below.
  thing(pen, node, x, y, hover) {
    const style = G.encoding.nodes[node.kind], picked = chosen(node), dim = near && !near.has(node.key);
    pen.fade(dim ? 0.2 : 1, () => {
      if (picked) pen.path(shape(style.shape, x, y, node.r + 7), { fill: surface("chosen"), stroke: surface("accent"), width: 2 });
      pen.path(shape(style.shape, x, y, node.r), { fill: ink(style.fill), stroke: hover ? surface("accent") : ink(style.border), width: node.tag ? 3 : 1.6 });
      const event = node.kind === "event", tall = 16 * (node.label.length + (node.tag ? 1 : 0));
      // A veil keeps names legible where edges pass below them.
      pen.fade(0.8, () => pen.path(rectangle(x - node.w / 2 + 2, y + node.r + 2, node.w - 4, tall + 2, 4), { fill: surface("ground") }));
      const at = lines(pen, node.label, x, y + node.r + 15, 16, { size: event ? 13 : 12.5, bold: event, anchor: "middle" });
      if (node.tag) pen.text(node.tag, x, at, { size: 11.5, anchor: "middle", fill: surface("warn") });
    });
  },
};
