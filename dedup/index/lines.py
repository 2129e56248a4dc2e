"""Lines that a publisher repeats on its pages: furniture, kept true while pages come and go.

A line becomes furniture with the fourth page that holds it, and stops being it when one of the four
goes. The signatures of the others change then: they are made again, in the same write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dedup.articles import Article
from dedup.index.entries import hash_lines, make_entries
from dedup.store import Entry, Row, Spans, Store, unpack_lines
from dedup.tokens.repeated import LEAST_PAGES, as_furniture


def exchange(
    store: Store,
    entries: Sequence[Entry],
    articles: Mapping[str, Article],
    leaving: Sequence[Row],
) -> None:
    """Take articles out of a store and put others in; enter ``store.writing()`` first.

    Args:
        store: of the articles.
        entries: of those that come, none of whose ids stays; they were signed as if alone.
        articles: those that come, by id.
        leaving: rows of those that go.
    """
    entries, again = _settle(store, entries, articles, leaving)
    store.remove([*leaving, *again])
    store.put(entries)


def _settle(
    store: Store,
    entries: Sequence[Entry],
    articles: Mapping[str, Article],
    leaving: Sequence[Row],
) -> tuple[Sequence[Entry], list[Row]]:
    """Return what to put in, and whom to take out because it is put in again."""
    if store.settings.near_only:  # whole texts are compared, nothing is taken for furniture
        return entries, []
    come = Counter(line for entry in entries for line in unpack_lines(entry.prints).tolist())
    gone = Counter(line for row in leaving for line in unpack_lines(row.prints).tolist())
    without = {row.number for row in leaving}
    pages = store.pages(come.keys() | gone.keys(), without, LEAST_PAGES)

    def is_repeated(line: int) -> bool:
        return len(pages[line]) + come[line] >= LEAST_PAGES

    changed = [
        line
        for line, stay in pages.items()
        if (len(stay) + gone[line] >= LEAST_PAGES) != is_repeated(line)
    ]
    others = {row.number: row for line in changed for row in pages[line]}
    lines = {line for row in others.values() for line in unpack_lines(row.prints).tolist()}
    pages |= store.pages(lines - pages.keys(), without, LEAST_PAGES)
    settled, again = [], []
    for entry in entries:
        repeated = _repeated(articles[entry.id], is_repeated) if entry.prints else ()
        settled.append(
            _sign(store, articles[entry.id], repeated, entry.seen) if repeated else entry
        )
    for row in others.values():
        article, before = store.page(row)
        repeated = _repeated(article, is_repeated)
        if repeated != before:
            again.append(row)
            settled.append(_sign(store, article, repeated, row.seen))
    return settled, again


def guest_lines(store: Store, article: Article) -> Spans:
    """Return which lines of an article are furniture among what a store holds; it is not put in.

    Args:
        store: enter its ``reading()`` first.
        article: what the store has under the same id does not count beside it.
    """
    lines = {line for _, line in hash_lines(article)}
    if not lines:
        return ()
    own = {row.number for row in store.named([article.id]).values()}
    pages = store.pages(lines, own, LEAST_PAGES)
    return _repeated(article, lambda line: len(pages[line]) + 1 >= LEAST_PAGES)


def _sign(store: Store, article: Article, repeated: Spans, seen: int) -> Entry:
    (entry,) = make_entries([article], store.settings, {article.id: repeated})
    return replace(entry, seen=seen)


def _repeated(article: Article, is_repeated: Callable[[int], bool]) -> Spans:
    return as_furniture(
        [span for span, line in hash_lines(article) if is_repeated(line)], article.text
    )
