"""What an item's words say about targets: what is found and not recorded, and what no longer agrees."""

from dataclasses import replace

from planeditor.language.telling import Telling
from planeditor.plan.entities import Field, Node, Span, Target
from planeditor.plan.target_words import Telltale, place_of, reworded, suggest, whole_of

BODY = "加强建设。\n今年新改扩建各级各类学校42所，其中幼儿园17所。"
YEAR = Telltale(2026)


def recorded(node: Node) -> Node:
    """Return the node with its first suggestion recorded."""
    first = suggest(node, YEAR)[0]
    return replace(node, targets=(*node.targets, Target(len(node.targets) + 1, **first.columns())))


def test_targets_of_the_text_are_suggested_where_they_stand() -> None:
    node = Node(1, "item", "", BODY)
    found = suggest(node, YEAR)
    assert [(one.found.value, one.found.unit) for one in found] == [(42, "所"), (17, "所")]
    for one in found:
        assert BODY[one.span.start : one.span.end] == one.words


def test_what_is_recorded_or_ignored_is_not_suggested_again() -> None:
    node = recorded(Node(1, "item", "", BODY))
    (rest,) = suggest(node, YEAR)
    assert rest.found.value == 17
    assert whole_of(rest, node) == node.targets[0].id
    assert suggest(node, YEAR, {rest.words}) == []


def test_fields_are_read_by_their_labels_and_problems_hold_no_goals() -> None:
    node = Node(1, "item", fields=(Field(5, "问题描述", "现有学校42所。"), Field(6, "工作措施", "新建学校42所。")))
    assert [one.span.place for one in suggest(node, YEAR)] == ["6"]
    assert suggest(node, Telltale(2026, Telling.PROBLEMS)) == []


def test_what_a_field_of_goals_says_again_is_suggested_once_and_not_when_it_is_recorded() -> None:
    goals = Field(5, "量化目标", "新改扩建学校≥42所\n新增学位3000个")
    node = Node(1, "item", "", BODY, fields=(goals,))
    found = suggest(node, YEAR)
    assert [(one.span.place, one.found.value) for one in found] == [("body", 42), ("body", 17), ("5", 3000)]
    from_field = replace(node, body="", targets=())
    assert [one.found.value for one in suggest(replace(recorded(from_field), body=BODY), YEAR)] == [17, 3000]


def test_words_with_another_figure_make_the_target_stale_and_say_the_new_one() -> None:
    node = recorded(Node(1, "item", "", BODY))
    assert reworded(node, YEAR) == []
    span = node.targets[0].span
    assert span is not None
    edited = replace(
        node, body=BODY.replace("42", "145"), targets=(replace(node.targets[0], span=replace(span, end=span.end + 1)),)
    )
    (one,) = reworded(edited, YEAR)
    assert (one.columns["value"], one.columns["unit"]) == (145, "所")
    updated = replace(edited, targets=(replace(one.target, **one.columns),))
    assert reworded(updated, YEAR) == []
    kept = replace(edited, targets=(replace(one.target, **one.kept()),))
    assert reworded(kept, YEAR) == []


def test_words_that_changed_around_the_same_figure_are_fine() -> None:
    node = Node(
        1,
        "item",
        "",
        "新建一批学校42所。",
        targets=(Target(2, value=42, unit="所", text="新建学校42所", span=Span("body", 0, 9)),),
    )
    assert reworded(node, YEAR) == []


def test_words_without_any_figure_and_words_that_are_gone_are_told() -> None:
    target = Target(2, indicator="学校", value=42, unit="所", text="新建学校42所")
    (one,) = reworded(Node(1, "item", "", "新建若干学校。", targets=(replace(target, span=Span("body", 0, 6)),)), YEAR)
    assert (one.words, one.columns) == ("新建若干学校", {})
    (gone,) = reworded(Node(1, "item", "", "加强管理。", targets=(target,)), YEAR)
    assert gone.words == ""
    assert gone.kept() == {"text": "", "span": None}


def test_a_target_that_never_had_words_is_never_stale() -> None:
    assert reworded(Node(1, "item", "", BODY, targets=(Target(2, value=3, unit="个"),)), YEAR) == []


def test_a_target_is_found_by_its_words_where_they_stand_once() -> None:
    target = Target(2, text="学校42所")
    assert place_of(target, Node(1, "item", "", "建学校42所。")) == Span("body", 1, 6)
    assert place_of(target, Node(1, "item", "学校42所", "建学校42所。")) is None
