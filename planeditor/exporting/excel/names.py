"""Names of sheets. One rule: every name becomes one that Excel takes, and no two are alike.

Excel forbids []:*?/\\ in a sheet's name, an apostrophe at its ends, more than 31 characters (UTF-16 units), the
name History, and names that differ in nothing but their case.
"""

from collections.abc import Callable

LONGEST = 31
_FORBIDDEN = str.maketrans("[]:*?/\\\n\t", "［］：＊？／＼  ")
_RESERVED = frozenset(("history",))
_UNNAMED = "未命名"


class SheetNames:
    """The names given so far in one workbook."""

    def __init__(self, visible: Callable[[str], str]) -> None:
        self._visible = visible
        self._taken: set[str] = set(_RESERVED)

    def give(self, wanted: str) -> str:
        """Return a name like the one wanted that no sheet has yet."""
        plain = self._visible(wanted.translate(_FORBIDDEN)).strip("' ") or _UNNAMED
        name, number = _cut(plain, LONGEST), 1
        while _key(name) in self._taken:
            number += 1
            ending = f"（{number}）"
            name = _cut(plain, LONGEST - len(ending)) + ending
        self._taken.add(_key(name))
        return name


def _cut(name: str, units: int) -> str:
    """Return as many whole characters as fit into so many UTF-16 units."""
    data = name.encode("utf-16-le", "replace")[: 2 * units]
    return data.decode("utf-16-le", "ignore").rstrip("' ") or _UNNAMED


def _key(name: str) -> str:
    return name.lower().casefold()
