"""What the columns of a table are taken for: the table's own words, and a choice beside each.

One rule: a choice overrides how the table was read and is a correction that can be undone.
"""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from planeditor.gui import theme
from planeditor.gui.import_preview import Place
from planeditor.gui.import_review import ImportReview
from planeditor.i18n import _, pgettext
from planeditor.importing.draft import TableReading
from planeditor.importing.options import ColumnRole

HEADER_LENGTH = 24  # characters of a column's words that are shown


def column_name(role: ColumnRole) -> str:
    """Return what people call what a column holds."""
    names: dict[ColumnRole, Callable[[], str]] = {
        "": lambda: _("A field of its own"),
        "number": lambda: _("No."),
        "section": lambda: _("Section"),
        "title": lambda: _("Title"),
        "body": lambda: _("Text"),
        "target": lambda: pgettext("line", "Target"),
        "lead": lambda: _("Lead"),
        "support": lambda: _("Support"),
        "leader": lambda: _("Responsible leader"),
        "due": lambda: _("Due"),
        "progress": lambda: _("Progress"),
        "remark": lambda: _("Remark"),
        "id": lambda: _("Hidden id"),
    }
    return names[role]()


COLUMN_ROLES: tuple[ColumnRole, ...] = (
    "number", "section", "title", "body", "target", "lead", "support", "leader", "due", "progress", "remark", "id", ""
)  # fmt: skip


class TableColumns(QWidget):
    """Shows one table of the preview at a time, with its columns."""

    line_wanted = Signal(object)  # the Place of the table's first line

    def __init__(self, review: ImportReview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review = review
        self._tables: tuple[tuple[int, TableReading], ...] = ()
        self.tables = QComboBox()
        self.tables.setAccessibleName(_("Table"))
        self.tables.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.tables.activated.connect(self._on_table_chosen)
        self.is_text = QCheckBox(_("Not a list of tasks: keep it as text"))
        self.is_text.clicked.connect(self._on_text_clicked)
        self.choices: list[QComboBox] = []
        self._form = QScrollArea()
        theme.set_look(self._form, "plain")
        self._form.setWidgetResizable(True)
        self._form.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rows = QVBoxLayout(self)
        for widget in (self.tables, self.is_text, self._form):
            rows.addWidget(widget)
        review.previewed.connect(self._on_previewed)

    def _on_previewed(self) -> None:
        assert self._review.preview is not None
        chosen = max(self.tables.currentIndex(), 0)
        if self._tables != self._review.preview.tables:
            self._tables = self._review.preview.tables
            self.tables.clear()
            for number, (file, table) in enumerate(self._tables, 1):
                self.tables.addItem(self._table_name(number, file, table))
            self.tables.setCurrentIndex(min(chosen, len(self._tables) - 1))
        self._fill()

    def _table_name(self, number: int, file: int, table: TableReading) -> str:
        name = table.name or _("Table {number}").format(number=number)
        if len(self._review.inputs) < 2:
            return _("{name} (line {line})").format(name=name, line=table.line)
        return _("{name} ({file}, line {line})").format(name=name, file=self._review.inputs[file].name, line=table.line)

    def show_table(self, place: Place) -> None:
        """Show the table that a line belongs to, if it belongs to one."""
        before = [row for row, (file, table) in enumerate(self._tables) if (file, table.line) <= place]
        if before and before[-1] != self.tables.currentIndex():
            self.tables.setCurrentIndex(before[-1])
            self._fill()

    def _current(self) -> tuple[Place, TableReading] | None:
        row = self.tables.currentIndex()
        if not 0 <= row < len(self._tables):
            return None
        file, table = self._tables[row]
        return (file, table.line), table

    def _on_table_chosen(self) -> None:
        self._fill()
        current = self._current()
        if current is not None:
            self.line_wanted.emit(current[0])

    def _fill(self) -> None:
        page = QWidget()
        theme.set_look(page, "page")
        form = QFormLayout(page)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.choices = []
        current = self._current()
        if current is not None:
            place, table = current
            self.is_text.setChecked(not table.columns)
            for column in range(len(table.columns)):
                self._add_row(form, place, table, column)
        self._form.setWidget(page)

    def _add_row(self, form: QFormLayout, place: Place, table: TableReading, column: int) -> None:
        choice = QComboBox()
        for role in COLUMN_ROLES:
            choice.addItem(column_name(role), role)
        choice.setCurrentIndex(choice.findData(table.columns[column]))
        header = table.headers[column] if column < len(table.headers) else ""  # a table may have none
        words = " ".join(header.split()) or _("Column {number}").format(number=column + 1)
        label = QLabel(words if len(words) <= HEADER_LENGTH else words[:HEADER_LENGTH] + "…")
        label.setToolTip(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        choice.setAccessibleName(words)
        choice.activated.connect(lambda _index: self._choose(place, table, column, choice.currentData()))
        form.addRow(label, choice)
        self.choices.append(choice)

    def _choose(self, place: Place, table: TableReading, column: int, role: ColumnRole) -> None:
        columns = (*table.columns[:column], role, *table.columns[column + 1 :])
        self._override(place, columns)

    def _on_text_clicked(self) -> None:
        current = self._current()
        if current is None:
            return
        place, _table = current
        if self.is_text.isChecked():
            self._override(place, ())
        elif place in self._review.corrections.columns:
            self._override(place, None)
        else:  # the program knows no column of it: people say
            assert self._review.preview is not None
            others: list[ColumnRole] = [""] * (self._review.preview.table_width(place) - 1)
            self._override(place, ("title", *others))

    def _override(self, place: Place, columns: tuple[ColumnRole, ...] | None) -> None:
        others = {known: roles for known, roles in self._review.corrections.columns.items() if known != place}
        if columns is not None:
            others[place] = columns
        self._review.correct(replace(self._review.corrections, columns=others))
