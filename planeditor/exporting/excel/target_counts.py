"""The summary of the targets: sums by unit, and counts by section, department and warning.

One rule: it counts the cells as its formulas count them, so that stored results are those that programs reckon anew.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from planeditor.exporting.excel.cells import Formula, Value
from planeditor.exporting.excel.formulas import named, rate
from planeditor.exporting.excel.sheet import CONTINUED, LedgerSheet
from planeditor.exporting.excel.styles import BAR_COLOURS, WARNING_LIGHTS
from planeditor.exporting.excel.summary import Chart, Summary, Table
from planeditor.exporting.excel.tally import LOOSE, UNREPORTED, Part, Shares
from planeditor.plan.entities import Snapshot

_WARNINGS = ("已完成", "正常", "滞后", "严重滞后")
_WARNING_COLOURS = {word: BAR_COLOURS[light] for light, words in WARNING_LIGHTS.items() for word in words}
_NAME, _LEAD_PREFIX = "指标", "牵头"


@dataclass(slots=True)
class _Sum:
    """The targets of one unit that are added, and those of them that are known to have been reached."""

    count: int = 0
    wanted: float = 0
    reached: float = 0


class TargetCounts:
    """Counts rows while they are written, then writes the tables."""

    def __init__(self, summary: Summary, sheet: LedgerSheet, snapshot: Snapshot, lead: str) -> None:
        self._summary, self._sheet, self._lead = summary, sheet, lead
        self._places = {column.header: place for place, column in enumerate(sheet.columns)}
        self._parts: list[Part] = []
        self._shares = Shares(snapshot)
        self._sums: dict[str, _Sum] = {}
        self._warnings: Counter[str] = Counter()
        self._total = ""  # the cell that counts all targets

    def open_part(self, name: str, row: int) -> None:
        """Begin to count for a section whose first row comes next; "" for targets that stand in none."""
        if name or not self._parts or self._parts[-1].name != LOOSE:
            self._parts.append(Part(name or LOOSE, row))

    def close_part(self, row: int) -> None:
        """Say which row was the section's last."""
        self._parts[-1].last = row

    def add(self, rows: Sequence[Sequence[Value]]) -> None:
        """Count the rows of a target."""
        first = rows[0]
        named = first[self._places[_NAME]] != ""
        warned = first[self._places["预警"]]
        word = str(warned.result) if isinstance(warned, Formula) else ""
        self._parts[-1].targets += named
        self._parts[-1].completed += word == _WARNINGS[0]
        self._warnings[word] += named
        for number, row in enumerate(rows):
            for share in self._shares.named(str(row[self._places[self._lead]])):
                share.leads += 1
                share.completed += number == 0 and word == _WARNINGS[0]
        if first[self._places["计入合计"]] == "是":
            self._add_sum(first)

    def _add_sum(self, row: Sequence[Value]) -> None:
        total = self._sums.setdefault(str(row[self._places["单位"]]), _Sum())
        wanted, reached = row[self._places["目标值"]], row[self._places["当前值"]]
        total.count += 1
        total.wanted += wanted if isinstance(wanted, int | float) else 0
        total.reached += reached if isinstance(reached, int | float) else 0

    def write(self) -> None:
        """Write the tables that are not empty."""
        if not self._warnings:
            return
        self._by_unit()
        self._by_part()
        if self._shares.all:
            self._by_department()
        self._by_warning()

    def _cells(self, header: str) -> str:
        return self._sheet.cells(header, self._sheet.first_row, self._sheet.row)

    def _by_unit(self) -> None:
        """Write the sums of targets with equal units, as far as they may be added."""
        lines: list[list[Value]] = []
        for row, (unit, total) in enumerate(self._sums.items(), self._summary.row + 2):
            alike = f'--EXACT({self._cells("单位")},$A{row}),--({self._cells("计入合计")}="是")'
            lines.append(
                [
                    unit,
                    Formula(f"SUMPRODUCT({alike})", total.count),
                    Formula(f"SUMPRODUCT({alike},{self._cells('目标值')})", total.wanted),
                    Formula(f"SUMPRODUCT({alike},{self._cells('当前值')})", total.reached),
                    rate(f"D{row}", f"C{row}", total.reached, total.wanted),
                ]
            )
        if lines:
            headers = ("单位（相同单位合计）", "指标数", "目标值合计", "当前值合计", "完成率")
            self._summary.table(Table(headers, lines, None, frozenset((4,))))

    def _by_part(self) -> None:
        first = self._summary.row + 2
        lines: list[list[Value]] = []
        for row, part in enumerate(self._parts, first):
            names = self._sheet.cells(_NAME, part.first, max(part.last, part.first))
            numbers = self._sheet.cells("序号", part.first, max(part.last, part.first))
            words = self._sheet.cells("预警", part.first, max(part.last, part.first))
            lines.append(
                [
                    part.name,
                    Formula(f'SUMPRODUCT(({names}<>"")*({numbers}<>"{CONTINUED}"))', part.targets),
                    Formula(f'SUMPRODUCT(--({words}="{_WARNINGS[0]}"))', part.completed),
                    rate(f"C{row}", f"B{row}", part.completed, part.targets),
                ]
            )
        last = first + len(lines) - 1
        targets, completed = sum(part.targets for part in self._parts), sum(part.completed for part in self._parts)
        lines.append(
            [
                "合计",
                Formula(f"SUM(B{first}:B{last})", targets),
                Formula(f"SUM(C{first}:C{last})", completed),
                rate(f"C{last + 1}", f"B{last + 1}", completed, targets),
            ]
        )
        headers = ("部分", "指标数", "完成数", "完成率")
        self._total = f"B{last + 1}"
        chart = Chart("各部分指标数", (1, 2))
        self._summary.table(Table(headers, lines, chart, frozenset((3,)), has_sum=True))

    def _by_department(self) -> None:
        lines: list[list[Value]] = []
        for row, share in enumerate(self._shares.all, self._summary.row + 2):
            found = named(self._cells(self._lead), share.names, f"$A{row}")
            done = f'SUMPRODUCT({found}*({self._cells("预警")}="{_WARNINGS[0]}"))'
            lines.append(
                [
                    share.names[0],
                    Formula(f"SUMPRODUCT(--{found})", share.leads) if found else share.leads,
                    Formula(done, share.completed) if found else share.completed,
                    rate(f"C{row}", f"B{row}", share.completed, share.leads),
                ]
            )
        department = self._lead.removeprefix(_LEAD_PREFIX)
        chart = Chart(f"各{department}牵头指标数", (1, 2))
        self._summary.table(Table((department, "牵头指标", "完成数", "完成率"), lines, chart, frozenset((3,))))

    def _by_warning(self) -> None:
        first = self._summary.row + 2
        lines: list[list[Value]] = [
            [word, Formula(f"SUMPRODUCT(--({self._cells('预警')}=$A{row}))", self._warnings[word])]
            for row, word in enumerate(_WARNINGS, first)
        ]
        rest = self._warnings.total() - sum(self._warnings[word] for word in _WARNINGS)
        last = first + len(_WARNINGS) - 1
        lines.append([UNREPORTED, Formula(f"{self._total}-SUM(B{first}:B{last})", rest)])
        self._summary.table(Table(("预警", "指标数"), lines, Chart("指标完成情况", (1,), colours=_WARNING_COLOURS)))
