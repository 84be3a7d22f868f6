"""What a window does with versions and copies: saving, comparing, restoring, a copy to send.

One rule: whole plans are read, packed and compared in jobs; only the finished step is run in the GUI thread.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from planeditor.gui.differences_commands import connect_exports, run_job, take_over
from planeditor.gui.differences_dialog import DifferencesDialog, Purpose
from planeditor.gui.differences_model import Words
from planeditor.gui.errors import ask
from planeditor.gui.file_choice import choose_new_file
from planeditor.gui.jobs import Job
from planeditor.i18n import _, ngettext
from planeditor.plan.difference_texts import DifferenceTexts
from planeditor.plan.entities import Snapshot
from planeditor.plan.matching import adopt_ids
from planeditor.plan.memory import without_collection
from planeditor.plan.merging import Key, compare
from planeditor.store import Document, read_plan
from planeditor.store.reader import Reader
from planeditor.store.versions import Version, pack

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class PlanSource:
    """One side of a comparison: a version, a file, or (neither) the plan as it is now."""

    name: str
    version_id: int | None = None
    path: Path | None = None

    def read(self, reader: Reader) -> Snapshot:
        """Return the plan; SourceError or EditError where it cannot be read."""
        if self.version_id is not None:
            return reader.version(self.version_id)
        return _read_file(self.path) if self.path is not None else reader.snapshot()


def _read_file(path: Path) -> Snapshot:
    if path.suffix.lower() == ".plan":
        return read_plan(path)
    from planeditor.importing import import_file

    return import_file(path).snapshot


# saving


def save_version(window: "MainWindow", name: str, note: str) -> None:
    """Keep the plan as it is now under a name."""
    window.session.flush()
    job = Job(_pack, window.session.document)
    job.succeeded.connect(lambda parts: _on_packed(window, name, note, parts))
    run_job(window, job, _("Saving the version…"), window)


def _pack(document: Document) -> list[str]:
    with without_collection(), document.aside() as reader:
        return list(pack(reader.snapshot()))


def _on_packed(window: "MainWindow", name: str, note: str, parts: list[str]) -> None:
    if shiboken6.isValid(window):
        saved = window.session.run(lambda document: document.save_version(name, note=note, packed=parts))
        if saved.changes:
            window.session.notice.emit(_("Saved the version “{name}”").format(name=name))


# comparing


def compare_sources(window: "MainWindow", first: PlanSource, second: PlanSource, asking: QWidget) -> None:
    """Show what the second plan has that the first has not."""
    window.session.flush()
    job = Job(_compare, window.session.document, first, second)
    job.succeeded.connect(lambda texts: _show_comparison(window, texts, first.name, second.name, asking))
    run_job(window, job, _("Comparing…"), asking)


def _compare(document: Document, first: PlanSource, second: PlanSource) -> DifferenceTexts:
    with without_collection():
        with document.aside() as reader:
            before, after = first.read(reader), second.read(reader)
        known = {node.id for node in before.walk()}
        if not any(node.id in known for node in after.walk()):
            after = adopt_ids(after, [before], {})  # another file's ids are its own
        return DifferenceTexts(compare(before, after))


def _show_comparison(window: "MainWindow", texts: DifferenceTexts, first: str, second: str, asking: QWidget) -> None:
    if not shiboken6.isValid(asking):
        return
    if not texts.shown:
        text = _("“{first}” and “{second}” do not differ.").format(first=first, second=second)
        ask(text, {}, asking, symbol=QMessageBox.Icon.Information)
        return
    purpose = Purpose(
        title=_("{first} → {second}").format(first=first, second=second),
        intro=_("What “{second}” has that “{first}” has not.").format(first=first, second=second),
        sides=(first, first, second),
    )
    dialog = DifferencesDialog(texts, purpose, (), asking)
    connect_exports(dialog, window, f"{first}-{second}")
    dialog.open()


# restoring


def restore_version(window: "MainWindow", version: Version, asking: QWidget) -> None:
    """Show what would change if the plan became a version again, all of it chosen."""
    window.session.flush()
    source = PlanSource(version.name, version_id=version.id)
    job = Job(_compare, window.session.document, PlanSource(""), source)
    job.succeeded.connect(lambda texts: _show_restoring(window, texts, version.name, asking))
    run_job(window, job, _("Comparing…"), asking)


def _show_restoring(window: "MainWindow", texts: DifferenceTexts, name: str, asking: QWidget) -> None:
    if not shiboken6.isValid(asking):
        return
    if not texts.shown:
        text = _("The plan is as it was in “{name}”; there is nothing to restore.").format(name=name)
        ask(text, {}, asking, symbol=QMessageBox.Icon.Information)
        return
    dialog = DifferencesDialog(texts, _restoring_purpose(name), (), asking)
    dialog.propose_all()
    dialog.take_wanted.connect(lambda keys: _restore(window, dialog, name, keys))
    connect_exports(dialog, window, name)
    dialog.open()


def _restoring_purpose(name: str) -> Purpose:
    plan = _("This plan")
    return Purpose(
        title=_("Restore from “{name}”").format(name=name),
        intro=_("What changes if the plan becomes what it was. Take out what is to stay as it is now."),
        sides=(plan, plan, name),
        words=Words(_("restored"), _("left"), _("left open")),
        take=_("&Restore ({count})"),
        accept=_("Restore (A)"),
        reject=_("Leave (R)"),
        accept_all=_("Restore a&ll"),
        reject_all=_("&Leave all"),
    )


def _restore(window: "MainWindow", dialog: DifferencesDialog, name: str, keys: frozenset[Key]) -> None:
    def tell(count: int) -> None:
        text = ngettext(
            "Restored {count} difference from “{name}”.", "Restored {count} differences from “{name}”.", count
        )
        window.session.notice.emit(text.format(count=count, name=name))

    take_over(window, dialog, keys, _("Restore from “{name}”").format(name=name), tell)


# a copy to send


def choose_copy(window: "MainWindow") -> None:
    """Ask for a name for a copy without history."""
    title = _("Save a copy to send")
    name = _("{name} (copy)").format(name=Path(window.shown_name).stem)
    choose_new_file(window, title, name, _("Plans"), ".plan", lambda path: save_copy_to(window, path))


def save_copy_to(window: "MainWindow", path: Path) -> None:
    """Write a copy that holds the plan alone."""
    window.session.flush()
    job = Job(window.session.document.save_copy_to_send, path)
    job.succeeded.connect(lambda _none: _on_copied(window, path))
    run_job(window, job, _("Saving {file}…").format(file=path.name), window)


def _on_copied(window: "MainWindow", path: Path) -> None:
    if shiboken6.isValid(window):
        text = _("Saved {file} without history and versions. When it comes back, use “Read back a revised file”.")
        url = QUrl.fromLocalFile(str(path.parent))
        told = text.format(file=path.name)
        window.notices.announce(told, _("Show the folder"), lambda: QDesktopServices.openUrl(url))
