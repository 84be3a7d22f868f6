"""From shaped sprouts to the nodes and departments of a snapshot.

One rule: the registry holds every owner's name as written, in the order first seen; merging aliases is for people.
"""

import re
from functools import lru_cache

from planeditor.importing.sprouts import Sprout
from planeditor.language.dates import find_dates
from planeditor.language.labels import DUE_LABELS
from planeditor.plan.entities import Department, Field, Node, Owner
from planeditor.plan.identity import new_id, new_ids

_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*月")


class Departments:
    """The registry while it grows."""

    def __init__(self) -> None:
        self._by_name: dict[str, Department] = {}

    def id_of(self, name: str) -> int:
        """Return the id of the department of that name, entering it if it is new."""
        if name not in self._by_name:
            self._by_name[name] = Department(new_id(), name)
        return self._by_name[name].id

    def entries(self) -> tuple[Department, ...]:
        """Return all departments in the order first seen."""
        return tuple(self._by_name.values())


def make_nodes(
    sprouts: list[Sprout], departments: Departments, year: int | None, *, unmarked_numbered: bool = False
) -> tuple[Node, ...]:
    """Return the nodes of the sprouts and all below them; `year` completes dues such as 9月底."""
    return tuple(_node(sprout, departments, year, unmarked_numbered) for sprout in sprouts)


def _node(sprout: Sprout, departments: Departments, year: int | None, unmarked_numbered: bool) -> Node:
    ids = iter(new_ids(len(sprout.fields) + len(sprout.owners)))
    return Node(
        id=sprout.id,
        kind=sprout.kind,
        title=sprout.title,
        body="\n".join(sprout.texts),
        fields=tuple(Field(next(ids), f.label, f.words.text) for f in sprout.fields),
        due=sprout.due or _due(sprout, year),
        mark=sprout.mark.text if sprout.mark else "",
        numbered=sprout.mark is not None or unmarked_numbered,
        numbering=sprout.numbering,
        owners=tuple(Owner(next(ids), departments.id_of(o.name), o.role, o.name) for o in sprout.owners),
        children=make_nodes(sprout.children, departments, year, unmarked_numbered=unmarked_numbered),
    )


def _due(sprout: Sprout, year: int | None) -> str:
    """Return the deadline that a field such as 完成时限 names; the field keeps the words."""
    dues = (_read_due(field.words.text, year) for field in sprout.fields if field.label in DUE_LABELS)
    return next((due for due in dues if due), "")


@lru_cache(maxsize=256)  # most items are due on one of a few days
def _read_due(text: str, year: int | None) -> str:
    dates = find_dates(text)
    month = _MONTH.search(text)
    if dates:
        return dates[-1].iso
    return f"{year}-{int(month[1]):02}" if month and year else ""
