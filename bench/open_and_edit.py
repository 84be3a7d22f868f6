"""How long opening a plan and editing it take, at three sizes, beside what the disk itself takes.

`python bench/open_and_edit.py [FOLDER]`: FOLDER is where plans and working copies are made (a temporary folder by
default). Figures are medians; ratios and growth are what to compare, since absolute figures drift with the machine.
"""

import gc
import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from planeditor.plan.entities import Node, Plan, Snapshot
from planeditor.plan.identity import new_id
from planeditor.store import Document, create_plan, open_document

SIZES = (100, 10_000, 100_000)
ITEMS_PER_SECTION = 100
BODY = "推进义务教育优质均衡发展，新改扩建学校十二所。" * 19  # with its number 432 characters or a few less
EDITS = 200
OPENINGS = {100: 15, 10_000: 7, 100_000: 3}
FRAME_MS = 16.0


def make_plan(items: int) -> Snapshot:
    """Return a plan of sections with a hundred items each."""
    sections = range(math.ceil(items / ITEMS_PER_SECTION))
    return Snapshot(Plan(new_id(), title=f"{items} 条"), (), tuple(_section(number) for number in sections))


def _section(number: int) -> Node:
    items = (Node(new_id(), "item", f"第{number}节第{i}条", f"{i}{BODY}"[:432]) for i in range(ITEMS_PER_SECTION))
    return Node(new_id(), "section", f"第{number}节", children=tuple(items))


def milliseconds(job: Callable[[], object]) -> float:
    """Return how long a call takes."""
    start = time.perf_counter()
    job()
    return (time.perf_counter() - start) * 1000


def disk_sync_ms(folder: Path) -> float:
    """Return the median time of writing one page at the end of a file and having it on disk."""
    with open(folder / "sync", "wb", buffering=0) as file:
        sync = getattr(os, "fdatasync", os.fsync)

        def write_page() -> None:
            file.write(bytes(4096))
            sync(file.fileno())

        return statistics.median(milliseconds(write_page) for _time in range(EDITS))


def opening_ms(path: Path, times: int) -> tuple[float, float]:
    """Return the medians of opening a plan, and of opening it and reading its outline."""
    opened, shown = [], []
    for _time in range(times):
        gc.collect()
        start = time.perf_counter()
        document = open_document(path)
        opened.append((time.perf_counter() - start) * 1000)
        document.outline()
        shown.append((time.perf_counter() - start) * 1000)
        document.close()
    return statistics.median(opened), statistics.median(shown)


def edit_ms(document: Document) -> dict[str, float]:
    """Return the median time of each kind of edit."""
    nodes = [node.id for node in document.outline().walk() if not node.is_section]
    picks = nodes[:: max(len(nodes) // EDITS, 1)][:EDITS]
    parent = document.outline()[picks[0]].parent
    assert parent is not None
    jobs: dict[str, Iterator[Callable[[], object]]] = {
        "rename": (lambda i=i: document.rename(i, f"改名{i}") for i in picks),
        "body": (lambda i=i: document.set_body(i, f"{i}{BODY}"[:432]) for i in picks),
        "insert": (lambda: document.insert("item", parent.id, title="新的一条") for _i in picks),
        "move": (lambda i=i: document.move_down([i]) for i in picks),
        "undo": (document.undo for _i in picks),
    }
    return {name: statistics.median(milliseconds(job) for job in made) for name, made in jobs.items()}


def growth(figures: list[float]) -> str:
    """Return the exponent by which figures grow from the middle to the largest size."""
    return f"{math.log(figures[-1] / figures[-2]) / math.log(SIZES[-1] / SIZES[-2]):.2f}"


def measure(folder: Path) -> dict[str, list[float]]:
    """Return each figure at each size."""
    table: dict[str, list[float]] = {}
    for size in SIZES:
        path = folder / f"{size}.plan"
        table.setdefault("create", []).append(milliseconds(lambda: create_plan(path, make_plan(size))))  # noqa: B023
        opened, shown = opening_ms(path, OPENINGS[size])
        table.setdefault("open", []).append(opened)
        table.setdefault("open and outline", []).append(shown)
        document = open_document(path)
        for name, figure in edit_ms(document).items():
            table.setdefault(name, []).append(figure)
        table.setdefault("publish", []).append(milliseconds(document.publish))
        document.close()
        print(f"{size} items: {path.stat().st_size / 1e6:.0f} MB", file=sys.stderr)
    return table


def main(folder: Path) -> None:
    """Measure and print."""
    os.environ["PLANEDITOR_DATA_DIR"] = str(folder / "data")
    sync = disk_sync_ms(folder)
    table = measure(folder)
    print(f"one page on disk (fdatasync): {sync:.2f} ms")
    print(
        f"{'ms, median':18}" + "".join(f"{size:>12,}" for size in SIZES) + "  largest/smallest  exponent  × fdatasync"
    )
    for name, figures in table.items():
        cells = "".join(f"{figure:12.2f}" for figure in figures)
        print(f"{name:18}{cells}{figures[-1] / figures[0]:18.2f}{growth(figures):>10}{figures[-1] / sync:13.1f}")
    slowest = max(table[name][-1] for name in ("rename", "body", "insert", "move", "undo"))
    print(f"slowest edit at {SIZES[-1]:,} items: {slowest:.2f} ms, {slowest / FRAME_MS:.2f} of a frame")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary))
