"""Rules on targets: whether the words they were taken from still say their figures, and by when.

One rule: a target is stale only where its own words, read again, say something else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planeditor.i18n import _
from planeditor.plan.checks.glance import target_name, target_spot
from planeditor.plan.checks.problems import ERROR, WARNING, Fix, Problem, Spot, Text
from planeditor.plan.entities import Node, Span, Target
from planeditor.plan.figures import amount

_SCALES = (1.0, 1e4, 1e8, 1e-4, 1e-8)
_NEAR = 60  # of 100: how alike a target's words and those now in the text must be to be the same goal, edited
_SHARES = frozenset(("%", "个百分点"))
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class _Read:
    """What words say now: [start, end) of a text, and the figures."""

    start: int
    end: int
    value: float
    high: float | None
    unit: str
    said: str


def stale_targets(node: Node, texts: Sequence[Text], year: int | None) -> Iterator[Problem]:
    """Report targets whose figures are not those of the words they were taken from."""
    by_place = {text.place: text.words for text in texts}
    for target in node.targets:
        if target.value is None or not (target.text or target.span):
            continue
        span = _span_of(target, by_place)
        if span is None:
            yield from _moved_on(node, target, by_place, year)
        elif not _still_says(target, by_place[span.place][span.start : span.end]):
            yield from _compared(node, target, span, by_place, year)


def _span_of(target: Target, texts: dict[str, str]) -> Span | None:
    """Return where a target's words stand, also where their span was lost but the words are still there once."""
    span = target.span
    if span is not None and span.place in texts:
        inside = 0 <= span.start < span.end <= len(texts[span.place])
        return span if inside else None
    for place, words in texts.items():
        start = words.find(target.text) if target.text else -1
        if start >= 0:
            return Span(place, start, start + len(target.text))
    return None


def _still_says(target: Target, words: str) -> bool:
    """Tell whether one of the figures in the words is the target's; quick, and right for nearly all."""
    from planeditor.language.targets.quantities import find_quantities
    from planeditor.language.targets.wordings import find_sayings

    for quantity in find_quantities(words):
        if _same(target, quantity.value, quantity.high, quantity.unit):
            return True
    return any(_same(target, saying.value, None, saying.unit) for saying in find_sayings(words))


def _same(target: Target, value: float, high: float | None, unit: str) -> bool:
    own_unit = target.unit.partition("/")[0]
    if unit and own_unit and (own_unit in _SHARES) != (unit.partition("/")[0] in _SHARES):
        return False
    return any(
        _equal(target.value, value * scale) and _equal(target.value_high, None if high is None else high * scale)
        for scale in _SCALES
    )


