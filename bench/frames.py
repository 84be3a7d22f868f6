"""The longest turn of the window's event loop for everything that people do all day, at three sizes.

    QT_QPA_PLATFORM=offscreen .venv/bin/python bench/frames.py [-g GROUP,…] [--plans FOLDER] [SIZE ...]

A turn is what the window does between two moments in which it could take a key: from the call to the painted view, or
any later round of the loop until all is there. Told are its longest wall time, the longest processor time of the
window's own thread (all that counts on a busy machine) and how long all took. Scrolling, selecting, filtering, typing,
finding and first showings are to stay below 50 ms, all else below 100. Groups: see GROUPS; without any, all of them.
FOLDER keeps the plans for the next run.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QTextCursor
from start import BODY, SIZES

from planeditor.gui import app as gui
from planeditor.gui.actions import Act
from planeditor.gui.differences_commands import read_back
from planeditor.gui.differences_dialog import DifferencesDialog
from planeditor.gui.export_commands import run as run_export
from planeditor.gui.export_order import Order
from planeditor.gui.grid_sorting import sort_by_click
from planeditor.gui.main_window import MainWindow
from planeditor.gui.versions_commands import PlanSource, compare_sources, save_version
from planeditor.gui.warm_up import WarmUp
from planeditor.gui.windows import Windows
from planeditor.plan.entities import LEAD, SUPPORT, Department, Node, Owner, Plan, Snapshot, Target
from planeditor.plan.identity import new_id
from planeditor.store import create_plan

ITEMS_A_SECTION, DEPARTMENTS, TARGET_EVERY = 50, 40, 3
PASTED = 5000
WITHIN_S = 120
LONG_TEXT = 200_000  # bytes
Until = Callable[[], bool]


def make_full_plan(size: int) -> Snapshot:
    """Return a plan of items with leads, supports, months and, every third, a target."""
    departments = [Department(new_id(), f"第{number}科") for number in range(DEPARTMENTS)]

    def owner(number: int, role: str) -> Owner:
        department = departments[number % DEPARTMENTS]
        return Owner(new_id(), department.id, role, department.name)  # type: ignore[arg-type]

    def item(number: int) -> Node:
        target = Target(new_id(), indicator=f"新增学位{number}", value=number + 1.0, unit=("个", "所", "%")[number % 3])
        owners = (owner(number, LEAD), owner(number * 7 + 1, SUPPORT)) if number % 10 else ()
        due = f"2026-{number % 12 + 1:02}" if number % 5 else ""
        targets = (target,) if number % TARGET_EVERY == 0 else ()
        title = f"加快推进教育重大项目实施 {number}"
        return Node(new_id(), "item", title, BODY, due=due, owners=owners, targets=targets)

    sections = tuple(
        Node(new_id(), "section", f"部分 {start}", children=tuple(item(start + i) for i in range(ITEMS_A_SECTION)))
        for start in range(0, size, ITEMS_A_SECTION)
    )
    return Snapshot(Plan(new_id(), "大计划", year=2026), tuple(departments), sections)


class Turns:
    """Measures one action after another."""

    def __init__(self, size: int) -> None:
        """Measure at a size."""
        self._size = size
        self._last = (0.0, 0.0)
        self._longest = (0.0, 0.0)
        self._beat = QTimer(interval=1)
        self._beat.timeout.connect(self._note)

    def _note(self) -> None:
        now = (time.perf_counter(), time.thread_time())
        spent = tuple(after - before for after, before in zip(now, self._last, strict=True))
        self._longest = (max(self._longest[0], spent[0]), max(self._longest[1], spent[1]))
        self._last = now

    def measure(self, name: str, act: Callable[[], object], until: Until = lambda: True, *, goal: int = 50) -> None:
        """Act, go on until all is there, and print; what is left over is done before the next action."""
        self._longest, self._last = (0.0, 0.0), (time.perf_counter(), time.thread_time())
        began = self._last[0]
        self._beat.start()
        act()
        gui.QApplication.processEvents()
        self._note()
        while not until() and time.perf_counter() < began + WITHIN_S:
            gui.QApplication.processEvents()
            time.sleep(0.0005)
        whole = time.perf_counter() - began
        self.rest(0.3)
        self._beat.stop()
        wall, processor = (1000 * seconds for seconds in self._longest)
        mark = "  <-- over" if processor > goal else ""
        told = f"wall {wall:7.1f}  processor {processor:7.1f}  all {whole * 1000:8.0f} ms{mark}"
        print(f"{self._size:>7}  {name:<34} {told}", flush=True)

    def rest(self, seconds: float) -> None:
        """Let the window do what it has left."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            gui.QApplication.processEvents()
            time.sleep(0.0005)


