"""The keys of the interchange form, entity by entity, and how each kind of value is written and read.

One rule: the tables are the contract; a name or an order in them changes only with the format's version.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, isfinite
from typing import Any, cast

from planeditor.i18n import _
from planeditor.plan.entities import COMPARATORS, Span
from planeditor.plan.identity import id_text, parse_id

PLACE_LENGTH = 80  # characters of a place that are shown; the innermost are the ones that help
EXACT_INTEGERS = 1 << 53  # floats hold whole numbers exactly up to here


class InterchangeError(ValueError):
    """The data does not follow the contract; the message, fit for people, begins with the place."""

    def __init__(self, reason: str, place: str = "") -> None:
        shown = place if len(place) <= PLACE_LENGTH else "…" + place[-PLACE_LENGTH:]
        super().__init__(f"{shown}: {reason}" if place else reason)
        self.reason = reason
        self.place = place

    def inside(self, place: str | int) -> "InterchangeError":
        """Return the same error as seen from one level further out."""
        step = f"[{place}]" if isinstance(place, int) else place
        joint = "." if self.place and not self.place.startswith("[") else ""
        return InterchangeError(self.reason, f"{step}{joint}{self.place}")


@dataclass(frozen=True, slots=True)
class Kind:
    """How one sort of value is written and read; `read` raises InterchangeError."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the contract: its name, the entity's attribute that it holds, and the kind of value."""

    name: str
    attribute: str
    kind: Kind


def _same(value: Any) -> Any:
    return value


def read_text(value: Any) -> str:
    """Return the value if it is a text that can be stored."""
    if not isinstance(value, str):
        raise InterchangeError(_("a text is expected here"))
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise InterchangeError(_("the text holds half a character"))
    return value


def _read_flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise InterchangeError(_("true or false is expected here"))
    return value


def _write_number(value: float | None) -> float | int | None:
    if value is not None and abs(value) < EXACT_INTEGERS and value == int(value):
        return int(value)
    return value


def _read_number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InterchangeError(_("a number is expected here"))
    if not isfinite(number := _float(value)):
        raise InterchangeError(_("the number is too large"))
    return number


def _float(value: int | float) -> float:
    try:
        return float(value)
    except OverflowError:
        return inf


def _read_whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= EXACT_INTEGERS:
        raise InterchangeError(_("a whole number is expected here"))
    return value


def _write_id(value: int | None) -> str | None:
    return None if value is None else id_text(value)


def read_id(value: Any) -> int:
    """Return the id that a text stands for."""
    try:
        return parse_id(read_text(value))
    except ValueError as error:
        raise InterchangeError(_("“{text}” is not an id").format(text=value)) from error


def _read_list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise InterchangeError(_("a list is expected here"))
    return value


def read_object(value: Any) -> dict[str, Any]:
    """Return the value if it is an object."""
    if not isinstance(value, dict):
        raise InterchangeError(_("an object is expected here"))
    return value


