"""The question for a number to go to. One rule: an unknown number is said in the dialog, which stays."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from planeditor.gui import theme
from planeditor.gui.go_to import find_number
from planeditor.i18n import _
from planeditor.plan.outline import Outline


class GoToDialog(QDialog):
    """One line and a button."""

    def __init__(self, outline: Outline, show: Callable[[int], object], parent: QWidget) -> None:
        """Look numbers up in `outline` and hand the id of the first that fits to `show`."""
        super().__init__(parent)
        self._outline = outline
        self._show = show
        self.setWindowTitle(_("Go to number"))
        self.field = QLineEdit()
        self.field.setAccessibleName(_("Number of a section or an item"))
        self.problem = QLabel(" ")
        theme.set_look(self.problem, "error")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go_button = self.buttons.addButton(_("Go"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go_button.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        examples = QLabel(_("For example: 3 (item 3), 三 (section three), 三、5 (the fifth item of section three)"))
        examples.setWordWrap(True)
        theme.set_look(examples, "muted")
        heading = QLabel(_("Number of a section or an item"))
        for widget in (heading, self.field, examples, self.problem, self.buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(theme.em(self, 22))

    def accept(self) -> None:
        """Go there, or say that there is no such number."""
        node_id = find_number(self._outline, self.field.text())
        if not node_id:
            self.problem.setText(_("No section or item has this number."))
            self.field.selectAll()
            return
        super().accept()
        self._show(node_id)


def ask_for_number(outline: Outline, show: Callable[[int], object], parent: QWidget) -> GoToDialog:
    """Open the dialog without blocking and return it."""
    dialog = GoToDialog(outline, show, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
