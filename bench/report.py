"""How long the report of a plan takes: `python bench/report.py`.

The goal is 2 s for a plan of 2,000 items with progress on most of them: read from its file, drafted, and written as a
Word document with its annexes. Also: as a plan to work on, refreshed, and the next year's plan.
"""

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

from planeditor.exchange.report_files import ReportOrder, new_report, read_refreshing
from planeditor.exporting import export
from planeditor.plan.entities import LEAD, Department, Node, Owner, Plan, Progress, Snapshot, Target
from planeditor.plan.report_period import ReportPeriod
from planeditor.plan.rollover import proposed, roll_over
from planeditor.plan.year_shifts import find_shifts
from planeditor.store import create_plan, read_for_export

SIZES = (500, 2_000, 5_000)
SECTIONS = 20
REPORTED = 0.85  # of the items
_STATES = (("按序时推进", 55.0), ("已完成", 100.0), ("滞后", 40.0), ("严重滞后", 15.0))
_TOLD = "组织开展专题培训3期，覆盖教师320人次，印发实施方案并召开工作推进会。"


def make_plan(items: int) -> Snapshot:
    """Return a plan of so many items in sections, each with an owner, a target and, mostly, entries."""
    random = Random(items)
    departments = tuple(Department(10 + at, f"第{at + 1}科") for at in range(30))
    nodes = tuple(
        Node(100 + at, "section", f"第{at + 1}项重点工作", children=tuple(_items(at, items, departments, random)))
        for at in range(SECTIONS)
    )
    return Snapshot(Plan(1, "2020年全市教育工作要点", issuer="某市教育局", year=2020), departments, nodes)


def _items(section: int, items: int, departments: tuple[Department, ...], random: Random) -> list[Node]:
    found = []
    for at in range(items // SECTIONS):
        first = (section * items + at + 10) * 100
        own = random.choice(departments)
        goal = Target(first + 1, indicator="覆盖率", comparator=">=", value=85.0, unit="%", deadline="2020-12")
        node = Node(
            first, "item", f"推进第{section + 1}—{at + 1}项任务落实", "2020年底前完成各项建设任务。", due="2020-12-31",
            owners=(Owner(first + 2, own.id, LEAD, own.name),), targets=(goal,),
        )  # fmt: skip
        found.append(replace(node, progress=_progress(first, own.name, random)))
    return found


def _progress(first: int, reporter: str, random: Random) -> tuple[Progress, ...]:
    if random.random() > REPORTED:
        return ()
    status, percent = random.choice(_STATES)
    early = Progress(first + 3, "2020-03-31", "按序时推进", 25.0, narrative=_TOLD, reporter=reporter)
    late = Progress(
        first + 4, "2020-06-28", status, percent, narrative=_TOLD.replace("3", str(random.randrange(4, 90))),
        problem="资金尚未到位", next_step="争取市财政支持", reporter=reporter,
    )  # fmt: skip
    value = Progress(first + 5, "2020-06-28", target_id=first + 1, value=random.uniform(40, 90), reporter=reporter)
    return early, late, value


def timed(what: str, work: Callable[[], object]) -> object:
    """Print how long some work takes, by the processor and the clock; return what it returns."""
    clock, processor = time.perf_counter(), time.process_time()
    result = work()
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    print(f"  {what:34} {processor:5.2f} s processor, {clock:5.2f} s clock")
    return result


def main() -> None:
    """Print seconds for each size."""
    order = ReportOrder(ReportPeriod.of("2020H1"))
    for items in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path, out = Path(folder, "2020.plan"), Path(folder, "report.docx")
            create_plan(path, make_plan(items))
            print(f"{items} items")

            def report(path: Path = path, out: Path = out) -> None:
                plan, _mark, settings = read_for_export(path)
                export(order.draft(plan, settings), out, force=True)

            timed("report, file to Word document", report)
            plan, _mark, settings = read_for_export(path)
            timed("report, drafted", lambda plan=plan, settings=settings: order.draft(plan, settings))
            document = new_report(plan, settings, order)
            timed(
                "report, as a plan to work on", lambda p=plan, s=settings: new_report(p, s, order).close(discard=True)
            )
            later = replace(plan, nodes=tuple(_advanced(node) for node in plan.nodes))
            found = read_refreshing(document, later, settings)
            timed("refreshed: compared", lambda d=document, p=later, s=settings: read_refreshing(d, p, s))
            timed("refreshed: taken over", lambda d=document, r=found: r.take(d))
            document.close(discard=True)
            timed("next year's plan", lambda plan=plan: _next(plan))


def _advanced(node: Node) -> Node:
    progress = tuple(e if e.value is None else replace(e, value=e.value + 1) for e in node.progress)
    return replace(node, progress=progress, children=tuple(_advanced(child) for child in node.children))


def _next(plan: Snapshot) -> Snapshot:
    shifts = [shift for shift in find_shifts(plan, 2020, 2021) if shift.is_proposed]
    return roll_over(plan, 2021, proposed(plan), shifts)


if __name__ == "__main__":
    main()
