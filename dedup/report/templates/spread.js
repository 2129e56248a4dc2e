// How a story spread, and when: two drawings, each with the same in words.

const NODE = { width: 216, height: 46, gapX: 64, gapY: 14 };
const KNOWN_TIMES = { stated: "stated by the input", page: "read from the page", inferred: "inferred" };

const cutTo = (text, length) => (text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text);

// Two lines for a node: who, and when or how often; a member without a publisher has its title.
const nodeLabel = (story, node) => {
  if (node.member === null) return [cutTo(node.name, 28), "not in this set"];
  const member = story.members[node.member];
  const facts = [node.copies && `+ ${counted(node.copies, "copy", "copies")}`, member.time?.slice(0, 16)].filter(Boolean).join(" · ");
  if (member.publisher) return [cutTo(`${member.letter}  ${member.publisher}`, 28), facts || cutTo(member.title, 34)];
  if (facts) return [cutTo(`${member.letter}  ${member.title}`, 28), facts];
  const words = member.title.split(" ");
  let line = member.letter + " ";
  while (words.length && line.length + words[0].length < 27) line += ` ${words.shift()}`;
  return [line, cutTo(words.join(" "), 34)];
};

const placeOf = (node) => [1 + node.at[0] * (NODE.width + NODE.gapX), 1 + node.at[1] * (NODE.height + NODE.gapY)];

const drawEdge = (node, parent) => {
  const [x, y] = placeOf(node);
  const [px, py] = placeOf(parent);
  const [startX, startY, endY] = [px + NODE.width, py + NODE.height / 2, y + NODE.height / 2];
  const bend = NODE.gapX / 2;
  const arrow = node.known !== "alike";
  return [
    drawn(`path.edge.${node.known}`, { d: `M${startX} ${startY} C${startX + bend} ${startY} ${x - bend} ${endY} ${x - (arrow ? 7 : 0)} ${endY}` }),
    arrow && drawn("path.arrow", { d: `M${x} ${endY}l-8 -4.5v9z` }),
  ];
};

// Over all lines, on the side of its own where that one does not come from.
const labelEdge = (node, parent) => {
  const [x, y] = placeOf(node);
  const below = y > placeOf(parent)[1];
  return node.probability !== null && drawn("text.edge-label",
    { x: x - 10, y: y + NODE.height / 2 + (below ? 15 : -7), "text-anchor": "end" }, decimals(node.probability));
};

const drawNode = (story, node) => {
  const [x, y] = placeOf(node);
  const [name, under] = nodeLabel(story, node);
  const parts = [
    drawn(`rect.node${node.member === null ? ".outside" : node.member === story.original ? ".original" : ""}`,
      { x, y, width: NODE.width, height: NODE.height, rx: 4 }),
    drawn("text.node-name", { x: x + 10, y: y + 20 }, name),
    drawn("text.node-under", { x: x + 10, y: y + 37 }, under),
    node.hidden > 0 && drawn("text.node-under", { x: x + NODE.width + 8, y: y + NODE.height - 2 }, `+ ${node.hidden} more`),
  ];
  return drawn("g", {}, parts);
};

const EDGE_WORDS = {
  descent: (child, parent) => `${child} was made from ${parent}`,
  verdict: (child, parent) => `${child} is nearest to ${parent}, or draws on it`,
  credit: (child, parent) => `${child} credits ${parent}`,
  alike: (child, parent) => `${child} is most like ${parent}; which came first is open`,
  none: (child) => `${child} has no parent here`,
};

const treeWords = (story) => {
  const called = (node) => (node.member === null ? `${node.name} (not in this set)` : story.members[node.member].letter);
  return el("ul.plain", {}, story.tree.filter((node) => node.member !== null || node.parent !== null).map((node) =>
    el("li", {}, node.member !== null && node.member === story.original ? `${called(node)} is the original`
      : EDGE_WORDS[node.known](called(node), node.parent === null ? "" : called(story.tree[node.parent])),
      node.probability !== null && ` (${decimals(node.probability)})`, ".", node.why && el("span.aside", {}, ` ${node.why}`))));
};

