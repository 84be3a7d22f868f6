"""Whatever is done, undone and redone: the live tree equals a fresh one, and undoing all gives the first content."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from planeditor.gui.session import Session
from planeditor.gui.tree_filter import TreeFilter
from planeditor.gui.tree_model import TreeModel
from planeditor.gui.tree_view import TreeView
from planeditor.plan.changes import ChangeSet
from planeditor.store import new_document
from tests.gui.trees import ModelByIds, contents
from tests.random_edits import Edit, edit_lists, make_edit
from tests.small_plan import small_plan

TURNS = {"undo": Session.undo, "redo": Session.redo}


def make(session: Session, edit: Edit) -> None:
    if edit[0] in TURNS:
        TURNS[edit[0]](session)
        return
    with suppress(ZeroDivisionError):  # an empty plan has nothing to choose from
        session.run(lambda document: make_edit(document, edit) or ChangeSet("", ()))


@given(edits=edit_lists())
def test_the_live_tree_equals_a_fresh_one_and_undoing_everything_gives_the_first_content(
    qapp: QApplication, edits: list[Edit]
) -> None:
    session = Session(new_document(small_plan()))
    view = TreeView(session)
    strict = ModelByIds(session.document, session.run)
    session.tree.applying.connect(strict.apply)
    tester = QAbstractItemModelTester(strict, QAbstractItemModelTester.FailureReportingMode.Fatal)
    first = contents(session.tree)
    for edit in edits:
        make(session, edit)
        fresh = TreeModel(session.document, session.run)
        assert contents(session.tree) == contents(fresh)
        assert session.tree.totals.targets(0) == fresh.totals.targets(0)
    while session.undo():
        pass
    assert contents(session.tree) == first
    tester.deleteLater()
    view.close()
    session.close(discard=True)


@given(edits=edit_lists(), chosen=st.sets(st.integers(0, 40), max_size=6), opened=st.booleans())
def test_under_a_filter_the_live_rows_are_those_of_a_fresh_filter(
    qapp: QApplication, edits: list[Edit], chosen: set[int], opened: bool
) -> None:
    session = Session(new_document(small_plan()))
    view = TreeView(session)
    strict = ModelByIds(session.document, session.run)
    session.tree.applying.connect(strict.apply)
    ids = [entry.id for entry in session.outline.walk()]
    live, watched = TreeFilter(session.tree), TreeFilter(strict)
    for model in (live, watched):
        model.show_only(frozenset(ids[number % len(ids)] for number in chosen))
    tester = QAbstractItemModelTester(watched, QAbstractItemModelTester.FailureReportingMode.Fatal)
    view.show_only(live.chosen)
    for edit in edits:
        if opened:
            contents(live)  # what nobody has looked at yet is found out later
        make(session, edit)
        created = {entry.id for entry in session.outline.walk()} - set(ids)
        fresh = TreeFilter(session.tree)
        fresh.show_only(live.chosen | created)
        live.change_to(live.chosen | created)  # as the window does: a row left without others shows until then
        assert contents(live) == contents(fresh)
    assert watched.rowCount() == len(contents(watched))
    tester.deleteLater()
    view.close()
    session.close(discard=True)
