"""The pictures of large plans: from the key to the pictures, and the longest moment in which the window did not answer.

    QT_QPA_PLATFORM=offscreen .venv/bin/python bench/board.py [SIZE ...]

Nothing may block the window over 50 ms while the plan is counted; the counting itself grows linearly.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from in_window import windows_of
from start import SIZES

from planeditor.gui import app as gui
from planeditor.gui.actions import Act
from planeditor.gui.board_view import BoardView
from planeditor.gui.main_window import MainWindow


def board_times(window: MainWindow) -> tuple[float, float]:
    """Return milliseconds until the pictures are seen, and the longest round of the window's event loop."""
    board = window.views.view("board")
    assert isinstance(board, BoardView)
    shown: list[float] = []
    board.shown.connect(lambda: shown.append(time.perf_counter()))
    start = last = time.perf_counter()
    longest = 0.0
    window.actions_by[Act.VIEW_BOARD].trigger()
    while not shown:
        gui.QApplication.processEvents()
        now = time.perf_counter()
        last, longest = now, max(longest, now - last)
    return (shown[0] - start) * 1000, longest * 1000


def main() -> int:
    """Measure at every size."""
    for size, window in windows_of([int(text) for text in sys.argv[1:]] or SIZES):
        whole, longest = board_times(window)
        print(f"{size:>7}  shown after {whole:8.1f} ms  longest block {longest:6.1f} ms", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
