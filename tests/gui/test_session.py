"""The session: one road for edits, one signal, typing flushed first, failures told."""

from pathlib import Path

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from planeditor.errors import EditError
from planeditor.gui.publishing import Saving
from planeditor.gui.session import Session
from planeditor.plan.changes import ChangeSet
from planeditor.store import Document, create_plan, open_document, read_plan
from tests.gui.trees import title_of
from tests.small_plan import small_plan


def first_id(session: Session) -> int:
    return session.outline.root.children[0].id


def first_title(session: Session) -> str:
    return title_of(session, session.outline.root.children[0])


def test_an_edit_is_told_once_and_the_outline_knows_it_by_then(session: Session) -> None:
    heard = []
    session.changed.connect(lambda change_set: heard.append((change_set.label, first_title(session))))
    session.run(lambda document: document.rename(first_id(session), "新标题"))
    assert [title for _label, title in heard] == ["新标题"]


def test_an_edit_that_changes_nothing_is_not_told(session: Session) -> None:
    heard = []
    session.changed.connect(heard.append)
    session.run(lambda document: document.rename(first_id(session), first_title(session)))
    assert not heard


def test_a_forbidden_edit_becomes_a_notice(session: Session, qtbot) -> None:
    def refuse(document: Document) -> ChangeSet:
        raise EditError("不行")

    with qtbot.waitSignal(session.notice) as told:
        assert session.run(refuse).changes == ()
    assert told.args == ["不行"]


def test_what_is_being_typed_is_written_before_an_edit_undo_and_selection(session: Session) -> None:
    flushed = []
    session.about_to_commit.connect(lambda: flushed.append(session.document.undo_label))
    session.run(lambda document: document.rename(first_id(session), "新标题"))
    session.undo()
    session.select(first_id(session))
    assert len(flushed) == 3


def test_an_editor_may_run_an_edit_while_flushing(session: Session) -> None:
    section = first_id(session)
    session.about_to_commit.connect(lambda: session.run(lambda document: document.rename(section, "打字")))
    session.run(lambda document: document.set_due(section, "2026-12"))
    assert session.document.node(section).title == "打字"
    assert session.outline[section].due == "2026-12"


def test_undo_and_redo_are_told_by_name(session: Session, qtbot) -> None:
    session.run(lambda document: document.rename(first_id(session), "新标题"))
    label = session.document.undo_label
    with qtbot.waitSignal(session.notice) as told:
        session.undo()
    assert label in told.args[0]
    with qtbot.waitSignal(session.notice) as told:
        session.redo()
    assert label in told.args[0]
    assert session.redo() is None


def test_the_current_row_goes_when_it_is_deleted(session: Session) -> None:
    section = first_id(session)
    session.select(section)
    session.run(lambda document: document.delete([section]))
    assert session.current_id == 0


def test_selecting_tells_ids_of_63_bits(session: Session, qtbot) -> None:
    with qtbot.waitSignal(session.current_changed) as told:
        session.select(first_id(session))
    assert told.args == [first_id(session)]


def test_an_unknown_id_selects_nothing(session: Session) -> None:
    session.select(12345)
    assert session.current_id == 0


def test_an_untitled_plan_is_never_published_by_itself(session: Session) -> None:
    session.run(lambda document: document.rename(first_id(session), "新标题"))
    session.publish()
    assert session.save_state.kind is Saving.UNTITLED


def test_a_publication_that_ends_after_closing_reads_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "计划.plan"
    create_plan(path, small_plan())
    session = Session(open_document(path))
    session.run(lambda document: document.set_plan(title="改"))
    session.publish()
    job = session.publisher._job
    assert job is not None
    with qtbot.waitSignal(job.succeeded):
        session.close(discard=False)
    assert read_plan(path).plan.title == "改"


def test_a_step_of_many_rows_is_undone_while_the_window_goes_on_drawing(session: Session, monkeypatch) -> None:
    monkeypatch.setattr("planeditor.gui.session.LONG_STEP", 3)
    before = session.document.snapshot()

    def rename_all(document: Document) -> ChangeSet:
        with document.step("全部改名") as step:
            for entry in session.outline.walk():
                document.rename(entry.id, "新标题")
        return step.change_set

    session.run(rename_all)
    after = session.document.snapshot()
    drawn, heard, told = [], [], []
    session.changed.connect(lambda change_set: heard.append(change_set.label))
    session.notice.connect(told.append)
    QTimer.singleShot(0, lambda: drawn.append(True))
    undone = session.undo()
    assert undone is not None
    assert drawn
    assert (session.document.snapshot(), first_title(session)) == (before, before.nodes[0].title)
    session.redo()
    assert (session.document.snapshot(), first_title(session)) == (after, "新标题")
    assert heard == ["全部改名"] * 2
    assert [text.partition("：")[2] for text in told] == ["全部改名"] * 2
    session.run(lambda document: document.rename(first_id(session), "又一个"))
    assert session.document.undo_label != "全部改名"


def test_an_edit_of_many_places_is_written_while_the_window_goes_on_drawing(session: Session) -> None:
    drawn, heard = [], []
    session.changed.connect(lambda change_set: heard.append(first_title(session)))
    QTimer.singleShot(0, lambda: drawn.append(True))
    first = first_id(session)
    changes = session.run(lambda document: document.rename(first, "在后台写"), places=1000)
    assert (bool(changes.changes), drawn, heard) == (True, [True], ["在后台写"])
    assert session.document.node(first).title == "在后台写"


def test_what_a_worker_may_not_write_is_told_and_changes_nothing(session: Session) -> None:
    told = []
    session.notice.connect(told.append)
    before = session.document.snapshot()

    def refuse(document: Document) -> ChangeSet:
        with document.step("一半"):
            document.rename(first_id(session), "写了一半")
            raise EditError("不行")

    assert session.run(refuse, places=1000).changes == ()
    assert (told, session.document.snapshot()) == (["不行"], before)
    session.run(lambda document: document.rename(first_id(session), "以后照样能写"))
    assert first_title(session) == "以后照样能写"
