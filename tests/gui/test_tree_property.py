"""Whatever is done, undone and redone: the live tree equals a fresh one, and undoing all gives the first content."""

from contextlib import suppress

from hypothesis import given
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from planeditor.gui.session import Session
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
