"""How much the window feels of a check in the background: gaps between events, and edits, while one runs.

    QT_QPA_PLATFORM=offscreen .venv/bin/python bench/checks_in_window.py [ITEMS]

The goal is that no gap is longer than 50 ms. The list is shown at the end; its own time is told apart.
"""

import sys
import time
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from check import make_plan
from PySide6.QtCore import QTimer

from planeditor.gui import app as gui
from planeditor.gui.main_window import MainWindow
from planeditor.gui.windows import Windows

BEAT_MS = 5
WITHIN_S = 300


def gaps_while_checking(window: MainWindow) -> tuple[list[float], float]:
    """Check once; return the gaps between beats of the event loop in milliseconds, and the seconds it took."""
    checks, beats = window.checks.checks, []
    timer = QTimer(interval=BEAT_MS)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    began = time.perf_counter()
    checks.check_now()
    while checks.is_running and time.perf_counter() < began + WITHIN_S:
        gui.QApplication.processEvents()
        time.sleep(0.0005)
    timer.stop()
    gaps = [(after - before) * 1000 for before, after in pairwise(beats)]
    return gaps, time.perf_counter() - began


def main() -> None:
    """Print gaps and times for a plan of so many items."""
    items = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    app = gui.make_application()
    gui.spare_the_collector()
    window = Windows("bench").show_snapshot(make_plan(items))
    for _ in range(50):
        app.processEvents()
    gaps, seconds = gaps_while_checking(window)
    middle, longest = sorted(gaps)[len(gaps) // 2], sorted(gaps)[-3:]
    found = len(window.checks.checks.found)
    print(f"{items} items, {found} findings in {seconds:.1f} s; gaps: median {middle:.0f} ms, longest {longest} ms")
    began = time.perf_counter()
    window.checks.show()
    app.processEvents()
    print(f"the panel: {(time.perf_counter() - began) * 1000:.0f} ms")
    began = time.perf_counter()
    window.checks.panel.group.setCurrentIndex(1)
    window.checks.panel.group.activated.emit(1)
    app.processEvents()
    print(f"grouped anew: {(time.perf_counter() - began) * 1000:.0f} ms")
    window.files.may_close = True
    window.close()


if __name__ == "__main__":
    main()
