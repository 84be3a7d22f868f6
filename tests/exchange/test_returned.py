"""Documents that went out, were revised with other people's tools, and come back."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from planeditor.errors import EditError, SourceError
from planeditor.exchange.returned import Returned, read_returned
from planeditor.exporting import LAYOUTS, Options, export
from planeditor.exporting.selection import chosen
from planeditor.plan.entities import Node
from planeditor.plan.interchange import to_dict
from planeditor.plan.stamp import Stamp
from planeditor.store import Document, create_plan, new_document, open_document
from tests.seeds import SEEDS, seed_plan
from tests.small_plan import small_plan


@pytest.fixture
def document() -> Iterator[Document]:
    """A document of a real plan."""
    document = new_document(seed_plan(SEEDS[0]))
    yield document
    document.close(discard=True)


def sent(document: Document, path: Path) -> Path:
    """Export the plan as the program does it."""
    export(document.snapshot(), path, options=Options(mark=document.mark()))
    return path


def revised(path: Path, edit: Callable[[Any], None]) -> Path:
    """Edit a Word or Excel file with another program's library."""
    if path.suffix == ".docx":
        word = docx.Document(str(path))
        edit(word)
        word.save(str(path))
    else:
        book = openpyxl.load_workbook(path)
        edit(book)
        book.save(path)
    return path


def changes(returned: Returned) -> list[tuple[str, str]]:
    return [(each.change, each.key.aspect) for each in returned.merge.differences]


def replace_in(word: Any, old: str, new: str) -> None:
    """Replace words as someone typing does, whatever runs they stand in."""
    for paragraph in word.paragraphs:
        if old in paragraph.text:
            text = paragraph.text.replace(old, new, 1)
            for run in paragraph.runs[1:]:
                run.text = ""
            paragraph.runs[0].text = text
            return
    raise AssertionError(old)


def long_item(document: Document) -> Node:
    return next(node for node in document.snapshot().walk() if node.kind == "item" and len(node.body) > 100)


def some_words(document: Document, text: str) -> str:
    """Return words that stand nowhere else, without punctuation, which Word's layout may write otherwise."""
    whole = json.dumps(to_dict(document.snapshot(), {}), ensure_ascii=False)
    return next(words for words in re.findall("[一-龥]{8,12}", text) if whole.count(words) == 1)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
def test_what_comes_back_untouched_changes_nothing(seed: Path, suffix: str, tmp_path: Path) -> None:
    document = new_document(seed_plan(seed))
    returned = read_returned(document, sent(document, tmp_path / f"计划{suffix}"))
    assert returned.merge.differences == ()
    document.close(discard=True)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_file_saved_by_another_library_changes_nothing(document: Document, suffix: str, tmp_path: Path) -> None:
    path = revised(sent(document, tmp_path / f"计划{suffix}"), lambda _file: None)
    returned = read_returned(document, path)
    assert returned.base_known
    assert returned.merge.differences == ()


def test_a_reworded_body_in_word_is_the_one_difference(document: Document, tmp_path: Path) -> None:
    item = long_item(document)
    old = some_words(document, item.body)
    path = revised(sent(document, tmp_path / "计划.docx"), lambda word: replace_in(word, old, "改成了别的说法"))
    returned = read_returned(document, path)
    assert changes(returned) == [("edited", "body")]
    change_set = returned.take(document, returned.merge.certain())
    assert document.node(item.id).body == item.body.replace(old, "改成了别的说法", 1)
    assert path.name in change_set.label
    assert read_returned(document, path).merge.differences == ()
    document.undo()
    assert document.node(item.id).body == item.body


def test_a_comment_in_the_margin_is_told_with_its_place_and_changes_nothing(document: Document, tmp_path: Path) -> None:
    item = next(node for node in document.snapshot().walk() if node.kind == "item" and len(node.title) > 4)

    def comment(word: Any) -> None:
        paragraph = next(each for each in word.paragraphs if item.title in each.text)
        word.add_comment(paragraph.runs, text="请再核一下数字", author="王局长", initials="王")

    returned = read_returned(document, revised(sent(document, tmp_path / "计划.docx"), comment))
    assert returned.merge.differences == ()
    (note,) = returned.notes
    assert all(words in note for words in ("请再核一下数字", "王局长", item.title[:4]))


def test_a_deleted_and_an_added_item_in_word_are_told(document: Document, tmp_path: Path) -> None:
    def edit(word: Any) -> None:
        marked = [p for p in word.paragraphs if p._p.xpath("./w:bookmarkStart")]
        gone = next(p for p in marked if p.text.startswith("3."))
        gone._p.getparent().remove(gone._p)
        last = next(p for p in marked if p.text.startswith("5."))
        new = last.insert_paragraph_before("5.新增工作任务。开展一项此前没有的专项行动，年底前完成。")
        new.style = last.style

    returned = read_returned(document, revised(sent(document, tmp_path / "计划.docx"), edit))
    kinds = changes(returned)
    assert ("deleted", "") in kinds
    assert ("added", "") in kinds
    returned.take(document, returned.merge.certain())
    assert any(node.title.startswith("新增工作任务") for node in document.snapshot().walk())


def test_what_both_changed_is_a_conflict_and_what_only_we_changed_stays(document: Document, tmp_path: Path) -> None:
    item = long_item(document)
    other = next(node for node in document.snapshot().walk() if node.kind == "item" and node.id != item.id)
    old = some_words(document, item.body)
    path = revised(sent(document, tmp_path / "计划.docx"), lambda word: replace_in(word, old, "他们的说法"))
    document.set_body(item.id, item.body.replace(old, "我们的说法", 1))
    document.rename(other.id, "我们改的标题")
    returned = read_returned(document, path)
    assert returned.base_known
    assert changes(returned) == [("conflict", "body")]
    returned.take(document, returned.merge.certain())
    assert "我们的说法" in document.node(item.id).body
    assert document.node(other.id).title == "我们改的标题"


