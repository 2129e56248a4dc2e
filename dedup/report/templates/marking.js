// Marked text: spans may touch, nest or cross, and no character is lost or doubled.

// Where links cross, a stretch belongs to all of them and leads to the twin of the one that began
// first; each link has one element that carries its label and its id.
const marked = (text, links, shades, start = 0, end = text.length) => {
  const inside = (mark) => Math.max(mark.start, start) < Math.min(mark.end, end);
  const spots = links.filter(inside).sort((a, b) => a.start - b.start || a.end - b.end);
  const layers = shades.filter(inside);
  const cuts = new Set([start, end]);
  for (const mark of [...spots, ...layers]) {
    cuts.add(Math.max(mark.start, start));
    cuts.add(Math.min(mark.end, end));
  }
  const ordered = [...cuts].sort((a, b) => a - b);
  const result = document.createDocumentFragment();
  let open = { over: "", element: result };
  for (let place = 0; place + 1 < ordered.length; place += 1) {
    const [left, right] = [ordered[place], ordered[place + 1]];
    const over = spots.filter((link) => link.start <= left && left < link.end);
    const name = over.map((link) => link.label).join(" ");
    if (name !== open.over) open = { over: name, element: over.length ? opened(over, left, start, result) : result };
    const styles = layers.filter((shade) => shade.start <= left && left < shade.end).map((shade) => shade.style);
    const piece = text.slice(left, right);
    open.element.append(styles.length ? el(`span.${[...new Set(styles)].sort().join(".")}`, {}, piece) : piece);
  }
  return result;
};

const opened = (over, at, start, result) => {
  const beginning = over.filter((link) => Math.max(link.start, start) === at);
  const styles = [...new Set(over.map((link) => link.style))].join(".");
  const element = el(`a.passage.${styles}`, {
    "data-passages": over.map((link) => link.label).join(" "),
    "data-label": beginning.length ? beginning.map((link) => link.label).join(" ") : null,
    id: beginning[0]?.id, href: over[0].href, title: over[0].title, "data-twin": over[0].twin,
  });
  for (const link of beginning.slice(1)) result.append(el("span", { id: link.id }));
  result.append(element);
  return element;
};

const spacesIn = (text) => (text.match(/\s/gu) ?? []).length;

// Characters of a text under some spans, white space and left-out spans not counted.
const covered = (text, spans, without) => {
  const painted = new Uint8Array(text.length);
  for (const [start, end] of spans) painted.fill(1, start, end);
  for (const [start, end] of without) painted.fill(0, start, end);
  let count = 0;
  for (let at = 0; at < painted.length; at += 1) count += painted[at] && !/\s/u.test(text[at]) ? 1 : 0;
  return count;
};
