"""Targets of several plans beside each other, as a table and drawn.

One rule: plans are read, never changed; what is shown is what they held when they were added.
"""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from planeditor.errors import PlanEditorError
from planeditor.exporting.years import YEARS, export_years, years_rows
from planeditor.gui import settings, theme
from planeditor.gui.differences_commands import run_job
from planeditor.gui.errors import show_error
from planeditor.gui.file_choice import choose_new_file
from planeditor.gui.file_commands import name_labels
from planeditor.gui.first_size import give_size
from planeditor.gui.jobs import Job
from planeditor.gui.years_plot import YearsPlot
from planeditor.i18n import _, ngettext
from planeditor.plan.entities import Snapshot
from planeditor.plan.years import YearTable, compare_years
from planeditor.store import read_plan

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

_ROW = Qt.ItemDataRole.UserRole
_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_INDICATOR = 0


class YearsWindow(QDialog):
    """The table, the plot, and what adds plans to them."""

    def __init__(self, plans: Iterable[Snapshot], window: "MainWindow") -> None:
        """Begin with these plans."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setWindowTitle(_("Targets through the years"))
        self._window = window
        self._plans: dict[int, Snapshot] = {}
        self.table_shown = YearTable((), (), ())
        self.hint, self.count = QLabel(self, wordWrap=True), QLabel(self)
        self.add = QPushButton(_("&Add plans…"), self, autoDefault=False)
        self.excel = QPushButton(_("E&xcel…"), self, autoDefault=False)
        self.word = QPushButton(_("&Word…"), self, autoDefault=False)
        self.list, self.plot = QTreeWidget(self), YearsPlot(self)
        self._lay_out()
        self._connect()
        self.add_plans(plans)

    def _lay_out(self) -> None:
        theme.set_look(self.hint, "muted")
        theme.set_look(self.count, "muted")
        theme.set_look(self.list, "card")
        theme.set_look(self.list.header(), "quiet")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAccessibleName(_("Targets through the years"))
        top = QHBoxLayout()
        top.addWidget(self.add)
        top.addWidget(self.count)
        top.addStretch(1)
        top.addWidget(self.excel)
        top.addWidget(self.word)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.list)
        split.addWidget(self.plot)
        split.setStretchFactor(0, 1)
        rows = QVBoxLayout(self)
        rows.addLayout(top)
        rows.addWidget(self.hint)
        rows.addWidget(split, 1)
        give_size(self, 76, 46)

    def _connect(self) -> None:
        self.add.clicked.connect(self._choose_plans)
        self.list.currentItemChanged.connect(self._draw)
        self.excel.clicked.connect(lambda: self._choose_file(".xlsx", _("Excel tables")))
        self.word.clicked.connect(lambda: self._choose_file(".docx", _("Word documents")))

    # plans

    def add_plans(self, plans: Iterable[Snapshot]) -> None:
        """Add plans; one that is there already is taken as it is now."""
        for plan in plans:
            self._plans[plan.plan.id] = plan
        self.table_shown = compare_years(list(self._plans.values()))
        self._fill()

    def _choose_plans(self) -> None:
        dialog = QFileDialog(self, _("Add plans"), str(settings.last_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([_("Plans (*.plan)")])
        name_labels(dialog)
        dialog.filesSelected.connect(lambda names: self.read([Path(name) for name in names]))
        dialog.open()

    def read(self, paths: list[Path]) -> None:
        """Read plans from files and add them."""
        job = Job(_read_plans, paths)
        job.succeeded.connect(self._on_read)
        run_job(self._window, job, _("Reading the plans…"), self)

    def _on_read(self, plans: object) -> None:
        assert isinstance(plans, list)
        if shiboken6.isValid(self):
            self.add_plans(plans)

    # showing

    def _fill(self) -> None:
        table = self.table_shown
        headers = _headers(table)
        self.list.clear()
        self.list.setColumnCount(len(headers))
        self.list.setHeaderLabels(headers)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(_INDICATOR, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(headers)):
            self.list.setColumnWidth(column, theme.em(self, 6 if column == 1 else 8))
            if column > 1:
                self.list.headerItem().setTextAlignment(column, _AT_RIGHT)  # above its figures
        for row, cells in zip(table.rows, years_rows(table), strict=True):
            item = QTreeWidgetItem(list(cells))
            item.setData(0, _ROW, row)
            item.setToolTip(0, row.indicator)
            for column in range(2, len(headers)):
                item.setTextAlignment(column, _AT_RIGHT)
            self.list.addTopLevelItem(item)
        plans = ngettext("{count} plan", "{count} plans", len(self._plans)).format(count=len(self._plans))
        self.count.setText(plans)
        self.hint.setText(
            _("Add the plans of other years. What was rolled over stands in one row, else what bears the same name.")
        )
        self._draw()
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)

    def _draw(self) -> None:
        item = self.list.currentItem()
        row = item.data(0, _ROW) if item is not None else None
        self.plot.show_row(row, self.table_shown.headings)

    def _choose_file(self, suffix: str, kind: str) -> None:
        choose_new_file(self, _("Export"), YEARS, kind, suffix, partial(self.export_to))

    def export_to(self, path: Path) -> None:
        """Write the table; the file dialog has asked before replacing a file."""
        try:
            export_years(self.table_shown, path)
        except PlanEditorError as error:
            show_error(error, self)


def _headers(table: YearTable) -> list[str]:
    names = [name for year in table.headings for name in (_("{year} goal"), _("{year} reached"))]
    years = [year for year in table.headings for _name in range(2)]
    return [_("Target"), _("Unit"), *(name.format(year=year) for name, year in zip(names, years, strict=True))]


def _read_plans(paths: list[Path]) -> list[Snapshot]:
    return [read_plan(path) for path in paths]
