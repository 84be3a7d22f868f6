"""Rows of a table in an order and in groups. One rule: sorting is stable, and rows without a value come last."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Key = str | float


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together under a label; without grouping there is one, whose label is ""."""

    label: str
    ids: tuple[int, ...]


def sort_key(value: Key) -> tuple[int, float, bytes]:
    """Return what cells are sorted by: numbers by value, texts by pinyin, as office programs do."""
    if isinstance(value, str):
        return 1, 0.0, value.casefold().encode("gb18030", "replace")  # its common characters stand in that order
    return 0, value, b""


def ordered(ids: Iterable[int], values: Mapping[int, Key], *, descending: bool = False) -> list[int]:
    """Return the ids by their values; equal ones stay in the order given."""
    given = list(ids)
    filled = [one for one in given if values.get(one, "") != ""]
    filled.sort(key=lambda one: sort_key(values[one]), reverse=descending)
    return filled + [one for one in given if values.get(one, "") == ""]


def grouped(ids: Sequence[int], labels: Mapping[int, str], places: Mapping[str, Key], empty: str) -> list[Group]:
    """Return the ids by label, each group in the order given; `empty` names those without a label, which come last.

    Groups are sorted by their `places`; those without one come in the order of their first row.
    """
    families: dict[str, list[int]] = {}
    for one in ids:
        families.setdefault(labels.get(one, ""), []).append(one)
    rest = families.pop("", [])
    names = sorted(families, key=lambda name: sort_key(places[name]) if name in places else (2, 0.0, b""))
    groups = [Group(name, tuple(families[name])) for name in names]
    return groups + ([Group(empty, tuple(rest))] if rest else [])
