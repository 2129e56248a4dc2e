"use strict";
// Elements are made of names and text, never of HTML: the page's policy forbids the latter.

const fill = (element, attributes, children) => {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => (child && child !== true) || child === 0));
  return element;
};

// el("p.aside", {lang: "en"}, "text", el("b", {}, "bold"))
const el = (name, attributes, ...children) => {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  return fill(element, attributes, children);
};

const drawn = (name, attributes, ...children) => {
  const [tag, ...classes] = name.split(".");
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  if (classes.length) element.setAttribute("class", classes.join(" "));
  return fill(element, attributes, children);
};

const between = (items, mark) => items.flatMap((item, place) => (place ? [mark, item] : [item]));
const dotted = (items) => between(items.filter(Boolean), " · ");
const counted = (number, noun, plural = `${noun}s`) =>
  `${number.toLocaleString("en")} ${number === 1 ? noun : plural}`;
const percent = (share) => (share > 0 && share < 0.005 ? "<1%" : `${Math.round(100 * share)}%`);
const decimals = (value) => value.toFixed(2);

// What the first view is drawn from stands open before the script, so it is there at once.
const standing = (name) => {
  const held = document.getElementById(name);
  return held && held.dataset.packed === undefined ? JSON.parse(held.textContent) : undefined;
};

// Other data blocks are still on the way while the first view is drawn.
const unpacked = (letters) => {
  const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
};

const blocks = new Map();
const block = async (name) => {
  if (!blocks.has(name)) blocks.set(name, standing(name));
  if (!blocks.get(name)) {
    if (!document.getElementById(name) && document.readyState === "loading") {
      await new Promise((done) => addEventListener("DOMContentLoaded", done, { once: true }));
    }
    const held = document.getElementById(name);
    if (!held) return null;
    blocks.set(name, JSON.parse(await unpacked(held.textContent)));
  }
  return blocks.get(name);
};

// The values of several blocks: those that stand open at once, all of them once `whole` is there.
const series = (kind, starts, arrived = () => {}) => {
  const items = (starts.length && standing(`${kind}-${starts[0]}`)) || [];
  const whole = (async () => {
    for (const start of starts.slice(items.length ? 1 : 0)) items.push(...await block(`${kind}-${start}`));
    arrived(items);
  })();
  return { items, whole };
};

// A list that grows by batches, so that a thousand rows are not drawn before anyone asks for them.
const growing = (list, items, row, batch, noun, plural) => {
  const more = el("button.more", { type: "button" });
  const state = { items, shown: 0 };
  const grow = () => {
    const end = Math.min(state.items.length, state.shown + batch);
    const added = state.items.slice(state.shown, end).map(row);
    list.append(...added);
    state.shown = end;
    tell();
    return added[0];
  };
  const tell = () => {
    const left = state.items.length - state.shown;
    more.hidden = left === 0;
    more.textContent = `Show ${Math.min(batch, left).toLocaleString("en")} more of ${counted(left, noun, plural)}`;
  };
  more.addEventListener("click", () => {
    const first = grow();
    (first?.querySelector("a, summary, button") ?? first)?.focus();
  });
  const start = (chosen) => {
    list.replaceChildren();
    Object.assign(state, { items: chosen, shown: 0 });
    grow();
  };
  start(items);
  // Items may come behind those that were there: what is drawn stays as it is.
  const arrived = () => (state.shown ? tell() : start(state.items));
  return { more, start, arrived };
};

const choice = (label, options, listener, chosen) => {
  const select = el("select", { onchange: () => listener(select.value) });
  select.append(...options.map(([value, words]) => el("option", { value, selected: value === chosen }, words)));
  return el("label.field", {}, el("span", {}, label), select);
};

// What a fold holds is made when it is opened: at once if it opens with its view, or for paper.
const undrawn = new WeakMap();
const drawFold = (details) => {
  const make = undrawn.get(details);
  undrawn.delete(details);
  if (make) fill(details, {}, [make()]);
};
const lazily = (details, make) => {
  undrawn.set(details, make);
  if (details.open) drawFold(details);
  details.addEventListener("toggle", () => drawFold(details));
  return details;
};

const PARTS = ["verbatim", "reworded", "quotation", "furniture", "own"];
const PART_NAMES = ["verbatim", "reworded", "quoted", "furniture", "its own"];

const makeUpWords = (parts) =>
  parts.map((share, place) => share >= 0.005 && `${percent(share)} ${PART_NAMES[place]}`).filter(Boolean).join(", ");

const sized = (element, share) => {
  element.style.flexGrow = share; // set by the script: the policy allows no style attribute
  return element;
};

// A bar of what a text is made of; the same stands in words for those who do not see it.
const bar = (parts, about) => parts.length > 0 &&
  el("div.bar", { role: "img", "aria-label": `${about}: ${makeUpWords(parts)}` },
    parts.map((share, place) => share > 0 && sized(el(`span.part.${PARTS[place]}`), share)));

const barLegend = () => el("ul.legend", { "aria-label": "What the bars show" },
  PARTS.map((part, place) => el("li", {}, el(`span.swatch.part.${part}`), PART_NAMES[place])));

const gauge = (share, about) =>
  drawn("svg.gauge", { viewBox: "0 0 100 6", preserveAspectRatio: "none", role: "img", "aria-label": about },
    drawn("rect.whole", { width: 100, height: 6 }), drawn("rect.part", { width: share, height: 6 }));
