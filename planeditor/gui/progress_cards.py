"""One report as a card: its day, status, figures and words, its evidence, and what can be done with it.

One rule: a card only asks; the panel and the dialog it opens run the edits.
"""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from planeditor.gui import theme
from planeditor.gui.date_words import shown_date
from planeditor.gui.flow_layout import FlowLayout
from planeditor.gui.icons import icon
from planeditor.gui.progress_words import value_line
from planeditor.i18n import _
from planeditor.plan.curves import Report
from planeditor.plan.entities import Evidence, Node


class ReportCard(QFrame):
    """Shows what was reported together."""

    change_wanted = Signal()
    removal_wanted = Signal()
    evidence_wanted = Signal(object)  # Evidence

    def __init__(self, node: Node, report: Report, parent: QWidget | None = None) -> None:
        """Show a report on an item."""
        super().__init__(parent)
        self.report = report
        theme.set_look(self, "card")
        self._rows = QVBoxLayout(self)
        space = theme.em(self, 0.6)
        self._rows.setContentsMargins(space, space // 2, space, space)
        self._rows.setSpacing(theme.em(self, 0.25))
        self._buttons: list[QToolButton] = []
        self._add_head()
        self._add_words(node)
        self._add_evidence(node)

    def _add_head(self) -> None:
        head, words = QHBoxLayout(), FlowLayout()
        head.setSpacing(theme.em(self, 0.4))
        words.setSpacing(theme.em(self, 0.4))
        day = QLabel(shown_date(self.report.date) or _("no date"))
        theme.set_look(day, "heading")
        words.addWidget(day)
        own = self.report.own
        told = [own.status, f"{own.percent:.10g}%" if own.percent is not None else ""] if own is not None else []
        for text in filter(None, told):
            words.addWidget(QLabel(text))
        head.addLayout(words, 1)
        for name, text, signal in (
            ("edit", _("Change this report"), self.change_wanted),
            ("delete", _("Remove this report"), self.removal_wanted),
        ):
            head.addWidget(self._button(name, text, signal))
        self._rows.addLayout(head)
        if self.report.reporter:
            reporter = QLabel(self.report.reporter, wordWrap=True)  # with office and telephone
            reporter.setTextFormat(Qt.TextFormat.PlainText)
            theme.set_look(reporter, "muted")
            self._rows.addWidget(reporter)

    def _button(self, name: str, text: str, signal: SignalInstance) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name, "muted"))
        button.setToolTip(text)
        button.setAccessibleName(_("{verb}: {day}").format(verb=text, day=shown_date(self.report.date)))
        theme.set_look(button, "quiet")
        button.clicked.connect(signal)
        self._buttons.append(button)
        return button

    def _add_words(self, node: Node) -> None:
        for entry in self.report.entries:
            self._add_line("", value_line(node, entry))
            self._add_line("", entry.narrative)
            self._add_line(_("Problem"), entry.problem)
            self._add_line(_("Next step"), entry.next_step)
            self._add_line(_("Evidence"), entry.evidence)

    def _add_line(self, name: str, text: str) -> None:
        if not text:
            return
        label = QLabel(_("{name}: {text}").format(name=name, text=text) if name else text, wordWrap=True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._rows.addWidget(label)

    def _add_evidence(self, node: Node) -> None:
        ids = {entry.id for entry in self.report.entries}
        for file in node.evidence:
            if file.progress_id in ids:
                self._rows.addWidget(self._file_button(file))

    def _file_button(self, file: Evidence) -> QToolButton:
        button = QToolButton()
        button.setText(file.name.replace("&", "&&"))
        button.setIcon(icon("new", "accent"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setToolTip(_("{size} bytes, SHA-256 {digest}").format(size=file.size, digest=file.sha256))
        theme.set_look(button, "link")
        button.clicked.connect(lambda: self.evidence_wanted.emit(file))
        return button

    def set_read_only(self, read_only: bool) -> None:
        """Allow or forbid changes."""
        for button in self._buttons:
            button.setVisible(not read_only)
