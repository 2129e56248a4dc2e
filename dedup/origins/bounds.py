"""Bounds: what an outlet that leads still lacks to be claimed as the origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dedup.attributions import in_sentence
from dedup.origins.descent import Mark
from dedup.origins.exclusives import SAME_TELLING, count_exclusives
from dedup.origins.standing import Standing
from dedup.origins.tally import Tally
from dedup.origins.texts import Text
from dedup.origins.times import is_before
from dedup.passages import PassageKind
from dedup.relations import Relation
from dedup.relations.why import short_name

LEAST_VOTES = 2
LEAST_ELECTORATE = 3
"""In a story of two texts nothing can be outvoted, so nothing is claimed on credits alone."""
LEAST_REACH = 0.4
"""Share of the other votes that must give the credit."""
LEAST_MARGIN = 1.8
"""Times the runner-up's score."""
LEAST_SHARE = 0.5
"""Share of all scores."""
MANY_VOTES, MANY_CREDITS = 3, 1.5
"""Votes, or credits an article, that make agreement more than a coincidence."""
LEAST_EARLY = 0.25
"""Share of the votes that name the source in their first fifth. The six bounds above: 25 claims on
700 real stories, .80 right and .96 at least partly (design section 13). They hold where a second
outlet is named in full; where none is, nothing stands against the one that is."""
LEAST_CARRIERS = 1
"""Other votes that carry the very quotation which a lone witness credits."""
LEAST_CARRIED = 0.5
"""Share of a text that says where it is from which others must have for that to be the story's
source: a page may be put together of many texts. On newsderive .78 and more; .04 to .47 in seven
of eight PAN pairs of which another line of provenance than the labels' was named."""
LEAST_MARGIN_ALONE = 3.0
"""The same margin where one text alone says that it comes from the outlet: anyone can write that
line. A rival whose own article here re-tells that text is no rival."""
LEAST_MARGIN_INSIDE = 1.25
"""The same margin where the outlet's own article is at hand and its content fits."""
MOST_BURDEN = 1.0
"""Witnesses that marks of copying can cost an original; they are no proof."""
MOST_EARLY = 0.5
"""Share of those who should have it from an article that may not be dated before it: one of many is
a wrong clock."""
LATE = 2.0
"""Witnesses that a date behind most of those costs an original: pages are dated anew when they are
changed. With a text or two the question is open then; a whole story is surer than one clock."""
WHOLE_TEXT, TOLD_ON = 2, 1
"""Further witnesses that a byline, a dateline or "first appeared in" is worth, and the outlet's own
article, with the very telling of who credits it."""


@dataclass(frozen=True, slots=True)
class Lack:
    """What a claim lacks.

    Attributes:
        reason: a clause; "" where nothing is lacking.
        witnesses: for the claim; each halves the doubt.
        one_word: whether all of it rests on what one text says, and its copies.
        doubt: what speaks against it all the same, a clause; "" where nothing does.
    """

    reason: str
    witnesses: float = 0.0
    one_word: bool = False
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Scenery:
    """What is known of a story beside its credits.

    Attributes:
        texts: the members, by id.
        votes: the number of each member's vote.
        standing: of each member.
        relations: of pairs of members.
        marks: traces of copying in single members.
    """

    texts: Mapping[str, Text]
    votes: Mapping[str, int]
    standing: Standing
    relations: Sequence[Relation]
    marks: Sequence[Mark] = ()

    def burden(self, member: str) -> float:
        """Return what the marks of a member weigh against it, in witnesses; at most one."""
        return min(MOST_BURDEN, sum(m.weight for m in self.marks if m.article == member))


@dataclass(frozen=True, slots=True)
class Scene:
    """The outlet that leads, and everything around it.

    Attributes:
        first: its tally.
        rivals: the tallies that stand against it, highest score first.
        around: what is known beside the credits.
        margin: the leader's score over the runner-up's.
        share: of the leader in all scores.
    """

    first: Tally
    rivals: Sequence[Tally]
    around: Scenery
    margin: float
    share: float


def lacks_outside(scene: Scene) -> Lack:
    """Return what an outlet without an article here lacks to be claimed."""
    first = scene.first
    named = [t for t in scene.rivals if not t.vague and t.score_without(first.whole)]
    if first.vague:
        return Lack(f"“{first.outlet}” could be any of several outlets and nothing spells it out")
    if first.whole and not any(rival.whole for rival in scene.rivals):
        return _lacks_as_parent(scene)
    if any(rival.silent for rival in scene.rivals):
        rival = next(rival for rival in scene.rivals if rival.silent)
        return Lack(f"{in_sentence(rival.outlet)}, which is here, says that it was told itself")
    told = len(first.votes)
    if first.electorate < LEAST_ELECTORATE:
        return Lack(f"a story of {first.electorate} texts is too small to outvote anything")
    if not named:
        return _believed(scene, told) if told >= LEAST_VOTES else _lacks_alone(scene)
    if scene.margin < LEAST_MARGIN or scene.share < LEAST_SHARE:
        return Lack(f"{in_sentence(named[0].outlet)} is credited nearly as much")
    if told < LEAST_VOTES:
        return Lack("only one text credits it")
    if told < LEAST_REACH * first.electorate:
        return Lack(f"only {told} of {first.electorate} texts credit it")
    if told < MANY_VOTES and first.per_article < MANY_CREDITS:
        return Lack(f"{told} texts credit it once each, which may be chance")
    if first.early < LEAST_EARLY:
        return Lack("hardly a text names it near its beginning")
    return _believed(scene, told)


