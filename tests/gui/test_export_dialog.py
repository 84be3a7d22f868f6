"""The export dialog and what follows: formats, parts, choices kept in the plan, again."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QGroupBox, QLabel, QMessageBox

from planeditor.exporting import LAYOUTS, options_from
from planeditor.gui.actions import Act
from planeditor.gui.export_commands import again, ask_where, run
from planeditor.gui.export_dialog import KIND, ExportDialog
from planeditor.gui.export_kinds import Kind, kinds
from planeditor.gui.export_order import Order, Scope, keep_last, last_order
from planeditor.gui.export_scope import scope_names
from planeditor.gui.main_window import MainWindow
from planeditor.gui.notice_bar import NoticeBar
from planeditor.gui.print_plan import Form
from planeditor.importing.interchange import read_json
from planeditor.plan.stamp import PART, Stamp
from tests.gui.trees import title_of

SMALL = (".json", ".md")


@pytest.fixture
def dialog(window: MainWindow) -> ExportDialog:
    window.actions_by[Act.EXPORT].trigger()
    (dialog,) = window.findChildren(ExportDialog)
    return dialog


def _file_dialog(window: MainWindow) -> QFileDialog:
    return next(each for each in window.findChildren(QFileDialog) if each.isVisible())


def _exported(window: MainWindow, order: Order, qtbot) -> Path:
    with qtbot.waitSignal(run(window, order).succeeded, timeout=30000):
        pass
    return order.path


def test_after_an_export_the_window_names_items_without_words(window: MainWindow, tmp_path: Path, qtbot) -> None:
    (created,) = window.session.run(lambda document: document.insert("item", None)).created()
    number = window.session.outline.number(window.session.outline[created])
    _exported(window, Order(tmp_path / "a.md"), qtbot)
    texts = [label.text() for bar in window.findChildren(NoticeBar) for label in bar.findChildren(QLabel)]
    assert any(f"1 条没有文字，文件中只有编号：{number}" in text for text in texts)


# what can be chosen


def test_every_format_and_layout_is_offered_with_a_sentence(dialog: ExportDialog) -> None:
    shown: list[Kind] = [dialog.ui.formats.item(row).data(KIND) for row in range(dialog.ui.formats.count())]
    offered = {(kind.suffix, kind.layout) for kind in shown}
    known = {(suffix, layout) for suffix, layouts in LAYOUTS.items() for layout in (layouts or ("",))}
    assert offered == known | {(".pdf", str(form)) for form in Form}
    assert all(kind.name and kind.purpose.endswith("。") for kind in shown)


def test_only_the_choices_that_matter_to_the_format_are_shown(dialog: ExportDialog) -> None:
    def shown() -> set[str]:
        return {group.objectName() for group in dialog.ui.page.findChildren(QGroupBox) if not group.isHidden()}

    dialog.choose(".docx", "official")
    assert shown() == {"text_group", "head_group", "foot_group", "file_group"}
    dialog.choose(".docx", "draft")
    assert shown() == {"text_group", "draft_group", "file_group"}
    dialog.choose(".xlsx", "ledger")
    assert shown() == {"file_group"}
    dialog.choose(".json")
    assert dialog.ui.options.isHidden()
    dialog.choose(".md")
    assert not dialog.ui.owners.isHidden()
    assert dialog.ui.strict.isHidden()
    assert dialog.ui.fonts.isHidden()


def test_choices_are_kept_in_the_plan_when_the_export_begins(window: MainWindow, dialog: ExportDialog) -> None:
    dialog.choose(".docx", "official")
    dialog.ui.red_head.setCurrentIndex(dialog.ui.red_head.findData("drawn"))
    dialog.ui.seal.setChecked(True)
    dialog.ui.agency.setPlainText("某市教育局文件")
    dialog.ui.printed.setText("2020年4月2日")
    dialog.ui.urgency.setCurrentText("特急")
    dialog.accept()
    _file_dialog(window).reject()
    options = options_from(window.session.document.settings())
    assert (options.red_head, options.seal, options.agency) == ("drawn", True, "某市教育局文件")
    assert (options.printed, options.urgency) == ("2020-04-02", "特急")
    window.actions_by[Act.EXPORT].trigger()
    opened = next(each for each in window.findChildren(ExportDialog) if each.isVisible())
    assert opened.options() == options
    assert (opened.kind.suffix, opened.kind.layout) == (".docx", "official")
    assert opened.ui.printed.text() == "2020年4月2日"


def test_cancel_keeps_nothing(window: MainWindow, dialog: ExportDialog) -> None:
    dialog.ui.strict.setChecked(True)
    dialog.reject()
    assert window.session.document.settings() == {}


def test_a_date_that_cannot_be_read_stays_as_it_was(dialog: ExportDialog) -> None:
    dialog.ui.printed.setText("清明前后")
    assert dialog.options().printed == ""


def test_the_file_dialog_knows_the_ending(window: MainWindow, dialog: ExportDialog) -> None:
    dialog.choose(".pdf")
    dialog.accept()
    asked = _file_dialog(window)
    assert asked.defaultSuffix() == "pdf"
    asked.reject()


# parts of the plan


def test_the_parts_are_those_that_hold_something(window: MainWindow) -> None:
    section = window.session.outline.root.children[0].id
    window.tree.select_ids([section])
    kinds_found = [scope.kind for scope in scope_names(window)]
    assert kinds_found[:2] == ["all", "rows"]
    window.tree.show_only([section])
    assert next(iter(scope for scope in scope_names(window) if scope.kind == "filter")).ids == (section,)


def test_only_the_chosen_rows_are_exported_and_the_file_says_so(window: MainWindow, tmp_path: Path, qtbot) -> None:
    first, *others = window.session.outline.root.children
    path = _exported(window, Order(tmp_path / "部分.json", "", Scope("rows", (first.id,))), qtbot)
    assert [node.id for node in read_json(path).nodes] == [first.id]
    assert others
    stamp = Stamp.read(json.loads(path.read_text(encoding="utf-8"))["mark"])
    assert stamp == Stamp(window.session.document.mark(), "", PART)


def test_a_departments_items_are_exported(window: MainWindow, tmp_path: Path, qtbot) -> None:
    scope = next(scope for scope in scope_names(window) if scope.kind == "department")
    path = _exported(window, Order(tmp_path / "科室.json", "", scope), qtbot)
    found = [owner.department_id for node in read_json(path).walk() for owner in node.owners]
    assert scope.department in found


def test_what_is_being_typed_is_exported_and_the_file_names_the_state(
    window: MainWindow, tmp_path: Path, qtbot
) -> None:
    section = window.session.outline.root.children[0]
    window.session.run(lambda document: document.rename(section.id, "刚改的标题"))
    path = _exported(window, Order(tmp_path / "a.json"), qtbot)
    assert read_json(path).nodes[0].title == title_of(window.session, section) == "刚改的标题"
    assert Stamp.read(json.loads(path.read_text(encoding="utf-8"))["mark"]).mark == window.session.document.mark()


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: f"{kind.suffix}-{kind.layout}")
def test_every_kind_of_document_can_be_exported_from_the_window(
    window: MainWindow, tmp_path: Path, kind: Kind, qtbot
) -> None:
    path = _exported(window, Order(tmp_path / f"导出{kind.suffix}", kind.layout), qtbot)
    assert path.stat().st_size > 0


# again


def test_again_repeats_the_last_export_of_this_plan(window: MainWindow, tmp_path: Path, qtbot) -> None:
    first = window.session.outline.root.children[0].id
    path = _exported(window, Order(tmp_path / "部分.md", "", Scope("rows", (first,))), qtbot)
    before = path.read_text(encoding="utf-8")
    window.session.run(lambda document: document.rename(first, "新的标题"))
    job = again(window)
    assert job is not None
    with qtbot.waitSignal(job.succeeded, timeout=30000):
        pass
    after = path.read_text(encoding="utf-8")
    assert "新的标题" in after
    assert "新的标题" not in before


def test_again_asks_where_nothing_was_exported_before(window: MainWindow) -> None:
    window.actions_by[Act.EXPORT_AGAIN].trigger()
    assert [each for each in window.findChildren(ExportDialog) if each.isVisible()]


def test_the_last_export_is_kept_on_this_computer_and_not_in_the_plan(window: MainWindow, tmp_path: Path) -> None:
    order = Order(tmp_path / "a.xlsx", "ledger", Scope("department", department=7))
    keep_last(5, order)
    assert last_order(5) == order
    assert last_order(6) is None
    for number in range(100, 160):
        keep_last(number, order)
    assert last_order(5) is None
    assert last_order(159) == order
    assert window.session.document.settings() == {}


def test_rows_that_are_gone_are_named_as_such(window: MainWindow, tmp_path: Path, qtbot) -> None:
    run(window, Order(tmp_path / "a.json", "", Scope("rows", (12345,))))
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(QMessageBox)), timeout=20000)
    next(box for box in window.findChildren(QMessageBox) if box.isVisible()).reject()
    assert not list(tmp_path.iterdir())


# what can go wrong


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf", ".md"])
def test_a_folder_that_is_gone_is_one_sentence_and_nothing_is_left(
    window: MainWindow, tmp_path: Path, suffix: str, qtbot
) -> None:
    run(window, Order(tmp_path / "没有" / f"a{suffix}"))
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(QMessageBox)), timeout=20000)
    box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
    assert f"a{suffix}" in box.text()
    box.reject()
    assert not list(tmp_path.iterdir())


def test_control_characters_that_were_replaced_are_told(window: MainWindow, tmp_path: Path, qtbot) -> None:
    section = window.session.outline.root.children[0].id
    window.session.run(lambda document: document.rename(section, "控制\x07符"))
    path = _exported(window, Order(tmp_path / "a.md"), qtbot)
    assert "控制␇符" in path.read_text(encoding="utf-8")
    bar = next(bar for bar in window.findChildren(NoticeBar) if bar.isVisible() and "a.md" in bar.label.text())
    assert "1" in bar.label.text().split("\n")[1]


def test_the_name_is_asked_for_and_used(window: MainWindow, tmp_path: Path, qtbot) -> None:
    ask_where(window, next(kind for kind in kinds() if kind.suffix == ".opml"), Scope())
    asked = _file_dialog(window)
    target = tmp_path / "大纲.opml"
    asked.fileSelected.emit(str(target))
    asked.reject()
    qtbot.waitUntil(target.exists, timeout=20000)


def test_layouts_of_one_format_do_not_meet_under_one_name(window: MainWindow) -> None:
    def offered(kind: Kind, scope: Scope) -> str:
        ask_where(window, kind, scope)
        asked = _file_dialog(window)
        (name,) = asked.selectedFiles()
        asked.reject()
        asked.deleteLater()
        return Path(name).name

    names = [offered(kind, Scope()) for kind in kinds()]
    assert len(set(names)) == len(names)
    part = offered(kinds()[0], Scope("rows", (window.session.outline.root.children[0].id,)))
    assert part not in names
    department = window.session.document.departments()[0]
    draft = next(kind for kind in kinds() if kind.layout == "draft")
    assert offered(draft, Scope("department", department=department.id)).endswith(f"-征求意见稿-{department.name}.docx")
