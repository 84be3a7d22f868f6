"""What a window does to hand work out: ask, write the files, register them, remind.

One rule: the files are written in a job; the register is one step, made when all of them are there.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from planeditor.exchange.handing import HandoutOrder, Prepared, prepare_handouts, taken_names
from planeditor.exporting import options_from
from planeditor.gui.differences_commands import run_job
from planeditor.gui.errors import ask
from planeditor.gui.export_commands import open_file
from planeditor.gui.file_choice import choose_new_file
from planeditor.gui.handout_dialog import HandoutDialog
from planeditor.gui.jobs import Job
from planeditor.i18n import _, ngettext
from planeditor.plan.entities import Handout
from planeditor.store import Document

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

Progress = Callable[[float], bool]


def ask_for_handout(window: "MainWindow") -> HandoutDialog:
    """Ask what to hand out."""
    dialog = HandoutDialog(window, partial(hand_out, window))
    dialog.open()
    return dialog


def hand_out(window: "MainWindow", order: HandoutOrder) -> None:
    """Write the files; ask first where some are there already."""
    names = taken_names(window.session.document.snapshot(), order)
    if not names:
        start(window, order)
        return
    text = ngettext(
        "“{file}” is in the folder already. Replace it?",
        "{count} of the files are in the folder already, among them “{file}”. Replace them?",
        len(names),
    )
    answers: dict[str, Callable[[], object]] = {_("Replace"): lambda: start(window, order, force=True)}
    ask(text.format(file=names[0], count=len(names)), answers, window, cancel=_("Cancel"), cautious=True)


def start(window: "MainWindow", order: HandoutOrder, *, force: bool = False) -> Job:
    """Write the files in the background."""
    window.session.flush()
    job = Job(_prepared, window.session.document, order, force)
    job.succeeded.connect(lambda prepared: _on_prepared(window, order, prepared))
    run_job(window, job, _("Handing out…"), window)
    return job


def _prepared(document: Document, order: HandoutOrder, force: bool, progress: Progress) -> Prepared:
    with document.aside() as reader:
        return prepare_handouts(reader, order, force=force, progress=progress)


def _on_prepared(window: "MainWindow", order: HandoutOrder, prepared: Prepared) -> None:
    if not shiboken6.isValid(window):
        return
    window.session.run(prepared.register)
    count = len(prepared.files)
    text = ngettext("{count} file was written to {folder}", "{count} files were written to {folder}", count)
    url = QUrl.fromLocalFile(str(order.folder))
    told = text.format(count=count, folder=order.folder)
    window.notices.announce(told, _("Open the folder"), lambda: QDesktopServices.openUrl(url))


# reminders


def choose_reminders(window: "MainWindow", handouts: Sequence[Handout], asking: QWidget) -> None:
    """Ask for a name for the reminders, and write a page for each hand-out."""
    name = "催办单" if len(handouts) != 1 else f"催办单-{handouts[0].name}"
    choose_new_file(
        asking, _("Save the reminders"), name, _("Word documents"), ".docx",
        lambda path: write_reminders(window, handouts, path, asking),
    )  # fmt: skip


def write_reminders(window: "MainWindow", handouts: Sequence[Handout], path: Path, asking: QWidget) -> None:
    """Write the reminders as a Word document."""
    job = Job(_write_reminders, window.session.document, tuple(handouts), path)
    job.succeeded.connect(lambda _none: _on_reminded(window, path))
    run_job(window, job, _("Exporting {file}…").format(file=path.name), asking)


def _write_reminders(document: Document, handouts: Sequence[Handout], path: Path) -> None:
    from planeditor.exporting.word.reminder import export_reminders

    with document.aside() as reader:
        options = replace(options_from(reader.settings()), template="")
        export_reminders(reader.snapshot(), handouts, path, date.today(), options)


def _on_reminded(window: "MainWindow", path: Path) -> None:
    if shiboken6.isValid(window):
        window.notices.announce(_("Exported {file}").format(file=path), _("Open it"), partial(open_file, path))
