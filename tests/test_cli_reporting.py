"""`planeditor report` and `planeditor rollover`."""

import json
from pathlib import Path

import docx
import openpyxl
import pytest

from planeditor import cli
from planeditor.store import create_plan, open_document, read_plan
from tests.plan.test_reporting import plan_2020

DONE, PROBLEMS, USAGE, UNWRITABLE = 0, 1, 2, 4


@pytest.fixture
def file(tmp_path: Path) -> Path:
    create_plan(tmp_path / "计划.plan", plan_2020())
    return tmp_path / "计划.plan"


def test_a_report_is_a_word_document_with_its_annexes_as_tables(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "总结.docx"
    assert cli.main(["report", str(file), str(out), "--period", "2020H1"]) == DONE
    word = docx.Document(str(out))
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert "2020年全市教育工作上半年总结和下半年计划" in "".join(texts)
    assert any(text.startswith("一是提升基础教育。本部分共2项任务") for text in texts)
    assert [text for text in texts if text.startswith("附件")] == [
        "附件：1.重点任务完成情况表",
        *(f"附件{n}" for n in range(1, 5)),
    ]
    first = word.tables[0]
    assert [cell.text for cell in first.rows[0].cells][:3] == ["序号", "任务", "量化目标"]
    assert len(first.rows) == 5
    assert capsys.readouterr().out == ""


def test_the_same_report_is_the_same_file(file: Path, tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        assert cli.main(["report", str(file), str(tmp_path / name), "--period", "2020H1", "--kind", "bulletin"]) == DONE
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    assert cli.main(["report", str(file), str(tmp_path / "a.docx"), "--period", "2020H1"]) == UNWRITABLE


def test_a_report_kept_as_a_plan_is_refreshed_and_tells_what_did_not_follow(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "总结.plan"
    assert cli.main(["report", str(file), str(out), "--period", "2020H1"]) == DONE
    report = open_document(out)
    node = next(node for node in report.snapshot().walk() if node.title == "提升基础教育")
    report.set_body(node.id, node.body.replace("加快学校建设，滞后，完成20%。", "学校建设进度偏慢。"))
    report.publish()
    report.close()
    plan = open_document(file)
    plan.add_progress(12, date="2020-06-30", status="滞后", percent=30.0)
    plan.publish()
    plan.close()
    capsys.readouterr()
    assert cli.main(["report", str(file), str(out), "--refresh"]) == PROBLEMS
    assert "加快学校建设，滞后，完成30%。" in capsys.readouterr().out
    bodies = [node.body for node in read_plan(out).walk()]
    assert any("学校建设进度偏慢。" in body for body in bodies)
    assert any("实际完成30%" in body for body in bodies)


@pytest.mark.parametrize("arguments", [[], ["--period", "上半年"], ["--period", "2020H1", "--until", "六月"]])
def test_a_report_without_a_period_or_a_day_is_refused(file: Path, tmp_path: Path, arguments: list[str]) -> None:
    assert cli.main(["report", str(file), str(tmp_path / "总结.docx"), *arguments]) == USAGE
    assert not (tmp_path / "总结.docx").exists()


def test_rollover_makes_the_next_plan_and_lists_what_became_of_the_items(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, table = tmp_path / "2021.plan", tmp_path / "清单.xlsx"
    arguments = ["rollover", str(file), "-o", str(out), "--year", "2021", "--list", str(table), "--format", "json"]
    assert cli.main(arguments) == DONE
    facts = json.loads(capsys.readouterr().out)
    assert [(row["fate"], row["title"]) for row in facts["items"]] == [
        ("延续", "推进学前教育发展"),
        ("延续", "加快学校建设"),
        ("延续", "加强教研"),
        ("完成", "出台实施方案"),
    ]
    assert {shift["place"] for shift in facts["shifts"]} == {"title", "due"}
    new = read_plan(out)
    assert (new.plan.year, new.plan.title) == (2021, "2021年全市教育工作要点")
    rows = list(openpyxl.load_workbook(table).worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows[2:]] == ["延续", "延续", "延续", "完成"]


def test_rollover_goes_forward_only(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "2021.plan"
    assert cli.main(["rollover", str(file), "-o", str(out), "--year", "2020"]) == USAGE
    assert not out.exists()
