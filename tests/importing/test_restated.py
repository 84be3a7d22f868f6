"""Goals that stand in the measures and again in a column or field of goals are one target each."""

from pathlib import Path

import pytest

from planeditor.exporting import export
from planeditor.importing import import_file
from planeditor.plan.entities import Node, Snapshot, Target
from tests.importing.outlines import parse_text
from tests.importing.tables.tables import draft_of

SEEDS = Path(__file__).parent.parent / "files" / "seeds"
HEAD = "序号|重点任务|工作措施|量化目标|责任科室\n"


def targets_of(snapshot: Snapshot) -> list[Target]:
    return [target for node in snapshot.walk() for target in node.targets]


def figures(*rows: str, head: str = HEAD) -> list[tuple[str, float | None, str]]:
    """Return the targets of a table: comparator, value, unit."""
    return [(t.comparator, t.value, t.unit) for t in targets_of(draft_of(head + "\n".join(rows)).snapshot)]


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("1|扩大资源|新增公办幼儿园25所以上。|新增公办幼儿园≥25所|学前科", [(">=", 25, "所")]),
        ("1|扩大资源|新增公办幼儿园25所以上。|新增公办幼儿园25所|学前科", [(">=", 25, "所")]),
        ("1|创建省级基地3-5个||创建省级基地3—5个|后勤科", [("=", 3, "个")]),
        ("1|加强培训|每季度集中培训1次。|集中培训≥1次/季度|人事科", [(">=", 1, "次/季度")]),
        ("1|规范办学|大班额比例控制在3%以内。|控制在大班额比例≤3%|基教科", [("<=", 3, "%")]),
        ("1|巩固成果|九年义务教育巩固率达到95%。|95%|基教科", [("=", 95, "%")]),
        ("1|全面推进|实现资助政策全覆盖。|资助政策覆盖率100%|资助中心", [("=", 100, "%")]),
        ("1|扩大资源|新建园6所，新增学位1620个。|园6所、学位1620个|学前科", [("=", 6, "所"), ("=", 1620, "个")]),
    ],
)  # fmt: skip
def test_a_column_of_goals_that_says_a_goal_again_adds_none(row: str, wanted: list[tuple[str, float, str]]) -> None:
    assert figures(row) == wanted


@pytest.mark.parametrize(
    ("row", "count"),
    [
        ("1|扩大资源|新增公办幼儿园25所。|新增公办幼儿园30所|学前科", 2),  # another value
        ("1|扩大资源|新增学位25个。|新增公办幼儿园25所|学前科", 2),  # another unit
        ("1|提高质量|升学率达到5%。|升学率提高5%|基教科", 2),  # a change
        ("1|扩大资源|新建小学12所。|改造食堂12所|学前科", 2),  # another thing
        ("1|加强培训|6月底前培训教师100名。|12月底前培训教师100名|人事科", 2),  # another time
        ("1|加强培训|培训教师100名。|培训教师100名\\n培训教师100名|人事科", 2),  # said twice in one cell: two
        ("1|扩大资源|新建幼儿园25所，改造幼儿园25所。|新建幼儿园25所|学前科", 2),
    ],
)
def test_goals_that_differ_stay_apart(row: str, count: int) -> None:
    head = "2021年重点任务分解表|<|<|<|<\n" + HEAD
    assert len(figures(row, head=head)) == count


def test_each_period_has_goals_of_its_own() -> None:
    head = "序号|重点任务|工作措施|一季度|二季度|责任科室\n"
    assert len(figures("1|加强培训|每期培训教师100名。|培训教师100名|培训教师100名|人事科", head=head)) == 3


def test_the_fuller_words_are_kept_with_what_the_others_know() -> None:
    row = "1|扩大资源|力争新增学位5000个以上。|新增普通高中学位5000个|规划科"
    (node,) = draft_of(HEAD + row).snapshot.nodes
    (target,) = node.targets
    assert (target.indicator, target.comparator, target.modality) == ("新增普通高中学位", ">=", "力争")
    assert said(node) == ["新增普通高中学位5000个"]


def said(node: Node) -> list[str]:
    """Return the words at the targets' places."""
    places = {"title": node.title, "body": node.body} | {str(field.id): field.text for field in node.fields}
    return [places[t.span.place][t.span.start : t.span.end] for t in node.targets if t.span is not None]


def test_no_text_of_the_column_is_lost() -> None:
    (node,) = draft_of(HEAD + "1|扩大资源|新增幼儿园25所。|新增幼儿园25所|学前科").snapshot.nodes
    assert node.body == "新增幼儿园25所。"
    assert [(field.label, field.text) for field in node.fields] == [("量化目标", "新增幼儿园25所")]


def test_parts_of_a_goal_said_again_are_parts_of_the_one_that_is_kept() -> None:
    row = "1|建设|新建学校12所。|新建学校12所，其中小学7所、初中5所|规划科"
    whole, *parts = targets_of(draft_of(HEAD + row).snapshot)
    assert [part.value for part in parts] == [7, 5]
    assert {part.parent_id for part in parts} == {whole.id}


def test_fields_of_a_text_say_a_goal_once() -> None:
    text = """2020年教育工作要点
一、扩大资源
1.发展学前教育
问题描述：学位不足。
目标任务：新增学位3000个。
工作措施：新增公办园学位3000个，新建幼儿园6所。
量化目标：新增学位3000个；新建幼儿园6所。
"""
    assert [(t.value, t.indicator) for t in targets_of(parse_text(text).snapshot)] == [
        (3000, "新增公办园学位"),
        (6, "新建幼儿园"),
    ]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".docx", ".md"])
@pytest.mark.parametrize("seed", ["003_76472159ee41bb53", "004_5086480b2c753375"])
def test_what_was_exported_is_read_with_as_many_targets(seed: str, suffix: str, tmp_path: Path) -> None:
    plan = import_file(SEEDS / f"{seed}.txt").snapshot
    path = tmp_path / f"计划{suffix}"
    layout = {".xlsx": "tasks", ".docx": "table"}.get(suffix)
    export(plan, path, layout=layout)
    assert len(targets_of(import_file(path).snapshot)) == len(targets_of(plan))
