"""Files dropped on a window. One rule: a file that this plan was exported to is asked about, all others are opened."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6

from planeditor.gui.errors import ask
from planeditor.gui.jobs import Job, show_progress
from planeditor.i18n import _
from planeditor.store import Document

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

EXPORTED = (".docx", ".xlsx", ".json", ".plan")


def take_dropped(window: "MainWindow", paths: list[Path]) -> None:
    """Open or import files; look first whether a single one came from this plan."""
    is_ours = len(paths) == 1 and any(each.shows(paths[0]) for each in window.windows.all)
    if len(paths) != 1 or is_ours or paths[0].suffix.lower() not in EXPORTED or window.session.read_only:
        window.windows.open_all(paths, window)
        return
    window.session.flush()
    job = Job(_came_from_here, window.session.document, paths[0])
    job.succeeded.connect(lambda from_here: _on_looked(window, paths[0], bool(from_here)))
    job.failed.connect(lambda _error: _on_looked(window, paths[0], False))
    show_progress(job, _("Reading {file}…").format(file=paths[0].name), window)
    job.start()


def _came_from_here(document: Document, path: Path) -> bool:
    from planeditor.exchange.stamps import came_from

    with document.aside() as reader:
        return came_from(path, reader)


def _on_looked(window: "MainWindow", path: Path, from_here: bool) -> None:
    if not shiboken6.isValid(window):
        return
    if not from_here:
        window.windows.open_all([path], window)
        return
    text = _("“{file}” was made from this plan. Read back what others changed in it?")
    answers: dict[str, Callable[[], object]] = {
        _("Read back"): lambda: _read_back(window, path),
        _("Open it as a plan of its own"): lambda: window.windows.open_all([path], window),
    }
    ask(text.format(file=path.name), answers, window, cancel=_("Cancel"))


def _read_back(window: "MainWindow", path: Path) -> None:
    from planeditor.gui.differences_commands import read_back

    read_back(window, path)
