// A pair: both texts beside each other, their passages linked, and what may be left out of sight.

const LABELS = { verbatim: "V", reworded: "R", quotation: "Q", furniture: "F" };
const SHORT = 12; // words; from a run of twelve on, outside quotations, the relation is partial reuse
const shownKinds = { quotation: true, furniture: true, short: true }; // kept from pair to pair

const wordsIn = (text) => (text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).length;

const inFours = (flat) => Array.from({ length: flat.length / 4 }, (_, place) => flat.slice(4 * place, 4 * place + 4));

// Passages as objects, seen from one side: `own` is where it stands here, `other` in the other text.
const passagesOf = (overview, pair, texts) => pair[7].map((packed, place) => {
  const [a, b, c, d, kind, evidence, identity, flat, sentences] = packed;
  const name = overview.passage_kinds[kind];
  const runs = inFours(flat);
  const length = texts[0] ? wordsIn(texts[0][0].slice(a, b)) : Infinity;
  return { number: place + 1, label: `${LABELS[name]}${place + 1}`, kind: name, evidence, identity, spans: [[a, b], [c, d]],
    runs: [runs.map((run) => run.slice(0, 2)), runs.map((run) => run.slice(2))], sentences: inFours(sentences), short: length < SHORT };
});

const isShown = (passage) => (shownKinds.quotation || passage.kind !== "quotation") &&
  (shownKinds.furniture || passage.kind !== "furniture") && (shownKinds.short || !passage.short);

const furnitureOf = (text) => {
  const spans = [];
  for (let at = 0; at + 1 < text[2].length; at += 2) spans.push(text[2].slice(at, at + 2));
  return spans;
};

const runShades = (passage, side) => (passage.kind === "verbatim" ? [] :
  passage.runs[side].map(([start, end]) => ({ start, end, style: "run" })));

const pane = (here, side) => {
  const { line, pair, texts, passages, story } = here;
  const text = texts[side];
  const links = passages.filter(isShown).map((passage) => ({
    start: passage.spans[side][0], end: passage.spans[side][1], style: passage.kind, label: passage.label,
    id: `${"lr"[side]}${passage.number}`, twin: `${"rl"[side]}${passage.number}`,
    href: address(line, pairName(story, pair), passage.number), title: `${passage.label}: ${passage.kind}; go to its twin`,
  }));
  const shades = [...passages.filter(isShown).flatMap((passage) => runShades(passage, side)),
    ...furnitureOf(text).map(([start, end]) => ({ start, end, style: shownKinds.furniture ? "site-furniture" : "left-out" }))];
  return [marked(text[0], links, shades), text[1] && el("p.notice", {}, "The rest of this text is left out of the page.")];
};

// How much of each text stands in the other, of what is in sight, furniture never counted.
const coverage = (here) => [0, 1].map((side) => {
  const text = here.texts[side];
  const furniture = furnitureOf(text);
  const shared = here.passages.filter((p) => isShown(p) && p.kind !== "furniture").map((p) => p.spans[side]);
  const whole = covered(text[0], [[0, text[0].length]], furniture);
  return whole ? covered(text[0], shared, furniture) / whole : 0;
});

const drawSides = (here, container) => {
  const letters = here.pair.slice(0, 2).map((n) => here.story.members[n].letter);
  const shares = coverage(here);
  const [quotes, panes] = container.querySelectorAll(".shares, .texts");
  quotes.textContent = [0, 1].map((side) => `${percent(shares[side])} of ${letters[side]} stands in ${letters[1 - side]}`).join("; ") + ".";
  panes.replaceChildren(...[0, 1].map((side) => {
    const member = here.story.members[here.pair[side]];
    return el("article", { "aria-label": `Article ${member.letter}` },
      el("h2", {}, el("b.letter", {}, member.letter), " ", el("span", { dir: "auto" }, member.title)),
      el("div.text", { tabindex: 0, dir: "auto", lang: member.language || null, role: "region", "aria-label": `Text of ${member.letter}` }, pane(here, side)));
  }));
};

