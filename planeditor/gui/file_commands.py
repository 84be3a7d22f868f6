"""What the actions do to files: save, save as, export, conflicts, closing.

One rule: no question blocks; every answer is a method, and closing is tried again when the question is settled.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from planeditor.errors import Cancelled, PlanEditorError
from planeditor.gui import settings
from planeditor.gui.errors import ask, show_error
from planeditor.gui.jobs import Job, show_progress
from planeditor.gui.notice_bar import NoticeBar
from planeditor.gui.publishing import Saving
from planeditor.i18n import _
from planeditor.store import folder_of

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

FORBIDDEN_IN_NAMES = '\\/:*?"<>|\n\r\t'
NAME_LENGTH = 60
WHOLE_ONLY = ".json"  # is all of a plan, for other programs
IMPORTED = "*.docx *.xlsx *.csv *.txt *.md *.html *.htm *.mht *.mhtml *.opml *.json"


def _as_name(text: str) -> str:
    return "".join(" " if sign in FORBIDDEN_IN_NAMES else sign for sign in text).strip()[:NAME_LENGTH]


class FileCommands(QObject):
    """The verbs for the file of one window."""

    def __init__(self, window: "MainWindow") -> None:
        """Serve one window."""
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._is_closing = False
        self._is_wanted = False  # the publication under way: by the user, not by the clock
        self._conflict_bar: NoticeBar | None = None
        self.may_close = False
        self._session.publisher.conflict_found.connect(self._on_conflict)
        self._session.publisher.finished.connect(self._on_published)

    # dialogs for names

    def open(self) -> None:
        """Choose a file to open or import."""
        filters = [
            _("Plans and documents ({names})").format(names=f"*.plan {IMPORTED}"),
            _("Plans (*.plan)"),
            _("All files (*)"),
        ]
        self._choose(_("Open"), filters, lambda path: self._window.windows.open(path, self._window))

    def choose_import(self) -> None:
        """Begin an import: the wizard asks for files or text."""
        self._window.windows.import_files([], self._window)

    def _choose(self, title: str, filters: list[str], action: Callable[[Path], object]) -> QFileDialog:
        dialog = QFileDialog(self._window, title, str(settings.last_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(filters)
        name_labels(dialog)
        dialog.fileSelected.connect(lambda name: settings.keep_folder(Path(name).parent))
        dialog.fileSelected.connect(lambda name: action(Path(name)))
        dialog.open()
        return dialog

    def choose_new(
        self, title: str, kind: str, suffix: str, action: Callable[[Path], object], named: str = ""
    ) -> QFileDialog:
        """Ask for the name of a file to be written; the usual one ends with what is `named`.

        The dialog asks before a file is replaced.
        """
        dialog = QFileDialog(self._window, title, self._suggested(suffix, named))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{kind} (*{suffix})"])
        dialog.setDefaultSuffix(suffix[1:])
        name_labels(dialog)
        dialog.fileSelected.connect(lambda name: settings.keep_folder(Path(name).parent))
        dialog.fileSelected.connect(lambda name: action(Path(name)))
        dialog.rejected.connect(self._stay)
        dialog.open()
        return dialog

    def _suggested(self, suffix: str, named: str = "") -> str:
        path = self._session.document.path
        end = f"-{_as_name(named)}{suffix}" if named else suffix
        if path is not None:
            return str(path.with_name(f"{path.stem}{end}"))
        title = self._session.document.plan().title or self._window.name or _("Work plan")
        return str(settings.last_folder() / f"{_as_name(title)}{end}")

    # saving

    def save(self) -> None:
        """Publish now, or ask for a name if there is none."""
        if self._session.document.path is None or self._session.read_only:
            self.save_as()
        else:
            self._is_wanted = True
            self._session.publisher.forget_failure()
            self._session.publish()

    def save_as(self) -> None:
        """Ask for a name and go on under it."""
        self._session.flush()
        self.choose_new(_("Save as"), _("Plans"), ".plan", self.save_to)

    def save_to(self, path: Path) -> None:
        """Go on under another name; the file dialog has asked before replacing."""
        self._session.flush()
        job = Job(partial(self._session.document.publish_to, path, force=True))
        job.succeeded.connect(lambda _none: self._on_saved_to(path))
        job.failed.connect(self._on_failed)
        show_progress(job, _("Saving {file}…").format(file=path.name), self._window)
        job.start()

    def _on_saved_to(self, path: Path) -> None:
        settings.add_recent(path)
        if self._session.is_closed:  # the window went while its file was written
            return
        self._session.publisher.forget_failure()
        self._hide_conflict()
        self._window.on_renamed()
        self._go_on_closing()

    def _on_failed(self, error: Exception) -> None:
        if self._session.is_closed:
            return
        self._stay()
        self._session.reload_state()
        if not isinstance(error, PlanEditorError):
            raise error
        if not isinstance(error, Cancelled):
            show_error(error, self._window)

    # export

    def export(self, suffix: str, kind: str) -> None:
        """Ask for a name and write the plan in another format; while a filter is on, ask first whether all of it."""
        self._session.flush()
        if self._window.tree.filtered_ids and suffix != WHOLE_ONLY:
            from planeditor.gui.export_commands import ask_what

            ask_what(self._window, suffix)
            return
        self.choose_new(_("Export"), kind, suffix, self.export_to)

    def export_to(self, path: Path) -> None:
        """Write the plan as it is now; the suffix chooses the format."""
        from planeditor.gui.export_commands import run
        from planeditor.gui.export_order import Order

        run(self._window, Order(path))

    # a conflict

    def _on_conflict(self, message: str) -> None:
        """Ask when the user saves or closes; beside their typing only a notice waits."""
        is_wanted, self._is_wanted = self._is_wanted, False
        if is_wanted:
            self._ask_about_conflict(message)
            return
        if self._conflict_bar is None:
            self._conflict_bar = self._window.notices.offer(message, _("Decide…"), self.save)
        self._conflict_bar.show()

    def _ask_about_conflict(self, message: str) -> None:
        question = _("What is to happen with your version?")
        answers: dict[str, Callable[[], object]] = {
            _("Save mine as…"): self.save_as,
            _("Open their version"): self.open_theirs,
            _("Replace theirs (it is kept in the backups)"): self.replace_theirs,
            _("Open the backups folder"): self.open_backups,
        }
        ask(f"{message}\n\n{question}", answers, self._window, cancel=_("Not now"), on_cancel=self._stay)

    def open_theirs(self) -> None:
        """Show what someone else wrote as a plan of its own; ours stays as it is."""
        self._stay()
        path = self._session.document.path
        assert path is not None
        name = _("{file} (their version)").format(file=path.stem)
        self._window.windows.open_copy(path, name, self._window)

    def open_backups(self) -> None:
        """Show the folder with the backups of this file."""
        self._stay()
        path = self._session.document.path
        assert path is not None
        folder = folder_of(path)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder if folder.exists() else folder.parent)))

    def _hide_conflict(self) -> None:
        if self._conflict_bar is not None and not self._session.publisher.in_conflict:
            self._conflict_bar.hide()

    def replace_theirs(self) -> None:
        """Publish over what someone else wrote; theirs stays in the backups."""
        self._session.document.overwrite_next()
        self.save()

    # closing

    def try_to_close(self) -> bool:
        """Tell whether the window may close now; if not, it asks or saves first and closes by itself later."""
        self._session.flush()
        document = self._session.document
        if self.may_close or document.read_only or (document.path is not None and document.is_published):
            return True
        if document.path is None:
            if not self._window.is_worth_saving and not document.undo_label:
                return True
            self._ask_before_closing()
            return False
        self._is_closing = True
        self.save()
        return False

    def _ask_before_closing(self) -> None:
        answers: dict[str, Callable[[], object]] = {
            _("Save"): self._save_and_close,
            _("Don't save"): self._close_anyway,
        }
        text = _("“{name}” is not yet saved as a file. Save it?").format(name=self._window.shown_name)
        ask(text, answers, self._window, cancel=_("Cancel"), on_cancel=self._stay)

    def _save_and_close(self) -> None:
        self._is_closing = True
        self.save_as()

    def _close_anyway(self) -> None:
        self.may_close = True
        self._window.close()

    def _on_published(self) -> None:
        publisher = self._session.publisher
        self._is_wanted = self._is_wanted and (publisher.is_running or publisher.in_conflict)
        self._hide_conflict()
        failed = self._session.save_state.kind is Saving.FAILED
        if self._is_closing and failed and not self._session.publisher.in_conflict:
            self._is_closing = False
            self._ask_after_failure(self._session.save_state.message)
        self._go_on_closing()

    def _ask_after_failure(self, message: str) -> None:
        kept = _("Your work is kept on this computer and will be offered at the next start.")
        answers: dict[str, Callable[[], object]] = {
            _("Save as…"): self._save_and_close,
            _("Close all the same"): self._close_anyway,
        }
        ask(f"{message}\n\n{kept}", answers, self._window, cancel=_("Cancel"), on_cancel=self._stay)

    def _go_on_closing(self) -> None:
        if self._is_closing and self._session.save_state.kind is Saving.SAVED:
            self._window.close()

    def _stay(self) -> None:
        self._is_closing = False
        self._window.windows.stop_quitting()

    @property
    def discards(self) -> bool:
        """Tell whether closing now throws the working copy away: an untitled plan nobody wants to keep."""
        return self._session.document.path is None


def import_filters() -> list[str]:
    """Return the kinds of files that can be imported, for a file dialog."""
    kinds = {
        _("Word documents"): "*.docx",
        _("Excel tables"): "*.xlsx *.csv",
        _("Texts"): "*.txt *.md *.html *.htm *.mht *.mhtml",
        _("Outlines and plans"): "*.opml *.json *.plan",
    }
    every = _("All that can be imported ({names})").format(names=f"{IMPORTED} *.plan")
    return [every, *(f"{name} ({names})" for name, names in kinds.items()), _("All files (*)")]


def name_labels(dialog: QFileDialog) -> None:
    """Name what Qt's Chinese texts leave out; the system's own dialog, where there is one, does not ask for it."""
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, _("Look in:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, _("Files of type:"))
