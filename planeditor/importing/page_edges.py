"""The running heads and feet that a print-out repeats on every page.

One rule: a line is one only where it stands beside the page numbers of several pages and says the same every time.
"""

from collections import Counter
from collections.abc import Sequence

from planeditor.importing.blocks import Block, Part
from planeditor.language.chrome import is_page_number
from planeditor.language.marks import read_mark
from planeditor.language.prose import ends_sentence, squeeze_spaces

MAX_LENGTH = 40
MIN_PAGES = 2
PAGE_LENGTH = 24
REACH = 6  # lines around a page number, empty ones among them


def find_running_heads(parts: Sequence[Part]) -> frozenset[int]:
    """Return the numbers of the lines that the edges of pages repeat."""
    pages = [place for place, part in enumerate(parts) if _is_page(part)]
    if len(pages) < MIN_PAGES:
        return frozenset()
    beside: list[tuple[int, str]] = []
    for place in pages:
        for step in (-1, 1):
            other = _next_filled(parts, place, step)
            if other is not None and _may_repeat(other.text):
                beside.append((other.line, f"{step}{squeeze_spaces(other.text)}"))
    counts = Counter(words for _line, words in beside)
    return frozenset(line for line, words in beside if counts[words] >= MIN_PAGES)


def _is_page(part: Part) -> bool:
    return isinstance(part, Block) and len(part.text) <= PAGE_LENGTH and is_page_number(part.text)


def _next_filled(parts: Sequence[Part], place: int, step: int) -> Block | None:
    """Return the nearest paragraph that is not empty; None where a table or the end comes first, or it is too far."""
    for other in range(place + step, place + step * (REACH + 1), step):
        part = parts[other] if 0 <= other < len(parts) else None
        if not isinstance(part, Block):
            return None
        if part.text.strip():
            return part
    return None


def _may_repeat(text: str) -> bool:
    """A label, a numbered line and a sentence are the plan's own, however often they come."""
    text = text.strip()
    if len(text) > MAX_LENGTH or "：" in text or ":" in text or is_page_number(text):
        return False
    return not ends_sentence(text) and read_mark(text) is None
