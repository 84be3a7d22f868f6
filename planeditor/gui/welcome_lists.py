"""The lists of the start page: templates as cards, files opened last as rows, both worked by mouse and by keyboard.

One rule: a list only asks; what is opened, pinned or forgotten is its page's affair.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from planeditor.gui import theme
from planeditor.gui.icons import icon
from planeditor.gui.moments import local_moment
from planeditor.gui.settings import Recent
from planeditor.gui.templates import Template
from planeditor.i18n import _

Index = QModelIndex | QPersistentModelIndex

THING = Qt.ItemDataRole.UserRole  # the Template or Recent of a row
DETAIL, RIGHT = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
CARD_WIDTH, CARD_HEIGHT, ROW_HEIGHT = 17, 4.2, 3.4  # in characters
DETAIL_SCALE = 0.9
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_AT_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class TwoLines(QStyledItemDelegate):
    """Draws a bold line above a small one, with what stands at the right end, or all of it as a card."""

    def __init__(self, view: "ThingList", *, is_card: bool) -> None:
        super().__init__(view)
        self._view = view
        self._is_card = is_card

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room of one thing."""
        em = theme.em(self._view)
        if self._is_card:
            bar = self._view.verticalScrollBar().sizeHint().width()  # for which Qt keeps room
            room = self._view.width() - bar - 2  # as many as fit fill each line
            return QSize(room // max(room // (em * CARD_WIDTH), 1), round(em * CARD_HEIGHT))
        return QSize(0, round(em * ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one thing."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = theme.em(self._view, 0.6)
        place = option.rect.adjusted(0, 0, -gap if self._is_card else 0, -gap if self._is_card else 0)
        self._draw_ground(painter, place, option.state)
        inner = place.adjusted(gap, gap // 2, -gap, -gap // 2)
        if isinstance(index.data(THING), Recent):
            inner.setRight(self._view.pin_place(option.rect).left() - gap)
            self._draw_pin(painter, option, index)
        self._draw_texts(painter, inner, option.font, index)
        painter.restore()

    def _draw_ground(self, painter: QPainter, place: QRect, state: QStyle.StateFlag) -> None:
        is_current = bool(state & QStyle.StateFlag.State_HasFocus)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        is_under = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = "selection" if is_chosen or is_current else "tint" if is_under else "base" if self._is_card else ""
        edge = "accent" if is_chosen or is_current or is_under else "line"
        painter.setPen(theme.color(edge) if self._is_card or is_current else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
        radius = theme.em(self._view, 0.4)
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _draw_texts(self, painter: QPainter, place: QRect, font: QFont, index: Index) -> None:
        bold, small = QFont(font), QFont(font)
        bold.setBold(True)
        small.setPointSizeF(font.pointSizeF() * DETAIL_SCALE)
        top, bottom = QRect(place), QRect(place)
        top.setBottom(place.center().y())
        bottom.setTop(place.center().y() + 1)
        right = str(index.data(RIGHT) or "")
        painter.setFont(small)
        painter.setPen(theme.color("muted"))
        if right:
            painter.drawText(top, _AT_RIGHT, right)
            top.setRight(top.right() - painter.fontMetrics().horizontalAdvance(right) - theme.em(self._view, 0.6))
        elide = Qt.TextElideMode.ElideRight if self._is_card else Qt.TextElideMode.ElideMiddle
        detail = painter.fontMetrics().elidedText(str(index.data(DETAIL) or ""), elide, bottom.width())
        painter.drawText(bottom, _LEFT, detail)
        painter.setFont(bold)
        painter.setPen(theme.color("text"))
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, top.width())
        painter.drawText(top, _LEFT, name)

    def _draw_pin(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        is_pinned = index.data(THING).is_pinned
        is_near = option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus)
        if is_pinned or is_near:
            name, color = ("pinned", "accent") if is_pinned else ("pin", "muted")
            icon(name, color).paint(painter, self._view.pin_place(option.rect))


class ThingList(QListWidget):
    """A list of things with two lines each."""

    chosen = Signal(object)
    menu_wanted = Signal(object, QPoint)
    removal_wanted = Signal(object)
    pin_wanted = Signal(object)

    def __init__(self, name: str, empty: str, *, cards: bool, parent: QWidget | None = None) -> None:
        """Show nothing yet; `empty` is written while that is so."""
        super().__init__(parent)
        self._empty = empty
        self._is_cards = cards
        self.setAccessibleName(name)
        self.setItemDelegate(TwoLines(self, is_card=cards))
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        if cards:
            self.setFlow(QListWidget.Flow.LeftToRight)
            self.setWrapping(True)
            self.setResizeMode(QListWidget.ResizeMode.Adjust)
            self.viewport().setAutoFillBackground(False)
        else:
            theme.set_look(self, "card")
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(THING)))

    def show_templates(self, things: Iterable[Template]) -> None:
        """Show templates."""
        self._show((t.name, t.contents, _("your own") if t.is_own else "", t.contents, t) for t in things)

    def show_recent(self, things: Iterable[Recent]) -> None:
        """Show files opened before."""
        self._show((r.path.stem, str(r.path.parent), local_moment(r.opened), str(r.path), r) for r in things)

    def _show(self, rows: Iterable[Sequence[object]]) -> None:
        place = max(self.currentRow(), 0)
        self.clear()
        for name, detail, right, tip, thing in rows:
            item = QListWidgetItem(str(name), self)
            for role, value in ((DETAIL, detail), (RIGHT, right), (THING, thing)):
                item.setData(role, value)
            item.setToolTip(str(tip))
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, ", ".join(str(part) for part in (name, detail, right) if part)
            )
        self.setCurrentRow(min(place, self.count() - 1))

    def pin_place(self, row: QRect) -> QRect:
        """Return where the pin of a row is drawn, and clicked."""
        side = theme.em(self, 1.2)
        return QRect(row.right() - side - theme.em(self, 0.6), row.center().y() - side // 2, side, side)

    def things(self) -> list[object]:
        """Return what is listed."""
        return [self.item(row).data(THING) for row in range(self.count())]

    # mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pin a file by its pin; a click elsewhere opens."""
        item = self.itemAt(event.position().toPoint())
        if item is not None and event.button() == Qt.MouseButton.LeftButton and self._is_on_pin(item, event):
            self.pin_wanted.emit(item.data(THING))
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open nothing by a click on a pin, or by the other button."""
        item = self.itemAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or (item is not None and self._is_on_pin(item, event)):
            return
        super().mouseReleaseEvent(event)

    def _is_on_pin(self, item: QListWidgetItem, event: QMouseEvent) -> bool:
        around = theme.em(self, 0.4)
        place = self.pin_place(self.visualItemRect(item)).adjusted(-around, -around, around, around)
        return not self._is_cards and place.contains(event.position().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete takes out of the list, Space pins."""
        item = self.currentItem()
        if item is None:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(item.data(THING))
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit(item.data(THING))
        elif event.key() == Qt.Key.Key_Space:
            self.pin_wanted.emit(item.data(THING))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of a row, at the row itself if it was the keyboard."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        item = self.currentItem() if by_key else self.itemAt(event.pos())
        if item is None:
            return
        self.setCurrentItem(item)
        place = self.viewport().mapToGlobal(self.visualItemRect(item).center()) if by_key else event.globalPos()
        self.menu_wanted.emit(item.data(THING), place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or what there could be."""
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(theme.color("muted"))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self._empty)
            painter.end()


def menu_of(parent: QWidget, entries: Mapping[str, Callable[[], object]], place: QPoint) -> QMenu:
    """Show a menu of words and what they do, at a place on the screen; it goes when it is closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for text, slot in entries.items():
        action = QAction(text, menu)
        action.triggered.connect(lambda _checked=False, slot=slot: slot())
        menu.addAction(action)
    menu.popup(place)
    return menu
