"""How well goals are found in plans: passages of many offices read by hand, and real plans read line by line.

The passages of tuned.json were looked at while the rules were written, those of bureaus.json (with many traps) after a
first reading of each; those of untouched.json never were.
"""

import json
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from planeditor.language.targets import FoundTarget, find_targets

FILES = Path(__file__).parent.parent / "files"
Row = tuple[str, str, float, float | None, str]


def _read(name: str) -> Any:
    return json.loads((FILES / "targets" / name).read_text(encoding="utf-8"))


def _expected(targets: Iterable[dict[str, Any]]) -> Counter[Row]:
    return Counter(_row(t["kind"], t["comparator"], t["value"], t["value_high"], t["unit"]) for t in targets)


def _found(targets: Iterable[FoundTarget]) -> Counter[Row]:
    return Counter(_row(t.kind, t.comparator, t.value, t.value_high, t.unit) for t in targets)


def _row(kind: str, comparator: str, value: float, high: float | None, unit: str) -> Row:
    return kind, comparator, value, high, unit.split("/")[0]


def _f1(pairs: Iterable[tuple[Counter[Row], Counter[Row]]]) -> float:
    hits = wanted = given = 0
    for expected, found in pairs:
        hits += sum((expected & found).values())
        wanted += expected.total()
        given += found.total()
    return 2 * hits / (wanted + given)


def _passages(name: str) -> list[tuple[Counter[Row], Counter[Row]]]:
    return [
        (_expected(passage["targets"]), _found(find_targets(passage["text"], **_context(passage))))
        for passage in _read(name)
    ]


def _context(passage: dict[str, Any]) -> dict[str, Any]:
    return {"year": 2021} | {key: passage[key] for key in ("year", "report", "label") if key in passage}


@pytest.mark.parametrize("name", ["tuned.json", "bureaus.json", "untouched.json"])
def test_the_goals_of_passages_from_many_offices_are_found(name: str) -> None:
    pairs = _passages(name)
    assert len(pairs) >= 55
    assert sum(not expected for expected, _ in pairs) >= 7  # passages without any goal, full of figures
    assert _f1(pairs) >= 0.93


@pytest.mark.parametrize("plan", sorted(_read("seeds_by_hand.json")))
def test_the_goals_of_whole_plans_are_found_line_by_line(plan: str) -> None:
    by_hand = {entry["line"]: _expected(entry["targets"]) for entry in _read("seeds_by_hand.json")[plan]}
    lines = (FILES / "seeds" / plan).read_text(encoding="utf-8-sig").splitlines()
    pairs = []
    for line in map(str.strip, lines):
        expected = next((targets for start, targets in by_hand.items() if line.startswith(start)), Counter())
        pairs.append((expected, _found(find_targets(line, year=2020))))
    assert _f1(pairs) >= 0.93


def test_a_paragraph_is_read_while_a_person_types() -> None:
    lines = (FILES / "seeds" / "001_35c5889eb65feac4.txt").read_text(encoding="utf-8").splitlines()
    paragraph = max(lines, key=len)
    times = []
    for _ in range(20):
        start = time.process_time()
        find_targets(paragraph, year=2020)
        times.append(time.process_time() - start)
    assert min(times) < 0.002


@pytest.mark.parametrize(
    "shape", ["3所", "新建学校3所、", "其中3所，", "（3所", "“每月", "1-", "不低于", "全部", "从1到"]
)
def test_endless_sentences_take_time_in_proportion(shape: str) -> None:
    short, long = (_seconds(shape * (size // len(shape))) for size in (4_000, 16_000))
    assert long < 8 * short + 0.05  # four times as long; were the cost quadratic, it were sixteen times


def _seconds(text: str) -> float:
    times = []
    for _ in range(2):
        start = time.process_time()
        find_targets(text, year=2020)
        times.append(time.process_time() - start)
    return min(times)
