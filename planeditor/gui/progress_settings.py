"""The thresholds of the lights, kept in the plan. One rule: what is as usual is not written."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from planeditor.gui import theme
from planeditor.gui.first_size import give_size
from planeditor.gui.session import Session
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet
from planeditor.plan.pace import RED_SETTING, STEP_SETTING, YELLOW_SETTING, Pace
from planeditor.store import Document


class PaceDialog(QDialog):
    """Asks from where on a light is yellow or red, and how time is counted."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show the plan's own thresholds."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Rule of the lights"))
        self.session = session
        pace = session.document.pace(date.today())
        self.yellow, self.red = self._points(pace.yellow), self._points(pace.red)
        self.step = QComboBox(self)
        steps = ((_("By the day"), "day"), (_("By full months"), "month"), (_("By full quarters"), "quarter"))
        for text, step in steps:
            self.step.addItem(text, step)
        self.step.setCurrentIndex(self.step.findData(pace.step))
        self._lay_out()

    def _points(self, points: float) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self, minimum=0.0, maximum=100.0, decimals=1, value=points)
        box.setSuffix(_(" points"))
        theme.indent(box)
        return box

    def _lay_out(self) -> None:
        about = QLabel(
            _(
                "What is to be expected is the share of the time to the deadline that has passed, or what the "
                "milestones say. Green: not below it. Yellow and red: below it by more than this. Past the "
                "deadline it is red."
            ),
            wordWrap=True,
        )
        theme.set_look(about, "muted")
        form = QFormLayout()
        form.addRow(_("&Yellow: below by more than"), self.yellow)
        form.addRow(_("&Red: below by more than"), self.red)
        form.addRow(_("&Time counts"), self.step)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        theme.set_look(buttons.button(QDialogButtonBox.StandardButton.Ok), "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.addWidget(about)
        rows.addLayout(form)
        rows.addWidget(buttons)
        give_size(self, 32)

    def accept(self) -> None:
        """Write what differs from the usual rule, as one step."""
        red = max(self.red.value(), self.yellow.value())
        usual = Pace(date.today(), date.today().year)
        wanted = {
            YELLOW_SETTING: "" if self.yellow.value() == usual.yellow else f"{self.yellow.value():g}",
            RED_SETTING: "" if red == usual.red else f"{red:g}",
            STEP_SETTING: "" if self.step.currentData() == usual.step else str(self.step.currentData()),
        }
        self.session.run(lambda document: _write(document, wanted))
        super().accept()


def _write(document: Document, wanted: dict[str, str]) -> ChangeSet:
    with document.step(_("Change the rule of the lights")) as step:
        for name, text in wanted.items():
            document.set_setting(name, text)
    return step.change_set
