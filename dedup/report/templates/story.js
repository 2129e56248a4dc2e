// A story: its articles, where it comes from, how it spread, what it shares, its pairs.

const address = (story, ...rest) => `#/${[story.id, ...rest].map(encodeURIComponent).join("/")}`;
const letterOf = (story, number) => el("b.letter", {}, story.members[number].letter);
const lettersOf = (story, numbers, most = 12) =>
  numbers.slice(0, most).map((n) => story.members[n].letter).join(", ") +
  (numbers.length > most ? ` and ${numbers.length - most} more` : "");

const pairOf = (story, one, other) => story.pairs.find((p) => (p[0] === one && p[1] === other) || (p[0] === other && p[1] === one));
const pairName = (story, pair) => `${story.members[pair[0]].letter}-${story.members[pair[1]].letter}`;
const pairLink = (story, one, other, words) => {
  const pair = pairOf(story, one, other);
  return pair ? el("a", { href: address(story, pairName(story, pair)) }, words) : words;
};

const roleOf = (story, number) => {
  if (number === story.original) return el("span.role", {}, "the original");
  return number === story.origin.nearest ? el("span.role", {}, "nearest to the origin") : null;
};

const descentWords = (story, number) => {
  const told = story.origin.descents[number];
  if (!told) return null;
  const [parent, outside, probability] = told;
  if (parent !== null) return ["made from ", pairLink(story, number, parent, story.members[parent].letter), " ", el("span.number", {}, decimals(probability))];
  return outside ? [`made from ${outside}, not in this set `, el("span.number", {}, decimals(probability))] : null;
};

const memberRow = (story, copies) => (number) => {
  const member = story.members[number];
  const tie = member.tie;
  return el("li.member", { id: `member-${member.letter}` }, letterOf(story, number), el("div", {},
    el("p.title", { dir: "auto", lang: member.language || null },
      member.url ? el("a", { href: member.url, rel: "noopener noreferrer" }, member.title) : member.title, " ", roleOf(story, number)),
    el("p.aside", {}, dotted([
      member.publisher && el("b", {}, member.publisher),
      member.time && [el("time", { datetime: member.iso }, member.time), member.known !== "stated" && ` (${KNOWN_TIMES[member.known]})`],
      counted(member.words, "word"), el("span.id", {}, member.id)])),
    bar(member.parts, `Article ${member.letter}`),
    el("p.parts", {}, number === story.original && "In others: ", makeUpWords(member.parts)),
    el("p.tie", {}, dotted([
      tie ? [pairLink(story, number, tie[2], tie[0]), " ", el("span.number", {}, decimals(tie[1]))] : "not compared with the others",
      descentWords(story, number)])),
    copies?.get(number)));
};

const MEMBER_SORTS = {
  letter: ["letter", (a, b) => a.place - b.place],
  time: ["time", (a, b) => (a.instant ?? Infinity) - (b.instant ?? Infinity) || a.place - b.place],
  own: ["least of its own", (a, b) => (a.parts[4] ?? 1) - (b.parts[4] ?? 1) || a.place - b.place],
  copies: ["most copies", (a, b) => b.copies - a.copies || a.place - b.place],
  words: ["length", (a, b) => b.words - a.words || a.place - b.place],
};

const drawMembers = (story) => {
  const copies = new Map();
  const faces = story.families.map(([face, ...others]) => {
    if (others.length) {
      copies.set(face, lazily(el("details.copies", {}, el("summary", {}, `and ${counted(others.length, "copy", "copies")} of this text`)), () => {
        const list = el("ol.members");
        return [list, growing(list, others, memberRow(story), 50, "copy", "copies").more];
      }));
    }
    const member = story.members[face];
    return { ...member, place: face, copies: others.length, instant: member.iso ? Date.parse(member.iso) : undefined };
  });
  faces.sort((a, b) => a.place - b.place);
  const list = el("ol.members");
  const { more, start } = growing(list, faces.map((face) => face.place), memberRow(story, copies), 50, "text");
  const sorts = Object.entries(MEMBER_SORTS).map(([name, [words]]) => [name, words]);
  const sort = (name) => start([...faces].sort(MEMBER_SORTS[name][1]).map((face) => face.place));
  const title = faces.length < story.members.length ? `${counted(story.members.length, "article")}, ${counted(faces.length, "text")}` : "The articles";
  return el("section", { "aria-labelledby": "articles" },
    el("div.heading", {}, el("h2", { id: "articles" }, title), faces.length > 3 && choice("Sort by", sorts, sort)),
    list, more, barLegend());
};

const textOf = (texts, number) => (typeof texts[number] === "number" ? texts[texts[number]] : texts[number]);

