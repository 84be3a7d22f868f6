"""Comparisons as Word and Excel files, read again by other libraries."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document as WordDocument
from openpyxl import load_workbook

from planeditor.errors import OutputError
from planeditor.exporting.comparison import Opinion, export_comparison, export_opinions, write_comparison
from planeditor.plan.entities import Snapshot
from planeditor.plan.merging import Merge, compare, merge
from tests.small_plan import small_plan


def changed(plan: Snapshot, body: str) -> Snapshot:
    """The plan with another text of its first item, the second item first, and the last section gone."""
    section = plan.nodes[0]
    first, second = section.children
    return replace(plan, nodes=(replace(section, children=(second, replace(first, body=body))),))


def comparison(body: str = "计划新改扩建各级各类学校45所，其中幼儿园17所。强化监督管理。") -> Merge:
    """A comparison with differences of several kinds."""
    plan = small_plan()
    return compare(plan, changed(plan, body))


def test_the_word_table_has_a_row_for_every_difference_and_tells_renumbered_ones(tmp_path: Path) -> None:
    merged = comparison()
    path = tmp_path / "比对.docx"
    export_comparison(merged, path, title="比对表")
    differences, renumbered = WordDocument(str(path)).tables
    assert [cell.text for cell in differences.rows[0].cells] == ["序号", "条目", "变化", "项目", "内容"]
    assert len(differences.rows) == len(merged.differences) + 1
    assert len(renumbered.rows) == len(merged.renumbered) + 1


def test_a_conflict_shows_both_sides(tmp_path: Path) -> None:
    plan = small_plan()
    section = plan.nodes[0]
    ours, theirs = (replace(plan, nodes=(replace(section, title=t), plan.nodes[1])) for t in ("我方", "对方"))
    path = tmp_path / "比对.docx"
    export_comparison(merge(plan, ours, theirs), path, title="")
    cell = WordDocument(str(path)).tables[0].rows[1].cells[4]
    assert "本计划：" in cell.text
    assert "修订稿：" in cell.text


def test_the_same_comparison_gives_the_same_bytes(tmp_path: Path) -> None:
    merged = comparison()
    written = [io.BytesIO(), io.BytesIO()]
    for file in written:
        write_comparison(merged, file, title="比对表")
    assert written[0].getvalue() == written[1].getvalue()
    for name in ("a.xlsx", "b.xlsx"):
        export_opinions(merged, tmp_path / name, proposer="计财科", opinions={})
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_equal_plans_give_a_form_without_rows(tmp_path: Path, suffix: str) -> None:
    plan = small_plan()
    path = tmp_path / f"空{suffix}"
    export_opinions(compare(plan, plan), path, proposer="", opinions={})
    rows = (
        len(WordDocument(str(path)).tables[0].rows) - 1 if suffix == ".docx" else load_workbook(path).active.max_row - 2
    )
    assert rows == 0


def test_hostile_and_long_texts_stand_in_the_excel_form_whole(tmp_path: Path) -> None:
    body = "=cmd|' /C calc'!A0 \x07" + "很长的文字。" * 8000
    merged = comparison(body)
    key = merged.differences[0].key
    path = tmp_path / "意见.xlsx"
    export_opinions(merged, path, proposer="=1+1", opinions={key: Opinion(True, "@理由")})
    sheet = load_workbook(path).active
    cells = [cell for row in sheet.iter_rows(min_row=3) for cell in row if cell.value is not None]
    assert all(cell.data_type in ("s", "n") for cell in cells)
    wishes = "".join(str(row[3].value or "") for row in sheet.iter_rows(min_row=3))
    assert wishes.count("很长的文字。") == 8000
    assert "␇" in wishes


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        export_comparison(comparison(), tmp_path / "没有" / "比对.docx", title="x")
    assert list(tmp_path.iterdir()) == []
