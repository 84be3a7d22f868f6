"""The selected difference, large: its words marked, for a conflict three texts side by side.

One rule: it shows and asks; what is decided goes to the model by its signals.
"""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from planeditor.exporting.comparison import group_name
from planeditor.gui import theme
from planeditor.gui.differences_model import SIGNS, Row
from planeditor.gui.icons import icon
from planeditor.gui.marked_text import MarkedText
from planeditor.i18n import _
from planeditor.plan.difference_texts import DifferenceTexts
from planeditor.plan.wording import Piece, word_changes

LEAST_HEIGHT = 6  # characters


class DifferenceDetail(QWidget):
    """Name, kind and words of one difference."""

    def __init__(self, sides: tuple[str, str, str], parent: QWidget | None = None) -> None:
        """`sides` are the names of the base, ours and theirs."""
        super().__init__(parent)
        self.heading = QLabel(wordWrap=True)
        self.heading.setFont(theme.scaled_font(1.2, bold=True))
        self.sign = QLabel()
        self.kind = QLabel(wordWrap=True)
        theme.set_look(self.kind, "muted")
        self.text = MarkedText()
        self.text.setAccessibleName(_("What was changed, words marked"))
        self.columns = [MarkedText() for _side in sides]
        self.stack = QStackedWidget()
        self.stack.addWidget(self.text)
        self.stack.addWidget(self._side_by_side(sides))
        self._lay_out()
        self.show_row(None, None)

    def _side_by_side(self, sides: tuple[str, str, str]) -> QWidget:
        page = QWidget()
        layout = QHBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.em(self, 0.6))
        for name, column in zip(sides, self.columns, strict=True):
            side = QVBoxLayout()
            label = QLabel(name)
            label.setBuddy(column)
            theme.set_look(label, "label")
            column.setAccessibleName(name)
            side.addWidget(label)
            side.addWidget(column, 1)
            layout.addLayout(side, 1)
        return page

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.em(self, 0.4))
        layout.addWidget(self.heading)
        line = QHBoxLayout()
        line.addWidget(self.sign)
        line.addWidget(self.kind, 1)
        layout.addLayout(line)
        layout.addWidget(self.stack, 1)
        self.stack.setMinimumHeight(theme.em(self, LEAST_HEIGHT))
        for view in (self.text, *self.columns):
            view.setFont(theme.scaled_font(1.1))

    def show_row(self, row: Row | None, texts: DifferenceTexts | None) -> None:
        """Show a difference, or nothing."""
        if row is None or texts is None:
            self.heading.setText(_("Select a difference above to see it here."))
            self.sign.clear()
            self.kind.clear()
            self.text.show_pieces(())
            self.stack.setCurrentIndex(0)
            return
        self.heading.setText(row.title)
        size = theme.em(self, 1.2)
        self.sign.setPixmap(icon(*SIGNS[row.group]).pixmap(size, size))
        path = texts.path(row.node_id)
        above = _("in {path}").format(path=path) if path else ""
        self.kind.setText(" · ".join(filter(None, (group_name(row.group), row.aspect, above))))
        self._show_texts(row, texts)

    def _show_texts(self, row: Row, texts: DifferenceTexts) -> None:
        difference = row.difference
        self.stack.setCurrentIndex(1 if row.group == "conflict" else 0)
        if difference is None:
            words = _("Only its number changed, because others came, went or moved. There is nothing to decide.")
            self.text.show_pieces((Piece("same", words),))
            return
        shown = texts.texts(difference)
        if row.group != "conflict":
            self.text.show_pieces(shown.pieces)
            return
        before = (Piece("same", shown.before or _("(not there)")),)
        changed = (word_changes(shown.before, text) for text in (shown.mine, shown.after))
        for column, pieces in zip(self.columns, (before, *changed), strict=True):
            column.show_pieces(pieces or (Piece("same", _("(not there)")),))
