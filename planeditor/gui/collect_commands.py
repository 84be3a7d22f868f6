"""What a window does to collect answers: choose files or a folder, read, show, take over, report.

One rule: reading, comparing and writing run in jobs; the plan changes by one step, which can be undone.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from planeditor.exchange.collecting import Choice, Collected, collect
from planeditor.exchange.merge_report import Outcomes, export_merge_report
from planeditor.gui import settings
from planeditor.gui.collect_dialog import CollectDialog, told
from planeditor.gui.collect_texts import CollectedTexts
from planeditor.gui.differences_commands import run_job, run_takeover
from planeditor.gui.errors import ask
from planeditor.gui.export_commands import open_file
from planeditor.gui.file_choice import choose_new_file
from planeditor.gui.file_commands import name_labels
from planeditor.gui.jobs import Job
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.memory import without_collection
from planeditor.store import Document

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

Progress = Callable[[float], bool]
Choices = frozenset[Choice]
NAMES = "*.xlsx *.xlsm *.csv *.plan"


def choose_answers(window: "MainWindow") -> None:
    """Ask for the files that came back, or for a folder with them."""
    answers: dict[str, Callable[[], object]] = {
        _("Choose files…"): lambda: _choose(window, QFileDialog.FileMode.ExistingFiles),
        _("Choose a folder…"): lambda: _choose(window, QFileDialog.FileMode.Directory),
    }
    question = _("Collect what departments sent back. They can also be dropped on the window.")
    ask(question, answers, window, symbol=QMessageBox.Icon.Question, cancel=_("Cancel"))


def _choose(window: "MainWindow", mode: QFileDialog.FileMode) -> QFileDialog:
    dialog = QFileDialog(window, _("Collect answers"), str(settings.last_folder()))
    dialog.setFileMode(mode)
    dialog.setNameFilters([_("Forms and plans ({names})").format(names=NAMES), _("All files (*)")])
    name_labels(dialog)
    dialog.filesSelected.connect(lambda names: _on_chosen(window, [Path(name) for name in names]))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def _on_chosen(window: "MainWindow", paths: Sequence[Path]) -> None:
    if paths:
        settings.keep_folder(paths[0] if paths[0].is_dir() else paths[0].parent)
        collect_answers(window, paths)


def collect_answers(window: "MainWindow", paths: Sequence[Path]) -> None:
    """Compare files that came back with what was handed out, and show what they say."""
    window.session.flush()
    job = Job(_collected, window.session.document, tuple(paths))
    job.succeeded.connect(lambda found: _on_collected(window, *found))
    run_job(window, job, _("Collecting answers…"), window)


def _collected(document: Document, paths: Sequence[Path], progress: Progress) -> tuple[Collected, CollectedTexts]:
    with without_collection(), document.aside() as reader:
        collected = collect(reader, paths, progress)
    return collected, CollectedTexts(collected)


def _on_collected(window: "MainWindow", collected: Collected, texts: CollectedTexts) -> None:
    if not shiboken6.isValid(window):
        return
    if not collected.parts:
        parts = [_("None of the files could be collected. Nothing was changed."), *told(collected)]
        ask("\n\n".join(parts), {}, window, symbol=QMessageBox.Icon.Warning)
        return
    if not collected.changes:
        _enter_silent(window, collected)
        return
    dialog = CollectDialog(texts, window)
    dialog.take_wanted.connect(lambda _keys: take(window, dialog))
    dialog.report_wanted.connect(lambda suffix: choose_report(window, collected, dialog.outcomes(), suffix, dialog))
    dialog.open()


def _enter_silent(window: "MainWindow", collected: Collected) -> None:
    """Enter files that say nothing new into the register, and say so."""
    text = _("The files say nothing that this plan does not say already. The register has them.")
    window.session.run(lambda document: collected.take(document, (), ()))
    ask("\n\n".join([text, *told(collected)]), {}, window, symbol=QMessageBox.Icon.Information)


def take(window: "MainWindow", dialog: CollectDialog) -> None:
    """Take over what was accepted, as one step."""
    job = Job(
        _taken, window.session.document, dialog.collected, dialog.accepted_choices, dialog.decided_choices
    )  # fmt: skip
    run_takeover(window, dialog, job, partial(_on_taken, window, dialog))


def _taken(document: Document, collected: Collected, accepted: Choices, decided: Choices) -> ChangeSet:
    with without_collection(), document.elsewhere() as editor:
        return collected.take(editor, accepted, decided)


def _on_taken(window: "MainWindow", dialog: CollectDialog, change_set: ChangeSet) -> None:
    outcomes, count = dialog.outcomes(), len(dialog.accepted_choices)
    dialog.finish()
    window.tree.show_touched(change_set)
    text = ngettext("{count} change was taken over.", "{count} changes were taken over.", count).format(count=count)
    report = partial(choose_report, window, dialog.collected, outcomes, ".docx")
    window.notices.announce(text, _("Export the merge report…"), report)


def choose_report(
    window: "MainWindow", collected: Collected, outcomes: Outcomes, suffix: str, asking: QWidget | None = None
) -> None:
    """Ask for a name for the merge report, and write it."""
    kind = _("Word documents") if suffix == ".docx" else _("Excel tables")
    parent = asking if asking is not None else window
    name = "填报汇总合并情况"
    choose_new_file(
        parent, _("Export the merge report"), name, kind, suffix,
        lambda path: write_report(window, collected, outcomes, path, parent),
    )  # fmt: skip


def write_report(
    window: "MainWindow", collected: Collected, outcomes: Outcomes, path: Path, asking: QWidget
) -> None:  # fmt: skip
    """Write the merge report; the suffix chooses Word or Excel."""
    job = Job(export_merge_report, collected, path, outcomes)
    job.succeeded.connect(lambda _none: _on_written(window, path))
    run_job(window, job, _("Exporting {file}…").format(file=path.name), asking)


def _on_written(window: "MainWindow", path: Path) -> None:
    if shiboken6.isValid(window):
        window.notices.announce(_("Exported {file}").format(file=path), _("Open it"), partial(open_file, path))
