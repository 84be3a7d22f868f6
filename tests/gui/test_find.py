"""The find field: numbers, first letters, scopes, expressions, and large plans in the background."""

import pytest
from PySide6.QtCore import Qt

from planeditor.gui.actions import Act
from planeditor.gui.find_search import Hits
from planeditor.gui.go_to import find_numbers
from planeditor.gui.main_window import MainWindow
from planeditor.plan.entities import Department, Node, Owner, Plan, Snapshot
from planeditor.plan.identity import new_id
from planeditor.plan.outline import Outline
from tests.gui.names import unnamed
from tests.small_plan import small_plan


def find(window: MainWindow, text: str) -> list[str]:
    """Return the titles (or texts) of what is found."""
    window.find_bar.start(text)
    nodes = [window.session.document.node(node_id) for node_id in window.find_bar.hits if node_id]
    return [node.title or node.body for node in nodes]


def large_plan(count: int = 40) -> Snapshot:
    office = Department(new_id(), "办公室")
    items = tuple(
        Node(
            new_id(), "item", f"工作{number}", "推进学校建设。", owners=(Owner(new_id(), office.id, "lead", "办公室"),)
        )
        for number in range(count)
    )
    sections = (Node(new_id(), "section", "第一", children=items[:20]),)
    return Snapshot(
        Plan(new_id(), "要点"), (office,), (*sections, Node(new_id(), "section", "第二", children=items[20:]))
    )


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every plan counts as large, and is indexed at once."""
    monkeypatch.setattr("planeditor.gui.find_search.LARGE", 0)
    monkeypatch.setattr("planeditor.gui.find_search.INDEXED", 0)
    monkeypatch.setattr("planeditor.gui.find_search.INDEX_AFTER_MS", 0)


def test_numbers_are_found(window: MainWindow) -> None:
    assert find(window, "二、") == ["加强队伍建设"]
    assert find(window, "2.") == ["健全经费保障机制"]


def test_numbers_are_those_of_the_outline() -> None:
    outline = Outline.of(large_plan())
    for entry in outline.walk():
        assert entry.id in find_numbers(outline, outline.number(entry))
    assert find_numbers(outline, "工作1") == []
    assert find_numbers(outline, "41") == []
    assert find_numbers(outline, "1" * 40 + "x") == []


def test_first_letters_find_unless_switched_off(window: MainWindow) -> None:
    assert find(window, "jfbz") == ["健全经费保障机制"]
    window.find_bar.options.initials.click()
    assert window.find_bar.count.property("look") == "error"


def test_the_head_of_the_plan_is_shown_when_it_is_found(window: MainWindow) -> None:
    window.find_bar.start("总体思路")
    window.find_bar.find_next()
    assert window.session.current_id == 0
    assert window.editor.ui.body.text == "总体思路。"


def test_only_titles_or_one_section_can_be_searched(window: MainWindow) -> None:
    assert len(find(window, "建设")) == 2
    window.session.select(window.session.outline.root.children[1].id)
    options = window.find_bar.options
    options.place.setCurrentIndex(1)
    options.place.activated.emit(1)
    assert find(window, "建设") == ["加强队伍建设"]
    options.place.setCurrentIndex(0)
    options.place.activated.emit(0)
    options.parts.setCurrentIndex(options.parts.findData("text"))
    options.parts.activated.emit(options.parts.currentIndex())
    assert find(window, "强化监督") == ["加快推进教育重大项目"]
    assert find(window, "加快推进") == []


def test_choices_stay_in_sight_unless_they_are_as_usual(window: MainWindow) -> None:
    bar = window.find_bar
    assert not bar.options.isVisible()
    bar.options_button.click()
    assert bar.options.isVisible()
    bar.options.regex.click()
    bar.options_button.click()
    assert bar.options.isVisible()
    bar.options.regex.click()
    bar.options_button.click()
    assert not bar.options.isVisible()


def test_an_expression_that_is_none_is_said_in_words(window: MainWindow) -> None:
    bar = window.find_bar
    bar.options.regex.setChecked(True)
    bar.start("(")
    assert bar.count.isVisible()
    assert bar.count.toolTip()
    assert not bar.next_button.isEnabled()
    bar.start(r"\d+所")
    assert bar.next_button.isEnabled()


def test_hits_follow_edits(window: MainWindow) -> None:
    assert find(window, "教师节") == ["做好教师节表彰。"]
    node_id = window.find_bar.hits[0]
    window.session.run(lambda document: document.set_body(node_id, "做好表彰。"))
    assert not window.find_bar.hits
    window.session.undo()
    assert list(window.find_bar.hits) == [node_id]


def test_every_choice_has_a_name_for_screen_readers(window: MainWindow) -> None:
    window.find_bar.options_button.click()
    assert unnamed(window.find_bar) == []


def test_a_large_plan_is_indexed_and_the_index_kept_up(large: None, open_window, qtbot) -> None:
    window = open_window(large_plan())
    search = window.find_bar.search
    qtbot.waitUntil(lambda: search._keeper.index is not None and search._keeper.index.is_ready)
    with qtbot.waitSignal(search.answered):
        window.find_bar.start("学校建设")
    assert len(window.find_bar.hits) == 40
    first = window.find_bar.hits[0]
    with qtbot.waitSignal(search.answered):
        window.session.run(lambda document: document.set_body(first, "别的。"))
    assert len(window.find_bar.hits) == 39
    index_file = search._keeper.index.path
    assert index_file.exists()
    window.files.may_close = True
    window.close()
    assert not index_file.exists()


def test_of_searches_that_follow_each_other_only_the_last_is_answered(large: None, open_window, qtbot) -> None:
    window = open_window(large_plan())
    answers: list[Hits] = []
    window.find_bar.search.answered.connect(answers.append)
    window.find_bar.start()
    qtbot.keyClicks(window.find_bar.field, "bgs")
    qtbot.waitUntil(lambda: bool(answers) and answers[-1].is_all and answers[-1].request.query.text == "bgs")
    assert [hits.request.query.text for hits in answers][-1] == "bgs"
    assert len(window.find_bar.hits) == 40
    assert list(window.find_bar.hits) == window.session.document.in_order(window.find_bar.hits)


def test_f3_goes_through_more_hits_than_are_sorted(large: None, open_window, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("planeditor.gui.find_bar.SORTED", 5)
    window = open_window(large_plan())
    with qtbot.waitSignal(window.find_bar.search.answered):
        window.find_bar.start("学校")
    expected = [entry.id for entry in window.session.outline.walk() if not entry.is_section]
    qtbot.waitUntil(lambda: len(window.find_bar.hits) == len(expected))
    window.session.select(0)
    seen = []
    for _hit in expected:
        window.actions_by[Act.FIND_NEXT].trigger()
        seen.append(window.session.current_id)
    assert seen == expected
    window.actions_by[Act.FIND_NEXT].trigger()
    assert window.session.current_id == expected[0]
    window.actions_by[Act.FIND_PREVIOUS].trigger()
    assert window.session.current_id == expected[-1]
    window.actions_by[Act.FIND_PREVIOUS].trigger()
    assert window.session.current_id == expected[-2]


def test_searching_a_large_plan_with_an_expression_that_takes_for_ever_says_so(large: None, open_window, qtbot) -> None:
    snapshot = small_plan()
    body = Node(new_id(), "item", "", "a" * 90 + "b")
    window = open_window(Snapshot(snapshot.plan, (), (body,)))
    window.find_bar.options.regex.setChecked(True)
    with qtbot.waitSignal(window.find_bar.search.failed):
        window.find_bar.start("(a|aa)+$")
    assert window.find_bar.count.toolTip()


def test_enter_and_escape_work_in_the_field(window: MainWindow, qtbot) -> None:
    field = window.find_bar.field
    window.find_bar.start("学校")
    first = window.session.current_id
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert window.session.current_id in (first, *window.find_bar.hits)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.text()
