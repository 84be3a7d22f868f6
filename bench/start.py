"""Start to a settled window, as whole processes: a bare PySide6 window, planeditor and TreeLine, at three sizes.

    xvfb-run -a .venv/bin/python bench/start.py [RUNS] [TREELINE]

Shown, for all alike: the tree has painted its rows. Settled: the event loop came round once more, so that whatever a
window adds to its tree at once is there as well. A display of its own is needed: a window that others cover is never
asked to paint. Runs are interleaved, modules compiled; medians of wall time and peak memory are printed, with their
ratios to the bare window (start) and to TreeLine (opening).
TREELINE is the folder of its modules (Debian: /usr/share/treeline); without it, it is left out.
"""

import json
import multiprocessing
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = (100, 10_000, 100_000)
ITEMS_A_SECTION = 50
GIVE_UP_S = 120
BODY = "加快推进教育重大项目实施，优化布局结构调整，强化教育重大项目监督管理。" * 12  # 432 characters

SETTLED = """
PAINT = QEvent.Type(12)  # its name differs between PyQt5 and PySide6

class Settled(QObject):
    # The tree has painted its rows, and the loop came round once more with nothing left to do.
    done = False
    def eventFilter(self, watched, event):
        tree = watched.parent()
        if not self.done and event.type() == PAINT and isinstance(tree, QTreeView):
            if tree.isVisible() and tree.model() is not None and tree.model().rowCount(QModelIndex()) >= wanted:
                self.done = True
                print(time.monotonic(), flush=True)
                QTimer.singleShot(0, self.come_round)
        return False
    def come_round(self):
        windows = QApplication.topLevelWidgets()
        complete = all(getattr(window, "is_complete", True) for window in windows)
        QTimer.singleShot(0, (lambda: os._exit(0)) if complete else self.come_round)
"""

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv); window = QMainWindow(); window.resize(1200, 800); window.show()
def shown(): print(time.monotonic(), flush=True); QTimer.singleShot(0, app.quit)
QTimer.singleShot(0, shown); app.exec()
"""

OURS = f"""
import os, sys, time
wanted = int(sys.argv[1])
from planeditor import __main__ as entry
def start():
    from PySide6.QtCore import QEvent, QModelIndex, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QTreeView
    {SETTLED.replace(chr(10), chr(10) + "    ")}
    def run(*_):
        filter = Settled(); QApplication.instance().installEventFilter(filter); execute()
    execute = QApplication.exec; QApplication.exec = run
class Late:  # Qt comes no sooner than the program itself would load it
    def find_spec(self, name, path, target=None):
        if name == "planeditor.gui.app":
            start()
sys.meta_path.insert(0, Late())
entry.main([sys.argv[2]])
"""

TREELINE = f"""
import os, runpy, sys, time
from PyQt5.QtCore import QEvent, QModelIndex, QObject, QTimer
from PyQt5.QtWidgets import QApplication, QDialog, QTreeView
QDialog.exec_ = lambda dialog: QDialog.Accepted  # its question on the first start: where to keep settings
wanted = 1
{SETTLED}
def run(*_):
    filter = Settled(); QApplication.instance().installEventFilter(filter)
    for widget in QApplication.allWidgets():
        widget.update()  # what has been painted before the loop began would not be seen otherwise
    execute()
execute = QApplication.exec_; QApplication.exec_ = run
document, folder = sys.argv[1:]
sys.path.insert(0, folder)
sys.argv = [folder + "/treeline.py", document]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def make_plan(path: Path, size: int) -> None:
    """Write a plan of `size` items in sections of fifty."""
    from planeditor.plan.entities import Node, Plan, Snapshot
    from planeditor.plan.identity import new_id
    from planeditor.store import create_plan

    def item(number: int) -> Node:
        return Node(new_id(), "item", f"加快推进教育重大项目实施 {number}", BODY)

    sections = tuple(
        Node(new_id(), "section", f"部分 {start}", children=tuple(item(start + i) for i in range(ITEMS_A_SECTION)))
        for start in range(0, size, ITEMS_A_SECTION)
    )
    create_plan(path, Snapshot(Plan(new_id(), "大计划"), nodes=sections))


