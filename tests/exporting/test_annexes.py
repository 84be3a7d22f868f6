"""Annexes of labelled rows as tables in Word, and other sections left as they are."""

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from planeditor.exporting import export
from planeditor.exporting.word.annex import is_table, parted
from planeditor.language.annexes import annex_name, annex_title
from planeditor.plan.entities import Field, Node, Snapshot
from planeditor.plan.report_period import ReportPeriod
from planeditor.plan.reporting import report_of
from tests.plan.test_reporting import plan_2020


def row(number: int, title: str, *cells: tuple[str, str]) -> Node:
    """Return a row of an annex."""
    fields = tuple(Field(number * 10 + at, label, text) for at, (label, text) in enumerate(cells))
    return Node(number, "item", title, fields=fields, numbered=False)


ROWS = (row(2, "建学校", ("序号", "1"), ("进展", "已完工\n已验收")), row(3, "育教师", ("序号", "2"), ("备注", "无")))
ANNEX = Node(1, "section", "附件1　任务清单", numbered=False, children=ROWS)


def report() -> Snapshot:
    """Return a report with four annexes."""
    return report_of(plan_2020(), ReportPeriod.of("2020H1"))


@pytest.mark.parametrize("layout", ["plan", "official", "draft"])
def test_every_word_of_an_annex_stands_in_its_table_and_the_last_pages_lie_across(layout: str, tmp_path: Path) -> None:
    path = tmp_path / "总结.docx"
    export(report(), path, layout=layout)
    word = docx.Document(str(path))
    assert len(word.tables) == 4
    section = report().nodes[3]
    cells = "\n".join(cell.text for line in word.tables[0].rows for cell in line.cells)
    for node in section.children:
        assert node.title in cells
        assert all(field.label in cells and field.text in cells for field in node.fields)
    assert [each.orientation for each in word.sections][-1] == 1
    assert word.sections[0].orientation == 0


def test_rows_without_a_label_that_others_have_leave_its_cell_empty(tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    plan = plan_2020()
    export(replace(plan, nodes=(*plan.nodes, ANNEX)), path)
    (table,) = docx.Document(io.BytesIO(path.read_bytes())).tables
    assert [[cell.text for cell in line.cells] for line in table.rows] == [
        ["序号", "任务", "进展", "备注"],
        ["1", "建学校", "已完工\n已验收", ""],
        ["2", "育教师", "", "无"],
    ]


@pytest.mark.parametrize(
    "other",
    [
        replace(ANNEX, title="任务清单"),
        replace(ANNEX, numbered=True),
        replace(ANNEX, body="说明。"),
        replace(ANNEX, children=(*ROWS, Node(9, "item", "没有栏目", numbered=False))),
        replace(ANNEX, children=(replace(ROWS[0], body="正文。"),)),
        replace(ANNEX, children=(replace(ROWS[0], fields=(*ROWS[0].fields, Field(99, "序号", "3"))),)),
        replace(ANNEX, children=()),
    ],
)
def test_a_section_that_would_lose_something_is_no_table(other: Node) -> None:
    assert is_table(ANNEX)
    assert not is_table(other)
    assert parted((ANNEX, other)) == ((ANNEX, other), ())


@pytest.mark.parametrize(
    ("title", "name"),
    [("附件1　任务清单", "任务清单"), ("附件2：统计表", "统计表"), ("附件 任务表", "任务表"), ("附件3", "附件3")],
)
def test_the_name_of_an_annex_is_told_from_its_mark(title: str, name: str) -> None:
    assert annex_name(title) == name
    assert annex_name(annex_title(4, name)) == name
