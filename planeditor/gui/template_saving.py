"""Save as template: a name, and what of the plan the template keeps.

One rule: what will be left is told before anything is written.
"""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
)

from planeditor.errors import PlanEditorError
from planeditor.gui import theme
from planeditor.gui.errors import show_error
from planeditor.gui.settings import settings
from planeditor.gui.templates import contents, free_name, problem_of, save_template
from planeditor.i18n import _, ngettext
from planeditor.plan.entities import Snapshot
from planeditor.plan.template import Keep, as_template

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

_SETTING = "template/keep"


class SaveTemplateDialog(QDialog):
    """Asks for a name and for what stays."""

    def __init__(self, window: "MainWindow") -> None:
        """Make a template of the plan of a window."""
        super().__init__(window)
        self._window = window
        window.session.flush()
        self._plan: Snapshot = window.session.document.snapshot()
        self.setWindowTitle(_("Save as a template"))
        self._make_widgets()
        self._lay_out()
        self._load()
        self._connect()
        self.name.setFocus()
        self.name.selectAll()

    def _make_widgets(self) -> None:
        self.name = QLineEdit(free_name(self._plan.plan.title or self._window.shown_name))
        self.name.setAccessibleName(_("Name of the template"))
        self.outline_only = QRadioButton(_("Only the &outline: titles and names of fields"))
        self.with_texts = QRadioButton(_("The outline with its &texts"))
        self.owners = QCheckBox(_("Keep &departments and owners"))
        self.targets = QCheckBox(_("Keep t&argets"))
        self.values = QCheckBox(_("… with their &figures"))
        self.dates = QCheckBox(_("Keep deadlines, date, number and &year"))
        self.outcome = QLabel(wordWrap=True)
        self.problem = QLabel(" ", wordWrap=True)
        for label, look in ((self.outcome, "muted"), (self.problem, "error")):
            theme.set_look(label, look)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        theme.set_look(self.buttons.button(QDialogButtonBox.StandardButton.Save), "primary")

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(_("&Name"), self.name)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.em(self, 0.5))
        layout.addLayout(form)
        heading = QLabel(_("What the template keeps of this plan"))
        theme.set_look(heading, "heading")
        layout.addWidget(heading)
        for choice in (self.outline_only, self.with_texts, self.owners, self.targets):
            layout.addWidget(choice)
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.em(self, 1.6), 0, 0, 0)
        inner.addWidget(self.values)
        layout.addLayout(inner)
        for widget in (self.dates, self.outcome, self.problem):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(theme.em(self, 32))

    def _connect(self) -> None:
        for choice in (self.outline_only, self.owners, self.targets, self.values, self.dates):
            choice.toggled.connect(self._update)
        self.name.textChanged.connect(self._update)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._update()

    @property
    def keep(self) -> Keep:
        """Return what is to stay."""
        return Keep(
            texts=self.with_texts.isChecked(),
            owners=self.owners.isChecked(),
            targets=self.targets.isChecked(),
            values=self.targets.isChecked() and self.values.isChecked(),
            dates=self.dates.isChecked(),
        )

    def _load(self) -> None:
        """Begin with what was chosen last."""
        kept = str(settings().value(_SETTING, "")).split("+")
        usual = Keep()
        chosen = Keep(*(name in kept for name in _NAMES)) if kept != [""] else usual
        (self.with_texts if chosen.texts else self.outline_only).setChecked(True)
        self.owners.setChecked(chosen.owners)
        self.targets.setChecked(chosen.targets)
        self.values.setChecked(chosen.values)
        self.dates.setChecked(chosen.dates)

    def _update(self) -> None:
        self.values.setEnabled(self.targets.isChecked())
        self.outcome.setText(self._words(as_template(self._plan, self.keep)))
        problem = problem_of(self.name.text())
        self.problem.setText(problem or " ")
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(not problem)

    def _words(self, made: Snapshot) -> str:
        owners = len(made.departments)
        targets = sum(len(node.targets) for node in made.walk())
        parts = [contents(made)]
        if owners:
            parts.append(ngettext("{count} department", "{count} departments", owners).format(count=owners))
        if targets:
            parts.append(ngettext("{count} target", "{count} targets", targets).format(count=targets))
        text = _("The template will have: {parts}. Progress and results never stay.")
        return text.format(parts=" · ".join(parts))

    def accept(self) -> None:
        """Write the template, and say where it is offered."""
        keep = self.keep
        try:
            made = save_template(as_template(self._plan, keep), self.name.text())
        except PlanEditorError as error:
            show_error(error, self)
            return
        kept = [name for name in _NAMES if getattr(keep, name)]
        settings().setValue(_SETTING, "+".join(kept) or "outline")
        super().accept()
        text = _("The template “{name}” is kept. You find it on the start page and under File > New from template.")
        self._window.session.notice.emit(text.format(name=made.name))


_NAMES = ("texts", "owners", "targets", "values", "dates")


def save_as_template(window: "MainWindow") -> SaveTemplateDialog:
    """Open the dialog without blocking and return it."""
    dialog = SaveTemplateDialog(window)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
