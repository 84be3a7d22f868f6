"""The five real plans: the checks find the irregularities that careful readers listed, and little else.

What a check cannot know is left out on purpose: words that are wrong only in their sense (决切 for 政策, 隐患整理 for
隐患整治), sentences that run on without a mark, and what the import has set aside or mended before (page furniture,
broken lines, labels in mid line, repeated titles).
"""

from pathlib import Path

import pytest

from planeditor.importing import import_file
from planeditor.plan.checks import Problem, check_plan
from planeditor.plan.entities import Snapshot

SEEDS = Path(__file__).parent.parent.parent / "files" / "seeds"
SUZHOU, XX, WUXI, DAZHOU, HUIZHOU = sorted(path.name for path in SEEDS.glob("*.txt"))

LISTED = [  # document, rule, number, words of the message
    (SUZHOU, "cut-off", "13.", ","),
    (SUZHOU, "unmatched-mark", "30.", "》"),
    (SUZHOU, "no-full-stop", "30.", "监测结果"),
    (SUZHOU, "repeated-word", "19.", "编制"),
    (SUZHOU, "no-amount-unit", "19.", "145亿"),
    (SUZHOU, "half-width", "", ""),
    (SUZHOU, "no-lead", "1.", ""),
    (XX, "contradicting-year", "", "2022"),
    (XX, "no-year", "", ""),
    (XX, "placeholder", "2.", "XX届X中X"),
    (XX, "placeholder", "", "xx"),
    (XX, "lost-number", "2.", "标准的倍"),
    (XX, "no-full-stop", "3.", "良好氛围"),
    (DAZHOU, "lost-number", "3.", "届次全会"),
    (DAZHOU, "stray-space", "", ""),
    (DAZHOU, "alike-departments", "11.", "职成科"),
    (DAZHOU, "alike-departments", "34.", "市电教技装中心"),
    (DAZHOU, "alike-departments", "34.", "市后勤与资助中心"),
    (DAZHOU, "typo", "37.", "平台"),
    (DAZHOU, "typo", "25.", "拔尖"),
    (HUIZHOU, "web-spam", "", "开云(中国)"),
    (HUIZHOU, "web-spam", "46﹒", "开云(中国)"),
    (HUIZHOU, "web-spam", "58﹒", "开云(中国)"),
    (HUIZHOU, "impossible-figure", "12﹒", "100%以上"),
    (HUIZHOU, "stray-space", "50﹒", ""),
]
# Right as well, but on no list: half-width marks, no owners, a lead and a letter that are missing.
ALSO = {
    SUZHOU: 0,
    XX: 11,
    WUXI: 2,
    DAZHOU: 3,
    HUIZHOU: 2,
}


@pytest.fixture(scope="module")
def plans() -> dict[str, Snapshot]:
    return {path.name: import_file(path).snapshot for path in SEEDS.glob("*.txt")}


@pytest.fixture(scope="module")
def problems(plans: dict[str, Snapshot]) -> dict[str, list[Problem]]:
    return {name: check_plan(plan) for name, plan in plans.items()}


@pytest.mark.parametrize(("document", "rule", "number", "words"), LISTED)
def test_what_careful_readers_listed_is_found(
    document: str, rule: str, number: str, words: str, problems: dict[str, list[Problem]]
) -> None:
    found = [each for each in problems[document] if each.rule == rule and each.number == number]
    assert any(words in each.message for each in found), found


def test_little_else_is_found(problems: dict[str, list[Problem]]) -> None:
    listed = {name: sum(document == name for document, *_rest in LISTED) for name in problems}
    assert {name: len(found) - listed[name] for name, found in problems.items()} == ALSO


def test_no_spot_points_beside_its_text(plans: dict[str, Snapshot], problems: dict[str, list[Problem]]) -> None:
    for name, found in problems.items():
        nodes = {node.id: node for node in plans[name].walk()}
        for problem in found:
            node, place = nodes.get(problem.id), problem.spot.place
            if node is None or place not in ("title", "body", *(str(field.id) for field in node.fields)):
                continue
            fields = {str(field.id): field.text for field in node.fields}
            text = {"title": node.title, "body": node.body, **fields}[place]
            assert 0 <= problem.spot.start < problem.spot.end <= len(text)