# what people do


def view(window: MainWindow, turns: Turns) -> None:
    """Scroll, select, open and shut rows."""
    tree, bar = window.tree, window.tree.verticalScrollBar()
    tops = window.session.outline.root.children
    turns.measure("scroll", lambda: bar.setValue(bar.maximum() // 2))
    turns.measure("select", lambda: tree.show_id(tops[len(tops) // 2].id))
    turns.measure("select an item that is shut", lambda: tree.show_id(tops[len(tops) // 3].children[7].id))
    turns.measure("expand all", window.actions_by[Act.LEVEL_ALL].trigger)
    turns.measure("scroll, all expanded", lambda: bar.setValue(bar.maximum() // 2))
    turns.measure("select, all expanded", lambda: tree.show_id(tops[len(tops) // 2].children[3].id))
    turns.measure("select all, all expanded", window.actions_by[Act.SELECT_ALL].trigger)
    turns.measure("select one again", lambda: tree.show_id(tops[0].children[3].id))
    turns.measure("rename, all expanded", lambda: window.session.run(lambda d: d.rename(tops[0].children[3].id, "新")))
    turns.measure(
        "insert, all expanded", lambda: window.session.run(lambda d: d.insert("item", tops[0].id, title="新")), goal=100
    )
    turns.measure("undo it", window.session.undo, goal=100)
    turns.measure("shut one section", lambda: tree.collapse(tree.index_of(tops[1].id)))
    turns.measure("open one section", lambda: tree.expand(tree.index_of(tops[1].id)))
    turns.measure("collapse all", window.actions_by[Act.LEVEL_1].trigger)
    turns.measure("select all, collapsed", window.actions_by[Act.SELECT_ALL].trigger)
    turns.measure("select one again", lambda: tree.show_id(tops[0].id))


def filter_rows(window: MainWindow, turns: Turns) -> None:
    """Show few, many and all rows again, in the tree, and edit among them."""
    bar, answers = window.filter_bar, list[object]()
    bar.rows.matched.connect(answers.append)
    department = window.session.document.departments()[3].id
    tree = window.tree

    def choose(name: str, act: Callable[[], object]) -> None:
        answers.clear()
        turns.measure(name, act, lambda: bool(answers))

    few = [top.children[0].id for top in window.session.outline.root.children[:5]]
    choose("filter: 5 rows", lambda: bar.choose_rows(few, "x"))
    choose("filter: end", bar.clear)
    choose("filter: one department (4 %)", lambda: bar.choose_department(department, "lead"))
    turns.measure("filter: scroll", lambda: tree.verticalScrollBar().setValue(200))
    choose("filter: no lead (10 %)", lambda: (bar.clear(), answers.clear(), bar.no_lead.chosen.emit()))
    choose("filter: also no target", bar.no_targets.chosen.emit)
    choose("filter: no target alone (66 %)", bar.no_lead.chosen.emit)
    turns.measure("filter: scroll among many", lambda: tree.verticalScrollBar().setValue(300))
    some = window.session.outline.root.children[1].children[4].id
    turns.measure("filter: edit", lambda: window.session.run(lambda d: d.rename(some, "新的标题")))
    turns.rest(1.0)
    top = window.session.outline.root.children[1].id
    turns.measure("filter: insert", lambda: window.session.run(lambda d: d.insert("item", top, title="新")))
    turns.rest(1.0)
    turns.measure("filter: expand all", window.actions_by[Act.LEVEL_ALL].trigger)
    turns.measure("filter: collapse all", window.actions_by[Act.LEVEL_1].trigger)
    choose("filter: end", bar.clear)
    turns.measure("undo", window.session.undo, goal=100)
    turns.measure("undo", window.session.undo, goal=100)
    ids = list(window.session.outline.entries)[1:]
    choose("filter: all rows, chosen elsewhere", lambda: bar.choose_rows(ids, "x"))
    choose("filter: end", bar.clear)


def find(window: MainWindow, turns: Turns) -> None:
    """Open the find field and type into it; go on; show the hits alone."""
    bar, answers = window.find_bar, list[object]()
    bar.search.answered.connect(answers.append)
    keeper = bar.search._keeper
    turns.measure("find: open", window.actions_by[Act.FIND].trigger)
    if len(window.session.outline) > 5000:
        turns.measure("find: index is built", lambda: None, lambda: bool(keeper.index and keeper.index.is_ready))

    def typed(character: str) -> Callable[[], object]:
        def act() -> None:
            answers.clear()
            bar.field.insert(character)
            bar.field.textEdited.emit(bar.field.text())

        return act

    for character in "监督管":
        turns.measure(f"find: type {character}", typed(character), lambda: bool(answers) and answers[-1].is_all)  # type: ignore[attr-defined]
    turns.measure("find: next", bar.find_next)
    turns.measure("find: previous", bar.find_previous)
    matched: list[object] = []
    window.filter_bar.rows.matched.connect(matched.append)
    turns.measure("find: show only the hits", bar.filter_button.click, lambda: bool(matched))
    turns.measure("find: all rows again", window.filter_bar.clear)
    turns.measure("find: empty the field", bar.field.clear)


def views(window: MainWindow, turns: Turns) -> None:
    """First showings, and back and forth."""
    from planeditor.gui.board_view import BoardView
    from planeditor.gui.ledger_view import LedgerView

    turns.measure("ledger: first", window.actions_by[Act.VIEW_LEDGER].trigger)
    ledger = window.views.view("ledger")
    assert isinstance(ledger, LedgerView)
    model, table = ledger.model, ledger.table
    row = model.rowCount() // 2
    turns.measure("ledger: scroll", lambda: table.scrollTo(model.index(row, 2)))
    turns.measure("ledger: select", lambda: table.setCurrentIndex(model.index(row, 2)))
    turns.measure("ledger: select all", table.selectAll)
    turns.measure("ledger: select one", lambda: table.setCurrentIndex(model.index(row, 2)))
    due = next(at for at, column in enumerate(model.columns) if column.key == "due")
    turns.measure("ledger: edit a cell", lambda: model.setData(model.index(row, due), "11月底"))
    arranged: list[object] = []
    model.arranged.connect(lambda: arranged.append(True))

    def anew(act: Callable[[], object]) -> Callable[[], object]:
        return lambda: (arranged.clear(), act())

    turns.measure("ledger: sort by lead", anew(lambda: sort_by_click(table, 3)), lambda: bool(arranged))
    turns.measure("ledger: group by month", anew(lambda: ledger.group_by("month")), lambda: bool(arranged))
    turns.measure("ledger: group by section", anew(lambda: ledger.group_by("section")), lambda: bool(arranged))
    turns.measure("ledger: no groups", anew(lambda: ledger.group_by("")), lambda: bool(arranged))
    bar = window.filter_bar
    department = window.session.document.departments()[3].id
    turns.measure("ledger: filter, 4 %", anew(lambda: bar.choose_department(department)), lambda: bool(arranged))
    turns.measure("ledger: filter ends", anew(bar.clear), lambda: bool(arranged))
    turns.measure("ledger: filter, 66 %", anew(bar.no_targets.chosen.emit), lambda: bool(arranged))
    turns.measure("ledger: filter ends", anew(bar.clear), lambda: bool(arranged))
    turns.measure("ledger: back to the editor", window.actions_by[Act.VIEW_EDITOR].trigger)
    turns.measure("ledger: again", window.actions_by[Act.VIEW_LEDGER].trigger)
    shown: list[object] = []
    board = window.views.view("board")
    assert isinstance(board, BoardView)
    board.shown.connect(lambda: shown.append(True))
    turns.measure("board: first", window.actions_by[Act.VIEW_BOARD].trigger, lambda: bool(shown))
    turns.measure("board: drawn anew", board.repaint)
    turns.measure("board: another size", lambda: window.resize(window.width() - 40, window.height() - 30))
    turns.measure("board: to the editor", window.actions_by[Act.VIEW_EDITOR].trigger)
    turns.measure("board: again", window.actions_by[Act.VIEW_BOARD].trigger)
    turns.measure("board: to the editor", window.actions_by[Act.VIEW_EDITOR].trigger)


def tables(window: MainWindow, turns: Turns) -> None:
    """The matrix and the tables of targets and of progress."""
    from planeditor.gui.owners_matrix import show_owners_matrix
    from planeditor.gui.progress_table import show_progress_table
    from planeditor.gui.targets_table import show_targets_table

    turns.measure("matrix: first", lambda: show_owners_matrix(window))
    matrix = show_owners_matrix(window)
    turns.measure("matrix: scroll", lambda: matrix.table.scrollTo(matrix.model.index(len(matrix.model.rows) // 2, 0)))
    turns.measure("matrix: turn a cell", lambda: matrix.model.turn([(len(matrix.model.rows) // 2, 0)]))
    section = window.session.outline.root.children[0].id
    insert = lambda: window.session.run(lambda d: d.insert("item", section, title="新"))  # noqa: E731
    turns.measure("matrix: insert an item", insert, goal=100)
    bar, matched = window.filter_bar, list[object]()
    bar.rows.matched.connect(matched.append)
    turns.measure("matrix: filter, 66 %", bar.no_targets.chosen.emit, lambda: bool(matched))
    turns.measure("matrix: filter ends", bar.clear)
    matrix.close()
    for name, show in (("targets", show_targets_table), ("progress", show_progress_table)):
        arranged: list[object] = []

        def appear(show: Callable[..., object] = show, arranged: list[object] = arranged) -> None:
            dialog = show(window)
            dialog.model.arranged.connect(lambda: arranged.append(True))  # type: ignore[attr-defined]
            if dialog.model.rows:  # type: ignore[attr-defined]
                arranged.append(True)

        turns.measure(f"{name}: first", appear, lambda arranged=arranged: bool(arranged))
        dialog = show(window)
        assert dialog is not None

        def anew(act: Callable[[], object], arranged: list[object] = arranged) -> Callable[[], object]:
            return lambda: (arranged.clear(), act())

        there = lambda arranged=arranged: bool(arranged)  # noqa: E731
        for place in (1, 2, 4):
            sort = anew(lambda place=place, dialog=dialog: sort_by_click(dialog.table, place))
            turns.measure(f"{name}: sort by column {place}", sort, there)
        turns.measure(f"{name}: group by department", anew(lambda dialog=dialog: dialog.group_by("department")), there)
        turns.measure(f"{name}: no groups", anew(lambda dialog=dialog: dialog.group_by("")), there)
        turns.measure(f"{name}: an edit of the plan", insert, goal=100)
        dialog.close()
        turns.rest(0.1)


def type_text(window: MainWindow, turns: Turns) -> None:
    """Type into texts, a very long one among them; write it to the plan by leaving it."""
    items = window.session.outline.root.children[0].children
    for name, text in (("usual", BODY), ("200 KB", ("教育重大项目新增学位300个。" * 13 + "\n") * (LONG_TEXT // 540))):
        window.session.run(lambda d, text=text: d.set_body(items[1].id, text))
        window.tree.show_id(items[0].id)
        turns.rest(1.0)
        turns.measure(f"body, {name}: shown", lambda: window.tree.show_id(items[1].id))
        turns.rest(2.0)
        body = window.editor.ui.body
        cursor = body.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        body.setTextCursor(cursor)
        body.setFocus()
        for place in ("end", "start"):
            turns.measure(f"body, {name}: type at the {place}", partial(body.insertPlainText, "新"))
            turns.rest(2.0)
            turns.measure(f"body, {name}: Enter", partial(body.insertPlainText, "\n"))
            body.moveCursor(QTextCursor.MoveOperation.Start)
        turns.measure(f"body, {name}: left", lambda: window.tree.show_id(items[2].id))


def rows(window: MainWindow, turns: Turns) -> None:
    """Paste thousands of rows, take that back, do it again; delete them."""
    turns.measure("5,000 rows: copied", lambda: copy_rows(window), goal=100)
    window.tree.show_id(window.session.outline.root.children[-1].id)
    turns.rest(0.3)
    turns.measure("5,000 rows: pasted", window.rows.paste, goal=100)
    turns.measure("5,000 rows: undone", window.session.undo, goal=100)
    turns.measure("5,000 rows: done again", window.session.redo, goal=100)
    turns.measure("5,000 rows: undone", window.session.undo, goal=100)


def copy_rows(window: MainWindow) -> None:
    """Put a hundred sections on the clipboard."""
    tops = [top.id for top in window.session.outline.root.children[: PASTED // ITEMS_A_SECTION]]
    window.tree.select_ids(tops)
    window.tree.setFocus()
    window.rows._copy_rows()


def check(window: MainWindow, turns: Turns) -> None:
    """Check the plan and show what was found."""
    checks = window.checks.checks
    checks._timer.start(60_000)
    turns.measure("checks: run", checks.check_now, lambda: not checks.is_running)
    turns.measure(f"checks: panel of {len(checks.found)}", window.checks.show)
    panel = window.checks.panel
    turns.measure("checks: by section", lambda: (panel.group.setCurrentIndex(1), panel.group.activated.emit(1)))
    turns.measure("checks: by rule", lambda: (panel.group.setCurrentIndex(0), panel.group.activated.emit(0)))
    turns.measure("checks: all open", panel.tree.expandAll)
    turns.measure("checks: all selected", panel.tree.selectAll)
    turns.measure("checks: next finding", lambda: window.checks.step(1))
    first = panel.tree.findings.index(0, 0, QModelIndex())
    turns.measure("checks: a group selected", lambda: panel.tree.setCurrentIndex(first))
    for text in ("教", "教育"):
        turns.measure(f"checks: filter {text}", lambda text=text: panel.field.setText(text))
    turns.measure("checks: filter ends", panel.field.clear)
    turns.measure("checks: received", checks._show)


def rare(window: MainWindow, turns: Turns) -> None:
    """The next year's wizard, a comparison with a version, reading back."""
    from planeditor.gui.rollover_commands import rollover_of

    rollover = rollover_of(window)
    turns.measure("next year: wizard", rollover.begin, lambda: rollover.wizard is not None, goal=100)
    wizard = rollover.wizard
    assert wizard is not None
    turns.measure("next year: all ticked", wizard.every.click, goal=100)
    turns.measure("next year: years", wizard.go.click, goal=100)
    turns.measure("next year: result", wizard.go.click, goal=100)
    wizard.reject()
    turns.rest(0.5)
    compare_and_read_back(window, turns)


def edit_word(file: Path) -> None:
    """Change a word of a document as someone else would."""
    with zipfile.ZipFile(file) as package:
        parts = {info: package.read(info) for info in package.infolist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for info, content in parts.items():
            package.writestr(info, content.replace("加快".encode(), "推进".encode(), 20))


def compare_and_read_back(window: MainWindow, turns: Turns) -> None:
    """A version against the plan with a changed title in every fifth section, and a Word file that comes back."""
    session = window.session
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "稿.docx"
        run_export(window, Order(file))
        while not file.exists():
            turns.rest(0.1)
        save_version(window, "稿", "")
        while not session.document.versions():
            turns.rest(0.1)
        for entry in session.outline.root.children[::5]:
            session.run(lambda document, entry=entry: document.rename(entry.id, "改过的部分"))
        turns.rest(1.0)
        edit_word(file)
        version = PlanSource("稿", session.document.versions()[0].id)
        for name, act in (
            ("compare with a version", lambda: compare_sources(window, version, PlanSource("今"), window)),
            ("read a Word file back", lambda: read_back(window, file)),
        ):
            turns.measure(name, act, lambda: bool(window.findChildren(DifferencesDialog)), goal=100)
            turns.measure(f"{name}: closed", window.findChildren(DifferencesDialog)[-1].reject, goal=100)
            turns.rest(1.0)


GROUPS: dict[str, Callable[[MainWindow, Turns], None]] = {
    "view": view, "filter": filter_rows, "find": find, "views": views, "tables": tables, "type": type_text,
    "rows": rows, "check": check, "rare": rare,
}  # fmt: skip


def windows_of(sizes: list[int], plans: Path) -> Iterator[tuple[int, MainWindow]]:
    """Give a window with a plan of every size, settled and warm; it is closed before the next."""
    application = gui.make_application()
    windows = Windows(author="", parent=application)
    WarmUp(windows)
    for size in sizes:
        kept, path = plans / f"full-{size}.plan", plans / f"open-{size}.plan"
        if not kept.exists():
            create_plan(kept, make_full_plan(size))
        shutil.copy(kept, path)
        windows.open(path)
        while not windows.all:
            gui.QApplication.processEvents()
        (window,) = windows.all
        window.resize(1480, 920)
        yield size, window
        window.files.may_close = True
        window.close()
        gui.QApplication.processEvents()


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("-g", "--groups", default=",".join(GROUPS))
    parser.add_argument("--plans", type=Path)
    chosen = parser.parse_args()
    os.environ["PLANEDITOR_DATA_DIR"] = tempfile.mkdtemp()
    with tempfile.TemporaryDirectory() as folder:
        for size, window in windows_of(list(chosen.sizes), chosen.plans or Path(folder)):
            turns = Turns(size)
            turns.rest(6.0)
            gui.spare_the_collector()
            for group in chosen.groups.split(","):
                GROUPS[group](window, turns)
        sys.stdout.flush()
        os._exit(0)


if __name__ == "__main__":
    main()
