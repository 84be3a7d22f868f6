"""Differences as texts: places, orders, labels, and what nobody needs to be told of."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from planeditor.plan.difference_texts import DifferenceTexts, extract, shown_differences, with_silent
from planeditor.plan.entities import Node, Snapshot, Span
from planeditor.plan.merging import Key, Merge, compare
from planeditor.plan.wording import word_changes
from tests.small_plan import small_plan


def with_first_item(plan: Snapshot, item: Node) -> Snapshot:
    """The plan with another item about schools."""
    section = plan.nodes[0]
    return replace(plan, nodes=(replace(section, children=(item, *section.children[1:])), *plan.nodes[1:]))


def only(merge: Merge) -> tuple[str, str]:
    """The texts before and after of the one difference."""
    (difference,) = shown_differences(merge)
    texts = DifferenceTexts(merge).texts(difference)
    return texts.before, texts.after


def test_a_moved_entry_says_below_what_and_behind_what_it_stands() -> None:
    plan = small_plan()
    section = plan.nodes[0]
    moved = replace(plan, nodes=(replace(section, children=section.children[::-1]), *plan.nodes[1:]))
    merge = compare(plan, moved)
    difference = next(each for each in merge.differences if each.change == "moved")
    texts = DifferenceTexts(merge).texts(difference)
    assert texts.before != texts.after
    assert [(piece.kind, piece.text) for piece in texts.pieces if piece.kind != "same"] == [
        ("deleted", texts.before),
        ("added", texts.after),
    ]
    assert "一、扩大优质资源供给" in texts.before
    assert "一、扩大优质资源供给" in texts.after


def test_a_label_that_changed_is_part_of_the_text() -> None:
    plan = small_plan()
    section = plan.nodes[0]
    item = section.children[1]
    fields = (replace(item.fields[0], label="主要问题"), *item.fields[1:])
    changed = replace(section, children=(section.children[0], replace(item, fields=fields)))
    before, after = only(compare(plan, replace(plan, nodes=(changed, *plan.nodes[1:]))))
    assert (before, after) == ("问题描述：投入不足。", "主要问题：投入不足。")


def test_parts_in_another_order_are_listed_in_it() -> None:
    plan = small_plan()
    section = plan.nodes[0]
    item = section.children[1]
    changed = replace(section, children=(section.children[0], replace(item, fields=item.fields[::-1])))
    before, after = only(compare(plan, replace(plan, nodes=(changed, *plan.nodes[1:]))))
    assert before.split("\n") == after.split("\n")[::-1]


def test_words_that_a_target_stands_for_go_silently_with_the_text() -> None:
    plan = small_plan()
    item = plan.nodes[0].children[0]
    shifted = tuple(
        replace(target, span=Span("body", target.span.start + 2, target.span.end + 2)) if target.span else target
        for target in item.targets
    )
    merge = compare(plan, with_first_item(plan, replace(item, body=f"今年{item.body}", targets=shifted)))
    assert [each.key.aspect for each in shown_differences(merge)] == ["body"]
    body = Key(item.id, "body")
    assert merge.apply(with_silent(merge, {body})) == merge.theirs
    assert with_silent(merge, set()) == frozenset()


def test_a_figure_that_changed_is_told_of() -> None:
    plan = small_plan()
    item = plan.nodes[0].children[0]
    merge = compare(
        plan, with_first_item(plan, replace(item, targets=(replace(item.targets[0], value=50), *item.targets[1:])))
    )
    assert [each.key.aspect for each in shown_differences(merge)] == ["target"]


@given(st.text("教育。；\n42所", max_size=200), st.text("教育。；\n42所", max_size=200))
def test_an_extract_keeps_every_change_and_only_shortens_what_stayed(before: str, after: str) -> None:
    whole = word_changes(before, after)
    short = extract(whole)
    assert [piece for piece in short if piece.kind != "same"] == [piece for piece in whole if piece.kind != "same"]
    assert [piece.kind for piece in short] == [piece.kind for piece in whole]
    for cut, piece in zip(short, whole, strict=True):
        head, _gap, tail = cut.text.partition("……")
        assert piece.text.startswith(head)
        assert piece.text.endswith(tail)


def test_dates_read_as_documents_write_them() -> None:
    plan = small_plan()
    item = replace(plan.nodes[0].children[0], due="2026-12")
    assert only(compare(with_first_item(plan, item), with_first_item(plan, replace(item, due="2027-03-05")))) == (
        "2026年12月", "2027年3月5日",
    )  # fmt: skip
    merge = compare(plan, replace(plan, nodes=()))
    texts = [DifferenceTexts(merge).texts(each).before for each in merge.differences]
    assert not any("-12" in text for text in texts)


def test_a_date_and_the_same_in_words_are_told_apart() -> None:
    plan = small_plan()
    item = replace(plan.nodes[0].children[0], due="2026-12")
    merge = compare(with_first_item(plan, item), with_first_item(plan, replace(item, due="2026年12月")))
    assert only(merge) == ("2026-12", "2026年12月")
