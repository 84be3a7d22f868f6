"""The tree model: exact signals for every change, live numbers, totals, drops, the filter."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from planeditor.gui import tree_mime
from planeditor.gui.outline_model import RESET_ABOVE, Column
from planeditor.gui.session import Session
from planeditor.gui.tree_filter import TreeFilter
from planeditor.gui.tree_model import ID_ROLE, TreeModel, due_text
from planeditor.gui.tree_totals import Totals
from planeditor.plan.entities import Node, Snapshot
from planeditor.plan.identity import new_id
from planeditor.store import new_document
from tests.gui.trees import ModelByIds, contents, title_of
from tests.small_plan import small_plan


def ids_of(session: Session) -> list[int]:
    return [entry.id for entry in session.outline.walk()]


def test_shows_number_title_lead_targets_and_due(session: Session) -> None:
    rows = contents(session.tree)
    assert [row.texts[Column.NUMBER] for row in rows] == ["一、", "二、"]
    assert rows[0].texts[Column.TITLE] == "扩大优质资源供给"
    school = rows[0].below[0]
    assert school.texts[Column.NUMBER] == "1."
    assert school.texts[Column.LEAD] == "计财科"
    assert school.texts[Column.TARGETS] == "2"


def test_an_item_without_title_shows_the_beginning_of_its_text(session: Session) -> None:
    last = ids_of(session)[-1]
    assert session.tree.index_of(last, Column.TITLE).data() == "做好教师节表彰。"
    assert session.tree.index_of(last, Column.TITLE).data(Qt.ItemDataRole.EditRole) == ""


def test_ids_of_63_bits_survive_the_index(session: Session) -> None:
    node_id = ids_of(session)[1]
    assert node_id > 1 << 40
    assert session.tree.index_of(node_id).data(ID_ROLE) == node_id


def test_a_section_shows_the_totals_of_all_below_it(session: Session) -> None:
    first = session.tree.index(0, Column.LEAD)
    assert first.data().startswith("3 ")
    assert session.tree.index(0, Column.TARGETS).data() == "2"


def test_totals_follow_moves_between_sections(session: Session) -> None:
    first, second = (entry.id for entry in session.outline.root.children)
    school = session.outline[first].children[0].id
    session.tree.totals.items(first)
    session.run(lambda document: document.move([school], second))
    fresh = Totals(session.outline, session.document.target_counts())
    for section in (first, second, 0):
        assert session.tree.totals.items(section) == fresh.items(section)
        assert session.tree.totals.targets(section) == fresh.targets(section)


def test_deleting_a_section_removes_one_row_not_each_of_its_items(session: Session, qtbot) -> None:
    removed = []
    session.tree.rowsRemoved.connect(lambda parent, first, last: removed.append((parent.isValid(), first, last)))
    first = session.outline.root.children[0].id
    session.run(lambda document: document.delete([first]))
    assert removed == [(False, 0, 0)]


def test_undoing_a_deletion_inserts_one_row_with_all_below_it(session: Session) -> None:
    inserted = []
    before = contents(session.tree)
    first = session.outline.root.children[0].id
    session.run(lambda document: document.delete([first]))
    session.tree.rowsInserted.connect(lambda parent, first, last: inserted.append((parent.isValid(), first, last)))
    session.undo()
    assert inserted == [(False, 0, 0)]
    assert contents(session.tree) == before


def test_a_move_is_told_as_a_move(session: Session) -> None:
    moves = []
    session.tree.rowsMoved.connect(lambda *arguments: moves.append(arguments[1:3]))
    second = session.outline.root.children[1].id
    session.run(lambda document: document.move_up([second]))
    assert moves == [(1, 1)]
    assert session.tree.index(0, Column.NUMBER).data() == "一、"
    assert session.tree.index(0, 0).data(ID_ROLE) == second


def test_renaming_tells_of_one_row(session: Session) -> None:
    told = []
    session.tree.dataChanged.connect(lambda first, last, _roles: told.append((first.data(ID_ROLE), last.column())))
    node_id = ids_of(session)[1]
    session.run(lambda document: document.rename(node_id, "新的标题"))
    assert (node_id, len(Column) - 1) in told
    assert session.tree.index_of(node_id, Column.TITLE).data() == "新的标题"


def test_the_numbers_of_following_siblings_are_told(session: Session) -> None:
    told = []
    session.tree.dataChanged.connect(lambda first, last, _roles: told.append((first.column(), first.row(), last.row())))
    session.run(lambda document: document.insert("section", None, before=session.outline.root.children[0].id))
    assert (Column.NUMBER, 0, 2) in told


def test_editing_in_place_renames(session: Session) -> None:
    index = session.tree.index(0, Column.TITLE)
    assert session.tree.setData(index, "  换了名称 ")
    assert session.document.undo_label
    assert title_of(session, session.outline.root.children[0]) == "换了名称"


def test_very_many_rows_at_once_reset_the_model(session: Session, qtbot) -> None:
    nodes = tuple(Node(new_id(), "item", f"第{number}项") for number in range(RESET_ABOVE + 1))
    with qtbot.waitSignal(session.tree.modelReset):
        session.run(lambda document: document.paste(nodes, None))
    assert session.tree.rowCount() == RESET_ABOVE + 3


def test_the_tester_of_qt_finds_no_fault(session: Session) -> None:
    model = ModelByIds(session.document, session.run)
    session.tree.applying.connect(model.apply)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    first, second = (entry.id for entry in session.outline.root.children)
    items = [entry.id for entry in session.outline[first].children]
    session.run(lambda document: document.move(items, second))
    session.run(lambda document: document.promote(items[:1]))
    session.run(lambda document: document.delete([second]))
    while session.undo():
        pass
    tester.deleteLater()
    assert contents(model, numbers=False) == contents(session.tree, numbers=False)


# drops


def drop(session: Session, ids: list[int], parent_id: int, row: int, action: Qt.DropAction) -> bool:
    data = session.tree.mimeData([session.tree.index_of(node_id) for node_id in ids])
    parent = session.tree.index_of(parent_id) if parent_id else QModelIndex()
    return session.tree.canDropMimeData(data, action, row, 0, parent) and session.tree.dropMimeData(
        data, action, row, 0, parent
    )


def test_a_drop_moves_several_rows_into_another_section(session: Session) -> None:
    first, second = (entry.id for entry in session.outline.root.children)
    items = [entry.id for entry in session.outline[first].children]
    assert drop(session, items, second, 0, Qt.DropAction.MoveAction)
    assert [entry.id for entry in session.outline[second].children][: len(items)] == items


def test_a_drop_with_ctrl_copies(session: Session) -> None:
    first, second = (entry.id for entry in session.outline.root.children)
    item = session.outline[first].children[0]
    assert drop(session, [item.id], second, -1, Qt.DropAction.CopyAction)
    copy = session.outline[second].children[-1]
    assert title_of(session, copy) == title_of(session, item)
    assert copy.id != item.id
    assert session.document.node(copy.id).owners[0].name == session.document.node(item.id).owners[0].name


def test_a_section_cannot_be_dropped_into_itself_or_onto_an_item(session: Session) -> None:
    first, second = (entry.id for entry in session.outline.root.children)
    item = session.outline[second].children[0].id
    assert not drop(session, [first], session.outline[first].children[0].id, -1, Qt.DropAction.MoveAction)
    assert not drop(session, [first], item, -1, Qt.DropAction.MoveAction)


def test_rows_of_another_plan_are_copied_with_their_departments(session: Session, qapp) -> None:
    other = Session(new_document(Snapshot(small_plan().plan)))
    data = session.tree.mimeData([session.tree.index(0, 0)])
    assert other.tree.dropMimeData(data, Qt.DropAction.MoveAction, -1, 0, QModelIndex())
    assert contents(other.tree)[0].texts == contents(session.tree)[0].texts
    assert {known.name for known in other.document.departments()} >= {"基教科", "计财科"}
    other.close(discard=True)


def test_foreign_data_under_our_name_is_as_good_as_nothing(session: Session) -> None:
    data = session.tree.mimeData([session.tree.index(0, 0)])
    data.setData(tree_mime.IDS, b"[1")
    data.setData(tree_mime.NODES, b'{"format": "planeditor", "nodes": 7}')
    assert not session.tree.dropMimeData(data, Qt.DropAction.MoveAction, -1, 0, QModelIndex())
    assert not session.document.undo_label


@pytest.mark.parametrize("column", list(Column))
def test_only_titles_can_be_edited(session: Session, column: Column) -> None:
    flags = session.tree.flags(session.tree.index(0, column))
    assert bool(flags & Qt.ItemFlag.ItemIsEditable) == (column is Column.TITLE)


# the filter


def test_the_filter_shows_chosen_rows_and_what_they_stand_in(session: Session) -> None:
    shown = TreeFilter(session.tree)
    last = ids_of(session)[-1]
    shown.show_only(frozenset([last]))
    assert [row.node_id for row in contents(shown)] == [session.outline[last].parent.id]
    assert [row.node_id for row in contents(shown)[0].below] == [last]


def test_what_is_added_under_a_filter_shows(session: Session) -> None:
    shown = TreeFilter(session.tree)
    last = ids_of(session)[-1]
    shown.show_only(frozenset([last]))
    section = session.outline[last].parent.id
    created = session.run(lambda document: document.insert("item", section, title="新增")).created()
    assert [row.node_id for row in contents(shown)[0].below] == [last, *created]


def test_totals_of_an_empty_plan_are_zero(qapp) -> None:
    empty = Session(new_document())
    assert empty.tree.rowCount() == 0
    assert empty.tree.totals.items(0) == 0
    assert isinstance(empty.tree, TreeModel)
    empty.close(discard=True)


@pytest.mark.parametrize(
    ("due", "shown"),
    [
        ("2026-12", "12月"),
        ("2026-12-31", "12月31日"),
        ("2026", "2026年"),
        ("全年", "全年"),
        ("", ""),
        ("2026-99", "2026-99"),
    ],
)
def test_a_due_date_is_shown_as_people_write_it(due: str, shown: str) -> None:
    assert due_text(due) == shown


def test_a_due_month_has_its_english_name(english: None) -> None:
    assert due_text("2026-12") == "Dec"