def _equal(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= _SLACK * max(abs(one), abs(other), 1.0)


def _compared(node: Node, target: Target, span: Span, texts: dict[str, str], year: int | None) -> Iterator[Problem]:
    """Read the whole text again, for words alone may not say all; report the target if that differs, too."""
    read = [one for one in _read(texts[span.place], year) if one.start < span.end and span.start < one.end]
    if any(_same(target, one.value, one.high, one.unit) for one in read):
        return
    spot = Spot(span.place, span.start, span.end, target.id)
    if read:
        yield _differing(node, target, span.place, min(read, key=lambda one: abs(one.start - span.start)), spot)
    elif any(character.isdigit() for character in texts[span.place][span.start : span.end]):
        message = _("{target} is {value}, but the text has another figure: “{words}”.")
        words = texts[span.place][span.start : span.end]
        message = message.format(target=target_name(target), value=_figure(target), words=words)
        yield Problem("stale-target", ERROR, node.id, "", message, spot, str(target.id))


def _moved_on(node: Node, target: Target, texts: dict[str, str], year: int | None) -> Iterator[Problem]:
    """Report a target whose words were edited: with the goal that stands there now, if one is like it."""
    from rapidfuzz import fuzz

    if not target.text:
        return
    taken = [other.span for other in node.targets if other.id != target.id and other.span]
    best: tuple[float, str, _Read] | None = None
    for place, words in texts.items():
        for one in _read(words, year):
            if any(span.place == place and span.start < one.end and one.start < span.end for span in taken):
                continue
            likeness = fuzz.ratio(_bare(target.text), _bare(words[one.start : one.end]))
            if likeness >= _NEAR and (best is None or likeness > best[0]):
                best = (likeness, place, one)
    if best is None:
        message = _("The words of {target} are no longer in the text: “{words}”.")
        message = message.format(target=target_name(target), words=target.text)
        fix = Fix(_("Keep it without words"), "update_target", {"target_id": target.id, "text": "", "span": None})
        yield Problem("stale-target", WARNING, node.id, "", message, target_spot(target), str(target.id), fixes=(fix,))
    elif not _same(target, best[2].value, best[2].high, best[2].unit):
        yield _differing(node, target, best[1], best[2], Spot(best[1], best[2].start, best[2].end, target.id))


def _bare(words: str) -> str:
    """Return words without their figures."""
    return "".join(character for character in words if not character.isdigit())


def _read(text: str, year: int | None) -> list[_Read]:
    from planeditor.language.targets import find_targets

    return [
        _Read(one.start, one.end, one.value, one.value_high, one.unit, text[one.start : one.end])
        for one in find_targets(text, year=year, label="目标任务")
    ]


def _differing(node: Node, target: Target, place: str, read: _Read, spot: Spot) -> Problem:
    message = _("{target} is {value}, but the text says {said}.")
    said = amount(read.value, read.high, read.unit)
    message = message.format(target=target_name(target), value=_figure(target), said=said)
    arguments = {
        "target_id": target.id, "value": read.value, "value_high": read.high, "unit": read.unit, "text": read.said,
        "span": Span(place, read.start, read.end),
    }  # fmt: skip
    fix = Fix(_("Take the text's figure"), "update_target", arguments)
    return Problem("stale-target", ERROR, node.id, "", message, spot, str(target.id), (fix,))


def _figure(target: Target) -> str:
    assert target.value is not None
    return amount(target.value, target.value_high, target.unit)


def impossible_targets(node: Node) -> Iterator[Problem]:
    """Report shares above 100 % that are to be reached, ranges that fall, and amounts below zero."""
    for target in node.targets:
        if target.value is None:
            continue
        top = target.value if target.value_high is None else max(target.value, target.value_high)
        words = target.indicator + target.text
        if target.unit == "%" and top > 100 and target.comparator not in "+-" and _is_share(words):
            message = _("{target} is {value}: no share is larger than 100%.")
        elif target.value_high is not None and target.value_high < target.value:
            message = _("{target} is {value}: the range runs backwards.")
        elif target.value < 0 and target.unit and target.comparator not in "+-" and not _may_fall(words):
            message = _("{target} is {value}: less than nothing.")
        else:
            continue
        message = message.format(target=target_name(target), value=_figure(target))
        yield Problem("impossible-figure", ERROR, node.id, "", message, target_spot(target), str(target.id))


def _is_share(words: str) -> bool:
    """Tell whether what is measured cannot exceed its whole; 毛入学率, 完成率 and growth can."""
    if any(word in words for word in ("毛入", "完成", "增", "同比", "提高", "提升", "翻")):
        return False
    return any(
        word in words for word in ("覆盖", "合格", "达标", "优良", "占", "巩固率", "普惠", "入园率", "入学率", "配备")
    )


def _may_fall(words: str) -> bool:
    return any(word in words for word in ("增", "净", "差", "率"))


def without_deadline(node: Node, due_above: bool) -> Iterator[Problem]:
    """Report targets that nothing says by when they are to be reached."""
    if node.due or due_above:
        return
    own = {target.id: target for target in node.targets}
    for target in node.targets:
        whole = own.get(target.parent_id) if target.parent_id is not None else None
        if target.kind == "target" and not target.deadline and not (whole and whole.deadline):
            message = _("{target} has no deadline.").format(target=target_name(target))
            yield Problem("target-no-deadline", WARNING, node.id, "", message, target_spot(target), str(target.id))
