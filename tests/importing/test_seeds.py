"""Five real plans, read by careful people: what they found is what the import finds."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planeditor.importing import import_file
from planeditor.importing.draft import Draft
from planeditor.importing.text import decode_text
from planeditor.plan.entities import Node
from planeditor.plan.numbering import snapshot_numbers
from tests.importing.outlines import parse_text
from tests.importing.strings import squeeze, strings_of

SEEDS = Path(__file__).parent.parent / "files" / "seeds"
TRUTH: dict[str, Any] = json.loads((SEEDS / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(params=sorted(TRUTH), scope="module")
def seed(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Draft]:
    return TRUTH[request.param], import_file(SEEDS / request.param)


def _items(node: Node) -> Iterator[Node]:
    return (below for below in node.walk() if below.kind == "item")


def _pairs(truth: dict[str, Any], draft: Draft) -> Iterator[tuple[dict[str, Any], Node]]:
    for section, node in zip(truth["sections"], draft.snapshot.nodes, strict=True):
        yield from zip(section["items"], _items(node), strict=True)


def test_the_plans_properties_are_found(seed: tuple[dict[str, Any], Draft]) -> None:
    truth, draft = seed
    plan = draft.snapshot.plan
    found = (plan.title, plan.doc_number, plan.issuer, plan.addressees, plan.date)
    keys = ("title", "doc_number", "issuer", "addressee", "date")
    assert [squeeze(text) for text in found] == [squeeze(truth[key]) for key in keys]
    assert squeeze(plan.preamble).startswith(squeeze(truth["preamble_start"]))


def test_sections_and_items_stand_in_order_under_their_numbers(seed: tuple[dict[str, Any], Draft]) -> None:
    truth, draft = seed
    numbers = snapshot_numbers(draft.snapshot)
    assert [n.title for n in draft.snapshot.nodes] == [section["title"] for section in truth["sections"]]
    assert [numbers[n.id] for n in draft.snapshot.nodes] == [section["number"] for section in truth["sections"]]
    for item, node in _pairs(truth, draft):
        assert squeeze(node.title) == squeeze(item["title"])
        assert numbers[node.id].rstrip(".﹒、") == item["number"]


def test_every_items_text_and_fields_are_whole(seed: tuple[dict[str, Any], Draft]) -> None:
    for item, node in _pairs(*seed):
        text = node.body + "".join(field.text for field in node.fields)
        assert squeeze(text).startswith(squeeze(item["body_start"]))
        assert abs(len("".join(text.split())) - item["body_len"]) <= 0.05 * item["body_len"] + 2
        assert [field.label for field in node.fields] == [re.sub(r"#\d", "", label) for label in item["fields"]]
        for field, start in zip(node.fields, item["fields"].values(), strict=True):
            assert squeeze(field.text).startswith(squeeze(start))


def test_every_items_owners_are_found(seed: tuple[dict[str, Any], Draft]) -> None:
    for item, node in _pairs(*seed):
        assert [owner.name for owner in node.owners if owner.role == "lead"] == item["lead"]
        assert [owner.name for owner in node.owners if owner.role == "support"] == item["support"]


def test_the_lines_of_the_page_around_are_set_aside(seed: tuple[dict[str, Any], Draft]) -> None:
    truth, draft = seed
    noise = {line.number for line in draft.lines if line.text.strip() in draft.snapshot.unplaced}
    assert noise >= set(truth["noise_lines"]) & {line.number for line in draft.lines}


def test_no_line_is_lost(seed: tuple[dict[str, Any], Draft]) -> None:
    draft = seed[1]
    pile = squeeze("".join(strings_of(draft)))
    for line in draft.lines:
        if line.role not in ("lead", "support"):
            words = re.split(r"[:：]|\d{4}年\d+月\d+日|文件|责任科室|工作措施", line.text)
            assert all(squeeze(part) in pile for part in words), line


def _wrapped(text: str, width: int = 34) -> str:
    """The text as a PDF gives it: broken at a fixed width, a page number after every 22 lines."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        rest = "　　" + paragraph.strip() if paragraph.strip() else ""
        while rest:
            lines.append(rest[:width])
            rest = rest[width:]
            if len(lines) % 25 == 22:
                lines += ["", f"— {len(lines) // 25 + 1} —", ""]
    return "\n".join(lines)


VARIANTS = {
    "without empty lines": lambda text: re.sub(r"\n\s*\n", "\n", text),
    "with full-width punctuation": lambda text: text.translate(str.maketrans(",:;()", "，：；（）")),
    "with bullets": lambda text: re.sub(r"(?m)^(\d+[.﹒]|[一二三四五六七八九十]+、)", r"- \1", text),
    "with other marks": lambda text: re.sub(r"(?m)^((?:- )?\d+)[.﹒] ?", r"\1、", text),
    "set in": lambda text: re.sub(r"(?m)^(?=\S)", "　　", text),
    "broken at a fixed width": _wrapped,
}


@pytest.mark.parametrize("name", sorted(TRUTH))
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_seed_reads_the_same_in_another_dress(name: str, variant: str) -> None:
    text = decode_text((SEEDS / name).read_bytes())
    assert _facts(VARIANTS[variant](text)) == _facts(text)


def _facts(text: str) -> list[object]:
    draft = parse_text(text)
    plan = draft.snapshot.plan
    names = [(plan.title, plan.doc_number, plan.issuer, plan.date), plan.addressees, plan.preamble]
    items = [(node.kind, node.title, [(o.name, o.role) for o in node.owners]) for node in draft.snapshot.walk()]
    return [squeeze(str(fact)) for fact in (*names, *items)]