const drawTree = (story) => {
  const nodes = story.tree;
  if (nodes.length < 2) return null;
  const columns = 1 + Math.max(...nodes.map((node) => node.at[0]));
  const rows = 1 + Math.max(...nodes.map((node) => node.at[1]));
  const hidden = nodes.some((node) => node.hidden) ? 70 : 0;
  const width = columns * (NODE.width + NODE.gapX) - NODE.gapX + 2 + hidden;
  const height = rows * (NODE.height + NODE.gapY) - NODE.gapY + 2;
  const known = new Set(nodes.map((node) => node.known));
  const alone = nodes.some((node) => node.parent === null && node.member !== null && node.member !== story.original);
  const key = [
    known.has("descent") && ["descent", "made from, with its probability"],
    known.has("verdict") && ["verdict", "nearest to the origin, or drawing on it"],
    known.has("credit") && ["credit", "credits it"],
    known.has("alike") && ["alike", "alike, which was first is open"],
  ].filter(Boolean);
  return el("section", { "aria-labelledby": "spread" },
    el("h2", { id: "spread" }, "How it spread"),
    el("div.scroll", { tabindex: 0, role: "region", "aria-label": "Drawing of how the story spread; the same in words below" },
      drawn("svg.tree", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-labelledby": "spread" },
        [drawEdge, labelEdge].map((draw) => nodes.map((node) => node.parent !== null && draw(node, nodes[node.parent]))),
        nodes.map((node) => drawNode(story, node)))),
    el("ul.legend", { "aria-label": "What the lines mean" }, key.map(([kind, words]) =>
      el("li", {}, drawn("svg.swatch", { viewBox: "0 0 28 10", "aria-hidden": "true" },
        drawn(`path.edge.${kind}`, { d: "M0 5H28" })), words)),
      alone && el("li", {}, "without a line: nothing says that it was made from another text")),
    lazily(el("details", {}, el("summary", {}, "The same in words")), () => treeWords(story)));
};

const timeDot = (dot, x, y) => {
  if (dot[3] === "stated") return drawn("circle.dot", { cx: x, cy: y, r: 5 });
  if (dot[3] === "page") return drawn("circle.dot.ring", { cx: x, cy: y, r: 4.5 });
  return drawn("path.dot.ring", { d: `M${x} ${y - 6}l6 6l-6 6l-6 -6z` });
};

const drawTimes = (story) => {
  const { dots, ticks, lanes, without } = story.times;
  const title = el("h2", { id: "when" }, "When each appeared");
  const untold = without.length === story.members.length ? "None of the articles says when it was published."
    : without.length > 12 ? `Of ${without.length} no time is known.`
    : without.length > 0 && `Of ${without.map((n) => story.members[n].letter).join(", ")} no time is known.`;
  if (!dots.length) return el("section", { "aria-labelledby": "when" }, title, el("p", {}, untold));
  const [width, left, step] = [860, 24, 22];
  const base = 14 + lanes * step;
  const at = (place) => left + place * (width - 2 * left);
  const few = dots.length <= 40;
  const known = [...new Set(dots.map((dot) => dot[3]))];
  const words = `${counted(dots.length, "article")} from ${story.times.from} to ${story.times.to}`;
  return el("section", { "aria-labelledby": "when" }, title,
    el("div.scroll", { tabindex: 0, role: "region", "aria-label": "Time line" },
      drawn("svg.times", { viewBox: `0 0 ${width} ${base + 26}`, width, height: base + 26, role: "img", "aria-label": words },
        drawn("path.axis", { d: `M${left} ${base}H${width - left}` }),
        ticks.map(([place, label]) => [drawn("path.axis", { d: `M${at(place)} ${base}v5` }),
          drawn("text.tick", { x: at(place), y: base + 19, "text-anchor": place < 0.05 ? "start" : place > 0.95 ? "end" : "middle" }, label)]),
        dots.map((dot) => {
          const y = base - 11 - dot[2] * step;
          const letter = story.members[dot[0]].letter;
          return [timeDot(dot, at(dot[1]), y), few && drawn("text.tick", { x: at(dot[1]) + 8, y: y + 4 }, letter)];
        }))),
    el("ul.legend", { "aria-label": "How the times are known" }, known.map((name) =>
      el("li", {}, drawn("svg.swatch", { viewBox: "0 0 14 14", "aria-hidden": "true" }, timeDot([0, 0, 0, name], 7, 7)), KNOWN_TIMES[name]))),
    lazily(el("details", {}, el("summary", {}, "The times in order")), () => {
      const list = el("ol.plain-list");
      const row = (dot) => el("li", {}, el("b.letter", {}, story.members[dot[0]].letter), ` ${story.members[dot[0]].time}, ${KNOWN_TIMES[dot[3]]}`);
      return [list, growing(list, dots, row, 100, "time").more];
    }),
    untold && el("p.aside", {}, untold));
};
