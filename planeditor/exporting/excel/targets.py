"""The layout `targets`: 指标表. One rule: one target one row, with the formulas by which it is followed.

完成率 is what is reached of the target's figure; 序时进度 is how much of the time to its deadline has passed on the day
that the summary names; 预警 compares both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planeditor.exporting.content import Content
from planeditor.exporting.excel.cells import Formula, Value, finite
from planeditor.exporting.excel.entries import (
    Entry,
    day_value,
    entry_of,
    heading,
    ledger_title,
    reporting_unit,
)
from planeditor.exporting.excel.pace import Clock, Reckoned, completion, pace, warning
from planeditor.exporting.excel.paper import A4
from planeditor.exporting.excel.sheet import Column, LedgerSheet
from planeditor.exporting.excel.styles import WARNING_LIGHTS, Looks
from planeditor.exporting.excel.summary import Summary
from planeditor.exporting.excel.target_counts import TargetCounts
from planeditor.exporting.excel.workbook import Book
from planeditor.exporting.phrases import COMPARATOR_WORDS, owner_labels, owner_names
from planeditor.exporting.text import chinese_date
from planeditor.plan.entities import LEAD, Node, Snapshot, Target
from planeditor.plan.identity import id_text

NAME = "指标表"
_RATES = ("%", "％", "‰", "百分点", "/", "倍", "分", "名", "位")
_ADDED = ("=", ">=", "~", "+")
_PART = "其中："


@dataclass(frozen=True, slots=True)
class Row:
    """A target of an item, and the row where it begins."""

    entry: Entry
    target: Target
    number: int


def write_targets_sheet(book: Book, looks: Looks, content: Content) -> None:
    """Write the table of all targets, and its summary, which names the day that progress is reckoned for."""
    plan = content.snapshot.plan
    columns = columns_of(content.snapshot)
    sheet = LedgerSheet(book, looks, NAME, columns, A4)
    summary = Summary(book, looks)
    summary.title(ledger_title(plan, NAME, "汇总"))
    clock = Clock.of(content.snapshot, summary, content.options.pace)
    counts = TargetCounts(summary, sheet, content.snapshot, columns[_place(columns, "牵头")].header)
    sheet.open(ledger_title(plan, NAME), reporting_unit(plan), f"日期：{chinese_date(plan.date)}")
    _write_rows(sheet, content, clock, counts)
    sheet.close()
    counts.write()
    summary.close()
    sheet.offer("要求", tuple(COMPARATOR_WORDS.values()), strict=True)
    sheet.offer("计入合计", ("是", "否"), strict=True)
    sheet.light("预警", WARNING_LIGHTS)


def columns_of(snapshot: Snapshot) -> tuple[Column, ...]:
    """Return the columns; those for a second figure and for the time of the first only if a target has one."""
    targets = [target for node in snapshot.walk() for target in node.targets]
    lead, _support = owner_labels(snapshot)
    return (
        Column("序号", 6, "centred"),
        Column("重点任务", 22),
        Column("指标", 24),
        Column("要求", 7, "centred"),
        *([Column("基期", 8, "centred")] if any(target.base_period for target in targets) else []),
        Column("基期值", 8, "centred"),
        Column("目标值", 9, "centred"),
        *([Column("目标上限", 9, "centred")] if any(target.value_high is not None for target in targets) else []),
        Column("单位", 7, "centred"),
        Column("时限", 14, "date"),
        Column(lead, 11, "centred"),
        Column("当前值", 9, "centred"),
        Column("完成率", 8, "percent"),
        Column("序时进度", 8, "percent"),
        Column("预警", 8, "centred"),
        Column("计入合计", 7, "centred"),
        Column("标识", 16, hidden=True),
        Column("指标标识", 16, hidden=True),
    )


def _place(columns: Sequence[Column], start: str) -> int:
    return next(place for place, column in enumerate(columns) if column.header.startswith(start))


def _write_rows(sheet: LedgerSheet, content: Content, clock: Clock, counts: TargetCounts) -> None:
    """Write the targets below the sections that hold them."""
    for top in content.snapshot.nodes:
        waiting: list[tuple[int, Node]] = []
        counts.open_part(heading(content, top) if top.kind != "item" else "", sheet.row + 1)
        for depth, node in _walk(top):
            content.step()
            waiting = [each for each in waiting if each[0] < depth]
            if node.kind != "item":
                waiting.append((depth, node))
            if node.targets:
                for _depth, section in waiting:
                    sheet.section(heading(content, section), id_text(section.id))
                waiting = []
                _write_targets(sheet, entry_of(content, node), clock, counts)
        counts.close_part(sheet.row)


def _walk(top: Node) -> Iterator[tuple[int, Node]]:
    stack = [(0, top)]
    while stack:
        depth, node = stack.pop()
        yield depth, node
        stack += [(depth + 1, child) for child in reversed(node.children)]


def _write_targets(sheet: LedgerSheet, entry: Entry, clock: Clock, counts: TargetCounts) -> None:
    for number, target in enumerate(entry.node.targets):
        shown = entry if number == 0 else Entry(entry.node)
        values = _values(sheet, Row(shown, target, sheet.row + 1), clock)
        counts.add(sheet.item(values))


def _values(sheet: LedgerSheet, row: Row, clock: Clock) -> list[Value]:
    """Return the cells of a row, formulas among them, in the order of the sheet's columns."""
    node, target, number = row.entry.node, row.target, row.number
    current = current_value(node, target)
    deadline = day_value(target.deadline or node.due)
    done = completion(sheet, number, target, current)
    passed = pace(sheet, number, node, target, clock)
    told = Reckoned(done.result, passed.result if isinstance(passed, Formula) else passed, clock)
    by_header: dict[str, Value] = {
        "序号": row.entry.number,
        "重点任务": row.entry.title,
        "指标": indicator(target),
        "要求": COMPARATOR_WORDS[target.comparator] if target.kind == "target" and target.value is not None else "",
        "基期": chinese_date(target.base_period),
        "基期值": finite(target.base_value),
        "目标值": finite(target.value) if target.kind == "target" else "",
        "目标上限": finite(target.value_high),
        "单位": target.unit,
        "时限": deadline,
        "当前值": current,
        "完成率": done,
        "序时进度": passed,
        "预警": warning(sheet, number, node, target, told),
        "计入合计": "是" if is_added(target) else "否",
        "标识": id_text(node.id),
        "指标标识": id_text(target.id),
    }
    owner = owner_names(node, LEAD)
    return [by_header.get(column.header, owner) for column in sheet.columns]


def indicator(target: Target) -> str:
    """Return what a target is about, parts marked as such; its own words where it has no figure."""
    text = target.indicator or (target.text if target.value is None else "")
    part = "" if target.parent_id is None or text.startswith("其中") else _PART
    return f"{part}{target.modality}{text}"


def current_value(node: Node, target: Target) -> Value:
    """Return what was reached last: by the reports on a target, or by what is itself a result."""
    if target.kind == "actual":
        return finite(target.value)
    reports = [each for each in node.progress if each.target_id == target.id and each.value is not None]
    return finite(max(reports, key=lambda report: report.date).value) if reports else ""


def is_added(target: Target) -> bool:
    """Tell whether a figure may be added to others of its unit: no part of another, no rate, no limit."""
    rate = any(sign in target.unit for sign in _RATES) and target.unit not in ("分钟",)
    whole = target.parent_id is None and target.value is not None and target.value_high is None
    return target.kind == "target" and whole and bool(target.unit) and not rate and target.comparator in _ADDED
