"""Lists of departments come in from paste and from files; renaming and merging reach every mention in one step."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planeditor.gui.departments_dialog import DepartmentsDialog
from planeditor.gui.departments_import import DepartmentsImport
from planeditor.gui.session import Session
from tests.gui.names import unnamed
from tests.gui.trees import title_of


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> DepartmentsImport:
    """The import on the small plan's registry."""
    dialog = DepartmentsImport(session)  # goes by itself when it is closed
    dialog.open()
    qtbot.waitExposed(dialog)
    return dialog


@pytest.fixture
def registry(session: Session, qtbot: QtBot) -> DepartmentsDialog:
    """The registry of the small plan, whose last item mentions a department."""
    last = list(session.outline.walk())[-1]
    session.run(lambda document: document.set_body(last.id, "由基教科牵头，市基教科研所配合。"))
    session.run(lambda document: document.add_department("市基教科研所"))
    dialog = DepartmentsDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def names(session: Session) -> list[str]:
    """Return the names of the registry."""
    return [known.name for known in session.document.departments()]


def test_every_field_has_a_name(dialog: DepartmentsImport) -> None:
    assert unnamed(dialog) == []


def test_a_pasted_list_is_shown_before_it_is_added_as_one_step(
    session: Session, dialog: DepartmentsImport, qtbot: QtBot
) -> None:
    assert not dialog.add.isEnabled()
    dialog.text.setPlainText("1. 基础教育科\n2. 安全科\n3. 人事科\n")
    assert [one.name for one in dialog.chosen()] == ["安全科", "人事科"]
    dialog.found.item(2).setCheckState(Qt.CheckState.Unchecked)
    before = names(session)
    qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    assert names(session) == [*before, "安全科"]
    session.undo()
    assert names(session) == before


def test_a_workbook_is_read_with_its_other_names(
    session: Session, dialog: DepartmentsImport, qtbot: QtBot, tmp_path: Path
) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (("序号", "科室名称", "简称"), (1, "安全与信访科", "安信科"), (2, "计财科", "")):
        book.active.append(row)
    path = tmp_path / "科室.xlsx"
    book.save(path)
    dialog.read_file(path)
    qtbot.waitUntil(lambda: bool(dialog.chosen()), timeout=20_000)
    qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    added = session.document.departments()[-1]
    assert (added.name, added.aliases) == ("安全与信访科", ("安信科",))


def test_renaming_reaches_owners_and_texts_in_one_step(session: Session, registry: DepartmentsDialog) -> None:
    before = session.document.snapshot()
    registry.model.setData(registry.model.index(0, 0), "基础教育一科")
    owners = [owner.name for node in session.document.snapshot().walk() for owner in node.owners]
    assert "基教科" not in owners
    assert list(session.document.snapshot().walk())[-1].body == "由基础教育一科牵头，市基教科研所配合。"
    session.undo()
    assert session.document.snapshot() == before


def test_texts_stay_where_people_want_it(session: Session, registry: DepartmentsDialog) -> None:
    registry.in_texts.setChecked(False)
    registry.model.setData(registry.model.index(0, 0), "基础教育一科")
    assert "由基教科牵头" in list(session.document.snapshot().walk())[-1].body


def test_merging_gives_owners_and_texts_the_name_that_stays(session: Session, registry: DepartmentsDialog) -> None:
    basic, finance = session.document.departments()[:2]
    registry.select([basic.id, finance.id])
    registry.ui.merge_into.setCurrentIndex(registry.ui.merge_into.findData(finance.id))
    registry.ui.merge.click()
    schools = next(e.id for e in session.outline.walk() if title_of(session, e) == "加快推进教育重大项目")
    assert {owner.name for owner in session.document.node(schools).owners} == {"计财科"}
    assert list(session.document.snapshot().walk())[-1].body == "由计财科牵头，市基教科研所配合。"
