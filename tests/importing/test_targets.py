"""Targets of an imported plan: taken from titles, bodies and fields, as goals, as results, or not at all."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planeditor.importing import ImportOptions, import_file
from planeditor.plan.entities import Node, Snapshot, Target
from planeditor.plan.interchange import from_dict, to_dict
from tests.importing.outlines import parse_text

SEEDS = Path(__file__).parent.parent / "files" / "seeds"
TRUTH: dict[str, Any] = json.loads((SEEDS / "truth.json").read_text(encoding="utf-8"))
Row = tuple[float | None, float | None, str]


def _targets(text: str, options: ImportOptions = ImportOptions()) -> list[Target]:  # noqa: B008
    return [target for node in parse_text(text, options).snapshot.walk() for target in node.targets]


def _items(nodes: tuple[Node, ...]) -> Iterator[Node]:
    return (node for top in nodes for node in top.walk() if node.kind == "item")


def _wanted(targets: list[dict[str, Any]], tier: str) -> Counter[Row]:
    return Counter((t["value"], t["value2"], t["unit"].split("/")[0]) for t in targets if t["tier"] == tier)


def test_the_targets_of_real_plans_are_found() -> None:
    hits = extra = missed = 0
    for name, truth in TRUTH.items():
        nodes = list(_items(import_file(SEEDS / name).snapshot.nodes))
        items = [item for section in truth["sections"] for item in section["items"]]
        for item, node in zip(items, nodes, strict=True):
            if "targets" not in item:
                continue
            core, soft = (_wanted(item["targets"], tier) for tier in ("core", "soft"))
            goals = [target for target in node.targets if target.kind == "target"]
            found = Counter((t.value, t.value_high, t.unit.split("/")[0]) for t in goals)
            hits += (core & found).total()
            missed += (core - found).total()
            extra += (found - core - soft).total()
    assert hits >= 45
    assert 2 * hits / (2 * hits + extra + missed) >= 0.95


def test_every_target_marks_its_words() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        for node in import_file(path).snapshot.walk():
            places = {"title": node.title, "body": node.body} | {str(f.id): f.text for f in node.fields}
            for target in node.targets:
                assert target.span is not None
                assert places[target.span.place][target.span.start : target.span.end] == target.text


def test_a_section_of_results_holds_results_and_the_next_one_goals() -> None:
    text = """2020年上半年总结和下半年计划
一、上半年任务完成情况
1.扩大学位供给。建成学校5所，新增学位6300个。
二、下半年工作计划
1.扩大学位供给。建成学校3所，新增学位2000个。
"""
    targets = _targets(text)
    assert [(t.kind, t.value, t.unit) for t in targets] == [
        ("actual", 5, "所"),
        ("actual", 6300, "个"),
        ("target", 3, "所"),
        ("target", 2000, "个"),
    ]


def test_problems_state_no_goals() -> None:
    text = """2020年教育工作要点
一、扩大资源
1.发展学前教育
问题描述：普惠率仅80%，缺少学位8000个。
目标任务：普惠率达到85%，新增学位3000个。
工作措施：9月底前新建幼儿园6所。
2.规范办学
问题描述：大班额比例达12%。
目标任务：大班额控制在3%以内。
"""
    targets = _targets(text)
    assert [(t.comparator, t.value, t.unit, t.deadline) for t in targets] == [
        ("=", 85, "%", ""),
        ("=", 3000, "个", ""),
        ("=", 6, "所", "2020-09"),
        ("<=", 3, "%", ""),
    ]


@pytest.mark.parametrize("heading", ["存在的主要问题", "面临的形势与困难", "基本情况"])
def test_a_section_of_problems_holds_no_targets(heading: str) -> None:
    text = f"2020年教育工作要点\n一、{heading}\n1.全区有学校42所，入园率达到85%。\n二、工作任务\n1.新建学校3所。\n"
    assert [(t.value, t.unit) for t in _targets(text)] == [(3, "所")]


def test_a_measure_against_problems_is_a_goal() -> None:
    text = "2020年教育工作要点\n一、解决热点难点问题\n1.新增学位3000个。\n二、保障\n1.加强领导。\n"
    assert [(t.value, t.unit) for t in _targets(text)] == [(3000, "个")]


def test_parts_point_to_their_whole() -> None:
    text = "2020年教育工作要点\n一、建设\n1.新建学校12所，其中小学7所、初中5所。\n2.加强管理。\n"
    whole, *parts = _targets(text)
    assert [part.parent_id for part in parts] == [whole.id, whole.id]


def test_targets_can_be_left_out() -> None:
    text = "2020年教育工作要点\n一、建设\n1.新建学校12所。\n2.加强管理。\n"
    assert _targets(text)
    assert _targets(text, ImportOptions(targets=False)) == []


def test_found_targets_survive_the_interchange_form() -> None:
    snapshot: Snapshot = import_file(SEEDS / "003_76472159ee41bb53.txt").snapshot
    assert from_dict(to_dict(snapshot, {})) == snapshot


@pytest.mark.parametrize(
    ("heading", "kind"),
    [("巩固“双减”成果", "target"), ("推动科研成果转化", "target"), ("提升治理成效", "target"), ("主要成效", "actual")],
)
def test_a_heading_that_aims_at_results_tells_of_goals(heading: str, kind: str) -> None:
    targets = _targets(f"2024年工作要点\n一、{heading}\n1.新建幼儿园6所。")
    assert [target.kind for target in targets] == [kind]
