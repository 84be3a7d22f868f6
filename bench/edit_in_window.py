"""One edit in the open window: from the call to the painted view, at three sizes.

    QT_QPA_PLATFORM=offscreen .venv/bin/python bench/edit_in_window.py [EDITS]

The edit is on disk when `session.run` returns; the time ends when the window has painted. Beside it, the time of one
fdatasync of a page on the same disk, in the same run. The goal is 16 ms at the median, whatever the plan's size.
"""

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

from planeditor.gui import app as gui
from planeditor.gui.main_window import MainWindow
from planeditor.gui.session import Session
from planeditor.gui.windows import Windows


def edits(session: Session) -> dict[str, Callable[[int], object]]:
    """The edits to time; each takes a running number that chooses where."""
    items = [entry.id for entry in session.outline.walk() if not entry.is_section]
    sections = [entry.id for entry in session.outline.root.children]

    def place(number: int) -> int:
        return items[number * 7919 % len(items)]

    def section(number: int) -> int:
        return sections[number * 31 % len(sections)]

    return {
        "rename": lambda n: session.run(lambda d: d.rename(place(n), f"新标题{n}")),
        "edit text": lambda n: session.run(lambda d: d.set_body(place(n), f"新的正文{n}。" * 40)),
        "insert": lambda n: session.run(lambda d: d.insert("item", section(n), title=f"新条目{n}")),
        "move": lambda n: session.run(lambda d: d.move([place(n)], section(n))),
        "add owner": lambda n: session.run(lambda d: d.add_owner(place(n), "基教科", "lead")),
        "undo": lambda n: session.undo(),
    }


def measure(window: MainWindow, count: int) -> dict[str, list[float]]:
    """Make `count` edits of every kind in the visible part of the window; return milliseconds."""
    found = {}
    for name, edit in edits(window.session).items():
        times = []
        for number in range(count):
            start = time.perf_counter()
            edit(number)
            gui.QApplication.processEvents()
            times.append((time.perf_counter() - start) * 1000)
        found[name] = times
    return found


def fdatasync_ms(folder: Path) -> float:
    """Return the median of writing and syncing one page."""
    times = []
    with (folder / "page").open("wb") as file:
        for _ in range(100):
            start = time.perf_counter()
            file.write(os.urandom(4096))
            file.flush()
            os.fdatasync(file.fileno())
            times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main(count: int) -> None:
    """Measure every size and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["PLANEDITOR_DATA_DIR"] = str(folder / "data")
        application = gui.make_application()
        print(f"fdatasync {fdatasync_ms(folder):.2f} ms")
        for size in SIZES:
            make_plan(folder / f"{size}.plan", size)
            windows = Windows(author="", parent=application)
            windows.open(folder / f"{size}.plan")
            window = wait_for(size // ITEMS_A_SECTION)
            for edit, times in measure(window, count).items():
                slowest = statistics.quantiles(times, n=20)[-1]
                print(f"{size:7} {edit:10} median {statistics.median(times):6.2f} ms   95 % {slowest:6.2f} ms")
            window.session.close(discard=True)
            window.hide()
        sys.stdout.flush()
        os._exit(0)


def wait_for(rows: int) -> MainWindow:
    """Return the window that shows a plan of so many sections."""
    while True:
        gui.QApplication.processEvents()
        time.sleep(0.005)  # leave the interpreter to the thread that opens the file
        for window in gui.QApplication.topLevelWidgets():
            if isinstance(window, MainWindow) and window.isVisible() and len(window.session.outline) >= rows:
                return window


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
