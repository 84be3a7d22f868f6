"""The small bar that changes lead, support, deadline or status of all selected rows at once.

One rule: it only asks; what is typed into it is written by Enter or the button, a choice at once, nothing on leaving.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from planeditor.gui import theme
from planeditor.gui.click_offers import ClickOffers
from planeditor.gui.department_completer import DepartmentCompleter
from planeditor.gui.flow_layout import FlowLayout
from planeditor.gui.grid_editors import NamesCompleter, line_editor, statuses
from planeditor.gui.popup_keys import PopupKeys
from planeditor.gui.prompt_room import PromptRoom
from planeditor.gui.session import Session
from planeditor.gui.target_words import DEADLINES
from planeditor.i18n import _, ngettext

_FIELD_WIDTH = 6.5  # characters


class _NamesField(QLineEdit):
    """A field for departments that knows the registry when it is entered."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._completer: DepartmentCompleter = NamesCompleter(self)
        self.setCompleter(self._completer)
        ClickOffers(self)
        PopupKeys(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Offer the departments that there are now."""
        self._completer.fill(self._session.document.departments())
        super().focusInEvent(event)


class BulkBar(QWidget):
    """Fields for the selected rows; `wanted` tells a column's key and the text."""

    wanted = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        """Wait for rows to be selected."""
        super().__init__(parent)
        self._session = session
        self._count = QLabel(self)
        theme.set_look(self._count, "muted")
        self.fields: dict[str, QLineEdit] = {
            "lead": _NamesField(session, self),
            "support": _NamesField(session, self),
            "due": line_editor(self, DEADLINES),
        }
        self.button = QPushButton(_("Fill in"), self)
        self.status = QComboBox(self)
        self._lay_out()
        self._connect()
        self.show_count(0)

    def _lay_out(self) -> None:
        row = FlowLayout(self, in_one_row=True)
        row.setSpacing(theme.em(self, 0.4))
        row.addWidget(self._count)
        names = {"lead": _("Lead"), "support": _("Support"), "due": _("Due")}
        for key, field in self.fields.items():
            field.setPlaceholderText(_("Set {column}…").format(column=names[key]))
            field.setToolTip(_("Enter writes this into all selected rows"))
            field.setAccessibleName(_("{column} of all selected rows").format(column=names[key]))
            theme.set_look(field, "quiet")
            PromptRoom(field, _FIELD_WIDTH)
            row.addWidget(field)
        self.button.setToolTip(_("Write what stands in the fields into all selected rows"))
        row.addWidget(self.button)
        self.status.addItem(_("Set status…"), None)
        for shown, stored in statuses():
            self.status.addItem(shown, stored)
        self.status.setAccessibleName(_("{column} of all selected rows").format(column=_("Status")))
        theme.set_look(self.status, "quiet")
        row.addWidget(self.status)

    def _connect(self) -> None:
        for key, field in self.fields.items():
            field.returnPressed.connect(lambda key=key, field=field: self._on_return(key, field))
            field.textChanged.connect(self._enable)
        self.button.clicked.connect(self._write_all)
        self.status.activated.connect(self._on_status)

    def _on_return(self, key: str, field: QLineEdit) -> None:
        if field.text().strip():
            self.wanted.emit(key, field.text())

    def _write_all(self) -> None:
        """Write every field that has a text; the first one written empties them."""
        texts = {key: field.text() for key, field in self.fields.items() if field.text().strip()}
        for key, text in texts.items():
            self.wanted.emit(key, text)

    def _on_status(self) -> None:
        chosen = self.status.currentData()
        if chosen is not None:
            self.wanted.emit("status", str(chosen))
        self.status.setCurrentIndex(0)

    def show_count(self, count: int) -> None:
        """Tell how many rows are selected; without any there is nothing to write into."""
        self._count.setText(ngettext("{count} selected:", "{count} selected:", count).format(count=count))
        for field in (*self.fields.values(), self.status):
            field.setEnabled(count > 0 and not self._session.read_only)
        self._enable()

    def _enable(self) -> None:
        may_write = self.status.isEnabled()
        self.button.setEnabled(may_write and any(field.text().strip() for field in self.fields.values()))

    def clear(self) -> None:
        """Empty the fields, after their text was written."""
        for field in self.fields.values():
            field.clear()
