"""The plan's own properties: title, year, numbering, and what the covering notice says.

One rule: everything that was changed becomes one step on OK; Cancel changes nothing.
"""

import re

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPlainTextEdit, QWidget

from planeditor.gui import theme
from planeditor.gui.date_words import shown_date
from planeditor.gui.first_size import give_size
from planeditor.gui.forms.ui_plan_dialog import Ui_PlanDialog
from planeditor.gui.session import Session
from planeditor.i18n import _
from planeditor.language.dates import parse_date
from planeditor.plan.entities import Plan
from planeditor.plan.numbering import parse_scheme

_KINDS = ("plan", "report")
_LINES = ("title", "doc_number", "notice_title")
_TEXTS = ("preamble", "closing", "issuer", "addressees", "notice", "signer")


class PlanPropertiesDialog(QDialog):
    """Shows and changes the properties of the session's plan."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        session.flush()
        self._plan = session.document.plan()
        self.ui = Ui_PlanDialog()
        self.ui.setupUi(self)
        self._set_up()
        self._load(self._plan)

    def _set_up(self) -> None:
        ui = self.ui
        theme.set_look(ui.problem, "error")
        ui.problem.hide()
        ui.year.setMinimumWidth(theme.em(self, 7))
        theme.indent(ui.year)
        ui.buttons.accepted.connect(self.accept)
        ui.buttons.rejected.connect(self.reject)
        ui.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not self.session.read_only)
        for name in _TEXTS:
            lines = 5 if name in ("preamble", "notice") else 2
            text: QPlainTextEdit = getattr(ui, name)
            text.setMinimumHeight(theme.em(self, lines * 1.7))
        for form in (ui.plan_form, ui.document_form):
            form.setVerticalSpacing(theme.em(self, 0.6))
        give_size(self, 44, 38)

    def _load(self, plan: Plan) -> None:
        ui = self.ui
        for name in _LINES:
            line: QLineEdit = getattr(ui, name)
            line.setText(getattr(plan, name))
            line.setCursorPosition(0)
        for name in _TEXTS:
            text: QPlainTextEdit = getattr(ui, name)
            text.setPlainText(getattr(plan, name))
        ui.date.setText(shown_date(plan.date))
        ui.year.setValue(plan.year or ui.year.minimum())
        ui.kind.setCurrentIndex(_KINDS.index(plan.kind))
        ui.numbering.load(plan.numbering)

    def accept(self) -> None:
        """Write what was changed as one step; stay open over a date that cannot be read."""
        try:
            date_text = read_date(self.ui.date.text())
        except ValueError:
            self._complain(_("“{text}” is no date. Write it like 2026年4月2日.").format(text=self.ui.date.text()))
            return
        columns = self._changed_columns(date_text)
        if columns:
            self.session.run(lambda doc: doc.set_plan(**columns))
        super().accept()

    def _changed_columns(self, date_text: str) -> dict[str, object]:
        # Only what was typed in counts: Qt's text widgets give back no-break spaces as spaces.
        ui = self.ui
        lines = [name for name in _LINES if getattr(ui, name).isModified()]
        texts = [name for name in _TEXTS if getattr(ui, name).document().isModified()]
        shown: dict[str, object] = {name: getattr(ui, name).text().strip() for name in lines}
        shown |= {name: getattr(ui, name).toPlainText() for name in texts}
        shown["date"] = date_text
        shown["year"] = ui.year.value() if ui.year.value() > ui.year.minimum() else None
        shown["kind"] = _KINDS[ui.kind.currentIndex()]
        if parse_scheme(ui.numbering.text()) != parse_scheme(self._plan.numbering):
            shown["numbering"] = ui.numbering.text()
        return {name: value for name, value in shown.items() if value != getattr(self._plan, name)}

    def _complain(self, message: str) -> None:
        self.ui.problem.setText(message)
        self.ui.problem.show()
        self.ui.tabs.setCurrentWidget(self.ui.document_page)
        self.ui.date.setFocus()
        self.ui.date.selectAll()


def read_date(text: str) -> str:
    """Return a date, month or year as ISO text, "" for none; ValueError for anything else."""
    text = text.strip()
    iso = parse_date(f"{text}年" if re.fullmatch(r"\d{4}", text) else text)
    if text and not iso:
        raise ValueError(text)
    return iso