const drawOrigin = (story) => {
  const { origin } = story;
  const known = origin.verdict !== "undetermined";
  return el(`aside.origin.${origin.verdict}`, { "aria-labelledby": "origin" },
    el("h2", { id: "origin" }, "Where it comes from"),
    el("p.verdict", {}, origin.sentence),
    known && el("p.sureness", {}, gauge(100 * origin.probability, `probability ${decimals(origin.probability)}`),
      el("span", {}, "probability ", el("b.number", {}, decimals(origin.probability)), origin.margin && `, ${origin.margin} times the runner-up`)),
    el("p", {}, origin.why),
    origin.nearest !== null && origin.nearest !== story.original &&
      el("p", {}, el("b", {}, `Nearest in this set: ${story.members[origin.nearest].letter}. `), origin.nearest_because),
    origin.uncredited.length > 0 && [el("h3", {}, "Credit nobody"), el("ul.plain", {}, origin.uncredited.map((entry) =>
      el("li", {}, letterOf(story, entry.member), " ", entry.why)))],
    origin.would_change.length > 0 && [el("h3", {}, "What would change this"),
      el("ul.plain", {}, origin.would_change.map((change) => el("li", {}, change)))]);
};

const drawQuotes = (story) => story.quotes.length > 0 && el("section", { "aria-labelledby": "shared" },
  el("h2.quotes-title", { id: "shared" }, "What they share most"),
  el("ul.quotes", {}, story.quotes.map((quote) => el("li", {},
    el("blockquote", { dir: "auto" }, quote.other && [letterOf(story, quote.pair[0]), " "], quote.words),
    quote.other && el("blockquote", { dir: "auto" }, letterOf(story, quote.pair[1]), " ", quote.other),
    el("p.aside", {}, `${quote.kind} · in `, pairLink(story, ...quote.pair, lettersOf(story, quote.in)))))));

const STANCES = { for: "For", against: "Against, for a rival", rejected: "Read, but counted as nothing" };

const evidenceRow = (story, texts) => (row) => {
  const text = row.in && textOf(texts, row.member)?.[0];
  const shades = text ? ["read", "named"].filter((name) => row[name]).map((name) => ({ start: row[name][0], end: row[name][1], style: name }))
    : [{ start: 0, end: row.written.length, style: "named" }];
  return el("li", {}, letterOf(story, row.member),
    el("blockquote", { dir: "auto", lang: story.members[row.member].language || null }, text ? marked(text, [], shades, ...row.in) : marked(row.written, [], shades),
      row.aside && el("span.aside", {}, ` (${row.aside})`)),
    el("p.aside", {}, dotted([
      [el("b", {}, row.outlet), row.written !== row.outlet && `, written “${row.written}”`, row.resolved && ` (${row.resolved})`],
      row.also.length > 0 && `also in ${lettersOf(story, row.also)}`,
      row.pattern,
      ...(row.rejected ? [el("b", {}, `rejected: ${row.rejected}`)] : [`context shared ${row.centrality}`, `position ${row.position}`,
        row.shared.length > 0 && `the same quotation in ${lettersOf(story, row.shared)}`])])),
    !row.rejected && el("p.weight", {}, gauge(row.share, `contribution ${row.contribution}`), el("span.number", {}, row.contribution)));
};

const drawLedger = (story, texts) => {
  const { ledger, counts, marks } = story.origin;
  const stances = Object.keys(ledger);
  if (!stances.length && !marks.length) return null;
  const told = stances.map((stance) => `${counts[stance]} ${stance}`).join(", ");
  return lazily(el("details.ledger.fold", { open: true }, el("summary", {}, el("h2", {}, "The evidence for the origin"), " ", el("span.aside", {}, told))), () => [
    stances.map((stance) => {
      const list = el("ol.evidence");
      const { more } = growing(list, ledger[stance], evidenceRow(story, texts), 12, "row");
      const left = counts[stance] - ledger[stance].reduce((sum, row) => sum + row.rows, 0);
      return [el(`h3.stance.${stance}`, {}, STANCES[stance]), list, more, left > 0 && el("p.aside", {}, `${counted(left, "more row")} in the JSON report.`)];
    }),
    marks.length > 0 && [el("h3.stance", {}, "Traces of copying"), el("ol.evidence", {}, marks.map((mark) =>
      el("li", {}, letterOf(story, mark.member), el("blockquote", { dir: "auto" }, mark.words),
        el("p.aside", {}, el("b", {}, mark.kind), mark.other !== null && [`, against ${story.members[mark.other].letter}: “${mark.other_words}”`], ` · ${mark.why}`))))],
  ].flat(Infinity).filter(Boolean));
};

const drawLineage = (story, quotations = story.lineage) => quotations.length > 0 && el("section", { "aria-labelledby": "lineage" },
  el("h2", { id: "lineage" }, "Quotations, from the fullest version to the shortest"),
  el("p.aside", {}, "Underlined words are not in the fullest version."),
  el("div.scroll", { tabindex: 0, role: "region", "aria-label": "Quotations and who has which" }, el("table.lineage", {},
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Quotation"), el("th", { scope: "col" }, "In"))),
    quotations.map((quotation) => el("tbody", {}, quotation.versions.map((version, place) =>
      el("tr", {}, el("td", {}, el(place ? "p.version" : "p.version.fullest", { dir: "auto" }, between(version.words.map(([words, differs]) =>
        (differs && place ? el("u", {}, words) : words)), " "))), el("td.who", {}, version.in.join(", ")))))))));

