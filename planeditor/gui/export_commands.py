"""What the window does to export: ask, run in the background, tell, and do the last one again.

One rule: an export never asks while it runs; a failure is one sentence and leaves the former file as it was.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from planeditor.errors import Cancelled, PlanEditorError
from planeditor.exporting import Exported
from planeditor.gui.errors import show_error
from planeditor.gui.export_dialog import ExportDialog
from planeditor.gui.export_kinds import Kind, file_kind
from planeditor.gui.export_order import Order, Scope, carry_out, keep_last, last_order
from planeditor.gui.jobs import Job, show_progress
from planeditor.i18n import _

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow


def ask_what(window: "MainWindow", suffix: str = "") -> ExportDialog:
    """Ask as what, the kind of `suffix` at first, and which part, then for the name."""
    dialog = ExportDialog(window, partial(ask_where, window))
    if suffix:
        dialog.choose(suffix)
    dialog.open()
    return dialog


def ask_where(window: "MainWindow", kind: Kind, scope: Scope, opens: bool = False) -> None:
    """Ask for the file's name, then export."""

    def start(path: Path) -> None:
        run(window, Order(path, kind.layout, scope), opens=opens)

    named = "-".join(filter(None, (kind.named, _part(window, scope))))
    window.files.choose_new(_("Export"), file_kind(kind.suffix), kind.suffix, start, named)


def _part(window: "MainWindow", scope: Scope) -> str:
    """Return what a file of a part is named for, so that it takes no other's place; "" for the whole."""
    if scope.ids:
        return _("part")
    departments = window.session.document.departments()
    return next((each.name for each in departments if each.id == scope.department), "")


def again(window: "MainWindow") -> Job | None:
    """Repeat the plan's last export; ask where there was none."""
    order = last_order(window.session.document.plan().id)
    if order is None:
        ask_what(window)
        return None
    return run(window, order)


def run(window: "MainWindow", order: Order, *, opens: bool = False) -> Job:
    """Export in the background; the file dialog has asked before replacing."""
    window.session.flush()
    job = Job(carry_out, window.session.document, order)
    job.succeeded.connect(partial(on_exported, window, order, opens))
    job.failed.connect(partial(_on_failed, window))
    show_progress(job, _("Exporting {file}…").format(file=order.path.name), window)
    job.start()
    return job


def on_exported(window: "MainWindow", order: Order, opens: bool, exported: Exported) -> None:
    """Remember an export, tell of it, and open its file if that was wanted."""
    keep_last(window.session.document.plan().id, order)
    text = "\n".join([_("Exported {file}").format(file=order.path), *exported.told()])
    window.notices.announce(text, _("Open it"), partial(open_file, order.path))
    if opens:
        open_file(order.path)


def open_file(path: Path) -> None:
    """Open a file with the program that it belongs to."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _on_failed(window: "MainWindow", error: Exception) -> None:
    if not isinstance(error, PlanEditorError):
        raise error
    if not isinstance(error, Cancelled):
        show_error(error, window)
