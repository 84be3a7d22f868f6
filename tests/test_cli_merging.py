"""`planeditor compare` and `planeditor update`."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from planeditor import cli
from planeditor.plan.entities import Snapshot
from planeditor.store import create_plan, open_document, read_plan
from tests.small_plan import small_plan

DONE, PROBLEMS, UNREADABLE = 0, 1, 3


@pytest.fixture
def plan() -> Snapshot:
    return small_plan()


@pytest.fixture
def file(plan: Snapshot, tmp_path: Path) -> Path:
    create_plan(tmp_path / "计划.plan", plan)
    return tmp_path / "计划.plan"


@pytest.fixture
def revised(file: Path, plan: Snapshot, tmp_path: Path) -> Path:
    """The plan as a Word document with one body changed."""
    path = tmp_path / "修订稿.docx"
    assert cli.main(["export", str(file), str(path)]) == DONE
    word = docx.Document(str(path))
    body = plan.nodes[1].children[0].body
    paragraph = next(paragraph for paragraph in word.paragraphs if body in paragraph.text)
    for text in paragraph._p.iter("{*}t"):
        text.text = (text.text or "").replace(body, "做好教师节表彰和慰问。")
    word.save(str(path))
    return path


def test_compare_tells_the_differences_and_exits_with_1(
    file: Path, plan: Snapshot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = replace(plan, nodes=(replace(plan.nodes[0], title="新标题"), plan.nodes[1]))
    create_plan(tmp_path / "另一份.plan", other)
    assert cli.main(["compare", str(file), str(tmp_path / "另一份.plan"), "--format", "json"]) == PROBLEMS
    (row,) = json.loads(capsys.readouterr().out)
    assert {key: row[key] for key in ("change", "field", "before", "after", "number")} == {
        "change": "edited", "field": "title", "before": plan.nodes[0].title, "after": "新标题", "number": "一、",
    }  # fmt: skip
    assert cli.main(["compare", str(file), str(file)]) == DONE
    assert capsys.readouterr().out == ""


def test_compare_writes_a_word_document_to_standard_output(
    file: Path, plan: Snapshot, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    create_plan(tmp_path / "另一份.plan", replace(plan, nodes=plan.nodes[:1]))
    assert cli.main(["compare", str(file), str(tmp_path / "另一份.plan"), "--format", "docx"]) == PROBLEMS
    (tmp_path / "比较.docx").write_bytes(capfdbinary.readouterr().out)
    assert zipfile.ZipFile(tmp_path / "比较.docx").testzip() is None


def test_update_takes_a_revised_document_over_once(
    file: Path, plan: Snapshot, revised: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = file.read_bytes()
    assert cli.main(["update", str(file), str(revised), "--dry-run", "--format", "json"]) == DONE
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["change"], row["field"], row["after"]) == ("edited", "body", "做好教师节表彰和慰问。")
    assert file.read_bytes() == before
    assert cli.main(["update", str(file), str(revised)]) == DONE
    assert read_plan(file).nodes[1].children[0].body == "做好教师节表彰和慰问。"
    capsys.readouterr()
    assert cli.main(["update", str(file), str(revised), "--format", "json"]) == DONE
    assert json.loads(capsys.readouterr().out) == []
    document = open_document(file)
    document.undo()
    assert document.snapshot() == plan
    document.close(discard=True)


def test_update_leaves_conflicts_and_exits_with_1(file: Path, plan: Snapshot, revised: Path) -> None:
    document = open_document(file)
    document.set_body(plan.nodes[1].children[0].id, "我们改成这样。")
    document.publish()
    document.close()
    assert cli.main(["update", str(file), str(revised)]) == PROBLEMS
    assert read_plan(file).nodes[1].children[0].body == "我们改成这样。"


def test_update_refuses_what_it_cannot_read(file: Path, tmp_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 damaged")
    before = file.read_bytes()
    assert cli.main(["update", str(file), str(tmp_path / "坏.docx")]) == UNREADABLE
    assert file.read_bytes() == before
