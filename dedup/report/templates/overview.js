// The first view: every story in a few lines, found by words, relation, publisher and day.

const sourcesOf = (story) =>
  story.voices === 1 ? "1 source" : counted(story.voices, "independent voice");

const sizeOf = (story) =>
  [counted(story.articles, "article"), story.texts < story.articles && counted(story.texts, "text"), sourcesOf(story)]
    .filter(Boolean).join(", ");

const daysOf = (days) => (!days ? "" : days[0] === days[1] ? days[0] : `${days[0]} to ${days[1]}`);

const originOf = (story) => {
  if (story.verdict === "undetermined") return "Origin open";
  const place = story.verdict === "outside" ? "Origin outside this set" : "Original in this set";
  return [`${place} · probability `, el("b.number", {}, decimals(story.probability))];
};

const publishersOf = (names, most = 4) => {
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
};

const card = (overview) => (story) =>
  el("li", {}, el("article.card", { "aria-labelledby": `headline-${story.number}` },
    el("p.kicker", {}, dotted([`Story ${story.number}`, sizeOf(story), daysOf(story.days)])),
    el("h2", { id: `headline-${story.number}` }, el("a", { href: address(story), dir: "auto" }, story.title)),
    el("p.finding", {}, story.headline),
    bar(story.parts, "The articles of this story on average"),
    el("p.chips", {}, Object.entries(story.kinds).map(([kind, count]) =>
      el(`span.chip.${overview.kinds[kind][0]}`, {}, `${overview.kinds[kind][1]} `, el("b.number", {}, count)))),
    el("p.aside", {}, dotted([originOf(story), publishersOf(Object.keys(story.publishers))]))));

const SORTS = {
  size: ["largest first", (a, b) => a.number - b.number],
  newest: ["newest first", (a, b) => (b.days?.[1] ?? "").localeCompare(a.days?.[1] ?? "") || a.number - b.number],
  oldest: ["oldest first", (a, b) => (a.days?.[0] ?? "~").localeCompare(b.days?.[0] ?? "~") || a.number - b.number],
  sure: ["surest origin first", (a, b) => b.probability - a.probability || a.number - b.number],
  copied: ["most copied first", (a, b) => (a.parts[4] ?? 1) - (b.parts[4] ?? 1) || a.number - b.number],
  voices: ["most voices first", (a, b) => b.voices - a.voices || a.number - b.number],
};

const passes = (wanted) => (story) =>
  (!wanted.kind || wanted.kind in story.kinds) &&
  (!wanted.publisher || wanted.publisher in story.publishers) &&
  (!wanted.verdict || wanted.verdict === story.verdict) &&
  (!wanted.from || (story.days?.[1] ?? "") >= wanted.from) &&
  (!wanted.to || (story.days?.[0] ?? "~") <= wanted.to) &&
  (wanted.words ?? []).every((word) => foundBy(story).includes(word));

const filters = (overview, show) => {
  const { stories } = overview;
  const wanted = { sort: "size" };
  const set = (name) => (value) => { wanted[name] = value; show(wanted); };
  const typed = (label, type, name, change) => {
    const input = el("input", { type, oninput: () => set(name)(change(input.value)) });
    return el(`label.field${name === "words" ? ".wide" : ""}`, {}, el("span", {}, label), input);
  };
  const kinds = overview.kinds.map(([, name], place) => [String(place), name])
    .filter(([place]) => stories.some((story) => place in story.kinds));
  const publishers = new Map();
  for (const story of stories) {
    for (const [name, count] of Object.entries(story.publishers)) publishers.set(name, (publishers.get(name) ?? 0) + count);
  }
  const dated = stories.some((story) => story.days);
  return el("form.filters", { role: "search", "aria-label": "Stories", onsubmit: (event) => event.preventDefault() },
    typed("Search headlines, titles, publishers", "search", "words", (text) => text.toLowerCase().split(/\s+/).filter(Boolean)),
    choice("Relation", [["", "any"], ...kinds], set("kind")),
    publishers.size > 1 && choice("Publisher", [["", "any"], ...[...publishers].sort((a, b) => a[0].localeCompare(b[0]))
      .map(([name, count]) => [name, `${name} (${count})`])], set("publisher")),
    choice("Origin", [["", "any"], ["in-corpus", "in this set"], ["outside", "outside it"], ["undetermined", "open"]], set("verdict")),
    dated && typed("From", "date", "from", (day) => day),
    dated && typed("To", "date", "to", (day) => day),
    choice("Sort", Object.entries(SORTS).map(([name, [words]]) => [name, words]), set("sort")));
};

