"""What an empty list says in place of rows.

One rule: the words come and go with the rows; a click goes through them to the list.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTableView

from planeditor.gui import theme

MARGIN = 0.6  # characters


class EmptyWords(QLabel):
    """A sentence in the middle of a list that has no rows, or of a table that has no columns."""

    def __init__(self, view: QAbstractItemView, text: str) -> None:
        """Speak for a view whose model stays."""
        super().__init__(text, view.viewport(), wordWrap=True)
        self._view = view
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMargin(theme.em(view, MARGIN))
        theme.set_look(self, "muted")
        view.viewport().installEventFilter(self)
        model = view.model()
        for signal in (
            model.rowsInserted, model.rowsRemoved, model.columnsInserted, model.columnsRemoved, model.modelReset
        ):  # fmt: skip
            signal.connect(self._update)
        self._update()

    def _update(self) -> None:
        self.setGeometry(self._view.viewport().rect())
        model, is_table = self._view.model(), isinstance(self._view, QTableView)
        self.setVisible(not model.rowCount() or (is_table and not model.columnCount()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the middle of the list."""
        if event.type() == QEvent.Type.Resize:
            self._update()
        return super().eventFilter(watched, event)