def _believed(scene: Scene, witnesses: float) -> Lack:
    """Return that nothing is lacking, and whether one text alone says all of it.

    Who has it from that text, or names an outlet that has it from there, is no second witness:
    whether the name is right or made up, the story looks the same.
    """
    return Lack("", witnesses, one_word=len(scene.first.named) < LEAST_VOTES)


def _lacks_alone(scene: Scene) -> Lack:
    """Return what a lone witness lacks whom nobody contradicts.

    It is believed for a quotation that others carry too, since they have it from somewhere.
    """
    first = scene.first
    carriers = {scene.around.votes[i] for credit in first.credits for i in credit.shared_with}
    if len(carriers - first.votes) < LEAST_CARRIERS or first.electorate <= LEAST_ELECTORATE:
        return Lack("only one text credits it")
    return _believed(scene, 1)


def _lacks_as_parent(scene: Scene) -> Lack:
    """Return what an outlet lacks whose very text, by a byline or the like, a member has.

    That tells where one text comes from; it is the story's origin as far as others re-tell it.
    """
    first = scene.first
    if not first.is_retold(LEAST_REACH):
        return Lack("hardly a member re-tells the text that comes from it")
    carried = max(c.centrality for c in first.credits if c.attribution.whole_text)
    if carried < LEAST_CARRIED:
        return Lack("most of the text that names it is in no other")
    if len(first.named) < LEAST_VOTES and (beside := _credited_beside(scene)):
        return Lack(f"the one text that says so credits {in_sentence(beside)} as well")
    for rival in scene.rivals:
        if any(count_exclusives(scene.around.texts[i]) for i in rival.own):
            return Lack(
                f"{in_sentence(rival.outlet)}, which was spoken to and is here, is credited too"
            )
        retells = any(scene.around.votes[i] in first.reached for i in rival.own)
        told = rival.score_without(first.whole) * LEAST_MARGIN_ALONE
        alone = len(first.votes) < LEAST_VOTES
        if alone and not retells and not rival.vague and told > first.score:
            return Lack(
                f"only one text has its name, and others credit {in_sentence(rival.outlet)}"
            )
    return _believed(scene, len(first.votes) + WHOLE_TEXT)


def _credited_beside(scene: Scene) -> str:
    """Return another outlet that is not here, credited by the texts that name the leader alone."""
    beside = (
        rival.outlet
        for rival in scene.rivals
        if not rival.vague and not rival.own and rival.named & scene.first.named
    )
    return next(beside, "")


def lacks_inside(scene: Scene, original: str) -> Lack:
    """Return what a member lacks to be claimed as the original."""
    first, rivals = scene.first, scene.rivals
    credited = next((t.outlet for t in rivals if original in t.articles and not t.vague), "")
    if credited and not first.whole:
        return Lack(f"its own article here credits {in_sentence(credited)}")
    if scene.margin < LEAST_MARGIN_INSIDE:
        return Lack(f"{in_sentence(rivals[0].outlet)} is credited nearly as much")
    text = scene.around.texts[original]
    if disputing := _disputing(scene):
        return Lack(f"{in_sentence(disputing)}, which is here, says that it was told itself")
    if not _is_told_on(scene, original):
        return Lack("nobody who credits it has the telling of its article here")
    late = _dated_before(scene, text)
    spoken = min(1, count_exclusives(text))
    told = len(first.votes) + TOLD_ON + WHOLE_TEXT * bool(first.whole) + spoken
    witnesses = told - scene.around.burden(original) - LATE * bool(late)
    if late and witnesses < LEAST_VOTES:
        return Lack(late)
    return Lack("", witnesses, doubt=late)


def _dated_before(scene: Scene, original: Text) -> str:
    """Return which text is dated before what it should have been made from; "" for a stray one."""
    backers = (*scene.first.articles, *scene.first.silent)
    early = [i for i in backers if is_before(scene.around.texts[i].member, original.member)]
    if not early or len(early) < MOST_EARLY * len(backers):
        return ""
    return f"{short_name(early[0])}, which should have it from there, is dated before it"


def _disputing(scene: Scene) -> str:
    """Return a rival that is here, was spoken to and is named by another text; "" without one.

    It is asked for where all that name the leader are copies of its own article, which say what
    that one says, be it true or not.
    """
    first = scene.first
    if not first.named or _named_by_others(first, scene):
        return ""
    spoken = (
        rival.outlet
        for rival in scene.rivals
        if any(count_exclusives(scene.around.texts[name]) for name in rival.own)
        and _named_by_others(rival, scene)
    )
    return next(spoken, "")


def _named_by_others(tally: Tally, scene: Scene) -> bool:
    """Return whether a text names an outlet that is no copy of its own article."""
    return bool(tally.named - {scene.around.votes[name] for name in tally.own})


def _is_told_on(scene: Scene, original: str) -> bool:
    """Return whether the original's telling, or its quotations, live on in who credits it.

    One report that somebody "told Fox" makes no article of Fox the source of another paper's own
    report: a quotation counts where several that name the outlet have it.
    """
    backers = {*scene.first.articles, *scene.first.silent}
    quoting = set()
    for relation in scene.around.relations:
        if original not in (relation.left, relation.right):
            continue
        other = relation.right if relation.left == original else relation.left
        if other in backers and relation.kind in SAME_TELLING:
            return True
        if any(p.kind is PassageKind.QUOTATION for p in relation.passages):
            quoting.add(other)
    named = {scene.around.votes[i] for i in quoting & set(scene.first.articles)}
    return len(named) >= LEAST_VOTES and len(named) >= LEAST_REACH * scene.first.electorate
