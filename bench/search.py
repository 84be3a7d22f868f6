"""Searching at three sizes: the first hits and all of them, beside Python's `in`, SQL's LIKE and one pass of memchr.

    QT_QPA_PLATFORM=offscreen .venv/bin/python bench/search.py [SIZE…]

For every size three words: one that stands in every item, one in a single item, one in none. The first answer is what
the window shows first: up to 1,000 hits with their count, or “more than 1,000”; all of them follow. The index serves
plans above `find_search.INDEXED` rows, the scan the others, and all until the index is there. LIKE gives the first 50
and a count. Then words are typed into the window's field: the time of each key, and the longest time in which the
window could not have drawn (the longest frame), against the same without a search. Medians of several runs.
"""

import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from start import ITEMS_A_SECTION, SIZES, make_plan

from planeditor.plan.sought import Query, Sought
from planeditor.store import open_document
from planeditor.store.document import Document
from planeditor.store.search import scan

RUNS = 5
FIRST = 1000  # as find_search has it
GOAL_MS, KEY_GOAL_MS = 16.0, 50.0
TYPED = ("监督管理", "没有这样", "jyzd")
LIKE = "SELECT {what} FROM (SELECT id FROM node WHERE title LIKE ?1 UNION SELECT id FROM body WHERE text LIKE ?1)"


def words(size: int) -> dict[str, str]:
    """Return the words to look for: in every item, in one, in none."""
    return {"every": "教育重大", "one": f"实施 {size - 7}", "none": "没有这样"}


def milliseconds(job: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median time of a call."""
    times = []
    for _run in range(runs):
        start = time.perf_counter()
        job()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def like(document: Document, text: str) -> None:
    """Ask with LIKE, without any index."""
    pattern = f"%{text}%"
    document.connection.execute(LIKE.format(what="id") + " LIMIT 50", (pattern,)).fetchall()
    document.connection.execute(LIKE.format(what="count(*)"), (pattern,)).fetchone()


def peers(document: Document, text: str) -> dict[str, float]:
    """Return milliseconds of Python's `in`, LIKE and one pass of memchr over all texts as one."""
    sql = "SELECT node.title || char(10) || coalesce(body.text, '') FROM node LEFT JOIN body ON body.id = node.id"
    texts = [row for (row,) in document.connection.execute(sql)]
    together = "\n".join(texts).encode()
    return {
        "python in": milliseconds(lambda: [number for number, one in enumerate(texts) if text in one]),
        "LIKE": milliseconds(lambda: like(document, text)),
        "memchr": milliseconds(lambda: together.find(b"\xff")),  # what stands in no text: one pass to the end
    }


def measure(folder: Path, size: int) -> dict[str, dict[str, float]]:
    """Return milliseconds by word and by who searches."""
    document = open_document(folder / f"{size}.plan")
    index = document.search_index()
    built = milliseconds(index.build, 1)
    print(f"{size:,} items: index of {index.path.stat().st_size / 1e6:.0f} MB in {built / 1000:.1f} s")
    table = {}
    for name, text in words(size).items():
        sought = Sought(Query(text))
        table[name] = {
            "first answer": milliseconds(lambda sought=sought: index.find(sought, limit=FIRST)),
            "all of them": milliseconds(lambda sought=sought: index.find(sought)),
            "our scan": milliseconds(lambda sought=sought: list(scan(document.connection, sought))),
            **peers(document, text),
        }
    index.close()
    document.close(discard=True)
    return table


def report(found: dict[int, dict[str, dict[str, float]]]) -> None:
    """Print the figures, their growth and the ratios that the goals are about."""
    sizes = list(found)
    for word in found[sizes[0]]:
        print(f"\n{word + ' (ms)':22}" + "".join(f"{size:>12,}" for size in sizes) + "   exponent")
        for who in found[sizes[0]][word]:
            figures = [found[size][word][who] for size in sizes]
            print(f"{who:22}" + "".join(f"{figure:12.2f}" for figure in figures) + f"{_growth(sizes, figures):>11}")
    largest = found[sizes[-1]]
    slowest = max(figures["first answer"] for figures in largest.values())
    limit = statistics.median(figures["memchr"] for figures in largest.values())
    print(f"\nslowest first answer: {slowest:.1f} ms (goal {GOAL_MS:.0f}), {slowest / limit:.2f} of one memchr pass")


def _growth(sizes: list[int], figures: list[float]) -> str:
    if len(sizes) < 2:
        return "–"
    return f"{math.log(figures[-1] / figures[-2]) / math.log(sizes[-1] / sizes[-2]):.2f}"


def type_in_window(folder: Path, size: int) -> None:
    """Type into the window's field key by key, with the index built, and print keys and frames."""
    from edit_in_window import wait_for

    from planeditor.gui import app as gui
    from planeditor.gui.find_search import INDEXED, Hits
    from planeditor.gui.windows import Windows

    application = gui.QApplication.instance() or gui.make_application()
    windows = Windows(author="", parent=application)
    windows.open(folder / f"{size}.plan")
    window = wait_for(size // ITEMS_A_SECTION)
    bar = window.find_bar
    keeper = bar.search._keeper

    def frames(until: Callable[[], bool]) -> float:
        longest = 0.0
        while not until():
            start = time.perf_counter()
            gui.QApplication.processEvents()
            longest = max(longest, time.perf_counter() - start)
            time.sleep(0.001)
        return longest * 1000

    began = time.monotonic()
    building = frames(
        lambda: time.monotonic() - began > 2 and (size <= INDEXED or bool(keeper.index and keeper.index.is_ready))
    )
    answers: list[Hits] = []
    bar.search.answered.connect(answers.append)
    print(f"\n{size:,} items, typing; longest frame while the index is built {building:.0f} ms")
    for text in TYPED:
        bar.field.clear()
        keys, waits, longest = [], [], 0.0
        for character in text:
            answers.clear()
            start = time.perf_counter()
            bar.field.insert(character)
            bar.field.textEdited.emit(bar.field.text())
            keys.append((time.perf_counter() - start) * 1000)
            longest = max(longest, frames(lambda: bool(answers)))
            waits.append((time.perf_counter() - start) * 1000)
            longest = max(longest, frames(lambda: answers[-1].is_all))
        times = f"slowest key {max(keys):6.1f} ms   first answer {max(waits):7.1f} ms"
        print(f"{text:10} {times}   longest frame {longest:6.1f} ms")
    print(f"goal: every key and every frame below {KEY_GOAL_MS:.0f} ms")
    bar.stop()
    window.filter_bar.stop()
    window.session.close(discard=True)
    window.hide()


def main(sizes: tuple[int, ...]) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["PLANEDITOR_DATA_DIR"] = str(folder / "data")
        for size in sizes:
            make_plan(folder / f"{size}.plan", size)
        report({size: measure(folder, size) for size in sizes})
        for size in sizes:
            type_in_window(folder, size)
        sys.stdout.flush()
        os._exit(0)


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
