"""How a hit of the preview looks: the old words struck out, the new ones tinted, some of the text around.

One rule: a colour never speaks alone: old words are struck out, new ones underlined.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planeditor.gui import theme
from planeditor.gui.replace_model import FOUND_ROLE, context
from planeditor.store.search_replace import Found

Index = QModelIndex | QPersistentModelIndex
FLAGS = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class ReplaceDelegate(QStyledItemDelegate):
    """Paints the context of a hit in one line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground and words."""
        found: Found | None = index.data(FOUND_ROLE)
        if found is None:
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.color("selection"))
        painter.save()
        painter.setClipRect(option.rect)
        before, old, new, after = context(found)
        room = option.rect.adjusted(option.fontMetrics.horizontalAdvance(" "), 0, 0, 0)
        plain, struck, underlined = QFont(option.font), QFont(option.font), QFont(option.font)
        struck.setStrikeOut(True)
        underlined.setUnderline(True)
        muted = theme.color("muted")
        room = _draw(painter, room, before, plain, muted)
        room = _draw(painter, room, old, struck, theme.color("error"))
        room = _draw(painter, room, new, underlined, theme.color("ok"))
        text = option.fontMetrics.elidedText(after, Qt.TextElideMode.ElideRight, room.width())
        _draw(painter, room, text, plain, muted)
        painter.restore()


def _draw(painter: QPainter, room: QRect, text: str, font: QFont, color: QColor) -> QRect:
    """Draw words and return the room behind them."""
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(room, FLAGS, text)
    return room.adjusted(QFontMetrics(font).horizontalAdvance(text), 0, 0, 0)
