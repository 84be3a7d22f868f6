"""Random edits: undo gives everything back, the digest and the references hold, the file says the same again."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given

from planeditor.plan.entities import Snapshot
from planeditor.plan.numbering import snapshot_numbers
from planeditor.plan.outline import Outline
from planeditor.store.digest import content_digest, kept_digest
from planeditor.store.document import Document
from planeditor.store.loading import write_snapshot
from planeditor.store.schema import migrate
from planeditor.store.store import Store, connect
from tests.random_edits import Edit, edit_lists, make_edit
from tests.small_plan import small_plan


@contextmanager
def opened(plan: Snapshot) -> Iterator[Document]:
    """A document of `plan` in a fresh working copy."""
    with tempfile.TemporaryDirectory() as folder:
        connection = connect(Path(folder) / "plan.db")
        try:
            migrate(connection)
            write_snapshot(connection, plan)
            yield Document(Store(connection))
        finally:
            connection.close()


def check_sound(document: Document) -> None:
    """The digest is that of the rows, and every reference points at something."""
    assert content_digest(document.connection) == kept_digest(document.connection)
    assert document.connection.execute("PRAGMA foreign_key_check").fetchall() == []


@given(edit_lists())
def test_undoing_everything_gives_back_the_first_content_and_redoing_the_last(edits: list[Edit]) -> None:
    plan = small_plan()
    with opened(plan) as document:
        for edit in edits:
            make_edit(document, edit)
        check_sound(document)
        while document.redo():
            pass
        last = document.snapshot()
        while document.undo():
            check_sound(document)
        assert document.snapshot() == plan
        while document.redo():
            pass
        assert document.snapshot() == last
        check_sound(document)


@given(edit_lists())
def test_a_changed_plan_written_to_a_new_file_is_equal(edits: list[Edit]) -> None:
    with opened(small_plan()) as document:
        for edit in edits:
            make_edit(document, edit)
        snapshot = document.snapshot()
    with opened(snapshot) as copy:
        assert copy.snapshot() == snapshot
        check_sound(copy)


@given(edit_lists())
def test_the_outline_shows_the_numbers_that_a_whole_count_gives(edits: list[Edit]) -> None:
    with opened(small_plan()) as document:
        for edit in edits:
            make_edit(document, edit)
        outline, snapshot = document.outline(), document.snapshot()
        assert {entry.id: outline.number(entry) for entry in outline.walk()} == snapshot_numbers(snapshot)
        rebuilt = Outline.of(snapshot)
        assert [entry.id for entry in rebuilt.walk()] == [entry.id for entry in outline.walk()]


@given(edit_lists())
def test_no_edit_but_those_that_say_so_loses_text(edits: list[Edit]) -> None:
    """Merging, splitting and moving keep every character of bodies and fields."""
    keeping = {"merge", "split", "move", "move_up", "move_down", "promote", "demote", "move_before", "set_kind"}
    with opened(small_plan()) as document:
        letters = _letters(document.snapshot())
        for edit in edits:
            if edit[0] in keeping:
                make_edit(document, edit)
                assert not letters - _letters(document.snapshot())


def _letters(snapshot: Snapshot) -> set[str]:
    """The phrases between punctuation that stand anywhere in the plan."""
    texts = [text for node in snapshot.walk() for text in (node.title, node.body, *(f.text for f in node.fields))]
    return set("".join(texts).translate(str.maketrans("", "", "\n 。")))
