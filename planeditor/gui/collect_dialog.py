"""What departments sent, change by change: what is certain is proposed, conflicts and questions are decided.

One rule: nothing is taken before the last button; what is left undecided is asked again with the same files.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from planeditor.exchange.collecting import Choice, Collected
from planeditor.exchange.merge_report import Outcomes, outcomes_of
from planeditor.gui import theme
from planeditor.gui.collect_texts import CollectedModel, CollectedTexts
from planeditor.gui.differences_dialog import DifferencesDialog, Purpose
from planeditor.gui.differences_model import Column, Words
from planeditor.gui.icons import icon
from planeditor.i18n import _, ngettext

MOST_TOLD = 200  # sentences above the changes; a label of thousands is slow
ASPECT_WIDTH = 20  # in characters: who sent it, and what it is about


class CollectDialog(DifferencesDialog):
    """Shows what was collected."""

    MODEL = CollectedModel
    report_wanted = Signal(str)  # the suffix

    def __init__(self, texts: CollectedTexts, parent: QWidget | None = None) -> None:
        """Show what files say; sentences on them stand above."""
        self.collected = texts.collected
        super().__init__(texts, _purpose(self.collected), told(self.collected), parent)
        assert isinstance(self.model, CollectedModel)
        self.model.propose()
        self.ui.list.setColumnWidth(Column.ASPECT, theme.em(self, ASPECT_WIDTH))
        self._proposed = dict(self.model.decisions)

    @property
    def accepted_choices(self) -> frozenset[Choice]:
        """Return what is taken."""
        return self._choices(taken_only=True)

    @property
    def decided_choices(self) -> frozenset[Choice]:
        """Return what was decided, either way."""
        return self._choices(taken_only=False)

    def _choices(self, *, taken_only: bool) -> frozenset[Choice]:
        assert isinstance(self.model, CollectedModel)
        keys = self.model.accepted if taken_only else self.model.decisions
        return self.model.choices(keys)

    def outcomes(self) -> Outcomes:
        """Return what became of every change so far."""
        return outcomes_of(self.collected, self.accepted_choices, self.decided_choices)

    def _fill_export_menu(self, deciding: bool) -> None:
        menu = QMenu(self.ui.export_as)
        menu.addAction(icon("word"), _("Merge report (&Word)…"), lambda: self.report_wanted.emit(".docx"))
        menu.addAction(icon("excel"), _("Merge report (&Excel)…"), lambda: self.report_wanted.emit(".xlsx"))
        self.ui.export_as.setMenu(menu)

    def _update(self) -> None:
        super()._update()
        self.ui.take.setEnabled(bool(self.model.decisions))  # to have rejected all is an answer as well


def told(collected: Collected) -> list[str]:
    """Return what must be known of the files, those that could not be read first."""
    refused = [_with_name(each.path.name, each.reason) for each in collected.refused]
    sentences = [*refused, *(_with_name(name, note) for name, note in collected.notes)]
    left = len(sentences) - MOST_TOLD
    if left <= 0:
        return sentences
    text = ngettext("{count} more; the merge report has all.", "{count} more; the merge report has all.", left)
    return [*sentences[:MOST_TOLD], text.format(count=left)]


def _with_name(name: str, sentence: str) -> str:
    return sentence if name in sentence else f"{name}：{sentence}"


def _purpose(collected: Collected) -> Purpose:
    files = sum(len(part.files) for part in collected.parts)
    count = ngettext("{count} file", "{count} files", files).format(count=files)
    return Purpose(
        title=_("Collect: {files}").format(files=count),
        intro=_(
            "What the departments filled in. What meets nobody else's words is ticked already; conflicts, and items "
            "that came or went, wait for you. What you take becomes one step to undo."
        ),
        sides=(_("Handed out"), _("This plan"), _("Sent back")),
        words=Words(_("taken"), _("not taken"), _("undecided")),
        take=_("&Take over ({count})"),
        accept=_("Take (A)"),
        reject=_("Don't take (R)"),
        accept_all=_("Take a&ll"),
        reject_all=_("Take n&one"),
    )
