"""Setting a light by hand, with the reason that whoever sees it will read.

One rule: the rule's own light is shown beside it; leaving it to the rule is a choice like the others.
"""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from planeditor.gui import theme
from planeditor.gui.first_size import give_size, grow
from planeditor.gui.progress_words import light_text, target_name
from planeditor.gui.session import Session
from planeditor.i18n import _
from planeditor.plan.entities import LIGHTS
from planeditor.plan.pace import light_of, light_word, why


class LightDialog(QDialog):
    """Asks for the light of an item or of one of its targets."""

    def __init__(self, session: Session, node_id: int, parent: QWidget | None = None) -> None:
        """Show how it is now."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Set the light by hand"))
        self.session = session
        self.node = session.document.node(node_id)
        self.subject = QComboBox(self)
        self.choice = QComboBox(self)
        self.reason = QLineEdit(self, placeholderText=_("Why it is not as the rule says"))
        self.ruled = QLabel(self, wordWrap=True)
        self.problem = QLabel(self, wordWrap=True)
        self._fill()
        self._lay_out()
        self.subject.currentIndexChanged.connect(self._show)
        self._show()

    def _fill(self) -> None:
        self.subject.addItem(_("The whole item"), None)
        for target in self.node.targets:
            if target.kind == "target":
                self.subject.addItem(target_name(target), target.id)
        self.choice.addItem(_("As the rule says"), "")
        for light in LIGHTS:
            self.choice.addItem(light_word(light), light)

    def _lay_out(self) -> None:
        theme.set_look(self.ruled, "muted")
        theme.set_look(self.problem, "error")
        self.problem.hide()
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("&For"), self.subject)
        form.addRow(_("By the rule"), self.ruled)
        form.addRow(_("Traffic &light"), self.choice)
        form.addRow(_("&Reason"), self.reason)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        theme.set_look(buttons.button(QDialogButtonBox.StandardButton.Ok), "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.addLayout(form)
        rows.addWidget(self.problem)
        rows.addWidget(buttons)
        give_size(self, 34)

    def _show(self) -> None:
        subject = self.subject.currentData()
        target = next((each for each in self.node.targets if each.id == subject), None)
        own = next((light for light in reversed(self.node.lights) if light.target_id == subject), None)
        bare = replace(self.node, lights=tuple(light for light in self.node.lights if light.target_id != subject))
        judged = light_of(bare, self.session.document.pace(date.today()), target)
        self.ruled.setText(_("{light}: {reason}").format(light=light_text(judged.light), reason=why(judged)))
        self.choice.setCurrentIndex(max(self.choice.findData(own.light if own else ""), 0))
        self.reason.setText(own.reason if own else "")
        grow(self)

    def accept(self) -> None:
        """Write the light; one that is not the rule's needs its reason."""
        light, reason, subject = self.choice.currentData(), self.reason.text().strip(), self.subject.currentData()
        if light and not reason:
            self.problem.setText(_("A light that is set by hand needs a reason."))
            self.problem.show()
            grow(self)
            self.reason.setFocus()
            return
        node_id = self.node.id
        self.session.run(lambda document: document.set_light(node_id, light, reason, target_id=subject))
        super().accept()
