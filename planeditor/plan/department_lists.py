"""Lists of departments as offices keep them, and their names where texts mention them.

One rule: only what is a name is taken: numbers, headings and remarks beside the names are left out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planeditor.language.owners import MAX_NAME, looks_like_department, split_names
from planeditor.plan.copying import find_department
from planeditor.plan.entities import Department

_NAME_HEADING = re.compile("(?:科室|部门|单位|处室|股室|机构)(?:名称|全称)?|(?:名称|全称)")
_ALIAS_HEADING = re.compile("简称|别名|别称|曾用名|又名|其他名称")
_MARK = re.compile(r"\s*(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)、.．]|[·•●○◆■▪]|[-*—]\s)\s*")
_HEADER_ROWS = 6


@dataclass(frozen=True, slots=True)
class Listed:
    """A department of a list; `known` is the one of the registry that has its name already."""

    name: str
    aliases: tuple[str, ...] = ()
    known: Department | None = None


def read_list(rows: Sequence[Sequence[str]], registry: Iterable[Department]) -> list[Listed]:
    """Return the departments in the rows of a table, or in lines of text, each once, in their order."""
    departments = list(registry)
    start, name_column, alias_column = _columns(rows)
    found: dict[str, Listed] = {}
    for row in rows[start:]:
        cell = row[name_column] if name_column < len(row) else ""
        aliases = split_names(row[alias_column]) if alias_column is not None and alias_column < len(row) else []
        names = [name for name in split_names(_MARK.sub("", cell, count=1)) if _is_name(name)]
        for name in names:
            own = tuple(alias for alias in aliases if alias != name) if len(names) == 1 else ()
            found.setdefault(name, Listed(name, own, find_department(departments, name)))
    return list(found.values())


def _is_name(name: str) -> bool:
    return 2 <= len(name) <= MAX_NAME and not name.isdecimal() and not _NAME_HEADING.fullmatch(name)


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int, int, int | None]:
    """Return the first row of names, the column of the names, and that of other names, None where there is none."""
    for place, row in enumerate(rows[:_HEADER_ROWS]):
        headings = ["".join(cell.split()) for cell in row]
        names = [at for at, heading in enumerate(headings) if _NAME_HEADING.fullmatch(heading)]
        if names and len(row) > 1:
            others = [at for at, heading in enumerate(headings) if _ALIAS_HEADING.search(heading)]
            return place + 1, names[0], others[0] if others else None
    return 0, _likeliest_column(rows), None


def _likeliest_column(rows: Sequence[Sequence[str]]) -> int:
    """Return the column in which most cells read like departments, or else hold words at all."""
    width = max([1, *map(len, rows)])
    columns = [[row[at] for row in rows if at < len(row)] for at in range(width)]

    def likeness(at: int) -> tuple[int, int]:
        cells = [_MARK.sub("", cell, count=1).strip() for cell in columns[at]]
        return sum(map(looks_like_department, cells)), sum(not cell.isdecimal() and bool(cell) for cell in cells)

    return max(range(width), key=lambda at: (*likeness(at), -at))


def replace_name(text: str, old: str, new: str, names: Iterable[str]) -> str:
    """Return a text with a department's old name replaced, but not where it is part of a longer one of `names`."""
    longer = sorted((name for name in {*names, new} if old in name and name != old), key=len, reverse=True)
    if old not in text:
        return text
    pattern = re.compile("|".join(map(re.escape, [*longer, old])))
    return pattern.sub(lambda match: new if match.group() == old else match.group(), text)
