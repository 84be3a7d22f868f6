"""Asking for a report: its kind, its period and the day it is told for; as a draft to work on or as a Word file.

One rule: what the report would tell is counted before it is made, so that nobody drafts one of a plan that nobody
reported on without knowing.
"""

from datetime import date
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from planeditor.exchange.report_files import ReportOrder
from planeditor.gui import theme
from planeditor.gui.first_size import give_size, grow
from planeditor.gui.jobs import Job
from planeditor.i18n import _, ngettext
from planeditor.plan.entities import Snapshot
from planeditor.plan.periods import period_text
from planeditor.plan.report_facts import Facts, count, facts_of
from planeditor.plan.report_period import ReportPeriod, period_ended_last
from planeditor.plan.reporting import ReportKind

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

_WIDTH = 34  # characters


class ReportDialog(QDialog):
    """Asks what the report is to be."""

    draft_wanted = Signal(object)  # the ReportOrder
    file_wanted = Signal(object)

    def __init__(self, plan: Snapshot, settings: dict[str, str], year: int, window: "MainWindow") -> None:
        """Offer what is usual on this day for the plan of a year."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Report on the plan"))
        self._plan, self._settings, self._year = plan, settings, year
        self._asked: ReportOrder | None = None
        self.kind, self.period = QComboBox(self), QComboBox(self)
        self.day = QDateEdit(self)
        self.told = QLabel(self, wordWrap=True)
        self.warning = QLabel(self, wordWrap=True)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self._fill()
        self._lay_out()
        self.period.currentIndexChanged.connect(self._take_last_day)
        self.day.dateChanged.connect(self._count)
        self._take_last_day()

    def _fill(self) -> None:
        self.kind.addItem(_("Work report: results, problems, next steps"), "summary")
        self.kind.addItem(_("Circular on who keeps pace"), "bulletin")
        year = self._year
        names = [f"{year}H1", f"{year}H2", str(year), *(f"{year}Q{quarter}" for quarter in range(1, 5))]
        for name in (*names, *(f"{year}-{month:02}" for month in range(1, 13))):
            self.period.addItem(period_text(name, year), name)
        usual = period_ended_last(date.today(), year).text
        self.period.setCurrentIndex(self.period.findData(usual))

    def _lay_out(self) -> None:
        theme.set_look(self.told, "muted")
        theme.set_look(self.warning, "warning")
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("&Kind"), self.kind)
        form.addRow(_("&Period"), self.period)
        form.addRow(_("Entries &until"), self.day)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.draft = QPushButton(_("&Draft to work on"), self)
        self.file = QPushButton(_("&Word file…"), self)
        buttons.addButton(self.draft, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.file, QDialogButtonBox.ButtonRole.ActionRole)
        self.draft.setDefault(True)
        theme.set_look(self.draft, "primary")
        self.draft.clicked.connect(lambda: self._want(self.draft_wanted))
        self.file.clicked.connect(lambda: self._want(self.file_wanted))
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.addLayout(form)
        rows.addWidget(self.told)
        rows.addWidget(self.warning)
        rows.addStretch(1)
        rows.addWidget(buttons)
        give_size(self, _WIDTH, 19)

    @property
    def order(self) -> ReportOrder:
        """Return what is asked for now."""
        period = ReportPeriod.of(str(self.period.currentData()))
        day = self.day.date()
        until = date(day.year(), day.month(), day.day())
        kind: ReportKind = "bulletin" if self.kind.currentData() == "bulletin" else "summary"
        return ReportOrder(period, kind, None if until == period.last else until)

    def _take_last_day(self) -> None:
        last = ReportPeriod.of(str(self.period.currentData())).last
        same = self.day.date() == QDate(last.year, last.month, last.day)
        self.day.setDate(QDate(last.year, last.month, last.day))
        if same:
            self._count()

    def _count(self) -> None:
        """Count in a worker; what was asked for before is not shown any more."""
        self._asked = order = self.order
        job = Job(_facts, self._plan, order, self._settings)
        job.succeeded.connect(lambda facts: self._show(order, facts))
        job.start()

    def _show(self, order: ReportOrder, facts: object) -> None:
        assert isinstance(facts, Facts)
        if not shiboken6.isValid(self) or order != self._asked:
            return
        self.told.setText(_told(facts))
        self.warning.setText(_warning(facts))
        self.warning.setVisible(bool(self.warning.text()))
        grow(self)

    def _want(self, signal: object) -> None:
        order = self.order
        self.accept()
        signal.emit(order)  # type: ignore[attr-defined]


def _facts(plan: Snapshot, order: ReportOrder, settings: dict[str, str]) -> Facts:
    return facts_of(plan, order.period, day=order.day, settings=settings)


def _told(facts: Facts) -> str:
    counts = count(facts.items)
    text = _("{items} items: {done} done, {pace} in pace or done, {late} behind, {unknown} without a report.")
    return text.format(
        items=counts.total + counts.adjusted,
        done=counts.done,
        pace=counts.in_pace,
        late=counts.late,
        unknown=counts.unknown,
    )


def _warning(facts: Facts) -> str:
    parts = []
    if facts.later:
        text = ngettext(
            "{count} entry is dated after this day and does not count.",
            "{count} entries are dated after this day and do not count.",
            facts.later,
        )
        parts.append(text.format(count=facts.later))
    if not any(item.is_reported for item in facts.items):
        parts.append(_("Nobody has reported on this plan yet: the draft will be full of 〔待填〕."))
    return "\n".join(parts)
