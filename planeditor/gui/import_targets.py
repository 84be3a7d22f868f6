"""The targets that an import found, to be taken or not: a box for each, its figures, its words where they stand.

One rule: a box is a correction like any other, so it can be undone; nothing is parsed for it.
"""

from collections.abc import Iterable
from dataclasses import replace
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planeditor.gui import theme
from planeditor.gui.import_preview import Suggestion
from planeditor.gui.import_review import ImportReview
from planeditor.gui.import_table import SINGLE, ImportTable, heading, room_of
from planeditor.gui.target_words import SYMBOLS, place_of, value_text
from planeditor.i18n import _, pgettext
from planeditor.plan.entities import Node, Target

Index = QModelIndex | QPersistentModelIndex
BEFORE, AFTER = 12, 40  # characters of the text shown before and after the words
FIGURE_WIDTH = 11  # in characters
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class Column(IntEnum):
    """The columns in their order."""

    FIGURE = 0
    WORDS = 1


def figure(target: Target) -> str:
    """Return what a target asks for, such as "≥ 95 %", "Result" before what is none."""
    kind = pgettext("target", "Result") if target.kind == "actual" else ""
    parts = (kind, SYMBOLS[target.comparator], value_text(target), target.unit)
    return " ".join(part for part in parts if part)


def context(node: Node, target: Target) -> tuple[str, str, str]:
    """Return the text before the target's words, the words, and the text behind them."""
    span = place_of(target, node)
    if span is None:
        return "", target.text, ""
    places = {"title": node.title, "body": node.body, **{str(field.id): field.text for field in node.fields}}
    text = places.get(span.place, target.text)
    before = text[max(span.start - BEFORE, 0) : span.start]
    lead = "…" + before if span.start > BEFORE else before
    words, behind = text[span.start : span.end], text[span.end : span.end + AFTER]
    return lead.replace("\n", " "), words.replace("\n", " "), behind.replace("\n", " ")


class SuggestionModel(QAbstractTableModel):
    """All targets found, in the order of the text."""

    def __init__(self, review: ImportReview, parent: QObject | None = None) -> None:
        """Follow a review."""
        super().__init__(parent)
        self._review = review
        self._found: tuple[Suggestion, ...] = ()
        review.previewed.connect(self._on_previewed)
        review.corrected.connect(self._on_corrected)

    def _on_previewed(self) -> None:
        self.beginResetModel()
        self._found = self._review.preview.suggestions if self._review.preview is not None else ()
        self.endResetModel()

    def _on_corrected(self) -> None:
        if self._found:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._found) - 1, Column.WORDS))

    def suggestion(self, row: int) -> Suggestion:
        """Return the target of a row."""
        return self._found[row]

    def is_taken(self, row: int) -> bool:
        """Tell whether a target will be imported."""
        return self._found[row].key not in self._review.corrections.declined

    def taken(self) -> int:
        """Count the targets that will be imported."""
        return sum(self.is_taken(row) for row in range(len(self._found)))

    def goals(self) -> int:
        """Count the targets that will be imported without those that tell of results."""
        return sum(self.is_taken(row) and found.target.kind == "target" for row, found in enumerate(self._found))

    def take(self, rows: Iterable[int], taken: bool) -> None:
        """Take targets, or leave them out, as one correction."""
        keys = {self._found[row].key for row in rows}
        corrections = self._review.corrections
        declined = corrections.declined - keys if taken else corrections.declined | keys
        self._review.correct(replace(corrections, declined=declined))

    def words(self, row: int) -> tuple[str, str, str]:
        """Return the words of a row with the text before and behind them."""
        assert self._review.preview is not None
        found = self._found[row]
        return context(self._review.preview.nodes[found.node_id], found.target)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the targets."""
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a column's heading."""
        return heading((_("Target"), _("Words in the text")), section, orientation, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell: the first has the box."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _FLAGS | Qt.ItemFlag.ItemIsUserCheckable if index.column() == Column.FIGURE else _FLAGS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows in a role."""
        if not index.isValid():
            return None
        found = self._found[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == Column.FIGURE:
            return Qt.CheckState.Checked if self.is_taken(index.row()) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return figure(found.target) if index.column() == Column.FIGURE else "".join(self.words(index.row()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(
                part for part in (found.target.indicator, figure(found.target), found.target.deadline) if part
            )
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a target or leave it out by its box."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.take([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


class WordsDelegate(QStyledItemDelegate):
    """Paints the words tinted within their text."""

    def __init__(self, model: SuggestionModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, text and tint."""
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.color("selection"))
        metrics: QFontMetrics = option.fontMetrics
        room = room_of(option)
        is_taken = self._model.is_taken(index.row())
        painter.save()
        painter.setClipRect(option.rect)
        for part, text in enumerate(self._model.words(index.row())):
            width = metrics.horizontalAdvance(text)
            if part == 1 and is_taken:
                tint = room.adjusted(0, 0, 0, 0)
                tint.setWidth(min(width, room.width()))
                tint.setHeight(metrics.height())
                tint.moveTop(room.center().y() - metrics.height() // 2)
                painter.fillRect(tint, theme.color("mark"))
            painter.setPen(theme.color("text" if part == 1 and is_taken else "muted"))
            painter.drawText(room, SINGLE, metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room.width(), 0)))
            room.setLeft(room.left() + width)
        painter.restore()


class SuggestionView(ImportTable):
    """Shows the targets; Space takes the selected ones or leaves them out."""

    node_selected = Signal(object, str)  # id, the target's words

    def show_targets(self, model: SuggestionModel) -> None:
        """Show a model."""
        self.show_rows(model)
        self.setItemDelegateForColumn(Column.WORDS, WordsDelegate(model, self))
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def _suggestions(self) -> SuggestionModel:
        model = self.model()
        assert isinstance(model, SuggestionModel)
        return model

    def _on_current_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            found = self._suggestions().suggestion(current.row())
            self.node_selected.emit(found.node_id, found.target.text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Space turn the boxes of all selected rows at once."""
        rows = [index.row() for index in self.selectionModel().selectedRows()]
        if event.key() == Qt.Key.Key_Space and rows:
            self._suggestions().take(rows, not all(self._suggestions().is_taken(row) for row in rows))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the first column by the font."""
        super().resizeEvent(event)
        self.setColumnWidth(Column.FIGURE, theme.em(self, FIGURE_WIDTH))
