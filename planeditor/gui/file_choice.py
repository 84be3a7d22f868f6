"""Asking for a file beside the main ones of a window. One rule: no dialog blocks; the answer comes by a call."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from planeditor.gui import settings
from planeditor.gui.file_commands import FORBIDDEN_IN_NAMES, NAME_LENGTH, name_labels

Action = Callable[[Path], object]


def choose_file(parent: QWidget, title: str, filters: Sequence[str], action: Action) -> QFileDialog:
    """Ask for a file that exists."""
    dialog = QFileDialog(parent, title, str(settings.last_folder()))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _opened(dialog, filters, action)


def choose_new_file(parent: QWidget, title: str, name: str, kind: str, suffix: str, action: Action) -> QFileDialog:
    """Ask for a file to be written; the dialog asks before one is replaced."""
    dialog = QFileDialog(parent, title, str(settings.last_folder() / f"{file_name(name)}{suffix}"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix[1:])
    return _opened(dialog, [f"{kind} (*{suffix})"], action)


def file_name(text: str) -> str:
    """Return a text as the name of a file, without what file systems forbid."""
    return "".join(" " if sign in FORBIDDEN_IN_NAMES else sign for sign in text).strip()[:NAME_LENGTH]


def _opened(dialog: QFileDialog, filters: Sequence[str], action: Action) -> QFileDialog:
    dialog.setNameFilters(list(filters))
    name_labels(dialog)
    dialog.fileSelected.connect(lambda name: settings.keep_folder(Path(name).parent))
    dialog.fileSelected.connect(lambda name: action(Path(name)))
    dialog.open()
    return dialog
