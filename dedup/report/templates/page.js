"use strict";
// Nothing here is needed to read the page: links, folds and anchors work without it.

// A passage's link leads to its twin. The twin's text is scrolled, not the page, so that both stay
// in sight: side by side the twin comes to the same height, otherwise to the top of its text.
const twinOf = (passage) => document.getElementById(passage.hash.slice(1));

const piecesOf = (passage) => {
  const text = passage.closest(".text");
  const hash = passage.getAttribute("href");
  return text ? text.querySelectorAll(`a.passage[href="${hash}"]`) : [];
};

const light = (passage, on) => {
  const twin = twinOf(passage);
  for (const piece of [...piecesOf(passage), ...(twin ? piecesOf(twin) : [])]) {
    piece.classList.toggle("lit", on);
  }
};

const besides = (one, other) => {
  const [a, b] = [one, other].map((pane) => pane.getBoundingClientRect());
  return a.right <= b.left || b.right <= a.left;
};

document.addEventListener("click", (event) => {
  const passage = event.target.closest(".text a.passage");
  const twin = passage && twinOf(passage);
  if (!twin) return;
  const [pane, twinPane] = [passage, twin].map((place) => place.closest(".text"));
  const level = besides(pane, twinPane) ? passage : twinPane;
  event.preventDefault();
  twinPane.scrollTop += twin.getBoundingClientRect().top - level.getBoundingClientRect().top;
  twin.focus({ preventScroll: true });
});

for (const [kind, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(kind, (event) => {
    const passage = event.target.closest?.(".text a.passage");
    if (passage) light(passage, on);
  });
}

// Browsers that do not open a fold for a link into it are helped.
const unfold = () => {
  const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!place) return;
  for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
  place.scrollIntoView();
};
addEventListener("hashchange", unfold);
unfold();

for (const story of document.querySelectorAll(".story")) {
  const pairs = story.querySelectorAll("details.pair");
  if (pairs.length < 2) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Open all pairs";
  button.addEventListener("click", () => {
    const open = [...pairs].some((pair) => !pair.open);
    for (const pair of pairs) pair.open = open;
    button.textContent = open ? "Close all pairs" : "Open all pairs";
  });
  pairs[0].before(button);
}
