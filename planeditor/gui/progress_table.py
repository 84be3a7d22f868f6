"""Filling in progress fast: one table for a period and, if wanted, one department, in a window of its own.

One rule: it shows the document and follows it; what is typed, pasted or filled down is one step of the plan each.
"""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QWidget

from planeditor.gui import settings, theme
from planeditor.gui.first_size import give_size
from planeditor.gui.grid_dialog import GridDialog
from planeditor.gui.grid_items import DEPARTMENT, SECTION
from planeditor.gui.progress_table_model import ProgressTableModel
from planeditor.gui.prompt_room import PromptRoom
from planeditor.gui.session import Session
from planeditor.gui.tool_buttons import quiet_button
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.entities import LEAD, Role
from planeditor.plan.periods import period_text, quarter_name

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

_REPORTER = "reporter"
_REPORTER_WIDTH = 7  # characters
COUNT_AFTER_MS = 300


class ProgressTable(GridDialog[ProgressTableModel]):
    """The table in which progress is filled in."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show this quarter, of all departments."""
        groups = ((_("By lead department"), DEPARTMENT), (_("By section"), SECTION))
        super().__init__(ProgressTableModel(session), _("Fill in progress"), groups, parent)
        self.hint = QLabel(self, wordWrap=True)
        self._make_controls()
        tools = (self.period, self.department, self.supports, self.unreported, self.group, self.reporter)
        self.lay_out((*tools, self.columns, self.rule), self.hint)
        self._connect()
        give_size(self, 96, 48)
        self._choose()

    def _make_controls(self) -> None:
        self.period = QComboBox(self)
        self.period.setAccessibleName(_("Period"))
        self._fill_periods()
        self.department = QComboBox(self)
        self.department.setAccessibleName(_("Department"))
        self._fill_departments()
        self.supports = QCheckBox(_("Also what it supports"), self)
        self.unreported = QCheckBox(_("Not reported yet"), self)
        self.reporter = QLineEdit(self, placeholderText=_("Reported by"))
        self.reporter.setText(str(settings.settings().value(_REPORTER, "")))
        self.reporter.setAccessibleName(_("Reported by"))
        self.model.reporter = self.reporter.text().strip()
        self.rule = quiet_button(self, "settings", _("Rule of the lights…"))
        theme.set_look(self.hint, "muted")
        for widget in (self.group, self.period, self.department, self.reporter):
            theme.set_look(widget, "quiet")
        PromptRoom(self.reporter, _REPORTER_WIDTH)

    def _fill_periods(self) -> None:
        year = self.session.document.plan().year or date.today().year
        today = date.today()
        self.period.clear()
        names = [f"{year}Q{quarter}" for quarter in range(1, 5)]
        names += [f"{year}H1", f"{year}H2", str(year), *(f"{year}-{month:02}" for month in range(1, 13))]
        for name in names:
            self.period.addItem(period_text(name, year), name)
        usual = quarter_name(today) if today.year == year else f"{year}Q{1 if today.year < year else 4}"
        self.period.setCurrentIndex(self.period.findData(usual))

    def _fill_departments(self) -> None:
        chosen, document = self.department.currentData(), self.session.document
        load = document.department_load()
        self.department.clear()
        self.department.addItem(_("All departments"), 0)
        for known in document.departments():
            if known.id in load:
                self.department.addItem(known.name, known.id)
        self.department.setCurrentIndex(max(self.department.findData(chosen), 0))

    def _connect(self) -> None:
        self.period.activated.connect(self._choose)
        self.department.activated.connect(self._choose)
        self.supports.toggled.connect(self._choose)
        self.unreported.toggled.connect(self._show_unreported)
        self.reporter.editingFinished.connect(self._keep_reporter)
        self.rule.clicked.connect(self.change_rule)
        self.table.row_wanted.connect(lambda row_id: self.row_wanted.emit(self.model.subjects[row_id][0]))
        self.model.arranged.connect(self._tell_count)
        self._counting = QTimer(self, singleShot=True, interval=COUNT_AFTER_MS)
        self._counting.timeout.connect(self._tell_count)

    # what is shown

    def show_department(self, department_id: int) -> None:
        """Show the rows of one department."""
        self.department.setCurrentIndex(max(self.department.findData(department_id), 0))
        self._choose()

    def show_period(self, period: str) -> None:
        """Show a period of the list, such as 2020Q2."""
        self.period.setCurrentIndex(max(self.period.findData(period), 0))
        self._choose()

    def _choose(self) -> None:
        self.session.flush()
        role: Role | None = None if self.supports.isChecked() else LEAD
        self.supports.setEnabled(bool(self.department.currentData()))
        department = int(self.department.currentData() or 0)
        self.model.choose(str(self.period.currentData()), department, role if department else None)
        text = _("New reports get the day {day}. Ctrl+C and Ctrl+V exchange cells with Excel; Ctrl+D fills down.")
        self.hint.setText(text.format(day=self.model.day.isoformat()))

    def _show_unreported(self, only: bool) -> None:
        self.session.flush()
        self.model.unreported_only = only
        self.model.rearrange()

    def _keep_reporter(self) -> None:
        self.model.reporter = self.reporter.text().strip()
        settings.settings().setValue(_REPORTER, self.model.reporter)

    def change_rule(self) -> None:
        """Ask for the thresholds of the lights."""
        from planeditor.gui.progress_settings import PaceDialog

        PaceDialog(self.session, self).open()

    def _tell_count(self) -> None:
        if self.session.is_closed:
            return
        rows, reported = len(self.model.subjects), len(self.model.reported())
        count = ngettext("{reported} of {count} row reported", "{reported} of {count} rows reported", rows)
        self.count.setText(count.format(reported=reported, count=rows))

    def follow(self, change_set: ChangeSet) -> None:
        """Show what a change has made of the rows."""
        if any(change_set.of("department")):
            self._fill_departments()
        year = self.session.document.plan().year or date.today().year
        if any(change_set.of("plan")) and not str(self.period.currentData()).startswith(str(year)):
            self._fill_periods()
            self._choose()
        else:
            self.model.take_over(change_set)
        self._counting.start()  # all reports are read for it


def show_progress_table(window: "MainWindow", department_id: int = 0) -> ProgressTable:
    """Show the table beside its plan's window, once."""
    table = window.findChild(ProgressTable)
    if table is None:
        table = ProgressTable(window.session, window)
        table.row_wanted.connect(window.show_in_editor)
        window.zoom.follow(table)
    if department_id:
        table.show_department(department_id)
    table.bring_up()
    return table
