"""The plan that an import would give, as a tree to look at: live numbers, titles, leads, targets.

One rule: it is replaced as a whole by every preview; what was open, selected and in sight is found again by the lines.
"""

from collections import Counter
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from planeditor.gui import theme
from planeditor.gui.import_preview import Place, Preview
from planeditor.gui.import_review import ImportReview
from planeditor.gui.tree_rows import ROW_HEIGHT
from planeditor.i18n import _
from planeditor.plan.entities import LEAD
from planeditor.plan.outline import Entry, Outline

Index = QModelIndex | QPersistentModelIndex
LEAD_WIDTH, TARGETS_WIDTH, INDENT = 7, 4.2, 1.2  # in characters
OPENED = 1500  # rows at most that are open from the start: a layout asks of every one of them
SEPARATOR = "、"


class Column(IntEnum):
    """The columns in their order."""

    TITLE = 0
    LEAD = 1
    TARGETS = 2


class PreviewModel(QAbstractItemModel):
    """Sections and items of a preview; index.internalId() is the id."""

    marks_changed = Signal()  # numbers of targets, or what is uncertain; not the rows

    def __init__(self, review: ImportReview, parent: QObject | None = None) -> None:
        """Follow a review."""
        super().__init__(parent)
        self._review = review
        self._outline = Outline()
        self._preview: Preview | None = None
        self._targets: Counter[int] = Counter()
        self._doubted: set[int] = set()
        review.previewed.connect(self._on_previewed)
        review.corrected.connect(self._on_corrected)

    @property
    def outline(self) -> Outline:
        """Return the outline shown."""
        return self._outline

    def _on_previewed(self) -> None:
        self.beginResetModel()
        self._preview = self._review.preview
        assert self._preview is not None
        self._outline = self._preview.outline
        self._count()
        self.endResetModel()

    def _on_corrected(self) -> None:
        before = self._targets, self._doubted
        if self._preview is not None:
            self._count()
        if before != (self._targets, self._doubted):
            self.marks_changed.emit()

    def _count(self) -> None:
        assert self._preview is not None
        corrections = self._review.corrections
        wanted = (found for found in self._preview.suggestions if found.key not in corrections.declined)
        self._targets = Counter(found.node_id for found in wanted if found.target.kind == "target")
        rows = self._review.open_rows()
        self._doubted = {self._preview.lines[row].role.node_id or 0 for row in rows}

    # Qt's model

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        """Return the index of a cell."""
        children = self._outline.entries[parent.internalId()].children
        if 0 <= row < len(children) and 0 <= column < 3:
            return self.createIndex(row, column, children[row].id)
        return QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # not QObject's parent()
        """Return the index of the section or item above."""
        above = self._outline.entries[index.internalId()].parent if index.isValid() else None
        if above is None or above is self._outline.root:
            return QModelIndex()
        return self.createIndex(self._outline.row(above), 0, above.id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the rows below."""
        return 0 if parent.column() > 0 else len(self._outline.entries[parent.internalId()].children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return len(Column)

    def index_of(self, node_id: int) -> QModelIndex:
        """Return the index of a section or item, an invalid one if there is none of that id."""
        entry = self._outline.entries.get(node_id)
        if entry is None or entry.parent is None:
            return QModelIndex()
        return self.createIndex(self._outline.row(entry), 0, node_id)

    def place_of(self, node_id: int) -> Place | None:
        """Return the first line of a section or item."""
        row = self._preview.first_rows.get(node_id) if self._preview is not None else None
        return self._preview.lines[row].place if self._preview is not None and row is not None else None

    def parents(self) -> tuple[Entry, ...]:
        """Return the sections and items that have others below them."""
        return self._preview.parents if self._preview is not None else ()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("The plan it becomes"), _("Lead"), _("Targets"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows in a role."""
        if not index.isValid() or self._preview is None:
            return None
        entry = self._outline.entries[index.internalId()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(entry, index.column())
        if role == Qt.ItemDataRole.FontRole and entry.is_section:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.color(self._color(entry, index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        return None

    def _text(self, entry: Entry, column: int) -> str:
        assert self._preview is not None
        node = self._preview.nodes[entry.id]
        if column == Column.LEAD:
            return SEPARATOR.join(dict.fromkeys(owner.name for owner in node.owners if owner.role == LEAD))
        if column == Column.TARGETS:
            return str(self._targets[entry.id] or "")
        shown = (
            f"{self._outline.number(entry)} {' '.join((node.title or node.body).split()) or _('(no title)')}".strip()
        )
        return _("? {role}").format(role=shown) if entry.id in self._doubted else shown

    def _color(self, entry: Entry, column: int) -> str:
        if entry.id in self._doubted and column == Column.TITLE:
            return "warning"
        return "text" if column != Column.LEAD else "muted"


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignHCenter if column == Column.TARGETS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class _Rows(QStyledItemDelegate):
    """Gives all rows the height of those in the window's own tree."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = option.fontMetrics.horizontalAdvance("中")
        return QSize(size, round(size * ROW_HEIGHT))


class PreviewTree(QTreeView):
    """Shows the preview's plan."""

    node_selected = Signal(object)  # id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shut: set[Place] = set()
        self._is_opened = False  # something has been shown
        self._is_following = False
        self._scroll = 0
        theme.set_look(self, "card")
        self.setUniformRowHeights(True)
        self.setItemDelegate(_Rows(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setIndentation(theme.em(self, INDENT))

    def show_plan(self, model: PreviewModel) -> None:
        """Show a model."""
        self.setModel(model)
        header = self.header()
        theme.set_look(header, "quiet")
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(Column.LEAD, theme.em(self, LEAD_WIDTH))
        header.resizeSection(Column.TARGETS, theme.em(self, TARGETS_WIDTH))
        model.marks_changed.connect(self.viewport().update)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._open_again)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def show_node(self, node_id: int | None) -> None:
        """Select a section or item and bring it into sight, without telling of it."""
        index = self._plan().index_of(node_id or 0)
        self._is_following = True
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        self._is_following = False

    def _plan(self) -> PreviewModel:
        model = self.model()
        assert isinstance(model, PreviewModel)
        return model

    def _on_current_changed(self, current: QModelIndex) -> None:
        if current.isValid() and not self._is_following:
            self.node_selected.emit(current.internalId())

    def _remember(self) -> None:
        """Keep what is shut by the lines it stands in: ids are new in every preview."""
        self._is_following = True
        self._scroll = self.verticalScrollBar().value()
        for entry in self._plan().parents():
            place, is_open = self._plan().place_of(entry.id), self.isExpanded(self._plan().index_of(entry.id))
            if place is not None:
                (self._shut.discard if is_open else self._shut.add)(place)

    def _open_again(self) -> None:
        plan = self._plan()
        if not self._is_opened and len(plan.outline) > OPENED:
            self._shut = {place for entry in plan.parents() if (place := plan.place_of(entry.id))}
        self._is_opened = True
        if self._shut:
            for entry in plan.parents():
                self.setExpanded(plan.index_of(entry.id), plan.place_of(entry.id) not in self._shut)
        else:
            self.expandAll()
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(self._scroll)
        self._is_following = False

    def begin_anew(self) -> None:
        """Forget what was shut: other files come."""
        self._shut.clear()
        self._is_opened = False
        self._scroll = 0
