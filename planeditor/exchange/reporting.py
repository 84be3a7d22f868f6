"""Differences as rows: for programs (the contract's JSON), for people, and for the forms an office keeps.

One rule: every form tells the same differences in the same order.
"""

from collections.abc import Iterable, Iterator

from planeditor.i18n import _
from planeditor.plan.describing import aspect_name, field_key, value_text
from planeditor.plan.identity import id_text
from planeditor.plan.merging import EXISTENCE, PLACE, ChangeKind, Difference

SHOWN = 60  # characters of a value in a line


def as_row(difference: Difference) -> dict[str, str]:
    """Return a difference in the form of the contract."""
    is_node = difference.key.aspect in (EXISTENCE, PLACE)
    return {
        "change": difference.change,
        "id": id_text(difference.key.node_id) if difference.key.node_id else "",
        "number": difference.number,
        "field": field_key(difference),
        "before": "" if is_node and difference.change == "added" else value_text(difference.before),
        "after": value_text(difference.after),
    }


def change_name(change: ChangeKind) -> str:
    """Return what people call a kind of change."""
    names: dict[ChangeKind, str] = {
        "added": _("added"),
        "deleted": _("deleted"),
        "moved": _("moved"),
        "edited": _("edited"),
        "conflict": _("conflict"),
    }
    return names[change]


def as_lines(differences: Iterable[Difference]) -> Iterator[str]:
    """Yield a line for every difference: kind, place, what of it, before → after."""
    yield from map(as_line, differences)


def as_line(difference: Difference) -> str:
    """Return a line for a difference: kind, place, what of it, before → after."""
    where = f"{difference.number}{difference.title[:SHOWN]}" or _("The plan")
    parts = [change_name(difference.change), where]
    if difference.key.aspect != EXISTENCE:
        parts.append(aspect_name(difference))
    if difference.key.aspect not in (EXISTENCE, PLACE):
        parts.append(f"{_short(difference.before)} → {_short(difference.after)}")
    return "\t".join(parts)


def _short(value: object) -> str:
    text = " ".join(value_text(value).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