// What the search looks through, made when somebody searches.
const foundBy = (story) => (story.found ??=
  [story.find, story.title, story.headline, ...Object.keys(story.publishers)].join("\n").toLowerCase());

// The largest stories are there at once; the rest of the list is searched as soon as it has arrived.
const storyList = (overview) => {
  const list = el("ol.cards");
  const { more, start, arrived } = growing(list, overview.stories, card(overview), 50, "story", "stories");
  const status = el("p.aside.status", { role: "status" });
  const show = (wanted) => {
    const chosen = overview.stories.filter(passes(wanted)).sort(SORTS[wanted.sort][1]);
    start(chosen);
    status.textContent = chosen.length === overview.stories.length ? "" :
      chosen.length ? `${chosen.length} of ${counted(overview.stories.length, "story", "stories")}` : "No story is like that.";
  };
  const search = el("div", { inert: overview.stories.length < overview.story_count }, filters(overview, show));
  if (search.inert) {
    more.hidden = true;
    overview.whole.then(() => { search.replaceChildren(filters(overview, show)); search.inert = false; arrived(); });
  }
  return [overview.story_count > 1 && search, barLegend(), status, list, more];
};

const fold = (title, count, body, open) =>
  count > 0 && lazily(el("details.fold", { open }, el("summary", {}, el("h2", {}, title))), body);

const leftToJson = (count, shown) => count > shown && el("p.aside", {}, `${counted(count - shown, "more")} in the JSON report.`);

const loneArticles = (overview) => {
  const list = el("ul.plain-list");
  const row = ([title, about, words, id]) =>
    el("li", {}, el("b", {}, title), " ", el("span.aside", {}, dotted([...about, counted(words, "word"), el("span.id", {}, id)])));
  const { items, whole } = series("alone", overview.blocks.alone);
  const { more, arrived } = growing(list, items, row, 100, "row");
  const rest = el("div");
  whole.then(() => { arrived(); fill(rest, {}, [leftToJson(overview.alone_count, items.length)]); });
  return [list, more, rest];
};

const omissions = (overview) => {
  const rows = (items, row, batch = 100) => () => {
    const list = el("ul.plain-list");
    return [list, growing(list, items, row, batch, "row").more];
  };
  return el("section.omissions", { "aria-label": "What is in no story" },
    fold(counted(overview.alone_count, "article stands alone", "articles stand alone"), overview.alone_count, () => [
      el("p", {}, "Nothing else in this set is a copy or a rewrite of them."),
      loneArticles(overview)]),
    fold(counted(overview.refused_count, "pair was near, but kept apart", "pairs were near, but kept apart"), overview.refused_count, () => [
      rows(overview.refused, ([left, right, kind, cosine, reason]) =>
        el("li", {}, el("b", {}, left), " and ", el("b", {}, right), `: ${reason}. `,
          el("span.aside", {}, dotted([kind !== null && overview.kinds[kind][1], `cosine of terms ${cosine}`]))))(),
      leftToJson(overview.refused_count, overview.refused.length)]),
    fold(counted(overview.skipped.length, "input was skipped", "inputs were skipped"), overview.skipped.length,
      rows(overview.skipped, ([place, reason]) => el("li", {}, el("span.id", {}, place), `: ${reason}`))),
    fold("Notes", overview.notes.length, rows(overview.notes, (note) => el("li", {}, note))),
    fold("Settings", overview.settings.length, () =>
      el("dl.figures", {}, overview.settings.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))))));
};

const drawOverview = (overview) => [
  el("h1", { tabindex: -1 }, overview.story_count ? counted(overview.story_count, "story", "stories") : "No stories"),
  overview.story_count === 0 && el("p.lede", {}, "No two articles of this set are copies, rewrites or offshoots of one source."),
  !overview.texts && overview.story_count > 0 && el("p.notice", {}, NO_TEXTS),
  overview.story_count > 0 && storyList(overview),
  omissions(overview),
];

const NO_TEXTS = "The articles' texts are not in the result this page was made from, so passages are named but not shown. " +
  "dedup report with --texts keeps them in the JSON.";
