"""Large plans in a window, one size after the other. One rule: nothing of one size is left when the next is opened."""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from start import make_plan

from planeditor.gui import app as gui
from planeditor.gui.main_window import MainWindow
from planeditor.gui.windows import Windows


def windows_of(sizes: Iterable[int]) -> Iterator[tuple[int, MainWindow]]:
    """Give a window with a plan of every size, which is closed before the next."""
    os.environ["PLANEDITOR_DATA_DIR"] = tempfile.mkdtemp()
    application = gui.make_application()
    windows = Windows(author="", parent=application)
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "plan.plan"
            make_plan(path, size)
            windows.open(path)
            while not windows.all:
                gui.QApplication.processEvents()
            (window,) = windows.all
            gui.QApplication.processEvents()
            yield size, window
            window.files.may_close = True
            window.close()
            gui.QApplication.processEvents()