const kindCell = (story, kinds, row, column) => {
  const pair = pairOf(story, row, column);
  if (row === column) return el("td.same", {}, el("span.hidden-words", {}, "itself"));
  if (!pair) return el("td.none", {}, el("span.aside", {}, "not compared"));
  const contained = pair[5] >= 0 && pair[pair[5]] !== row;
  const name = contained ? "part of" : kinds[pair[2]][1];
  return el(`td.cell.${kinds[pair[2]][0]}`, {}, el("a", { href: address(story, pairName(story, pair)) }, name, " ", el("span.number", {}, decimals(pair[3]))));
};

const drawMatrix = (story, kinds) => {
  const faces = story.families.map(([face]) => face).sort((a, b) => a - b);
  if (faces.length < 3 || faces.length > 12) return null;
  const head = (n, scope) => el("th", { scope, title: story.members[n].title }, story.members[n].letter);
  return el("div.scroll", { tabindex: 0, role: "region", "aria-label": "Relations of all pairs" }, el("table.matrix", {},
    el("thead", {}, el("tr", {}, el("td"), faces.map((n) => head(n, "col")))),
    el("tbody", {}, faces.map((row) => el("tr", {}, head(row, "row"), faces.map((column) => kindCell(story, kinds, row, column)))))));
};

const tallyOf = (passages, names) => {
  const found = names.map((name, kind) => [name, passages.filter((p) => p[4] === kind).length]).filter(([, count]) => count);
  return found.map(([name, count]) => (name === "quotation" ? counted(count, name) : `${count} ${name}`)).join(", ") || "no shared passages";
};

const drawPairs = (story, overview) => {
  const list = el("ol.pairs");
  const row = (pair) => el("li", {}, el("a", { href: address(story, pairName(story, pair)) },
    letterOf(story, pair[0]), letterOf(story, pair[1]), " ",
    el("span.kind", {}, overview.kinds[pair[2]][1], " ", el("span.number", {}, decimals(pair[3])))),
    el("span.aside", {}, ` ${tallyOf(pair[7], overview.passage_kinds)}`));
  const { more } = growing(list, story.pairs, row, 30, "pair");
  return el("section", { "aria-labelledby": "pairs" }, el("h2", { id: "pairs" }, "Each with each"),
    drawMatrix(story, overview.kinds),
    story.pairs.length < story.compared &&
      el("p.aside", {}, `Of ${counted(story.compared, "compared pair")} this page holds the ${counted(story.pairs.length, "strongest", "strongest")}; the JSON report has all.`),
    el("details", { open: story.families.length > 12 || story.families.length < 3 }, el("summary", {}, `${counted(story.pairs.length, "pair")}, strongest first`), list, more));
};

const drawRefused = (story, kinds) => story.refused_count > 0 && el("details.fold", {},
  el("summary", {}, el("h2", {}, "Near, but not joined")),
  el("ul.plain-list", {}, story.refused.map((edge) => el("li", {}, between(edge.sides.map((side) => el("b", {},
    typeof side === "number" ? `${story.members[side].letter}: ${cutTo(story.members[side].title, 90)}` : side)), " and "),
    `: not joined, because ${edge.reason}. `, el("span.aside", {}, dotted([edge.kind !== null && kinds[edge.kind][1], `cosine of terms ${edge.cosine}`]))))),
  story.refused_count > story.refused.length && el("p.aside", {}, `${story.refused_count - story.refused.length} more in the JSON report.`));

const crumbs = (...parts) => el("nav.crumbs", { "aria-label": "Where you are" },
  el("ol", {}, parts.map(([words, href]) => el("li", {}, href ? el("a", { href }, words) : el("span", { "aria-current": "page" }, words)))));

const neighbours = (overview, story) => {
  const at = (step, words) => {
    const other = overview.stories[story.number - 1 + step];
    return other && el("a", { href: address(other) }, words);
  };
  return el("p.neighbours", {}, dotted([at(-1, "Previous story"), at(1, "Next story")]));
};

const drawStory = (overview, line, story, texts) => [
  el("div.bar-above", {}, crumbs(["All stories", "#/"], [`Story ${line.number}`]), neighbours(overview, line)),
  el("p.kicker", {}, dotted([sizeOf(line), daysOf(line.days)])),
  el("h1", { tabindex: -1 }, line.headline),
  line.verdict !== "in-corpus" && el("p.about", { dir: "auto" }, `“${line.title}” and ${counted(line.articles - 1, "other")}`),
  el("p.aside", {}, el("a.permalink", { href: address(line) }, "Link to this story")),
  el("div.columns", {}, el("div", {}, drawOrigin(story), drawQuotes(story)), drawMembers(story)),
  drawTree(story), drawTimes(story), drawLedger(story, texts), drawPairs(story, overview), drawLineage(story),
  drawRefused(story, overview.kinds),
];
