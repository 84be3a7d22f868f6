"""The source line by line: number, what the line was taken for, its words; and how such a row looks.

One rule: rows are read from the preview when they are painted, and nothing is kept per row, so that 50,000 lines cost
no more than those in sight.
"""

from collections.abc import Callable
from enum import IntEnum
from typing import Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planeditor.gui import theme
from planeditor.gui.import_preview import Line, Place
from planeditor.gui.import_review import ImportReview
from planeditor.gui.import_table import SINGLE, heading, room_of
from planeditor.i18n import _, pgettext
from planeditor.importing.draft import LineKind

Index = QModelIndex | QPersistentModelIndex
Shown = Literal["all", "questions", "unplaced", "changed"]
KEYS: tuple[tuple[str, LineKind], ...] = (
    ("1", "section"),
    ("2", "item"),
    ("3", "text"),
    ("4", "field"),
    ("5", "target"),
    ("6", "lead"),
    ("7", "support"),
    ("0", "unplaced"),
)
RARE: tuple[LineKind, ...] = ("title", "meta", "notice", "preamble", "closing")
COLORS = {
    "section": "accent",
    "item": "ok",
    "target": "ok",
    "lead": "accent",
    "support": "accent",
    "unplaced": "error",
    "text": "text",
}
MANY = 100  # rows told of one by one; for more the view asks all of those in sight again
CELLS = " ｜ "  # between the cells of a row
PAINTED = 400  # characters of a line; more never fit


class Column(IntEnum):
    """The columns in their order."""

    NUMBER = 0
    ROLE = 1
    TEXT = 2


def role_name(role: LineKind) -> str:
    """Return what people call a role."""
    names: dict[LineKind, Callable[[], str]] = {
        "title": lambda: _("Plan title"),
        "meta": lambda: _("Head data"),
        "notice": lambda: _("Notice"),
        "preamble": lambda: _("Preamble"),
        "section": lambda: _("Section"),
        "item": lambda: _("Item"),
        "text": lambda: _("Text"),
        "field": lambda: pgettext("line", "Field"),
        "target": lambda: pgettext("line", "Target"),
        "lead": lambda: _("Lead"),
        "support": lambda: _("Support"),
        "closing": lambda: _("Closing"),
        "table": lambda: _("Table row"),
        "unplaced": lambda: _("Set aside"),
    }
    return names[role]()


def aside_name(reason: str) -> str:
    """Return what people call what a source keeps apart from its text, "" for an unknown reason."""
    names: dict[str, Callable[[], str]] = {
        "header": lambda: _("Page header"),
        "footer": lambda: _("Page footer"),
        "contents": lambda: _("Table of contents"),
        "hidden": lambda: _("Hidden text"),
        "deleted": lambda: _("Deleted text"),
        "comment": lambda: _("Comment in the margin"),
        "properties": lambda: _("File properties"),
        "page": lambda: _("Page number"),
        "attachment": lambda: _("Attachment"),
    }
    return names[reason]() if reason in names else ""


