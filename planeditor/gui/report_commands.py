"""What a window does with reports: drafting one of its plan, refreshing one, telling where its figures come from.

One rule: plans are read, drafted and compared in jobs; the plan that a report is about is never changed here.
"""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from planeditor.exchange.report_files import Refreshing, ReportOrder, new_report, order_of, read_refreshing
from planeditor.gui.differences_commands import run_job
from planeditor.gui.errors import ask
from planeditor.gui.file_choice import choose_file, choose_new_file
from planeditor.gui.jobs import Job
from planeditor.i18n import _
from planeditor.plan.checks.years import year_of_plan
from planeditor.plan.entities import Snapshot
from planeditor.plan.identity import parse_id
from planeditor.plan.memory import without_collection
from planeditor.store import Document, read_for_export

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow
    from planeditor.gui.report_dialog import ReportDialog
    from planeditor.gui.report_refresh_dialog import RefreshDialog

PlanAndSettings = tuple[Snapshot, dict[str, str]]


class WindowReports(QObject):
    """The verbs of one window that have to do with reports."""

    def __init__(self, window: "MainWindow") -> None:
        """Serve one window."""
        super().__init__(window)
        self._window = window
        self.dialog: ReportDialog | None = None

    @property
    def is_report(self) -> bool:
        """Tell whether the window shows a report that was drafted of a plan."""
        return order_of(self._window.session.document.settings()) is not None

    # drafting

    def ask(self) -> None:
        """Ask which report is wanted."""
        self._window.session.flush()
        if self._window.session.document.plan().kind == "report":
            text = _("This window shows a report already. Draft another one from the plan's window.")
            ask(text, {}, self._window, symbol=QMessageBox.Icon.Information)
            return
        job = Job(_read, self._window.session.document)
        job.succeeded.connect(self._show)
        run_job(self._window, job, _("Reading the plan…"), self._window)

    def _show(self, read: object) -> None:
        from planeditor.gui.report_dialog import ReportDialog

        assert isinstance(read, tuple)
        if not shiboken6.isValid(self._window):
            return
        plan, settings = read
        year = year_of_plan(plan.plan)
        if year is None:
            text = _("The plan does not say which year it is for. Set its year in the plan properties first.")
            ask(text, {}, self._window, symbol=QMessageBox.Icon.Information)
            return
        self.dialog = dialog = ReportDialog(plan, settings, year, self._window)
        dialog.draft_wanted.connect(self.draft)
        dialog.file_wanted.connect(self._choose_file)
        dialog.open()

    def draft(self, order: ReportOrder) -> None:
        """Show the draft of a report in a window of its own."""
        document = self._window.session.document
        job = Job(_draft, document, self._named(order), document.store.author)
        job.succeeded.connect(self._show_draft)
        run_job(self._window, job, _("Drafting the report…"), self._window)

    def _show_draft(self, document: object) -> None:
        assert isinstance(document, Document)
        if not shiboken6.isValid(self._window):
            document.close(discard=True)
            return
        window = self._window.windows.show_worth_saving(document)
        window.session.notice.emit(_("This draft is a plan of its own: work on it, save it, export it like any other."))

    def _choose_file(self, order: ReportOrder) -> None:
        name = f"{order.period.full_name}{_('report') if order.kind == 'summary' else _('circular')}"
        action = partial(self.write, self._named(order))
        choose_new_file(self._window, _("Write the report"), name, _("Word documents"), ".docx", action)

    def write(self, order: ReportOrder, path: Path) -> None:
        """Write a report as a document; the file dialog has asked before replacing one."""
        job = Job(_write, self._window.session.document, order, path)
        job.succeeded.connect(lambda _none: self._window.session.notice.emit(_("Wrote {file}").format(file=path.name)))
        run_job(self._window, job, _("Writing {file}…").format(file=path.name), self._window)

    def _named(self, order: ReportOrder) -> ReportOrder:
        path = self._window.session.document.path
        return ReportOrder(order.period, order.kind, order.day, file=path.name if path else "")

    # refreshing

    def refresh(self) -> None:
        """Bring the report up to date with its plan: in an open window, beside the report, or where people say."""
        window = self._window
        window.session.flush()
        order = order_of(window.session.document.settings())
        if order is None:
            text = _("This is no report that was drafted of a plan. Draft one from the plan's window.")
            ask(text, {}, window, symbol=QMessageBox.Icon.Information)
            return
        source = self._plan_window(order)
        if source is not None:
            source.session.flush()
            self._compare(partial(_read, source.session.document))
            return
        path = window.session.document.path
        beside = path.with_name(order.file) if path is not None and order.file else None
        if beside is not None and beside != path and beside.is_file():
            self._compare(partial(_read_file, beside))
        else:
            title = _("The plan that the report is about: {file}").format(file=order.file or _("an untitled plan"))
            choose_file(window, title, [_("Plans (*.plan)")], self.refresh_from)

    def refresh_from(self, path: Path) -> None:
        """Bring the report up to date with the plan in a file."""
        self._compare(partial(_read_file, path))

    def _plan_window(self, order: ReportOrder) -> "MainWindow | None":
        plan_id = parse_id(order.plan_id)
        others = (each for each in self._window.windows.all if each is not self._window)
        return next((each for each in others if each.session.document.plan().id == plan_id), None)

    def _compare(self, read: "partial[PlanAndSettings]") -> None:
        job = Job(_compare, self._window.session.document, read, None)
        job.succeeded.connect(partial(self._show_refreshing, read))
        run_job(self._window, job, _("Comparing…"), self._window)

    def _show_refreshing(self, read: "partial[PlanAndSettings]", refreshing: object) -> None:
        from planeditor.gui.report_refresh_dialog import RefreshDialog

        assert isinstance(refreshing, Refreshing)
        if not shiboken6.isValid(self._window):
            return
        dialog = RefreshDialog(refreshing, self._window)
        dialog.take_wanted.connect(lambda: self._take(dialog.refreshing))
        dialog.row_wanted.connect(self._window.show_in_editor)
        dialog.day_wanted.connect(partial(self._compare_for, dialog, read))
        dialog.open()

    def _compare_for(self, dialog: "RefreshDialog", read: "partial[PlanAndSettings]", day: date) -> None:
        """Reckon a refreshing for another day; what was asked for before that is not shown any more."""

        def show(refreshing: object) -> None:
            assert isinstance(refreshing, Refreshing)
            if shiboken6.isValid(dialog) and dialog.wanted_day == day:
                dialog.show_refreshing(refreshing)

        job = Job(_compare, self._window.session.document, read, day)
        job.succeeded.connect(show)
        run_job(self._window, job, _("Comparing…"), dialog)

    def _take(self, refreshing: Refreshing) -> None:
        self._window.session.run(refreshing.take)

    # sources

    def show_sources(self) -> None:
        """Show where the current item's figures come from."""
        from planeditor.gui.report_sources import SourcesDialog

        window = self._window
        window.session.flush()
        node_id = window.session.current_id
        if not node_id:
            window.session.notice.emit(_("Choose an item of the report first."))
            return
        dialog = SourcesDialog(window.session.document.node(node_id), window)
        dialog.source_wanted.connect(self._go_to_source)
        dialog.open()

    def _go_to_source(self, source_id: int) -> None:
        order = order_of(self._window.session.document.settings())
        source = self._plan_window(order) if order is not None else None
        if source is None:
            file = order.file if order is not None else ""
            text = _("Open the plan first: {file}.").format(file=file or _("an untitled plan"))
            self._window.session.notice.emit(text)
            return
        node_id = source.session.document.node_of(source_id)
        if node_id is None:
            self._window.session.notice.emit(_("The plan no longer has this entry."))
            return
        source.bring_to_front()
        source.show_in_editor(node_id)


def _read(document: Document) -> PlanAndSettings:
    with without_collection(), document.aside() as reader:
        return reader.snapshot(), reader.settings()


def _read_file(path: Path) -> PlanAndSettings:
    plan, _mark, settings = read_for_export(path)
    return plan, settings


def _draft(document: Document, order: ReportOrder, author: str) -> Document:
    with without_collection():
        return new_report(*_read(document), order, author=author)


def _write(document: Document, order: ReportOrder, path: Path) -> None:
    from planeditor.exporting import Options, export, options_from

    plan, settings = _read(document)
    options = Options(fonts=options_from(settings).fonts)
    export(order.draft(plan, settings), path, force=True, options=options)


def _compare(document: Document, read: "partial[PlanAndSettings]", day: date | None) -> Refreshing:
    with without_collection(), document.aside() as reader:
        return read_refreshing(reader, *read(), day=day)


def reports_of(window: "MainWindow") -> WindowReports:
    """Return what a window does with reports, made when it is first asked for."""
    return window.findChild(WindowReports) or WindowReports(window)
