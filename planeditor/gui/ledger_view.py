"""The plan as a table, one row an item. One rule: the table shows the document, and every cell edit is a step of it."""

from PySide6.QtWidgets import QTableView, QWidget

from planeditor.gui.session import Session


class LedgerView(QTableView):
    """The ledger of one session."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show the session's items."""
        super().__init__(parent)
        self.session = session
