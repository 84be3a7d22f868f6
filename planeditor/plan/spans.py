"""How a target's span follows its words while the text around them is edited.

One rule: a span moves with its words, or keeps their place while they are changed in part, or is given up; it never
marks other words.
"""

from planeditor.plan.entities import Span


def follow(span: Span, old: str, new: str) -> Span | None:
    """Return the span in the edited text, None where the edit reached beyond its words."""
    head = _common(old, new)
    tail = min(_common(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    if span.end <= head:
        return span
    if span.start >= len(old) - tail:
        shift = len(new) - len(old)
        return Span(span.place, span.start + shift, span.end + shift)
    return _found_again(span, old, new) or _reworded(span, old, new, head, len(old) - tail)


def _reworded(span: Span, old: str, new: str, first: int, last: int) -> Span | None:
    """Return the span around words of which [first, last) in the old text was replaced, some of them staying."""
    inside = span.start <= first and last <= span.end
    stays = (first - span.start) + (span.end - last)
    return Span(span.place, span.start, span.end + len(new) - len(old)) if inside and stays else None


def _common(one: str, other: str) -> int:
    """Return the length of the beginning that two texts share."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _found_again(span: Span, old: str, new: str) -> Span | None:
    words = old[span.start : span.end]
    start = new.find(words)
    if start < 0 or new.count(words) > 1:
        return None
    return Span(span.place, start, start + len(words))
