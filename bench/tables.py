"""The ledger and the matrix on large plans: coming to sight, scrolling, selecting, sorting, typing, pasting.

    QT_QPA_PLATFORM=offscreen .venv/bin/python bench/tables.py [REPEATS]

Scrolling and selecting is from the call to the painted view, and no blocked frame may take over 50 ms at any size.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from in_window import windows_of
from start import SIZES

from planeditor.gui import app as gui
from planeditor.gui.actions import Act
from planeditor.gui.grid_sorting import sort_by_click
from planeditor.gui.ledger_view import LedgerView
from planeditor.gui.main_window import MainWindow
from planeditor.gui.owners_matrix import show_owners_matrix

DEPARTMENTS = 40


def timed(act: Callable[[], object]) -> float:
    """Return milliseconds from a call to the painted view."""
    start = time.perf_counter()
    act()
    gui.QApplication.processEvents()
    return (time.perf_counter() - start) * 1000


def ledger_times(window: MainWindow, repeats: int) -> dict[str, list[float]]:
    """Time the ledger's daily moves."""
    times = {"show": [timed(window.actions_by[Act.VIEW_LEDGER].trigger)]}
    ledger = window.views.view("ledger")
    assert isinstance(ledger, LedgerView)
    table, model = ledger.table, ledger.model
    rows = [number * 7919 % model.rowCount() for number in range(repeats)]
    title, due = 2, next(at for at, column in enumerate(model.columns) if column.key == "due")
    times["scroll"] = [timed(lambda row=row: table.scrollTo(model.index(row, title))) for row in rows]
    times["select"] = [timed(lambda row=row: table.setCurrentIndex(model.index(row, title))) for row in rows]
    times["edit a cell"] = [
        timed(lambda row=row: model.setData(model.index(row, due), f"{row % 12 + 1}月底")) for row in rows
    ]
    first = model.rows[: min(1000, model.rowCount())]
    cells = [(row_id, due, "2026-11-30") for row_id in first]
    times["fill 1,000 cells"] = [timed(lambda: model.write_cells(cells, "fill"))]
    times["sort by lead, all in all"] = [timed(lambda: wait_arranged(ledger, lambda: sort_by_click(table, 3)))]
    times["group by month, all in all"] = [timed(lambda: wait_arranged(ledger, lambda: ledger.group_by("month")))]
    return times


def wait_arranged(ledger: LedgerView, act: Callable[[], object]) -> None:
    """Wait until the rows stand in their new order."""
    done: list[bool] = []
    connection = ledger.model.arranged.connect(lambda: done.append(True))
    act()
    while not done:
        gui.QApplication.processEvents()
        time.sleep(0.005)  # leave the interpreter to the thread that reads
    ledger.model.disconnect(connection)


def matrix_times(window: MainWindow, repeats: int) -> dict[str, list[float]]:
    """Time the matrix's daily moves."""
    for number in range(DEPARTMENTS):
        window.session.run(lambda document, number=number: document.add_department(f"第{number}科"))
    times = {"matrix: show": [timed(lambda: show_owners_matrix(window))]}
    matrix = show_owners_matrix(window)
    model, table = matrix.model, matrix.table
    rows = [number * 7919 % model.rowCount() for number in range(repeats)]
    times["matrix: scroll"] = [timed(lambda row=row: table.scrollTo(model.index(row, 0))) for row in rows]
    times["matrix: turn a cell"] = [timed(lambda row=row: model.turn([(row, 0)])) for row in rows]
    return times


def main() -> int:
    """Measure at every size and print median and worst."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    for size, window in windows_of(SIZES):
        window.resize(1480, 920)
        gui.QApplication.processEvents()
        for measure in (ledger_times, matrix_times):
            for name, found in measure(window, repeats).items():
                median, worst = statistics.median(found), max(found)
                print(f"{size:>7}  {name:<28} median {median:7.1f} ms  worst {worst:7.1f} ms", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