def test_a_cell_edited_in_excel_is_the_one_difference(document: Document, tmp_path: Path) -> None:
    item = next(node for node in document.snapshot().walk() if node.kind == "item" and node.title)

    def edit(book: Any) -> None:
        cell = next(c for row in book.active.iter_rows() for c in row if c.value == item.title)
        cell.value = "在表格里改的任务"

    returned = read_returned(document, revised(sent(document, tmp_path / "计划.xlsx"), edit))
    assert [(d.change, d.key.aspect, d.after) for d in returned.merge.differences] == [
        ("edited", "title", "在表格里改的任务")
    ]


def test_a_plan_file_edited_elsewhere_is_merged_from_where_it_left(tmp_path: Path) -> None:
    create_plan(tmp_path / "原件.plan", small_plan())
    ours = open_document(tmp_path / "原件.plan")
    first, second = ours.snapshot().nodes
    ours.rename(first.id, "共同的一步")
    ours.save_copy(tmp_path / "副本.plan")
    theirs = open_document(tmp_path / "副本.plan")
    theirs.rename(second.id, "他们改的")
    theirs.publish()
    theirs.close()
    ours.rename(first.id, "我们后来改的")
    returned = read_returned(ours, tmp_path / "副本.plan")
    assert returned.base_known
    assert [(each.change, each.after) for each in returned.merge.differences] == [("edited", "他们改的")]
    ours.close(discard=True)


READABLE = [(suffix, layout) for suffix in (".docx", ".xlsx") for layout in LAYOUTS[suffix] if layout != "targets"]


@pytest.mark.parametrize(("suffix", "layout"), READABLE)
def test_every_layout_comes_back_untouched_without_a_difference(
    document: Document, suffix: str, layout: str, tmp_path: Path
) -> None:
    path = tmp_path / f"计划{suffix}"
    export(document.snapshot(), path, layout=layout, options=Options(mark=document.mark()))
    returned = read_returned(document, path)
    assert returned.base_known
    assert returned.merge.differences == ()


def test_one_departments_items_come_back_without_touching_the_others(document: Document, tmp_path: Path) -> None:
    item = long_item(document)
    document.add_owner(item.id, "基教处", "lead")
    path = tmp_path / "基教处.docx"
    export(document.snapshot(), path, owner="基教处", options=Options(mark=document.mark()))
    old = some_words(document, item.body)
    returned = read_returned(document, revised(path, lambda word: replace_in(word, old, "处室改的说法")))
    assert changes(returned) == [("edited", "body")]


def test_a_list_of_targets_cannot_be_read_back(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "指标表.xlsx"
    export(document.snapshot(), path, layout="targets", options=Options(mark=document.mark()))
    with pytest.raises(SourceError):
        read_returned(document, path)


def test_a_file_of_another_plan_is_refused(document: Document, tmp_path: Path) -> None:
    other = new_document(small_plan())
    path = sent(other, tmp_path / "别的.docx")
    other.close(discard=True)
    with pytest.raises(SourceError):
        read_returned(document, path)


def test_a_plan_that_changed_meanwhile_is_not_overwritten(document: Document, tmp_path: Path) -> None:
    item = long_item(document)
    old = some_words(document, item.body)
    path = revised(sent(document, tmp_path / "计划.docx"), lambda word: replace_in(word, old, "改过"))
    returned = read_returned(document, path)
    document.rename(item.id, "此后又改")
    with pytest.raises(EditError):
        returned.take(document, returned.merge.certain())


def test_a_stamp_is_read_as_it_was_written() -> None:
    stamp = Stamp("12-ab", "plan", "0ABC")
    assert Stamp.read(stamp.text) == stamp
    assert Stamp.read("12-ab") == Stamp("12-ab")
    assert replace(Stamp.read(""), mark="x") == Stamp("x")


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".json"])
def test_chosen_rows_come_back_without_touching_the_others(document: Document, suffix: str, tmp_path: Path) -> None:
    section = document.snapshot().nodes[1]
    path = tmp_path / f"部分{suffix}"
    part = chosen(document.snapshot(), [section.id], whole=True)
    export(document.snapshot(), path, part=part, options=Options(mark=document.mark()))
    assert changes(read_returned(document, path)) == []


def test_what_was_edited_in_chosen_rows_is_the_one_difference(document: Document, tmp_path: Path) -> None:
    item = document.snapshot().nodes[1].children[0]
    path = tmp_path / "部分.json"
    part = chosen(document.snapshot(), [item.id], whole=True)
    export(document.snapshot(), path, part=part, options=Options(mark=document.mark()))
    path.write_text(path.read_text(encoding="utf-8").replace(item.title, "改过的标题"), encoding="utf-8")
    returned = read_returned(document, path)
    assert [(each.change, each.key.aspect, each.after) for each in returned.merge.differences] == [
        ("edited", "title", "改过的标题")
    ]


def test_one_departments_items_come_back_as_json(tmp_path: Path) -> None:
    owned = new_document(small_plan())
    try:
        path = tmp_path / "科室.json"
        department = owned.departments()[0]
        export(owned.snapshot(), path, owner=department.name, options=Options(mark=owned.mark()))
        assert changes(read_returned(owned, path)) == []
    finally:
        owned.close(discard=True)
