"""What became of the items of a plan in the next one: 延续, 新增, 完成, 取消; as a list to look at and to export.

One rule: the list shows what the plans say; it changes nothing.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planeditor.errors import PlanEditorError
from planeditor.exporting.years import CONTINUED, continued_row, export_continued
from planeditor.gui import theme
from planeditor.gui.errors import show_error
from planeditor.gui.file_choice import choose_new_file
from planeditor.gui.first_size import give_size
from planeditor.gui.gradual_rows import GradualRows
from planeditor.i18n import _
from planeditor.plan.continued import FATES, Continued, Fate

_ROW = Qt.ItemDataRole.UserRole
_TITLE = 3


class ContinuedList(QWidget):
    """The list, a choice of what to show of it, and its export."""

    row_wanted = Signal(object)  # the Continued

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._rows: Sequence[Continued] = ()
        self._title = ""
        self.filter = QComboBox(self)
        self.filter.addItem(_("All"), "")
        for fate, name in fate_names().items():
            self.filter.addItem(name, fate)
        self.filter.setAccessibleName(_("Shown"))
        self.summary = QLabel(self)
        self.excel, self.word = QPushButton(_("E&xcel…"), self), QPushButton(_("&Word…"), self)
        self.list = QTreeWidget(self)
        self._shown = GradualRows(self._add_rows, self)
        self._set_up_list()
        self._lay_out()
        self.filter.currentIndexChanged.connect(self._fill)
        self.excel.clicked.connect(lambda: self._choose_file(".xlsx", _("Excel tables")))
        self.word.clicked.connect(lambda: self._choose_file(".docx", _("Word documents")))
        self.list.itemActivated.connect(lambda item: self.row_wanted.emit(item.data(0, _ROW)))

    def _set_up_list(self) -> None:
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAccessibleName(_("What became of the items"))
        headers = (_("Fate"), _("Old no."), _("New no."), _("Title"), _("Section"), _("Lead"), _("Last status"))
        self.list.setHeaderLabels(list(headers))
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate((6, 5.5, 5.5, 0, 14, 9, 7)):
            if width:
                self.list.setColumnWidth(column, theme.em(self, width))
        theme.set_look(self.list, "card")
        theme.set_look(header, "quiet")
        theme.set_look(self.summary, "heading")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.summary)
        top.addStretch(1)
        for widget in (self.filter, self.excel, self.word):
            top.addWidget(widget)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(top)
        rows.addWidget(self.list, 1)
        for button in (self.excel, self.word):
            button.setAutoDefault(False)

    def show_rows(self, rows: Sequence[Continued], title: str) -> None:
        """Show the items; `title` is that of the new plan."""
        self._rows, self._title = rows, title
        self.summary.setText(_summary(rows))
        self._fill()

    def _fill(self) -> None:
        wanted = self.filter.currentData()
        self.list.clear()
        self._shown.start(row for row in self._rows if not wanted or row.fate == wanted)

    def _add_rows(self, rows: list[Continued]) -> None:
        names = fate_names()
        self.list.addTopLevelItems([_item(row, names[row.fate]) for row in rows])

    def _choose_file(self, suffix: str, kind: str) -> None:
        choose_new_file(self, _("Export"), self._title + CONTINUED, kind, suffix, partial(self.export_to))

    def export_to(self, path: Path) -> None:
        """Write the whole list; the file dialog has asked before replacing a file."""
        try:
            export_continued(self._rows, path, title=self._title + CONTINUED)
        except PlanEditorError as error:
            show_error(error, self)


def _item(row: Continued, fate: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([fate, *continued_row(row)[1:]])
    item.setData(0, _ROW, row)
    item.setToolTip(_TITLE, row.title)
    item.setToolTip(1, row.lineage)
    return item


def fate_names() -> dict[Fate, str]:
    """Return what can become of an item, in words."""
    return {"延续": _("continued"), "新增": _("new"), "完成": _("finished"), "取消": _("dropped")}


def _summary(rows: Sequence[Continued]) -> str:
    counts = [sum(row.fate == fate for row in rows) for fate in FATES]
    text = _("{continued} continued, {new} new, {completed} completed, {dropped} dropped")
    return text.format(**dict(zip(("continued", "new", "completed", "dropped"), counts, strict=True)))


class ContinuedDialog(QDialog):
    """The list of a plan beside the one of the year before."""

    def __init__(self, rows: Sequence[Continued], title: str, parent: QWidget | None = None) -> None:
        """Show the items of both plans."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What became of the items"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.list = ContinuedList(self)
        self.list.show_rows(rows, title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        give_size(self, 76, 40)
