"""What a window does with comparisons: reading a returned file, restoring, taking over, exporting.

One rule: reading, comparing, merging and writing run in jobs; the plan changes by one step at the end, which the
window takes in when it is on disk.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from planeditor.errors import Cancelled, EditError, PlanEditorError
from planeditor.exchange.returned import Returned
from planeditor.exporting.comparison import OPINIONS, Opinion, export_comparison, export_opinions
from planeditor.gui.differences_dialog import DifferencesDialog, Purpose
from planeditor.gui.differences_model import Words
from planeditor.gui.errors import ask, show_error
from planeditor.gui.file_choice import choose_file, choose_new_file
from planeditor.gui.jobs import Job, show_progress
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.difference_texts import DifferenceTexts
from planeditor.plan.memory import without_collection
from planeditor.plan.merging import Key, Merge
from planeditor.store import Document
from planeditor.store.edits_whole import takeover

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

Progress = Callable[[float], bool]
READ_BACK = "*.docx *.xlsx *.plan *.json *.doc *.xls *.txt *.md *.html *.htm *.csv *.opml"


@dataclass(frozen=True, slots=True)
class Form:
    """What 征求意见采纳情况表 is filled with."""

    merge: Merge
    proposer: str
    opinions: dict[Key, Opinion]
    name: str


# reading a returned file


def choose_returned(window: "MainWindow") -> None:
    """Ask for a file that was exported from this plan and came back."""
    filters = [_("Revised documents and plans ({names})").format(names=READ_BACK), _("All files (*)")]
    choose_file(window, _("Read back a revised file"), filters, lambda path: read_back(window, path))


def read_back(window: "MainWindow", path: Path) -> None:
    """Compare a returned file with what was exported, and show the differences."""
    window.session.flush()
    job = Job(_read_back, window.session.document, path)
    job.succeeded.connect(lambda result: _on_read(window, *result))
    run_job(window, job, _("Reading {file}…").format(file=path.name), window)


def _read_back(document: Document, path: Path, progress: Progress) -> tuple[Returned, DifferenceTexts]:
    from planeditor.exchange.returned import read_returned
    from planeditor.exporting import options_from

    with without_collection(), document.aside() as reader:
        returned = read_returned(reader, path, options=options_from(reader.settings()), progress=progress)
        return returned, DifferenceTexts(returned.merge)


def _on_read(window: "MainWindow", returned: Returned, texts: DifferenceTexts) -> None:
    if not shiboken6.isValid(window):
        return
    name = returned.path.name
    if not texts.shown:
        text = _("“{file}” says nothing that this plan does not say already. Nothing was changed.")
        parts = [text.format(file=name), *returned.notes]
        ask("\n\n".join(parts), {}, window, symbol=QMessageBox.Icon.Information)
        return
    dialog = DifferencesDialog(texts, _returned_purpose(name), returned.notes, window)
    dialog.take_wanted.connect(lambda keys: _take_returned(window, dialog, returned, keys))
    connect_exports(dialog, window, returned.path.stem)
    dialog.open()


def _returned_purpose(name: str) -> Purpose:
    return Purpose(
        title=_("Read back: {file}").format(file=name),
        intro=_("What others changed in the file. Decide item by item; what you accept becomes one step to undo."),
        sides=(_("Original"), _("This plan"), _("Revised file")),
        words=Words(_("accepted"), _("rejected"), _("undecided")),
        take=_("&Take over ({count})"),
        accept=_("Accept (A)"),
        reject=_("Reject (R)"),
        accept_all=_("Accept a&ll"),
        reject_all=_("Re&ject all"),
        has_opinions=True,
    )


def _take_returned(window: "MainWindow", dialog: DifferencesDialog, returned: Returned, keys: frozenset[Key]) -> None:
    form = Form(returned.merge, dialog.ui.proposer.text().strip(), dialog.opinions(), returned.path.stem)

    def tell(count: int) -> None:
        text = ngettext(
            "{count} change of “{file}” was taken over.", "{count} changes of “{file}” were taken over.", count
        )
        told = text.format(count=count, file=returned.path.name)
        window.notices.announce(told, _("Export the form of opinions…"), lambda: choose_opinions(window, form, ".docx"))

    label = _("Take over from {file}").format(file=returned.path.name)
    take_over(window, dialog, keys, label, tell)


# taking over


def take_over(
    window: "MainWindow", dialog: DifferencesDialog, keys: frozenset[Key], label: str, tell: Callable[[int], None]
) -> None:
    """Make the accepted differences one step; `tell` gets how many there were."""
    count = len(dialog.model.accepted)
    job = Job(_taken, window.session.document, dialog.merge, keys, label)
    run_takeover(window, dialog, job, lambda change_set: _on_taken(window, dialog, change_set, lambda: tell(count)))


def _taken(document: Document, merge: Merge, keys: frozenset[Key], label: str, progress: Progress) -> ChangeSet:
    with without_collection(), document.elsewhere() as editor:
        if editor.snapshot() != merge.mine:
            raise EditError(_("The plan was changed meanwhile. Close this window and compare again."))
        found = takeover(editor, merge.apply(keys))
        progress(0.5)
        return editor.carry_out(found, label)


def run_takeover(window: "MainWindow", dialog: DifferencesDialog, job: Job, then: Callable[[ChangeSet], None]) -> None:
    """Have a job make one step while window and dialog wait for it; `then` goes on if both are still there."""

    def go_on(change_set: ChangeSet) -> None:
        if _take_in(window, dialog, change_set):
            then(change_set)

    window.session.hold()
    job.succeeded.connect(go_on)
    job.failed.connect(lambda error: _on_refused(window, dialog, error))
    dialog.setEnabled(False)
    show_progress(job, _("Taking over…"), dialog)
    job.start()


def _take_in(window: "MainWindow", dialog: DifferencesDialog, change_set: ChangeSet | None) -> bool:
    """Let window and dialog go on; tell whether both are still there."""
    if not shiboken6.isValid(window):
        return False
    window.session.take_in(change_set)
    if not shiboken6.isValid(dialog):
        return False
    dialog.setEnabled(True)
    return True


def _on_taken(window: "MainWindow", dialog: DifferencesDialog, change_set: ChangeSet, tell: Callable[[], None]) -> None:
    if change_set.changes:
        dialog.finish()
        window.tree.show_touched(change_set)
        tell()
    else:
        dialog.tell(_("The plan says all of this already. Nothing was changed."))


def _on_refused(window: "MainWindow", dialog: DifferencesDialog, error: Exception) -> None:
    if not _take_in(window, dialog, None) or isinstance(error, Cancelled):
        return
    if not isinstance(error, PlanEditorError):
        raise error
    dialog.tell(str(error))


# exporting


def connect_exports(dialog: DifferencesDialog, window: "MainWindow", name: str) -> None:
    """Let a dialog export what it shows; `name` is what it was compared with."""

    def want_opinions(suffix: str) -> None:
        form = Form(dialog.merge, dialog.ui.proposer.text().strip(), dialog.opinions(), name)
        choose_opinions(window, form, suffix, dialog)

    dialog.comparison_wanted.connect(lambda: _choose_comparison(window, dialog, name))
    dialog.opinions_wanted.connect(want_opinions)


def _choose_comparison(window: "MainWindow", dialog: DifferencesDialog, name: str) -> None:
    title = _("{name}: comparison").format(name=name)
    choose_new_file(
        dialog, _("Export the comparison"), title, _("Word documents"), ".docx",
        lambda path: write_comparison_to(window, dialog.merge, path, title, dialog),
    )  # fmt: skip


def write_comparison_to(window: "MainWindow", merge: Merge, path: Path, title: str, asking: QWidget) -> None:
    """Write a comparison as a Word document."""
    job = Job(_write_comparison, merge, path, title)
    _export(window, job, path, asking)


def _write_comparison(merge: Merge, path: Path, title: str, progress: Progress) -> None:
    export_comparison(merge, path, title=title, progress=progress)


def choose_opinions(window: "MainWindow", form: Form, suffix: str, asking: QWidget | None = None) -> None:
    """Ask for a name for 征求意见采纳情况表, and write it."""
    kind = _("Word documents") if suffix == ".docx" else _("Excel tables")
    parent = asking if asking is not None else window
    title = f"{form.name}-{OPINIONS}"
    choose_new_file(
        parent, _("Export the form of opinions"), title, kind, suffix,
        lambda path: write_opinions_to(window, form, path, parent),
    )  # fmt: skip


def write_opinions_to(window: "MainWindow", form: Form, path: Path, asking: QWidget) -> None:
    """Write 征求意见采纳情况表; the suffix chooses Word or Excel."""
    _export(window, Job(_write_opinions, form, path), path, asking)


def _write_opinions(form: Form, path: Path, progress: Progress) -> None:
    export_opinions(form.merge, path, proposer=form.proposer, opinions=form.opinions, progress=progress)


def _export(window: "MainWindow", job: Job, path: Path, asking: QWidget) -> None:
    job.succeeded.connect(lambda _none: _on_exported(window, path))
    run_job(window, job, _("Exporting {file}…").format(file=path.name), asking)


def _on_exported(window: "MainWindow", path: Path) -> None:
    if shiboken6.isValid(window):
        url = QUrl.fromLocalFile(str(path))
        text = _("Exported {file}").format(file=path)
        window.notices.announce(text, _("Open it"), lambda: QDesktopServices.openUrl(url))


def run_job(window: "MainWindow", job: Job, text: str, asking: QWidget) -> None:
    """Run a job with its progress shown; failures are told above the window that asked."""
    job.failed.connect(lambda error: _tell_failure(error, asking if shiboken6.isValid(asking) else window))
    show_progress(job, text, asking)
    job.start()


def _tell_failure(error: Exception, asking: QWidget) -> None:
    if isinstance(error, Cancelled) or not shiboken6.isValid(asking):
        return
    if not isinstance(error, PlanEditorError):
        raise error
    show_error(error, asking)
