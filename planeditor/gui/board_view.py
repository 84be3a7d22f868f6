"""The plan in pictures. One rule: a picture shows what the document says at this moment, each with its words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from planeditor.gui.session import Session


class BoardView(QWidget):
    """The pictures of one session."""

    filter_wanted = Signal(object, str)  # ids to show in the editor, and what they are

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show the session's plan."""
        super().__init__(parent)
        self.session = session
