// Which view is shown: #/ the overview, #/story, #/story/A-B a pair, #/story/A-B/3 a passage of it.

const overview = standing("overview");
const view = document.getElementById("view");
const lineOf = new Map();
({ items: overview.stories, whole: overview.whole } = series("lines", overview.blocks.lines,
  (lines) => lines.forEach((line) => lineOf.set(line.id, line))));
let first = null; // the overview once drawn, kept with its filters and its place on the page
let firstTop = 0;
let current = null;

// What is told of a story, or its texts, by its number: a block holds those of several.
const packed = async (kind, number) => {
  const first = overview.blocks[kind].filter((start) => start <= number).at(-1);
  return (await block(`${kind}-${first}`))?.[number - first];
};

const decoded = (part) => {
  try { return decodeURIComponent(part); } catch { return part; }
};

const keepFirst = () => {
  if (current !== "" || !first) return;
  firstTop = scrollY;
};

const show = (name, title, content) => {
  current = name;
  document.title = title;
  view.replaceChildren(...content.flat(Infinity).filter(Boolean));
};

const showFirst = () => {
  first ??= drawOverview(overview).flat(Infinity).filter(Boolean);
  show("", `dedup: ${overview.counts}`, first);
  scrollTo(0, firstTop);
};

const missing = (words) => show("?", "dedup: not here", [el("h1", { tabindex: -1 }, words), el("p", {}, el("a", { href: "#/" }, "All stories"))]);

const arrive = (again) => {
  scrollTo(0, 0);
  if (again) view.querySelector("h1")?.focus({ preventScroll: true });
};

const showStory = async (line, wanted, passage, again) => {
  const asked = location.hash;
  const story = await packed("stories", line.number);
  const texts = await packed("texts", line.number);
  if (location.hash !== asked) return; // somebody went on while it was unpacked
  story.id = line.id;
  if (!wanted) {
    show(line.id, `Story ${line.number}: ${line.headline}`, drawStory(overview, line, story, texts));
    return arrive(again);
  }
  const [left, right] = wanted.split("-").map((letter) => story.members.findIndex((member) => member.letter === letter));
  const pair = pairOf(story, left, right);
  if (!pair) return missing("There is no such pair on this page");
  const name = `${line.id}/${pairName(story, pair)}`;
  if (current !== name) {
    show(name, `${pairName(story, pair)}, story ${line.number}`, drawPair(overview, line, story, texts, pair));
    arrive(again);
  }
  const spot = passage && document.getElementById(`l${passage}`);
  if (spot) showPassage(spot);
};

const route = async (again = true) => {
  const hash = location.hash;
  if (hash && !hash.startsWith("#/")) return; // a link within the view
  keepFirst();
  const [id = "", pair, passage] = hash.slice(2).split("/").map(decoded);
  // A page about one story opens on it; all stories are a click away.
  const only = !hash && overview.story_count === 1;
  if (!id && !only) return showFirst();
  await overview.whole;
  if (location.hash !== hash) return; // somebody went on while it was unpacked
  const line = only ? overview.stories[0] : lineOf.get(id);
  if (line) await showStory(line, pair, passage, again);
  else missing("There is no such story on this page");
};

document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  view.focus();
});
// On paper nothing can be opened.
addEventListener("beforeprint", () => {
  for (let details; (details = document.querySelector("details:not([open])")); ) {
    details.open = true; // which it tells too late for paper
    drawFold(details);
  }
});
addEventListener("hashchange", () => route());
route(false);
