"""The summary of a ledger of items: by section, by department, by status.

One rule: it shows what the plan has; a table that would be empty is left out.
"""

from planeditor.exporting.excel.cells import Formula, Value
from planeditor.exporting.excel.entries import ledger_title
from planeditor.exporting.excel.formulas import RowFormulas, named, rate
from planeditor.exporting.excel.sheet import LedgerSheet
from planeditor.exporting.excel.styles import BAR_COLOURS, STATUS_LIGHTS
from planeditor.exporting.excel.summary import Chart, Summary, Table
from planeditor.exporting.excel.tally import UNREPORTED, Share, Tally
from planeditor.plan.entities import STATUSES, Plan

STATUS_COLOURS = {word: BAR_COLOURS[light] for light, words in STATUS_LIGHTS.items() for word in words}


class Counts:
    """Writes the tables for one ledger. `headers` are lead, support, targets, status and id."""

    def __init__(
        self, summary: Summary, sheet: LedgerSheet, tally: Tally, headers: tuple[str, str, str, str, str]
    ) -> None:
        self._summary = summary
        self._sheet = sheet
        self._tally = tally
        self._lead, self._support, targets, self._status, ids = headers
        self._rows = RowFormulas(sheet, ids, targets, self._status)
        self._first, self._last = sheet.first_row, sheet.row
        self._total = ""  # the cell that counts all items

    def write(self, plan: Plan, name: str) -> str:
        """Write title and tables; return the cells that list the departments, "" if there are none."""
        self._summary.title(ledger_title(plan, name, "汇总"))
        if not self._tally.parts:
            return ""
        self._by_part()
        departments = self._by_department() if self._tally.shares.all else ""
        if self._status:
            self._by_status()
        return departments

    def _by_part(self) -> None:
        """Write items, targets and completion for every top-level section, and their sum."""
        parts, rows = self._tally.parts, self._rows
        first = self._summary.row + 2
        lines: list[list[Value]] = []
        for number, part in enumerate(parts, first):
            line: list[Value] = [
                part.name,
                Formula(rows.items(part.first, part.last), part.items),
                Formula(rows.targets(part.first, part.last), part.targets),
            ]
            if self._status:
                completed = Formula(rows.completed(part.first, part.last), part.completed)
                line += [completed, rate(f"D{number}", f"B{number}", part.completed, part.items)]
            lines.append(line)
        lines.append(self._sum_of(first, first + len(parts) - 1))
        headers = ("部分", "任务数", "指标数", *(("完成数", "完成率") if self._status else ()))
        chart = Chart("各部分任务数与指标数", (1, 2))
        self._summary.table(Table(headers, lines, chart, frozenset((4,)), has_sum=True))
        self._total = f"B{first + len(parts)}"

    def _sum_of(self, first: int, last: int) -> list[Value]:
        parts = self._tally.parts
        items, completed = sum(part.items for part in parts), sum(part.completed for part in parts)
        figures = [items, sum(part.targets for part in parts), *([completed] if self._status else [])]
        line: list[Value] = ["合计"]
        line += [Formula(f"SUM({c}{first}:{c}{last})", figure) for c, figure in zip("BCD", figures, strict=False)]
        if self._status:
            line.append(rate(f"D{last + 1}", f"B{last + 1}", completed, items))
        return line

    def _by_department(self) -> str:
        """Write what each department leads, supports and has completed; return the cells with their names."""
        first = self._summary.row + 2
        lines = [self._department(share, row) for row, share in enumerate(self._tally.shares.all, first)]
        headers = (
            self._lead.removeprefix("牵头"),
            "牵头任务",
            "配合任务",
            "牵头指标",
            *(("完成数", "完成率") if self._status else ()),
        )
        chart = Chart(f"各{headers[0]}任务数", (1, 2), is_stacked=True)
        self._summary.table(Table(headers, lines, chart, frozenset((5,))))
        return f"{self._summary.name}!$A${first}:$A${first + len(lines) - 1}"

    def _department(self, share: Share, row: int) -> list[Value]:
        rows, first, last = self._rows, self._first, self._last
        leads = named(self._sheet.cells(self._lead, first, last), share.names, f"$A{row}")
        supports = named(self._sheet.cells(self._support, first, last), share.names, f"$A{row}")
        line: list[Value] = [
            share.names[0],
            _formula(leads and f"SUMPRODUCT(--{leads})", share.leads),
            _formula(supports and f"SUMPRODUCT(--{supports})", share.supports),
            _formula(leads and rows.targets(first, last, leads), share.targets),
        ]
        if self._status:
            line.append(_formula(leads and rows.completed(first, last, leads), share.completed))
            line.append(rate(f"E{row}", f"B{row}", share.completed, share.leads))
        return line

    def _by_status(self) -> None:
        """Write how many items are in each state; those that nobody reported on are the rest."""
        found = self._tally.statuses
        words = [*STATUSES, *sorted(set(found) - set(STATUSES))]
        first = self._summary.row + 2
        lines: list[list[Value]] = [
            [word, Formula(self._rows.with_status(self._first, self._last, f"$A{row}"), found[word])]
            for row, word in enumerate(words, first)
        ]
        items = sum(part.items for part in self._tally.parts)
        rest = Formula(f"{self._total}-SUM(B{first}:B{first + len(words) - 1})", items - sum(found.values()))
        lines.append([UNREPORTED, rest])
        self._summary.table(Table(("状态", "任务数"), lines, Chart("任务状态", (1,), colours=STATUS_COLOURS)))


def _formula(text: str, value: int) -> Value:
    return Formula(text, value) if text else value
