"""Where in a text a quantity stands: its sentence, its clause, and the quotes or brackets around it.

One rule: a comma between digits divides nothing, and a bracket is a clause of its own.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

_ENDS = re.compile(  # a set of characters at its head is what makes it quick
    r"[。！？!?；;\n，:：,](?:(?<![:：,])|(?<!\d[:：,])|(?<=[:：])(?!\d)|(?<=,)(?!\d{3}(?!\d)))"
)
_PAUSES = frozenset("，：:,")
_QUOTES = re.compile(r"“[^”]{0,120}”|《[^》]{0,120}》|\"[^\"\n]{1,60}\"|「[^」]{0,80}」|‘[^’]{0,60}’")
_OPENING_QUOTES = frozenset('“《"「‘')
_BRACKETS = re.compile(r"[（(][^（()）]{0,160}[）)]")
_LIST_MARK = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十\d]{1,3}[、.．﹒]|[一二三四五六七八九十]是)\s*"
)

Range = tuple[int, int]


@dataclass(slots=True)
class Place:
    """Where a position stands: [start, end) of its sentence and its clause, of the bracket and the quotes around it."""

    sentence: Range
    clause: Range
    bracket: Range | None
    quotes: Range | None


class Frames:
    """The places of one text; its ends, brackets and quotes are looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        quoted = not _OPENING_QUOTES.isdisjoint(text)
        bracketed = "（" in text or "(" in text
        self._quotes = [match.span() for match in _QUOTES.finditer(text)] if quoted else []
        self._brackets = [match.span() for match in _BRACKETS.finditer(text)] if bracketed else []
        self._cuts = [match.start() for match in _ENDS.finditer(text)]
        self._ends = [cut for cut in self._cuts if text[cut] not in _PAUSES]
        if self._brackets:
            ends = frozenset(self._ends)
            self._cuts = [cut for cut in self._cuts if cut in ends or _around(self._brackets, cut) is None]

    def place(self, position: int) -> Place:
        """Return the place of a position."""
        bracket = _around(self._brackets, position)
        sentence = self._sentence(position)
        clause = self._clause(position, sentence) if bracket is None else self._clause_within(position, bracket)
        return Place(sentence, clause, bracket, _around(self._quotes, position))

    def _sentence(self, position: int) -> Range:
        index = bisect_right(self._ends, position)
        start = self._ends[index - 1] + 1 if index else 0
        mark = _LIST_MARK.match(self._text, start)
        if mark and mark.end() <= position:
            start = mark.end()
        return start, self._ends[index] if index < len(self._ends) else len(self._text)

    def _clause(self, position: int, sentence: Range) -> Range:
        """The nearest commas outside brackets; those inside one do not divide what stands around it."""
        index = bisect_right(self._cuts, position)
        start = self._cuts[index - 1] + 1 if index else 0
        end = self._cuts[index] if index < len(self._cuts) else len(self._text)
        return max(start, sentence[0]), min(end, sentence[1])

    def _clause_within(self, position: int, bracket: Range) -> Range:
        cuts = [match.start() for match in _ENDS.finditer(self._text, bracket[0] + 1, bracket[1] - 1)]
        index = bisect_right(cuts, position)
        return cuts[index - 1] + 1 if index else bracket[0] + 1, cuts[index] if index < len(cuts) else bracket[1] - 1


def _around(spans: list[Range], position: int) -> Range | None:
    """Return the span that a position stands inside, if any; spans are in order and do not overlap."""
    if not spans:
        return None
    index = bisect_right(spans, (position, position)) - 1
    if index >= 0 and spans[index][0] < position < spans[index][1]:
        return spans[index]
    return None
