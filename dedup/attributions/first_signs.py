"""First signs: with which signs what an expression finds can begin, told from the expression.

Most names near a cue are followed by a blank or a letter where a row asks for a comma or a colon;
the kernel sees that at once. Only what is plain to see is told: expressions that may begin with a
letter, a boundary or nothing at all may begin with anything.
"""

from __future__ import annotations

from collections.abc import Iterator


def first_signs(expression: str) -> frozenset[str] | None:
    """Return the signs and blanks one of which begins whatever is found; None for anything."""
    found: frozenset[str] = frozenset()
    for branch in branches(expression):
        one = _of_branch(branch)
        if one is None:
            return None
        found |= one
    return found


def branches(expression: str) -> Iterator[str]:
    """Yield what stands between the bars of an expression that are in no group and no class."""
    begin = at = 0
    while at < len(expression):
        if expression[at] == "|":
            yield expression[begin:at]
            begin = at + 1
        at = behind(expression, at)
    yield expression[begin:]


def behind(expression: str, at: int) -> int:
    """Return where the letter, escape, class or group ends that begins here."""
    if expression[at] == "\\":
        return at + 2
    if expression[at] == "[":
        at += 2 if expression[at + 1] != "^" else 3  # a bracket that comes first closes nothing
        while expression[at] != "]":
            at += 2 if expression[at] == "\\" else 1
    elif expression[at] == "(":
        at += 1
        while expression[at] != ")":
            at = behind(expression, at)
    return at + 1


def _of_branch(branch: str) -> frozenset[str] | None:
    if not branch:
        return None
    end = behind(branch, 0)
    piece, rest = branch[:end], branch[end:]
    if piece.startswith("(?:"):
        found = first_signs(piece[3:-1])
    elif piece[0] == "[":
        listed = piece[1:-1]
        plain = not any(sign.isalnum() or sign in "\\^" for sign in listed)
        found = frozenset(listed) if plain and "-" not in listed[1:-1] else None
    else:
        found = None if piece[0].isalnum() or piece[0] in "\\.^$*+?{}()" else frozenset(piece)
    if found is None or not (rest[:1] in ("?", "*") or rest.startswith("{0")):
        return found
    # What may be missing leaves its place to what follows.
    following = rest[rest.index("}") + 1 :] if rest[0] == "{" else rest[1:]
    next_one = _of_branch(following.removeprefix("?"))
    return None if next_one is None else found | next_one
