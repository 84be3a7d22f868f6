"""Replacing words: what each hit becomes, and a text with some of its hits replaced.

One rule: what people see in the preview is what is written; a text that is no longer as it was previewed stays.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planeditor.i18n import _
from planeditor.plan.sought import SearchError, Sought

_GROUP = re.compile(r"\$(\d+|\{\w+\})|\$\$|\\(\d+|g<\w+>|\\|n|t)")
_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Hit:
    """One place in a text, [start, end) in characters, and the words that are to stand there."""

    start: int
    end: int
    new: str


def find_hits(sought: Sought, replacement: str, text: str) -> Iterator[Hit]:
    """Yield the hits in a text; in an expression's replacement $1, ${name} and \\1 stand for its groups."""
    for match in sought.matches(text):
        new = _expand(match, replacement) if sought.query.regex else replacement
        yield Hit(match.start(), match.end(), new)


def check_replacement(sought: Sought, replacement: str) -> None:
    """Raise SearchError if the replacement names a group that the expression has not."""
    if sought.query.regex:
        for match in _GROUP.finditer(replacement):
            name = _group_of(match)
            if name is not None and not sought.has_group(name):
                raise SearchError(_("The expression has no group {name}.").format(name=name))


def replaced(text: str, hits: Iterable[Hit]) -> str:
    """Return a text with hits replaced that stand in order and do not overlap."""
    parts, done = [], 0
    for hit in hits:
        parts += [text[done : hit.start], hit.new]
        done = hit.end
    return "".join([*parts, text[done:]])


def _expand(match: "re.Match[str]", replacement: str) -> str:
    return _GROUP.sub(lambda found: _value(match, found), replacement)


def _value(match: "re.Match[str]", found: "re.Match[str]") -> str:
    name = _group_of(found)
    if name is None:
        return "$" if found.group() == "$$" else _ESCAPES[found.group()[1]]
    return match.group(name) or ""


def _group_of(found: "re.Match[str]") -> int | str | None:
    """Return the group that a part of a replacement names, None for an escaped sign."""
    written = found.group(1) or found.group(2) or ""
    name = written.removeprefix("g<").strip("{}>")
    if not name or written in _ESCAPES:
        return None
    return int(name) if name.isdigit() else name
