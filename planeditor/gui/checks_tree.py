"""The tree of findings. One rule: keys that mean something here stay here; rows keep their place when they are renewed.

Enter goes to a finding, Ctrl+Enter makes its first quick fix, Delete dismisses it, Esc goes back to the plan.
"""

from collections.abc import Iterable, Sequence
from typing import cast

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from planeditor.gui import theme
from planeditor.gui.checks_model import ChecksModel, Column, Group, severity_word
from planeditor.gui.checks_run import Found
from planeditor.gui.editing_focus import claim_key
from planeditor.i18n import _
from planeditor.plan.checks import ERROR, WARNING

OPEN_AT_FIRST = 2000  # findings: of more, the groups are shut
WIDTHS = {Column.SEVERITY: 7, Column.PLACE: 16, Column.FIX: 12}  # in characters
LEAST_MESSAGE = 14
ROW_HEIGHT = 1.35  # of a line
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Rows(QStyledItemDelegate):
    """Rows as high as those of the plan's tree."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a row's size."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), round(option.fontMetrics.height() * ROW_HEIGHT))


class ChecksTree(QTreeView):
    """Groups with their findings."""

    shown = Signal(object)  # Found: a click is to show where it is, and the focus stays here
    jump_wanted = Signal(object)  # Found
    fix_wanted = Signal()
    dismissal_wanted = Signal()
    left = Signal()
    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.findings = ChecksModel(self)
        self.setModel(self.findings)
        self._opened: dict[object, bool] = {}  # groups that someone opened or shut
        self._renewing = False
        self.setUniformRowHeights(True)
        self.setItemDelegate(_Rows(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setExpandsOnDoubleClick(False)
        self.setAccessibleName(_("Findings"))
        theme.set_look(self, "card")
        theme.set_look(self.header(), "quiet")
        self._size_columns()
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._enter)
        self.expanded.connect(lambda index: self._note(index, is_open=True))
        self.collapsed.connect(lambda index: self._note(index, is_open=False))
        self.selectionModel().selectionChanged.connect(lambda: None if self._renewing else self.chosen_changed.emit())

    def _size_columns(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(Column.MESSAGE, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            header.resizeSection(column, theme.em(self, width))
        words = max(self.fontMetrics().horizontalAdvance(severity_word(each)) for each in (ERROR, WARNING))
        header.resizeSection(Column.SEVERITY, theme.em(self, WIDTHS[Column.SEVERITY] - 2) + words)
        self.setIndentation(theme.em(self, 1.2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for the message: where it is narrow, other columns go."""
        super().resizeEvent(event)
        room = self.viewport().width() - theme.em(self, WIDTHS[Column.SEVERITY] + LEAST_MESSAGE)
        for column in (Column.PLACE, Column.FIX):
            room -= theme.em(self, WIDTHS[column])
            self.setColumnHidden(column, room < 0)

    # rows

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show findings anew; the current one stays, or the one that takes its place."""
        current, place, was_chosen = self.current, self._place(), self.selectionModel().hasSelection()
        self._renewing = True
        if self.findings.show(groups):
            self._open_groups(groups)
            if was_chosen:
                self._restore(current, place)
        self._renewing = False
        self.chosen_changed.emit()

    def _open_groups(self, groups: Sequence[Group]) -> None:
        """Open or shut groups as they were before, new ones unless there are very many findings."""
        usual = sum(len(group.found) for group in groups) <= OPEN_AT_FIRST
        for row, _group in enumerate(groups):
            self.setFirstColumnSpanned(row, QModelIndex(), True)
        if usual:
            self.expandAll()  # far quicker than one by one
        for row, group in enumerate(groups):
            if self._opened.get(group.key, usual) != usual:
                self.setExpanded(self.findings.group_index(row), not usual)

    def _restore(self, current: Found | None, place: int) -> None:
        everything = [found for group in self.findings.groups for found in group.found]
        key = current.problem.key if current is not None else None
        same = (number for number, found in enumerate(everything) if key is not None and found.problem.key == key)
        self._go_to(next(same, min(place, len(everything) - 1)))

    def _go_to(self, place: int) -> None:
        """Make the finding at a place of the whole list, counted from 0, the current one."""
        index = QModelIndex()
        for row, group in enumerate(self.findings.groups):
            if 0 <= place < len(group.found):
                index = self.findings.index(place, 0, self.findings.group_index(row))
                break
            place -= len(group.found)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _place(self) -> int:
        """Return how many findings stand above the current row."""
        current = self.currentIndex()
        group = current.parent().row() if current.parent().isValid() else current.row()
        above = sum(len(known.found) for known in self.findings.groups[: max(group, 0)])
        return above + (current.row() if current.parent().isValid() else 0)

    @property
    def current(self) -> Found | None:
        """Return the current finding; None on a group or nowhere."""
        return self.findings.found_at(self.currentIndex())

    @property
    def chosen(self) -> list[Found]:
        """Return the findings selected, those of selected groups among them, each once."""
        chosen: dict[int, Found] = {}
        for rows in cast("Iterable[QItemSelectionRange]", self.selectionModel().selection()):
            for one in self.findings.between(rows.parent(), rows.top(), rows.bottom()):
                chosen[id(one)] = one
        return list(chosen.values())

    def step(self, by: int) -> Found | None:
        """Make the next finding (1) or the one before (-1) the current one, around the end; None without any."""
        total = sum(len(group.found) for group in self.findings.groups)
        if not total:
            return None
        place = self._place()
        if self.current is not None or by < 0:
            place += by
        self._go_to(place % total)
        self.scrollTo(self.currentIndex())
        return self.current

    def _note(self, index: QModelIndex, *, is_open: bool) -> None:
        if not self._renewing and not index.parent().isValid():  # Qt opens findings, too, when all is opened
            self._opened[self.findings.groups[index.row()].key] = is_open

    def _on_clicked(self, index: QModelIndex) -> None:
        found = self.findings.found_at(index)
        if found is not None and self.chosen == [found]:  # who chooses several is gathering, not looking
            self.shown.emit(found)

    def _enter(self, index: QModelIndex) -> None:
        found = self.findings.found_at(index)
        if found is not None:
            self.jump_wanted.emit(found)
        elif index.isValid():
            self.setExpanded(index.siblingAtColumn(0), not self.isExpanded(index.siblingAtColumn(0)))

    def copy(self) -> None:
        """Put the chosen findings on the clipboard, as rows for Excel."""
        rows = [(severity_word(found.problem.severity), found.place, found.problem.message) for found in self.chosen]
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))

    # keys

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean something here from the window's actions."""
        return claim_key(event, _is_ours) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go, fix, dismiss, copy, leave."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.fix_wanted.emit()
        elif event.key() in ENTER:
            self._enter(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.dismissal_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _is_ours(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Copy) or event.key() in (*ENTER, Qt.Key.Key_Delete, Qt.Key.Key_Escape)