def make_treeline(path: Path, size: int) -> None:
    """Write the same as a TreeLine file."""
    fields = [{"fieldname": name, "fieldtype": "Text"} for name in ("Name", "Text")]
    form = {"fields": fields, "formatname": "F", "outputlines": ["{*Name*}", "{*Text*}"], "titleline": "{*Name*}"}
    nodes, sections = [], []
    for start in range(0, size, ITEMS_A_SECTION):
        items = [uuid.uuid4().hex for _ in range(ITEMS_A_SECTION)]
        sections.append(uuid.uuid4().hex)
        nodes.append({"children": items, "data": {"Name": f"部分 {start}"}, "format": "F", "uid": sections[-1]})
        for number, uid in enumerate(items, start):
            data = {"Name": f"加快推进教育重大项目实施 {number}", "Text": BODY}
            nodes.append({"children": [], "data": data, "format": "F", "uid": uid})
    root = {"children": sections, "data": {"Name": "计划"}, "format": "F", "uid": uuid.uuid4().hex}
    tree = {"formats": [form], "nodes": [root, *nodes], "properties": {"tlversion": "3.1.5", "topnodes": [root["uid"]]}}
    path.write_text(json.dumps(tree), encoding="utf-8")


def run(command: list[str], data: Path) -> tuple[float, float, float]:
    """Run one program; return wall seconds until its tree is shown and until all is settled, and peak megabytes."""
    shutil.rmtree(data / "plans", ignore_errors=True)  # a run leaves its working copy, which the next would look into
    home = {"PLANEDITOR_DATA_DIR": str(data / "plans"), "HOME": str(data), "PYTHONPATH": str(ROOT)}
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(data / "bytecode")}
    environment = {**os.environ, **home, **compiled}
    start = time.monotonic()
    child = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stderr is not None
    watch = threading.Timer(GIVE_UP_S, child.kill)
    watch.start()
    said, shown = child.stderr.read(), child.stdout.read()
    _pid, status, usage = os.wait4(child.pid, 0)
    settled = time.monotonic() - start
    watch.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{command} ended with {child.returncode}; is its window covered? {said.decode()}")
    return float(shown.split()[-1]) - start, settled, _megabytes(usage)


def _megabytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / 1024


def main(runs: int, treeline: str) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        commands = {"bare window": [sys.executable, "-c", BARE]}
        for size in SIZES:
            _in_a_child(make_plan, folder / f"{size}.plan", size)
            wanted = str(size // ITEMS_A_SECTION)
            commands[f"planeditor {size}"] = [sys.executable, "-c", OURS, wanted, str(folder / f"{size}.plan")]
            if treeline:
                _in_a_child(make_treeline, folder / f"{size}.trln", size)
                script = ["/usr/bin/python3", "-c", TREELINE, str(folder / f"{size}.trln"), treeline]
                commands[f"treeline {size}"] = script
        report(measure(commands, runs, folder))


def _in_a_child(make: Callable[[Path, int], None], path: Path, size: int) -> None:
    """Make a file in a process of its own: what we use ourselves would count as the measured programs' memory."""
    child = multiprocessing.Process(target=make, args=(path, size))
    child.start()
    child.join()


def measure(commands: dict[str, list[str]], runs: int, folder: Path) -> dict[str, tuple[float, ...]]:
    """Run all in turn, a first round uncounted; return the medians of seconds and megabytes."""
    found: dict[str, list[tuple[float, ...]]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            result = run(command, folder / "data")
            if turn:
                found[name].append(result)
    return {
        name: tuple(statistics.median(column) for column in zip(*rows, strict=True)) for name, rows in found.items()
    }


def report(medians: dict[str, tuple[float, ...]]) -> None:
    """Print seconds, megabytes and the ratios that the goals are about."""
    bare = medians["bare window"]
    for name, (shown, settled, memory) in medians.items():
        times = f"shown {shown:6.3f} s {shown / bare[0]:6.2f} x   settled {settled:6.3f} s {settled / bare[1]:6.2f} x"
        print(f"{name:18} {times}   {memory:6.1f} MB {memory / bare[2]:5.2f} x bare")
    small, large = medians[f"planeditor {SIZES[0]}"], medians[f"planeditor {SIZES[-1]}"]
    print(f"largest / smallest plan: shown {large[0] / small[0]:.2f}, settled {large[1] / small[1]:.2f} (goal 5)")
    if (peer := medians.get(f"treeline {SIZES[-1]}")) is not None:
        print(f"largest plan / TreeLine: shown {large[0] / peer[0]:.2f}, settled {large[1] / peer[1]:.2f} (goal 0.25)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3, sys.argv[2] if len(sys.argv) > 2 else "")