const toggles = (here, redraw) => {
  const box = (name, words, there) => {
    const input = el("input", { type: "checkbox", checked: shownKinds[name], disabled: !there, onchange: () => { shownKinds[name] = input.checked; redraw(); } });
    return el("label.toggle", {}, input, words);
  };
  const has = (test) => here.passages.some(test);
  return el("fieldset.toggles", {}, el("legend", {}, "Count and mark"),
    box("quotation", "quotations", has((p) => p.kind === "quotation")),
    box("furniture", "site furniture", has((p) => p.kind === "furniture") || here.texts.some((text) => text[2].length)),
    box("short", `passages under ${SHORT} words`, has((p) => p.short)));
};

const passageLegend = () => el("ul.legend", { "aria-label": "Legend" },
  [["verbatim", "V", "word for word"], ["reworded", "R", "in other words; words kept in a row are bold"], ["quotation", "Q", "inside quote marks"], ["furniture", "F", "site furniture, no part of the story"]]
    .map(([kind, label, words]) => el("li", {}, el(`span.passage.${kind}`, { "data-label": label }, kind), ` ${words}`)));

const passageRow = (here) => (passage) => el("li.row", {},
  el("p.row-head", {}, el(`span.passage.${passage.kind}`, { "data-label": passage.label }, passage.kind),
    el("span.aside", {}, dotted([`same words ${decimals(passage.identity)}`, passage.kind !== "furniture" && `evidence ${passage.evidence}`]))),
  [0, 1].map((side) => {
    const member = here.story.members[here.pair[side]];
    return el("div.half", {}, el("b.letter", {}, member.letter),
      el("blockquote", { dir: "auto", lang: member.language || null }, marked(here.texts[side][0], [], runShades(passage, side), ...passage.spans[side])));
  }),
  passage.sentences.length > 1 && lazily(el("details.sentences", {}, el("summary", {}, "Sentence by sentence")), () =>
    el("ol", {}, passage.sentences.map((pair) => el("li.row", {}, [0, 1].map((side) =>
      el("blockquote", { dir: "auto", lang: here.story.members[here.pair[side]].language || null },
        marked(here.texts[side][0], [], runShades(passage, side), pair[2 * side], pair[2 * side + 1]))))))));

const drawRows = (here) => lazily(el("details.fold", {}, el("summary", {}, el("h2", {}, "The passages side by side"))), () => {
  const list = el("ol.rows");
  return [list, growing(list, here.passages, passageRow(here), 30, "passage").more];
});

const drawMeasures = (story, pair) => el("details.fold", {}, el("summary", {}, el("h2", {}, "Measures")),
  el("dl.figures", {}, story.measures.map((name, place) => pair[6][place] !== null &&
    el("div", {}, el("dt", {}, name.replaceAll("_", " ")), el("dd.number", {}, pair[6][place])))));

const pairLineage = (story, pair) => {
  const letters = pair.slice(0, 2).map((number) => story.members[number].letter);
  return story.lineage.map((quotation) => {
    const versions = quotation.versions.map((version) => ({ ...version, here: version.in.some((letter) => letters.includes(letter)) }));
    return versions.filter((version) => version.here).length && letters.every((letter) => versions.some((v) => v.in.includes(letter))) ? { ...quotation, versions } : null;
  }).filter(Boolean);
};

const otherPairs = (line, story, pair) => {
  const place = story.pairs.indexOf(pair);
  const link = (other, words) => other && el("a", { href: address(line, pairName(story, other)) }, words);
  const go = (side) => (value) => {
    const wanted = [...pair.slice(0, 2)];
    wanted[side] = Number(value);
    const found = pairOf(story, ...wanted);
    if (found) location.hash = address(line, pairName(story, found));
  };
  const partners = (side) => {
    const fixed = pair[1 - side];
    const others = new Set(story.pairs.filter((p) => p[0] === fixed || p[1] === fixed).map((p) => (p[0] === fixed ? p[1] : p[0])));
    return [...others].sort((a, b) => a - b).map((n) => [String(n), `${story.members[n].letter}  ${cutTo(story.members[n].publisher || story.members[n].title, 40)}`]);
  };
  return el("div.neighbours", {},
    story.pairs.length > 1 && [choice("Left", partners(0), go(0), String(pair[0])), choice("Right", partners(1), go(1), String(pair[1]))],
    el("p", {}, dotted([link(story.pairs[place - 1], "Stronger pair"), link(story.pairs[place + 1], "Weaker pair")])));
};

