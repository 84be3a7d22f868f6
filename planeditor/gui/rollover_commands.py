"""What a window does at the turn of the year: the next plan, what became of the last one's items, targets compared.

One rule: the open plan is read, never changed; plans are read in jobs.
"""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from planeditor.gui.differences_commands import run_job
from planeditor.gui.errors import ask
from planeditor.gui.file_choice import choose_file
from planeditor.gui.jobs import Job
from planeditor.i18n import _
from planeditor.plan.changes import Row
from planeditor.plan.checks.years import year_of_plan
from planeditor.plan.continued import Continued, continued_items
from planeditor.plan.entities import Snapshot
from planeditor.plan.identity import new_id
from planeditor.plan.memory import without_collection
from planeditor.plan.numbering import snapshot_numbers
from planeditor.plan.rollover import carried_settings, proposed
from planeditor.store import Document, new_document, read_plan

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow
    from planeditor.gui.rollover_wizard import RolloverWizard
    from planeditor.gui.years_window import YearsWindow


class WindowRollover(QObject):
    """The verbs of one window that have to do with other years."""

    def __init__(self, window: "MainWindow") -> None:
        """Serve one window."""
        super().__init__(window)
        self._window = window
        self.wizard: RolloverWizard | None = None
        self.years: YearsWindow | None = None

    def _read(self, read: Callable[[Document], object], then: object) -> None:
        """Read the window's plan in a worker and go on with what it says."""
        self._window.session.flush()
        job = Job(read, self._window.session.document)
        job.succeeded.connect(then)
        run_job(self._window, job, _("Reading the plan…"), self._window)

    # the next plan

    def begin(self) -> None:
        """Show the wizard that makes the next year's plan."""
        if self._window.session.document.plan().kind == "report":
            text = _("This window shows a report. The next plan is made from the plan's window.")
            ask(text, {}, self._window, symbol=QMessageBox.Icon.Information)
            return
        self._read(_with_proposed, self._show_wizard)

    def _show_wizard(self, read: object) -> None:
        from planeditor.gui.rollover_wizard import RolloverWizard

        assert isinstance(read, tuple)
        if not shiboken6.isValid(self._window):
            return
        plan, numbers, chosen = read
        year = year_of_plan(plan.plan)
        if year is None:
            text = _("The plan does not say which year it is for. Set its year in the plan properties first.")
            ask(text, {}, self._window, symbol=QMessageBox.Icon.Information)
            return
        self.wizard = wizard = RolloverWizard(plan, numbers, chosen, year, self._window)
        wizard.plan_wanted.connect(self.make)
        wizard.open()

    def make(self, plan: Snapshot) -> None:
        """Show the next plan in a window of its own."""
        document = self._window.session.document
        settings = carried_settings(document.settings())
        job = Job(_new_document, plan, settings, document.store.author)
        job.succeeded.connect(self._show_plan)
        run_job(self._window, job, _("Making the plan…"), self._window)

    def _show_plan(self, document: object) -> None:
        assert isinstance(document, Document)
        if not shiboken6.isValid(self._window):
            document.close(discard=True)
            return
        self._window.windows.show_worth_saving(document)

    # what became of the items

    def choose_last_plan(self) -> None:
        """Ask for the plan of the year before and show what became of its items in this one."""
        choose_file(self._window, _("The plan of the year before"), [_("Plans (*.plan)")], self.compare_with)

    def compare_with(self, path: Path) -> None:
        """Show what became of the items of the plan in a file."""
        self._window.session.flush()
        job = Job(_continued, self._window.session.document, path)
        job.succeeded.connect(self._show_continued)
        run_job(self._window, job, _("Comparing…"), self._window)

    def _show_continued(self, found: object) -> None:
        from planeditor.gui.continued_list import ContinuedDialog

        assert isinstance(found, tuple)
        rows, title = found
        if shiboken6.isValid(self._window):
            dialog = ContinuedDialog(rows, title, self._window)
            dialog.list.row_wanted.connect(self._show_item)
            dialog.open()

    def _show_item(self, row: Continued) -> None:
        if row.new_id:
            self._window.show_in_editor(row.new_id)

    # targets through the years

    def show_years(self) -> None:
        """Show the targets of this plan and of the other plans that are open."""
        self._read(_snapshot, self._show_years)

    def _show_years(self, plan: object) -> None:
        from planeditor.gui.years_window import YearsWindow

        assert isinstance(plan, Snapshot)
        if not shiboken6.isValid(self._window):
            return
        others = [each for each in self._window.windows.all if each is not self._window]
        plans = [each.session.document.snapshot() for each in others]
        told = [each for each in plans if each.plan.kind == "plan" and each.nodes]
        self.years = window = YearsWindow([plan, *told], self._window)
        window.show()


def _snapshot(document: Document) -> Snapshot:
    with without_collection(), document.aside() as reader:
        return reader.snapshot()


def _with_proposed(document: Document) -> tuple[Snapshot, dict[int, str], Collection[int]]:
    plan = _snapshot(document)
    return plan, snapshot_numbers(plan), proposed(plan)


def _new_document(plan: Snapshot, settings: dict[str, str], author: str) -> Document:
    rows: list[Row] = [{"id": new_id(), "name": name, "text": text} for name, text in settings.items()]
    return new_document(plan, author=author, kept=[("setting", row) for row in rows])


def _continued(document: Document, path: Path) -> tuple[tuple[Continued, ...], str]:
    new = _snapshot(document)
    return continued_items(read_plan(path), new), "".join(new.plan.title.split("\n"))


def rollover_of(window: "MainWindow") -> WindowRollover:
    """Return what a window does at the turn of the year, made when it is first asked for."""
    return window.findChild(WindowRollover) or WindowRollover(window)
