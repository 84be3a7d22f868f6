"""All open windows: one for each document.

One rule: a document is opened, imported or recovered here and nowhere else, in the background, and shown in a window
of its own; a file that is open already has its window brought to the front.
"""

import gc
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QWidget

from planeditor.bundled import bundled_path
from planeditor.errors import Cancelled, PlanEditorError
from planeditor.gui import preferences, settings, theme
from planeditor.gui.errors import ask, show_error
from planeditor.gui.jobs import Job, show_progress
from planeditor.gui.main_window import MainWindow
from planeditor.gui.moments import local_moment
from planeditor.i18n import _
from planeditor.plan.entities import Snapshot
from planeditor.store import (
    DamagedError,
    Document,
    Recovery,
    discard,
    new_document,
    open_document,
    pending_recoveries,
    recover,
)
from planeditor.store.ahead import OpeningAhead, is_plan_name

if TYPE_CHECKING:
    from planeditor.gui.import_wizard import Imported, ImportWizard
    from planeditor.gui.welcome_window import WelcomeWindow

SAMPLE = "samples/sample.json"
WHOLE_PLAN = ".json"  # nothing in it is left to be checked


class Windows(QObject):
    """Opens documents in windows and knows them all."""

    opened = Signal(object)  # the MainWindow
    all_closed = Signal()  # the last one, and nothing is being opened

    def __init__(self, author: str = "", parent: QObject | None = None, ahead: OpeningAhead | None = None) -> None:
        """Begin without a window; `author` signs the steps of the history, `ahead` is a file being opened already."""
        super().__init__(parent)
        self._author = author
        self._ahead = ahead
        self.all: list[MainWindow] = []
        self._is_quitting = False
        self._opening: set[Job] = set()
        self.wizards: set[QWidget] = set()
        self._progress: QWidget | None = None  # kept while it is open
        self.welcome: WelcomeWindow | None = None  # made when it is first shown
        self.recovery_dialog: QWidget | None = None  # kept while it is open

    # documents in

    def new(self) -> MainWindow:
        """Show an empty, untitled plan."""
        return self.show_document(new_document(author=self._author))

    def new_from_template(self, path: Path, asking: QWidget | None = None) -> MainWindow | None:
        """Show a template as an untitled plan; None, and told above `asking`, where it cannot be read any more."""
        from planeditor.importing.interchange import read_json
        from planeditor.plan.copying import fresh_plan

        try:
            return self.show_snapshot(fresh_plan(read_json(path)))
        except PlanEditorError as error:
            show_error(error, asking)
            return None

    def show_sample(self) -> None:
        """Show the bundled sample plan as an untitled document."""
        from planeditor.importing.interchange import read_json

        window = self.show_snapshot(read_json(bundled_path(SAMPLE)), _("Sample plan"))
        window.is_worth_saving = False
        window.refresh_title()

    def show_welcome(self) -> "WelcomeWindow":
        """Show the start page, which goes when a plan comes."""
        from planeditor.gui.welcome_window import WelcomeWindow

        if self.welcome is None:
            self.welcome = WelcomeWindow(self)
        self.welcome.start()
        return self.welcome

    def on_welcome_closed(self) -> None:
        """End the program with the start page where nothing else is open."""
        self._end_if_all_closed()

    def sign_as(self, author: str) -> None:
        """Sign all steps from now on with a name."""
        self._author = author
        for window in self.all:
            window.session.document.store.author = author

    def open(self, path: Path, asking: QWidget | None = None) -> None:
        """Open a plan file, or import any other; failures are told above `asking`."""
        shown = next((window for window in self.all if window.shows(path)), None)
        if shown is not None:
            shown.bring_to_front()
        elif is_plan_name(path) or path.is_dir():
            self._ask_or_open(path, asking)
        elif path.suffix.lower() == WHOLE_PLAN:
            self._import_whole(path, asking)
        else:
            self.import_files([path], asking)

    def open_all(self, paths: Iterable[Path], asking: QWidget | None = None) -> None:
        """Open plans, and import all other files together."""
        documents = []
        for path in paths:
            if is_plan_name(path) or path.is_dir() or path.suffix.lower() == WHOLE_PLAN:
                self.open(path, asking)
            else:
                documents.append(path)
        if documents:
            self.import_files(documents, asking)

    def _ask_or_open(self, path: Path, asking: QWidget | None) -> None:
        """Open a plan, after asking when a crash has left edits behind that did not reach the file."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead.path == path:
            left = ahead.left_behind()
        else:
            ahead, left = None, next((known for known in pending_recoveries() if known.path == path), None)
        if left is None:
            self._open_plan(path, asking, ahead)
            return
        text = _("{file} has changes from {time} that did not reach the file.")
        answers: dict[str, Callable[[], object]] = {
            _("Restore them"): lambda: self.restore(left, asking),
            _("Open the file without them"): lambda: self._open_plan(path, asking),
        }
        question = text.format(file=path.name, time=local_moment(left.changed_at))
        ask(question, answers, asking, cancel=_("Cancel"), on_cancel=self._show_something)

    def restore(self, recovery: Recovery, asking: QWidget | None = None) -> None:
        """Show a plan with the changes that did not reach its file."""
        self._close_saved(recovery.path)
        try:
            document = recover(recovery, author=self._author)
        except PlanEditorError as error:
            show_error(error, asking)
            self._show_something()
            return
        window = self.show_document(document)
        window.is_worth_saving = document.path is None
        window.refresh_title()
        window.notices.offer(_("Restored the changes of {time}.").format(time=local_moment(recovery.changed_at)))
        window.session.publish_soon()

    def discard(self, recovery: Recovery, asking: QWidget | None = None) -> None:
        """Move the changes that did not reach a file into the backups."""
        try:
            discard(recovery)
        except PlanEditorError as error:
            show_error(error, asking)

    def _close_saved(self, path: Path | None) -> None:
        """Make way for a restored plan: its file can be open for writing only once."""
        for window in list(self.all):
            if path is not None and window.shows(path) and window.session.document.is_published:
                window.close()

    def _open_plan(self, path: Path, asking: QWidget | None, ahead: OpeningAhead | None = None) -> None:
        job = Job(ahead.document) if ahead is not None else Job(_open, path, self._author)
        job.succeeded.connect(lambda document: self._on_opened(document, path))
        job.failed.connect(lambda error: self._on_open_failed(error, path, asking))
        self._start(job, _("Opening {file}…").format(file=path.name), asking)

    def import_files(self, paths: Iterable[Path], asking: QWidget | None = None) -> "ImportWizard":
        """Show the import of documents above `asking`, at its first step if there are none yet."""
        from planeditor.gui.import_wizard import ImportWizard

        wizard = ImportWizard(asking)
        self.wizards.add(wizard)
        wizard.new_plan_wanted.connect(lambda imported: self._make_imported(imported, asking))
        wizard.finished.connect(lambda _result: self._on_wizard_finished(wizard))
        wizard.destroyed.connect(self._on_wizard_destroyed)
        wizard.open()
        wizard.import_files(paths)
        return wizard

    def _on_wizard_finished(self, wizard: "ImportWizard") -> None:
        self.wizards.discard(wizard)
        if not self._opening:
            self._show_something()

    def _on_wizard_destroyed(self) -> None:
        """A window that closes takes its wizard along."""
        QTimer.singleShot(0, self, self._sweep_wizards)

    def _sweep_wizards(self) -> None:
        self.wizards = {wizard for wizard in self.wizards if shiboken6.isValid(wizard)}
        gc.unfreeze()  # its previews are garbage now
        self._end_if_all_closed()

    def _make_imported(self, imported: "Imported", asking: QWidget | None) -> None:
        """Make the plan away from the GUI thread: its rows may be many."""
        job = Job(_make, imported.snapshot, self._author)
        job.succeeded.connect(lambda document: self._on_made(document, imported))
        job.failed.connect(lambda error: self._on_import_failed(error, asking))
        self._start(job, _("Making the plan…"), asking)

    def _on_made(self, document: object, imported: "Imported") -> None:
        from planeditor.gui.import_wizard import tell_imported

        assert isinstance(document, Document)
        window = self.show_worth_saving(document, imported.name)
        tell_imported(window, imported)

    def _import_whole(self, path: Path, asking: QWidget | None) -> None:
        """Make an untitled plan from a plan in another form."""
        job = Job(_import, path)
        job.succeeded.connect(lambda snapshot: self._on_imported(snapshot, path))
        job.failed.connect(lambda error: self._on_import_failed(error, asking))
        self._start(job, _("Importing {file}…").format(file=path.name), asking)

    def show_snapshot(self, snapshot: Snapshot, name: str = "") -> MainWindow:
        """Show a plan from memory as a new, untitled document that is worth saving."""
        return self.show_worth_saving(new_document(snapshot, author=self._author), name)

    def show_worth_saving(self, document: Document, name: str = "") -> MainWindow:
        """Show a new, untitled document that is not to be lost unasked."""
        window = self.show_document(document)
        window.name = name
        window.is_worth_saving = True
        window.refresh_title()
        return window

    def show_document(self, document: Document) -> MainWindow:
        """Show a document in a new window; an empty window that nobody has touched makes room for it."""
        idle = next((window for window in self.all if window.is_untouched), None)
        if self._author:
            document.store.author = self._author  # a file opened ahead knows the system's name only
        window = MainWindow(document, self)
        self.all.append(window)
        window.closed.connect(self._on_closed)
        self._place(window, idle)
        window.show()
        if idle is not None:
            idle.close()
        self.opened.emit(window)
        return window

    def _place(self, window: MainWindow, idle: MainWindow | None) -> None:
        if window.is_placed:
            return
        if idle is not None:
            window.setGeometry(idle.geometry())
        elif len(self.all) > 1:
            step = theme.em(window, 2)
            window.move(self.all[-2].pos() + QPoint(step, step))

    # what came of it

    def _start(self, job: Job, text: str, asking: QWidget | None) -> None:
        self._opening.add(job)
        job.succeeded.connect(lambda _result: self._opening.discard(job))
        job.failed.connect(lambda _error: self._opening.discard(job))
        self._progress = show_progress(job, text, asking)
        job.start()

    def _on_opened(self, document: object, path: Path) -> None:
        assert isinstance(document, Document)
        settings.add_recent(path)
        self.show_document(document)

    def _on_imported(self, snapshot: object, path: Path) -> None:
        assert isinstance(snapshot, Snapshot)
        self.show_snapshot(snapshot, "" if snapshot.plan.title else path.stem)

    def _on_import_failed(self, error: Exception, asking: QWidget | None) -> None:
        _show_failure(error, asking)
        self._show_something()

    def _on_open_failed(self, error: Exception, path: Path, asking: QWidget | None) -> None:
        if not path.exists():
            settings.forget_recent(path)
        if isinstance(error, DamagedError) and error.backup is not None:
            backup = error.backup
            answers: dict[str, Callable[[], object]] = {
                _("Open the backup"): lambda: self._open_backup(backup, path, asking)
            }
            ask(str(error), answers, asking, cancel=_("Cancel"), on_cancel=self._show_something)
            return
        _show_failure(error, asking)
        self._show_something()

    def _open_backup(self, backup: Path, path: Path, asking: QWidget | None) -> None:
        """Show a backup as an untitled plan: the damaged file stays as it is until someone saves over it."""
        self.open_copy(backup, "", asking)

    def open_copy(self, path: Path, name: str, asking: QWidget | None) -> None:
        """Show what is in a plan file as an untitled plan with a name of its own, "" for its title."""
        job = Job(_read, path)
        job.succeeded.connect(lambda snapshot: self.show_snapshot(snapshot, name))
        job.failed.connect(lambda error: _show_failure(error, asking))
        self._start(job, _("Opening {file}…").format(file=path.name), asking)

    def _show_something(self) -> None:
        if not self.all:
            self.show_welcome()

    # closing

    def close_all(self) -> None:
        """Close one window after the other; a question waits for its answer, and a cancelled one ends it."""
        self._is_quitting = True
        preferences.keep_open_files(_paths(self.all))
        self._close_next()
        if self.welcome is not None and self.welcome.isVisible() and not self.all:
            self.welcome.close()

    def _close_next(self) -> None:
        self._is_quitting = self._is_quitting and bool(self.all)
        if self._is_quitting:
            self.all[-1].bring_to_front()
            self.all[-1].close()

    def stop_quitting(self) -> None:
        """Keep the windows that are still open."""
        self._is_quitting = False

    def _on_closed(self, window: object) -> None:
        if window in self.all:
            if len(self.all) == 1 and not self._is_quitting:
                preferences.keep_open_files(_paths(self.all))
            self.all.remove(window)
        QTimer.singleShot(0, self, self._close_next)  # this one is still closing
        gc.unfreeze()  # what belonged to the window is garbage now
        self._end_if_all_closed()

    def _end_if_all_closed(self) -> None:
        is_welcoming = self.welcome is not None and self.welcome.isVisible()
        if not self.all and not self._opening and not self.wizards and not is_welcoming:
            self.all_closed.emit()


def _paths(windows: Iterable[MainWindow]) -> list[Path]:
    return [path for window in windows if (path := window.session.document.path) is not None]


def _open(path: Path, author: str) -> Document:
    return open_document(path, author=author, ahead=True)


def _make(snapshot: Snapshot, author: str) -> Document:
    return new_document(snapshot, author=author)


def _import(path: Path, progress: Callable[[float], bool]) -> Snapshot:
    from planeditor.importing import import_file

    return import_file(path, progress=progress).snapshot


def _read(path: Path) -> Snapshot:
    from planeditor.store import read_plan

    return read_plan(path)


def _show_failure(error: Exception, asking: QWidget | None) -> None:
    if isinstance(error, Cancelled):
        return
    if not isinstance(error, PlanEditorError):
        raise error
    show_error(error, asking)