const verdictOf = (overview, story, pair) => {
  if (pair[5] < 0) return overview.kinds[pair[2]][1];
  const [holder, held] = pair[5] === 0 ? [pair[0], pair[1]] : [pair[1], pair[0]];
  return `${story.members[holder].letter} contains ${story.members[held].letter}`;
};

const drawPair = (overview, line, story, texts, pair) => {
  const here = { overview, line, story, pair, texts: pair.slice(0, 2).map((n) => textOf(texts, n)) };
  const whole = here.texts.every(Boolean);
  here.passages = passagesOf(overview, pair, here.texts);
  const sides = el("div", {}, el("p.shares", { role: "status" }), el("div.texts"));
  const redraw = () => drawSides(here, sides);
  if (whole) redraw();
  const [left, right] = pair.slice(0, 2).map((n) => story.members[n]);
  const lineage = pairLineage(story, pair);
  return [
    el("div.bar-above", {}, crumbs(["All stories", "#/"], [`Story ${line.number}`, address(line)], [`${left.letter} and ${right.letter}`]), otherPairs(line, story, pair)),
    el("p.kicker", {}, `Story ${line.number} · `, tallyOf(pair[7], overview.passage_kinds)),
    el("h1", { tabindex: -1 }, `${left.letter} and ${right.letter}: ${verdictOf(overview, story, pair)} `, el("span.number.soft", {}, decimals(pair[3]))),
    el("p.why", {}, story.whys[pair[4]], " ", el("a.permalink", { href: address(line, pairName(story, pair)) }, "Link to this pair")),
    whole ? [el("div.controls", {}, toggles(here, redraw), passageLegend(),
      el("p.steps", {}, el("button", { type: "button", onclick: () => step(-1) }, "Previous passage"), " ", el("button", { type: "button", onclick: () => step(1) }, "Next passage"))), sides]
      : el("p.notice", {}, overview.texts ? "There is no room for these texts on this page; dedup compare shows the pair." : NO_TEXTS),
    whole && here.passages.length > 0 && drawRows(here),
    drawLineage(story, lineage), drawMeasures(story, pair),
  ];
};

const besides = (one, other) => {
  const [a, b] = [one, other].map((place) => place.getBoundingClientRect());
  return a.right <= b.left || b.right <= a.left;
};

// The twin's text is scrolled, not the page: side by side to the same height, otherwise to its top.
const showTwin = (passage) => {
  const twin = document.getElementById(passage.dataset.twin);
  if (!twin) return;
  const [own, other] = [passage, twin].map((place) => place.closest(".text"));
  const level = besides(own, other) ? passage : other;
  other.scrollTop += twin.getBoundingClientRect().top - level.getBoundingClientRect().top;
  history.replaceState(null, "", passage.getAttribute("href"));
  twin.focus({ preventScroll: true });
};

// Buttons go through the passages of the left text in order, both sides in step.
const step = (by) => {
  const starts = [...document.querySelectorAll(".texts article:first-child a.passage[id]")];
  if (!starts.length) return;
  const lit = starts.findIndex((piece) => piece.classList.contains("lit"));
  showPassage(starts[lit < 0 ? (by > 0 ? 0 : starts.length - 1) : (lit + by + starts.length) % starts.length]);
};

const showPassage = (passage) => {
  const own = passage.closest(".text");
  own.scrollTop += passage.getBoundingClientRect().top - own.getBoundingClientRect().top - own.clientHeight / 4;
  const twin = document.getElementById(passage.dataset.twin);
  const other = twin?.closest(".text");
  if (other) other.scrollTop += twin.getBoundingClientRect().top - (besides(own, other) ? passage : other).getBoundingClientRect().top;
  light(passage);
};

// A passage is lit on both sides while it is pointed at or has the focus.
const light = (passage) => {
  const wanted = passage ? passage.dataset.passages.split(" ")[0] : null;
  for (const piece of document.querySelectorAll(".text a.passage")) {
    piece.classList.toggle("lit", wanted !== null && piece.dataset.passages.split(" ").includes(wanted));
  }
};

document.addEventListener("click", (event) => {
  const passage = event.target.closest?.(".text a.passage");
  if (!passage || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  showTwin(passage);
});
for (const kind of ["mouseover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const passage = event.target.closest?.(".text a.passage");
    if (passage) light(passage);
  });
}
