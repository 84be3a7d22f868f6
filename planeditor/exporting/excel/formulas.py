"""The formulas of summaries. One rule: a formula counts what people may change in a ledger, rows they add among it."""

from collections.abc import Sequence

from planeditor.exporting.excel.cells import Formula
from planeditor.exporting.excel.sheet import CONTINUED, LedgerSheet
from planeditor.exporting.excel.summary import shortened
from planeditor.exporting.excel.tally import COMPLETED

_LONGEST_LITERAL = 255  # of a text within a formula
_LONGEST = 3_000  # of a part of a formula; Excel takes 8,192 characters in all
_MARK = "、"


def rate(part: str, whole: str, part_value: float, whole_value: float) -> Formula:
    """Return the share of one cell in another as a formula; empty where there is nothing to share."""
    return Formula(f'IF({whole}=0,"",{part}/{whole})', part_value / whole_value if whole_value else "")


def literal(text: str) -> str:
    """Return a text as formulas write it."""
    return '"{}"'.format(text.replace('"', '""'))


def named(cells: str, names: Sequence[str], cell: str) -> str:
    """Tell of every row whether it names a department, whose first name stands in `cell`; "" if none can tell."""
    area = f'"{_MARK}"&{cells}&"{_MARK}"'
    words = [f'"{_MARK}"&{cell}&"{_MARK}"', *(literal(f"{_MARK}{name}{_MARK}") for name in names[1:])]
    found = "+".join(f"ISNUMBER(FIND({word},{area}))" for word in words)
    long = any(len(word) > _LONGEST_LITERAL for word in words[1:]) or shortened(names[0]) != names[0]
    if long or len(found) > _LONGEST or any(_MARK in name for name in names):
        return ""
    return f"(({found})>0)"


class RowFormulas:
    """Formulas over rows of a ledger of items."""

    def __init__(self, sheet: LedgerSheet, ids: str, targets: str, status: str) -> None:
        self._sheet = sheet
        self._ids, self._targets, self._status = ids, targets, status
        self._headers = [column.header for column in sheet.columns]

    def items(self, first: int, last: int) -> str:
        """Count the items: every id once that has content, and rows with a task that people have added."""
        ids, above = self._cells(self._ids, first, last), self._cells(self._ids, first - 1, last - 1)
        content = "+".join(f"LEN({self._cells(header, first, last)})" for header in self._headers[1:8])
        added = self._cells(self._headers[1], first, last)
        known = f'SUMPRODUCT(({ids}<>{above})*({ids}<>"")*({content}>0))'
        return f'{known}+SUMPRODUCT(({ids}="")*({added}<>""))'

    def targets(self, first: int, last: int, where: str = "") -> str:
        """Count the targets, which stand one a line."""
        cells, numbers = self._cells(self._targets, first, last), self._cells(self._headers[0], first, last)
        lines = f'LEN({cells})-LEN(SUBSTITUTE({cells},CHAR(10),""))+({cells}<>"")*({numbers}<>"{CONTINUED}")'
        return f"SUMPRODUCT({where}*({lines}))" if where else f"SUMPRODUCT({lines})"

    def completed(self, first: int, last: int, where: str = "") -> str:
        """Count the rows whose status says that they are done."""
        cells = self._cells(self._status, first, last)
        done = "+".join(f'({cells}="{word}")' for word in COMPLETED)
        return f"SUMPRODUCT({where}*({done}))" if where else f"SUMPRODUCT({done})"

    def with_status(self, first: int, last: int, cell: str) -> str:
        """Count the rows with the status that stands in a cell."""
        return f"SUMPRODUCT(--EXACT({self._cells(self._status, first, last)},{cell}))"

    def _cells(self, header: str, first: int, last: int) -> str:
        return self._sheet.cells(header, first, last)
