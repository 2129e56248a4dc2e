"""The identity of news outlets: one name for each, and which two names are the same one."""

from __future__ import annotations

import re
from functools import lru_cache

from dedup.articles import Article
from dedup.attributions.known import known_hosts, known_names
from dedup.attributions.labels import is_label_of
from dedup.attributions.shapes import BARE_HEADS, GENERIC, HEADS

# Addresses come from strangers' pages; urlsplit raises on some of them.
_URL_HOST = re.compile(r"[A-Za-z][\w+.-]*://(?:[^/@\s]*@)?([\w-][\w.-]*\w)")


_ARTICLE = re.compile("the ", re.IGNORECASE)


def plain_name(written: str) -> str:
    """Return a name without "The", unless one word is left: a bare "Post" would not read."""
    bare = " ".join(written.split())
    if _ARTICLE.match(bare):
        bare = bare[4:]
    if " " in bare or bare.isupper() or "." in bare:
        return bare
    return f"The {bare}" if written[:4].casefold() == "the " else bare


def in_sentence(name: str) -> str:
    """Return a name as a sentence takes it: "the New York Post", but "Reuters"."""
    words = name_words(name)
    takes_article = words[-1:] and words[-1] in HEADS | {"agency"} and words[-1] not in BARE_HEADS
    return f"the {name}" if takes_article and not name.casefold().startswith("the ") else name


def host_outlet(host: str) -> str:
    """Return the outlet that publishes on a host: its listed name, or the host itself."""
    parts = host.casefold().removeprefix("www.").split(".")
    for cut in range(len(parts) - 1):
        name = known_hosts().get(".".join(parts[cut:]))
        if name:
            return name
    return ".".join(parts)


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words that make a name what it is: case-folded, without "the"."""
    words = re.findall(r"[^\W_]+", name.casefold())
    return tuple(words[1:] if len(words) > 1 and words[0] == "the" else words)


def is_alias(name: str) -> bool:
    """Return whether a name is one generic word, "The Post", that stands for a fuller one."""
    words = name_words(name)
    return len(words) == 1 and words[0] in HEADS


def is_vague(name: str) -> bool:
    """Return whether a name is such an alias and no outlet is known by it alone."""
    return is_alias(name) and name.casefold() not in known_names()


@lru_cache(maxsize=65536)
def same_outlet(short: str, full: str) -> bool:
    """Return whether ``short`` may stand for ``full``: the same name, its end, or its initials.

    This relation is directional: "The Post" may stand for the New York Post, not the reverse.
    """
    one, two = name_words(short), name_words(full)
    if not one or not two:
        return False
    if one == two or "".join(one) == "".join(two):
        return True
    if len(one) < len(two) and two[-len(one) :] == one:
        return True
    if len(one) < len(two) and two[: len(one)] == one and GENERIC.issuperset(two[len(one) :]):
        return True
    if "." in full:
        return False  # a host has no initials
    initials = "".join(word[0] for word in two)
    return len(one) == 1 and len(two) > 2 and one[0] == initials and short.isupper()


def own_names(article: Article) -> tuple[str, ...]:
    """Return the names that an article's own outlet goes by: its publisher, its address."""
    return _own_names(article.publisher or "", article.url or "")


@lru_cache(maxsize=4096)
def _own_names(publisher: str, url: str) -> tuple[str, ...]:
    """Return the names of an outlet.

    A page that copies another one may give that one's address as its own, so an address at a
    listed outlet's host tells nothing where the publisher is another.
    """
    names = _names_of_host(publisher_host) if (publisher_host := host_of(publisher)) else []
    if publisher and not publisher_host:
        names = [known_names().get(" ".join(name_words(publisher)), publisher)]
    address = host_of(url)
    listed = bool(address) and host_outlet(address) != address.removeprefix("www.")
    if address and not (names and listed and not same_outlet(host_outlet(address), names[0])):
        names += _names_of_host(address)
    return tuple(dict.fromkeys(names))


def _names_of_host(host: str) -> list[str]:
    """Return the outlet on a host and its main label: velesdaily.example is Veles Daily."""
    labels = host.removeprefix("www.").split(".")[:-1]
    return [host_outlet(host), max(labels, key=len, default=host)]


def publisher_name(article: Article) -> str | None:
    """Return the name of the outlet that published an article; None where it is not known."""
    return next(iter(own_names(article)), None)


def is_own(name: str, article: Article) -> bool:
    """Return whether an outlet's name means the outlet that published this article."""
    squeezed = "".join(name_words(name))
    names = own_names(article)
    for own in names:
        if same_outlet(name, own) or squeezed == "".join(name_words(own)):
            return True
    # Where nothing but an address is known, its label is the outlet's name run together.
    return bool(names) and bool(host_of(names[0])) and is_label_of(names[1], name)


def host_of(address: str) -> str:
    """Return the host of an address, or of a bare host with or without a path; "" for a name."""
    if "://" in address:
        found = _URL_HOST.match(address)
        return found.group(1).casefold() if found else ""
    head = address.split("/")[0]
    return head.casefold() if "." in head and " " not in head and not head.endswith(".") else ""
