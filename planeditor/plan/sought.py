"""What someone looks for: words, an expression or first letters, and in which parts of a plan.

One rule: whether and where a text holds what is sought is told here and nowhere else; searches, highlights and
replacements agree because they all ask.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal

from planeditor.errors import PlanEditorError
from planeditor.i18n import _
from planeditor.language.initials import are_initials, initials_pattern

Part = Literal["title", "text", "owner", "target", "progress", "number"]
PARTS: tuple[Part, ...] = ("title", "text", "owner", "target", "progress", "number")

LONGEST = 500  # characters of what can be sought
_PATIENCE_S = 0.2  # for one text; an expression that takes longer would take for ever
_WORD = "A-Za-z0-9Ａ-Ｚａ-ｚ０-９"
_WIDTH_SHIFT = 0xFEE0  # from ASCII to its full-width form


class SearchError(PlanEditorError):
    """What is sought cannot be understood, or not in reasonable time."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is sought. Without `case`, capitals and full-width forms count as equal to the others.

    `whole` keeps letters and digits whole (5 is not in 15); `initials` lets letters stand for first letters of
    readings as well; `regex` takes the text for a regular expression.
    """

    text: str
    parts: frozenset[Part] = frozenset(PARTS)
    case: bool = False
    whole: bool = False
    regex: bool = False
    initials: bool = False

    @property
    def is_plain(self) -> bool:
        """Tell whether the words themselves are sought, so that an index can help."""
        return not self.regex and not (self.initials and are_initials(self.text))


class Sought:
    """A query made ready to be asked of many texts; SearchError if its expression is none."""

    def __init__(self, query: Query) -> None:
        """Understand `query`."""
        self.query = query
        self._gave_up = False
        self._options: dict[str, Any] = {}
        if query.regex:
            self._pattern: Any = _expression(query)
            self._options = {"timeout": _PATIENCE_S, "concurrent": True}
        else:
            self._pattern = re.compile(_whole(query, _words(query)))

    def __bool__(self) -> bool:
        """Tell whether anything is sought."""
        return bool(self.query.text)

    def has_group(self, name: int | str) -> bool:
        """Tell whether an expression has a group of that number or name."""
        return name <= self._pattern.groups if isinstance(name, int) else name in self._pattern.groupindex

    def is_in(self, text: str) -> bool:
        """Tell whether a text holds it; SearchError if that takes too long."""
        if not self.query.regex:
            return self._pattern.search(text) is not None
        return next(self.matches(text), None) is not None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where it stands in a text, [start, end) in characters; SearchError if that takes too long."""
        return [match.span() for match in self.matches(text)]

    def marks(self, text: str) -> list[tuple[int, int]]:
        """Return `spans` for painting: an expression that once took too long marks nothing any more."""
        if not self or self._gave_up:
            return []
        try:
            return self.spans(text)
        except SearchError:
            self._gave_up = True
            return []

    def matches(self, text: str) -> Iterator[Any]:
        """Yield the matches in a text that are not empty."""
        try:
            for match in self._pattern.finditer(text, **self._options):
                if match.end() > match.start():
                    yield match
        except TimeoutError as error:
            raise SearchError(_("This expression takes too long; make it simpler.")) from error

    @property
    def is_certain(self) -> bool:
        """Tell whether a text holds it exactly if it literally holds one of `certain_words`."""
        query = self.query
        whole = max(self.certain_words, key=len, default="") == query.text or len(query.text) == 1
        return bool(self) and query.is_plain and not query.whole and whole

    @cached_property
    def certain_words(self) -> tuple[str, ...]:
        """Return words one of which stands literally in every text that holds it: what a database can look for first.

        They are none where nothing is certain.
        """
        query = self.query
        if not query.text or not query.is_plain:
            return ()
        if query.case:
            return (query.text,)
        variants = _variants()
        longest = max(re.split(f"[{re.escape(''.join(sorted(variants)))}]", query.text), key=len)
        return (longest,) if longest else tuple(variants[query.text[0]])


def _expression(query: Query) -> Any:
    import regex  # only it can be told to give up, and lets the window live meanwhile

    try:
        return regex.compile(query.text, 0 if query.case else regex.IGNORECASE)
    except regex.error as error:
        text = _("This is no regular expression: {problem}.")
        raise SearchError(text.format(problem=error)) from error


def _words(query: Query) -> str:
    if not query.is_plain:
        return initials_pattern(query.text)
    if query.case:
        return re.escape(query.text)
    variants = _variants()
    return "".join(
        f"[{re.escape(variants[character])}]" if character in variants else re.escape(character)
        for character in query.text
    )


def _whole(query: Query, words: str) -> str:
    if not query.whole or not query.text:
        return words
    before = f"(?<![{_WORD}])" if re.match(f"[{_WORD}]", query.text) else ""
    after = f"(?![{_WORD}])" if re.search(f"[{_WORD}]$", query.text) else ""
    return f"{before}{words}{after}"


@cache
def _variants() -> dict[str, str]:
    """Return for every character that has several forms all of them: a letter in both cases and both widths."""
    families = [{chr(code), chr(code + _WIDTH_SHIFT)} for code in range(0x21, 0x7F)] + [{" ", "\u3000"}]
    found: dict[str, set[str]] = {}
    for family in families:
        forms = {form for one in family for form in (one, one.lower(), one.upper())}
        for form in forms:
            found.setdefault(form, set()).update(forms)
    return {form: "".join(sorted(forms)) for form, forms in found.items()}