class LineModel(QAbstractTableModel):
    """The lines of a preview, all of them or those that a filter lets through."""

    def __init__(self, review: ImportReview, parent: QObject | None = None) -> None:
        """Follow a review."""
        super().__init__(parent)
        self._review = review
        self._lines: tuple[Line, ...] = ()
        self._rows: list[int] | range = range(0)
        self._shown: Shown = "all"
        self._words = ""
        self._open: set[int] = set()
        self._told = review.corrections  # the corrections that the views know of
        review.previewed.connect(self._on_previewed)
        review.corrected.connect(self._on_corrected)

    # rows: a row of the preview is one line, a row of this model is one that is shown

    def line(self, row: int) -> Line:
        """Return a line by its row in the preview."""
        return self._lines[row]

    def preview_row(self, index: Index) -> int:
        """Return the row in the preview of a cell."""
        return self._rows[index.row()]

    def index_of(self, row: int) -> QModelIndex:
        """Return the cell with the words of a row of the preview, an invalid one if it is not shown."""
        if isinstance(self._rows, range):
            return self.index(row, Column.TEXT)
        from bisect import bisect_left

        place = bisect_left(self._rows, row)
        shown = place < len(self._rows) and self._rows[place] == row
        return self.index(place, Column.TEXT) if shown else QModelIndex()

    def show_only(self, shown: Shown, words: str) -> None:
        """Let through the lines of one kind that hold some words."""
        if (shown, words) != (self._shown, self._words):
            self._shown, self._words = shown, words
            self._reset()

    def _on_previewed(self) -> None:
        preview = self._review.preview
        assert preview is not None
        same = len(preview.lines) == len(self._lines) and self._is_unfiltered
        self._lines = preview.lines
        self._told = self._review.corrections
        self._find_open()
        if same:
            self._tell_all()
        else:
            self._reset()

    def _on_corrected(self) -> None:
        self._find_open()
        changed = self._told.changed_places(self._review.corrections)
        self._told = self._review.corrections
        if len(changed) > MANY:
            self._tell_all()
        for place in changed if len(changed) <= MANY else ():
            self._tell(place)

    def _tell(self, place: Place) -> None:
        row = self._review.preview.rows.get(place, -1) if self._review.preview is not None else -1
        index = self.index_of(row) if row >= 0 else QModelIndex()
        if index.isValid():
            self.dataChanged.emit(index.siblingAtColumn(0), index)

    def _find_open(self) -> None:
        self._open = set(self._review.open_rows())

    def _tell_all(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, Column.TEXT))

    @property
    def _is_unfiltered(self) -> bool:
        return self._shown == "all" and not self._words

    def _reset(self) -> None:
        self.beginResetModel()
        self._rows = range(len(self._lines)) if self._is_unfiltered else self._filtered()
        self.endResetModel()

    def _filtered(self) -> list[int]:
        tests: dict[Shown, Callable[[int], bool]] = {
            "all": lambda row: True,
            "questions": lambda row: row in self._open,
            "unplaced": lambda row: self.role(self._lines[row]) == "unplaced",
            "changed": lambda row: self._lines[row].place in self._review.corrections.roles,
        }
        test, words = tests[self._shown], self._words.casefold()
        rows = (row for row in range(len(self._lines)) if test(row))
        return [row for row in rows if not words or words in self._lines[row].role.text.casefold()]

    def role(self, line: Line) -> LineKind:
        """Return what a line is taken for, with the corrections that are still being parsed."""
        return self._review.corrections.roles.get(line.place, line.role.role)

    def is_open(self, row: int) -> bool:
        """Tell whether a row of the preview is uncertain."""
        return row in self._open

    # Qt's model

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the lines shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a column's heading."""
        return heading((_("Line"), _("Taken for"), _("Source")), section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows in a role."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self._rows[index.row()]
        line = self._lines[row]
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.role.question if row in self._open else self._why_aside(line)
        if index.column() == Column.NUMBER:
            return self.number(line)
        return self.role_text(row) if index.column() == Column.ROLE else line.role.text.strip()

    def _why_aside(self, line: Line) -> str | None:
        reason = aside_name(line.role.label) if self.role(line) == "unplaced" else ""
        return _("Set aside: {reason}").format(reason=reason) if reason else None

    def number(self, line: Line) -> str:
        """Return a line's number, with that of its file where there are several."""
        if len(self._review.inputs) < 2:
            return str(line.role.number)
        return _("{file}:{line}").format(file=line.file + 1, line=line.role.number)

    def role_text(self, row: int) -> str:
        """Return the word for what a line is: a field's label, where it continues, and ? where it is uncertain."""
        line = self._lines[row]
        role = self.role(line)
        corrected = role != line.role.role
        name = role_name(role)
        if line.role.continues and not corrected:
            name = _("(goes on)")
        elif role == "field" and line.role.label and not corrected:
            name = line.role.label
        elif role == "unplaced" and not corrected:
            name = aside_name(line.role.label) or name
        return _("? {role}").format(role=name) if row in self._open else name

    def color(self, row: int, column: int) -> str:
        """Return the name of the colour of a cell's words."""
        role = self.role(self._lines[row])
        if column == Column.NUMBER:
            return "muted"
        if column == Column.TEXT:
            return "muted" if role == "unplaced" else "text"
        return "warning" if row in self._open else COLORS.get(role, "muted")


class LineDelegate(QStyledItemDelegate):
    """Paints a cell in one line: uncertain rows tinted, corrected roles bold."""

    def __init__(self, model: LineModel, review: ImportReview, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._review = review

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground and words."""
        row = self._model.preview_row(index)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(option.rect, theme.color("selection"))
        elif self._model.is_open(row):
            painter.fillRect(option.rect, theme.color("warning_tint"))
        painter.save()
        font = option.font
        place = self._model.line(row).place
        font.setBold(index.column() == Column.ROLE and place in self._review.corrections.roles)
        painter.setFont(font)
        painter.setPen(theme.color(self._model.color(row, index.column())))
        room = room_of(option)
        text = str(index.data())[:PAINTED].replace("\t", CELLS)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, SINGLE, shown)
        painter.restore()
