"""Opening the file that the command line names while the window's code is still being loaded.

One rule: it is opened as any other, by `open_document`; whoever asks gets the document, or the failure, once it is
known. A file with edits that a crash left behind is not opened: that is for the user to decide.
"""

from pathlib import Path

from planeditor.store.aside import Aside
from planeditor.store.document import Document
from planeditor.store.files import open_document
from planeditor.store.locking import user_name
from planeditor.store.recovering import Recovery, pending_recoveries

PLAN_SUFFIXES = (".plan", "")


def is_plan_name(path: Path) -> bool:
    """Tell whether a file of this name is opened, and not imported."""
    return path.suffix.lower() in PLAN_SUFFIXES


class OpeningAhead:
    """One file that is being opened in threads of their own."""

    def __init__(self, path: Path) -> None:
        """Begin; `path` is absolute."""
        self.path = path
        self._left = Aside(self._find_left)
        self._document = Aside(self._open)

    def _find_left(self) -> Recovery | None:
        return next((known for known in pending_recoveries() if known.path == self.path), None)

    def _open(self) -> Document | None:
        return None if self.left_behind() else open_document(self.path, author=user_name(), ahead=True)

    def left_behind(self) -> Recovery | None:
        """Return what a crash left of the file, which is then not opened."""
        return self._left.result()

    def document(self) -> Document:
        """Wait for the document and return it, once nothing was left; SourceError if the file cannot be opened."""
        document = self._document.result()
        assert document is not None
        return document
