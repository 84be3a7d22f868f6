"""A copy to send: the plan alone, and the mark by which it can be read back."""

from pathlib import Path

import pytest

from planeditor.errors import OutputError
from planeditor.plan.entities import Snapshot
from planeditor.store import Document, new_document, open_document, read_history, read_plan, verify_plan
from planeditor.store.versions import ORIGIN
from tests.small_plan import small_plan

SECRET = "删掉的机密内容"


@pytest.fixture
def worked_on(tmp_path: Path) -> Document:
    """A saved plan with a history, a version, a setting and a dismissed finding."""
    plan = small_plan()
    document = new_document(plan, author="张三丰")
    document.rename(plan.nodes[0].id, SECRET)
    document.rename(plan.nodes[0].id, "公开的标题")
    document.save_version("征求意见稿", note="内部说明")
    document.set_setting("export.template", "C:/Users/zhangsan/模板.docx")
    document.dismiss("no-owner", plan.nodes[1].id, "x", "暂不处理")
    document.publish_to(tmp_path / "plan.plan")
    return document


def test_a_copy_holds_the_plan_and_nothing_of_its_past(worked_on: Document, tmp_path: Path) -> None:
    path = tmp_path / "copy.plan"
    worked_on.save_copy_to_send(path)
    assert read_plan(path) == worked_on.snapshot()
    assert verify_plan(path).ok
    content = path.read_bytes()
    for word in (SECRET, "张三丰", "内部说明", "zhangsan", "暂不处理"):
        assert word.encode() not in content
    copy = open_document(path)
    assert (copy.history(), copy.versions(), copy.dismissals()) == ([], [], [])
    assert copy.settings() == {ORIGIN: worked_on.mark()}
    copy.close()
    worked_on.close()


def test_an_edited_copy_names_the_state_it_was_made_from(worked_on: Document, tmp_path: Path) -> None:
    path = tmp_path / "copy.plan"
    sent = worked_on.snapshot()
    worked_on.save_copy_to_send(path)
    worked_on.rename(sent.nodes[1].id, "后来又改了")
    copy = open_document(path)
    copy.rename(sent.nodes[0].id, "对方改的标题")
    copy.publish()
    copy.close()
    _snapshot, marks = read_history(path)
    known = [state for mark in marks if (state := worked_on.at(mark)) is not None]
    assert known[0] == sent
    worked_on.close()


def test_the_plan_itself_is_not_replaced_by_its_copy(worked_on: Document) -> None:
    assert worked_on.path is not None
    before = worked_on.path.read_bytes()
    with pytest.raises(OutputError):
        worked_on.save_copy_to_send(worked_on.path)
    assert worked_on.path.read_bytes() == before
    worked_on.close()


def test_an_untitled_plan_can_be_sent_and_a_replaced_file_is_kept(tmp_path: Path, data_folder: Path) -> None:
    plan: Snapshot = small_plan()
    document = new_document(plan)
    path = tmp_path / "copy.plan"
    document.save_copy_to_send(path)
    first = path.read_bytes()
    document.rename(plan.nodes[0].id, "新标题")
    document.save_copy_to_send(path)
    assert read_plan(path) == document.snapshot()
    assert any(kept.read_bytes() == first for kept in data_folder.rglob("*.plan"))
    document.close(discard=True)
