"""Opening a file before the window is there: the same document, the same failures, and no word over a crash."""

from pathlib import Path

import pytest

from planeditor.plan.entities import Snapshot
from planeditor.store import DamagedError, pending_recoveries
from planeditor.store.ahead import OpeningAhead
from planeditor.store.aside import Aside
from tests.store.test_working_copy import crash_after


def test_the_document_is_the_one_that_any_opening_gives(file: Path, plan: Snapshot) -> None:
    ahead = OpeningAhead(file)
    assert ahead.left_behind() is None
    document = ahead.document()
    assert document.snapshot() == plan
    assert [entry.id for entry in document.outline().walk()] == [node.id for node in plan.walk()]
    assert not document.read_only
    document.close()


def test_an_outline_read_ahead_of_an_edit_is_not_given(file: Path) -> None:
    document = OpeningAhead(file).document()
    new = document.insert("section", None, title="新").created()[0]
    assert new in document.outline()
    document.close(discard=True)


def test_a_failure_is_told_to_whoever_asks(file: Path) -> None:
    file.write_bytes(b"")
    ahead = OpeningAhead(file)
    assert ahead.left_behind() is None
    with pytest.raises(DamagedError):
        ahead.document()


def test_a_file_with_edits_of_a_crashed_program_is_left_to_the_user(file: Path) -> None:
    crash_after(file, "甲")
    ahead = OpeningAhead(file)
    left = ahead.left_behind()
    assert left is not None
    assert left.path == file
    assert pending_recoveries() == [left]


def test_what_a_call_aside_raises_is_raised_where_it_is_waited_for() -> None:
    call = Aside(lambda: int("一二"))
    call.wait()
    with pytest.raises(ValueError, match="一二"):
        call.result()
