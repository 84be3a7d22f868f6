"""The file side of a document: where it lies, whether it is saved, saving and closing.

One rule: nothing here edits the plan; the writing methods may run in a worker thread while the plan is edited.
"""

import contextlib
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from planeditor.errors import OutputError
from planeditor.i18n import _
from planeditor.store import backups
from planeditor.store.digest import state_mark
from planeditor.store.disk import Progress, ignore_progress
from planeditor.store.failures import output_error
from planeditor.store.store import Store, connect
from planeditor.store.versions import ORIGIN
from planeditor.store.working_copy import WorkingCopy

if TYPE_CHECKING:
    from planeditor.store.search_index import SearchIndex


class Filed:
    """What a document can say about and do with its file; all of it is the working copy's work."""

    store: Store
    working: WorkingCopy | None

    @property
    def _files(self) -> WorkingCopy:
        if self.working is None:
            raise RuntimeError("a document without a working copy has no file")
        return self.working

    @property
    def path(self) -> Path | None:
        """Return the document's file, None for an untitled plan."""
        return self._files.path

    @property
    def read_only(self) -> bool:
        """Tell whether another has the document open, so that it can only be read here."""
        return self._files.read_only

    @property
    def holder(self) -> str:
        """Return who else has the document open, "" when it is ours."""
        return self._files.holder

    @property
    def notices(self) -> tuple[str, ...]:
        """Return what to tell the user once after opening."""
        return self._files.notices

    @property
    def is_published(self) -> bool:
        """Tell whether the file holds all that the working copy holds; call it from the editing thread."""
        return self._files.is_published(state_mark(self.store.connection))

    @property
    def published_at(self) -> str:
        """Return when the file was written, UTC in ISO form; "" for an untitled plan."""
        return self._files.published_at

    def publish(self, *, progress: Progress | None = None) -> None:
        """Write the file; ConflictError if someone else changed it, OutputError if it cannot be written."""
        self._files.publish(progress or ignore_progress)

    def publish_to(self, path: Path, *, force: bool = False, progress: Progress | None = None) -> None:
        """Save as: write another file, which becomes the document's; OutputError if it exists, unless `force`."""
        self._files.publish_to(path, force=force, progress=progress or ignore_progress)
        self.store.read_only = self._files.read_only

    def save_copy(self, path: Path, *, with_history: bool = True, progress: Progress | None = None) -> None:
        """Write a copy, replacing what is there; without history no deleted word remains in it."""
        self._files.save_copy(path, with_history=with_history, progress=progress or ignore_progress)

    def save_copy_to_send(self, path: Path, *, progress: Progress | None = None) -> None:
        """Write the plan and its progress alone into another file, which tells nothing of how it came about.

        No history, versions, settings, dismissed findings, files of evidence, nor what was given out to whom.
        It says by a mark which state of the plan it holds, so that it can be read back. What lay there goes into the
        backups.
        """
        from planeditor.store.files import create_plan  # which makes documents
        from planeditor.store.reader import Reader

        path = Path(os.path.abspath(path))
        if path == self.path:
            text = _("{file} is the plan itself; choose another name for the copy.")
            raise OutputError(text.format(file=path))
        with contextlib.closing(connect(self._files.folder.database)) as connection:
            connection.execute("BEGIN")  # plan and mark of one moment
            reader = Reader(connection)
            snapshot, mark = replace(reader.snapshot(), handouts=()), reader.mark()
        report = progress or ignore_progress
        report(0.3)
        _keep_replaced(path)
        create_plan(path, snapshot, force=True, settings={ORIGIN: mark})
        report(1.0)

    def overwrite_next(self) -> None:
        """Let the next publication replace a file that someone else changed; theirs goes into the backups."""
        self._files.overwrite_next()

    def verify_in_background(self, progress: Progress | None = None) -> tuple[str, ...]:
        """Check all of a large file that was not checked at opening; return what is wrong, in words."""
        return self._files.verify(progress or ignore_progress)

    def search_index(self) -> "SearchIndex":
        """Return an index of the plan's words, not built yet; it has to be closed before the document."""
        from planeditor.store.search_index import SearchIndex  # small plans need none

        return SearchIndex(self._files.folder.database)

    def close(self, *, discard: bool = False) -> None:
        """Let go of the file; edits that reached no file stay for recovery, unless they are to be discarded."""
        mark = state_mark(self.store.connection)
        self.store.connection.close()
        self._files.close(mark, discard=discard)


def _keep_replaced(path: Path) -> None:
    """Keep the file that the user chose to replace."""
    try:
        if path.exists():
            backups.keep_theirs(path, path)
    except OSError as error:
        raise output_error(error, path) from error