def read_each(value: Any, read: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Return what `read` makes of each element of a list; an error names the element."""
    result = []
    for index, element in enumerate(_read_list(value)):
        try:
            result.append(read(element))
        except InterchangeError as error:
            raise error.inside(index) from error
    return tuple(result)


def _one_of(*allowed: str) -> Kind:
    def read(value: Any) -> str:
        if value not in allowed:
            raise InterchangeError(_("one of {values} is expected here").format(values=", ".join(allowed)))
        return cast(str, value)

    return Kind(_same, read)


def _write_span(span: Span | None) -> dict[str, Any] | None:
    return None if span is None else {"place": span.place, "start": span.start, "end": span.end}


def _read_span(value: Any) -> Span:
    span = read_object(value)
    try:
        return Span(read_text(span["place"]), _read_whole(span["start"]), _read_whole(span["end"]))
    except KeyError as error:
        raise InterchangeError(_("“{key}” is missing").format(key=error.args[0])) from error


TEXT = Kind(_same, read_text)
TEXTS = Kind(list, lambda value: read_each(value, read_text))
FLAG = Kind(_same, _read_flag)
NUMBER = Kind(_write_number, _read_number)
WHOLE = Kind(_same, _read_whole)
ID = Kind(_write_id, read_id)
SPAN = Kind(_write_span, _read_span)

PLAN_KEYS = (
    Key("title", "title", TEXT),
    Key("doc_number", "doc_number", TEXT),
    Key("issuer", "issuer", TEXT),
    Key("notice_title", "notice_title", TEXT),
    Key("addressees", "addressees", TEXT),
    Key("notice", "notice", TEXT),
    Key("date", "date", TEXT),
    Key("year", "year", WHOLE),
    Key("preamble", "preamble", TEXT),
    Key("closing", "closing", TEXT),
    Key("signer", "signer", TEXT),
    Key("numbering", "numbering", TEXT),
    Key("kind", "kind", _one_of("plan", "report")),
    Key("id", "id", ID),
)
DEPARTMENT_KEYS = (
    Key("id", "id", ID),
    Key("name", "name", TEXT),
    Key("aliases", "aliases", TEXTS),
    Key("members", "members", Kind(lambda ids: [id_text(number) for number in ids], _read_list)),
)
OWNER_KEYS = (
    Key("name", "name", TEXT),
    Key("role", "role", _one_of("lead", "support")),
    Key("id", "id", ID),
    Key("department", "department_id", ID),
)
TARGET_KEYS = (
    Key("id", "id", ID),
    Key("kind", "kind", _one_of("target", "actual")),
    Key("indicator", "indicator", TEXT),
    Key("comparator", "comparator", _one_of(*COMPARATORS)),
    Key("value", "value", NUMBER),
    Key("value_high", "value_high", NUMBER),
    Key("unit", "unit", TEXT),
    Key("deadline", "deadline", TEXT),
    Key("modality", "modality", TEXT),
    Key("text", "text", TEXT),
    Key("base_value", "base_value", NUMBER),
    Key("base_period", "base_period", TEXT),
    Key("parent", "parent_id", ID),
    Key("span", "span", SPAN),
)
PROGRESS_KEYS = (
    Key("id", "id", ID),
    Key("date", "date", TEXT),
    Key("status", "status", TEXT),
    Key("percent", "percent", NUMBER),
    Key("target", "target_id", ID),
    Key("value", "value", NUMBER),
    Key("narrative", "narrative", TEXT),
    Key("problem", "problem", TEXT),
    Key("next_step", "next_step", TEXT),
    Key("reporter", "reporter", TEXT),
    Key("evidence", "evidence", TEXT),
)
MILESTONE_KEYS = (
    Key("id", "id", ID),
    Key("period", "period", TEXT),
    Key("text", "text", TEXT),
    Key("target", "target_id", ID),
    Key("value", "value", NUMBER),
)
LIGHT_KEYS = (
    Key("id", "id", ID),
    Key("light", "light", _one_of("green", "yellow", "red")),
    Key("reason", "reason", TEXT),
    Key("target", "target_id", ID),
    Key("time", "time", TEXT),
    Key("author", "author", TEXT),
)
EVIDENCE_KEYS = (
    Key("id", "id", ID),
    Key("name", "name", TEXT),
    Key("progress", "progress_id", ID),
    Key("size", "size", WHOLE),
    Key("sha256", "sha256", TEXT),
)
LINEAGE_KEYS = (
    Key("id", "id", ID),
    Key("source", "source_id", ID),
    Key("year", "year", WHOLE),
    Key("text", "text", TEXT),
    Key("target", "target_id", ID),
)
HANDOUT_KEYS = (
    Key("id", "id", ID),
    Key("department", "department_id", ID),
    Key("name", "name", TEXT),
    Key("purpose", "purpose", _one_of("progress", "draft")),
    Key("form", "form", _one_of("xlsx", "plan")),
    Key("period", "period", TEXT),
    Key("time", "time", TEXT),
    Key("due", "due", TEXT),
    Key("contact", "contact", TEXT),
    Key("note", "note", TEXT),
    Key("version", "version_id", ID),
)
RECEIPT_KEYS = (
    Key("id", "id", ID),
    Key("name", "name", TEXT),
    Key("sha256", "sha256", TEXT),
    Key("time", "time", TEXT),
    Key("author", "author", TEXT),
    Key("note", "note", TEXT),
)
# No ids between labels and texts: readers of the contract take these for one run of prose.
FIELD_KEYS = (Key("label", "label", TEXT), Key("text", "text", TEXT))
NODE_KEYS = (
    Key("id", "id", ID),
    Key("kind", "kind", _one_of("section", "item")),
    Key("mark", "mark", TEXT),
    Key("title", "title", TEXT),
    Key("body", "body", TEXT),
    Key("due", "due", TEXT),
    Key("numbered", "numbered", FLAG),
    Key("numbering", "numbering", TEXT),
)
