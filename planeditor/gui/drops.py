"""Files dropped on a window.

One rule: answers to hand-outs are collected, a file that this plan was exported to is asked about, all others are
opened.
"""

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
    if not paths or is_ours or window.session.read_only:
        window.windows.open_all(paths, window)
        return
    if len(paths) > 1 or paths[0].is_dir():
        _look_for_answers(window, paths)
        return
    if paths[0].suffix.lower() not in EXPORTED:
        window.windows.open_all(paths, window)
        return
    window.session.flush()
    job = Job(_came_from_here, window.session.document, paths[0])
    job.succeeded.connect(lambda from_here: _on_looked(window, paths[0], from_here))
    job.failed.connect(lambda _error: _on_looked(window, paths[0], False))
    show_progress(job, _("Reading {file}…").format(file=paths[0].name), window)
    job.start()


def _look_for_answers(window: "MainWindow", paths: list[Path]) -> None:
    job = Job(_are_answers, paths)
    job.succeeded.connect(lambda found: _on_several(window, paths, bool(found)))
    job.failed.connect(lambda _error: _on_several(window, paths, False))
    show_progress(job, _("Reading {count} files…").format(count=len(paths)), window)
    job.start()


def _are_answers(paths: list[Path]) -> bool:
    from planeditor.exchange.arrivals import find_files
    from planeditor.exchange.stamps import is_answer

    return any(is_answer(path) for path in find_files(paths)[0])


def _on_several(window: "MainWindow", paths: list[Path], answers: bool) -> None:
    if not shiboken6.isValid(window):
        return
    if answers:
        _collect(window, paths)
    else:
        window.windows.open_all(paths, window)


def _came_from_here(document: Document, path: Path) -> bool | None:
    """Tell whether a file came from this plan; None for an answer to a hand-out."""
    from planeditor.exchange.stamps import came_from, is_answer

    if is_answer(path):
        return None
    with document.aside() as reader:
        return came_from(path, reader)


def _collect(window: "MainWindow", paths: list[Path]) -> None:
    from planeditor.gui.collect_commands import collect_answers

    collect_answers(window, paths)


def _on_looked(window: "MainWindow", path: Path, from_here: object) -> None:
    if not shiboken6.isValid(window):
        return
    if from_here is None:
        _collect(window, [path])
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
