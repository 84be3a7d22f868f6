"""Collecting 50 forms of 40 items each into a plan of 2,000 items: with progress, and how soon a cancel is heeded.

    .venv/bin/python bench/collect.py [FORMS] [ITEMS EACH]

The limit is 10 s from the call to the step on disk, and a cancelled run may change nothing.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import openpyxl

from planeditor.errors import Cancelled
from planeditor.exchange.collecting import collect
from planeditor.exchange.handing import HandoutOrder, departments_with_items, hand_out
from planeditor.exporting.handout_form import ID_HEADER
from planeditor.plan.entities import Department, Node, Owner, Plan, Snapshot, Target
from planeditor.plan.identity import new_id
from planeditor.store import Document, new_document

LIMIT = 10.0  # seconds
TEXT = "围绕年度重点任务，完善制度、明确责任、强化督导，按时间节点推进各项工作落地见效。" * 4


def make_plan(departments: int, items: int) -> Snapshot:
    """Return a plan in which every department leads as many items, each fourth with a target."""
    registry = [Department(new_id(), f"第{number + 1}科") for number in range(departments)]
    sections = []
    for number, department in enumerate(registry):
        nodes = []
        for place in range(items):
            targets = (Target(new_id(), indicator="学校", value=40.0, unit="所"),) if place % 4 == 0 else ()
            owners = (Owner(new_id(), department.id, "lead", department.name),)
            title = f"第{number + 1}部分第{place + 1}项工作"
            nodes.append(Node(new_id(), "item", title, TEXT, owners=owners, targets=targets))
        sections.append(Node(new_id(), "section", f"第{number + 1}部分", children=tuple(nodes)))
    return Snapshot(Plan(new_id(), "2026年工作要点", year=2026), tuple(registry), tuple(sections))


def fill_in(path: Path) -> None:
    """Fill every row of a form in, as a department does."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == ID_HEADER).row
    columns = {cell.value: cell.column for cell in sheet[head] if cell.value}
    for row in range(head + 1, sheet.max_row + 1):
        if sheet.cell(row, columns[ID_HEADER]).value:
            is_target = str(sheet.cell(row, columns["工作任务"]).value).startswith("指标：")
            sheet.cell(row, columns["实际完成值" if is_target else "进展状态"]).value = 15 if is_target else "滞后"
            sheet.cell(row, columns["进展情况"]).value = "已完成前期工作，正在推进。" * 5
    book.save(path)


def timed_collect(document: Document, folder: Path) -> dict[str, float]:
    """Return the seconds that reading and comparing, and taking over, take."""
    told: list[float] = []
    start = time.perf_counter()
    collected = collect(document, [folder], lambda part: told.append(part) is None)
    read = time.perf_counter() - start
    collected.take(document, collected.certain, collected.certain)
    whole = time.perf_counter() - start
    print(f"  {len(collected.changes)} changes, {len(told)} reports of progress")
    return {"read and compare": read, "take over": whole - read, "whole": whole}


def cancel_time(document: Document, folder: Path) -> float:
    """Return how many seconds pass between a cancel and its end."""
    asked: list[float] = []

    def progress(part: float) -> bool:
        if part > 0.2:
            asked.append(time.perf_counter())
            return False
        return True

    try:
        collect(document, [folder], progress)
    except Cancelled:
        return time.perf_counter() - asked[0]
    raise SystemExit("nothing was cancelled")


def main() -> int:
    """Measure, print, and return 1 where the limit is not kept."""
    forms = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    items = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    os.environ["PLANEDITOR_DATA_DIR"] = tempfile.mkdtemp()
    document = new_document(make_plan(forms, items))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.perf_counter()
        order = HandoutOrder(tuple(departments_with_items(document.snapshot())), folder, period="2026H1")
        hand_out(document, order)
        print(f"hand out {forms} forms of {items} items: {time.perf_counter() - start:.2f} s")
        for path in folder.iterdir():
            fill_in(path)
        print(f"cancel: {cancel_time(document, folder):.2f} s")
        times = timed_collect(document, folder)
        for what, seconds in times.items():
            print(f"{what}: {seconds:.2f} s")
    document.close(discard=True)
    return 0 if times["whole"] < LIMIT else 1


if __name__ == "__main__":
    raise SystemExit(main())
