"""Targets of many texts: the same whether another process helps or not, and whatever becomes of it."""

import sys
import time
from pathlib import Path

import pytest

from planeditor.errors import Cancelled
from planeditor.importing import import_file
from planeditor.importing.blocks import Block, Source, Table
from planeditor.importing.finding import CHUNK, MANY, Helper, Passage, find_all, helper_for

SEEDS = Path(__file__).parent.parent / "files" / "seeds"
WITHIN_S = 60


def _passages() -> list[Passage]:
    """The texts of the real plans, in more than one chunk."""
    nodes = [node for path in sorted(SEEDS.glob("*.txt")) for node in import_file(path).snapshot.walk()]
    texts = [((node.title, ""), (node.body, ""), *((f.text, f.label) for f in node.fields)) for node in nodes]
    return [Passage(text, 2021, number % 7 == 0) for number, text in enumerate(texts)]


def _wait_for(helper: Helper, count: int) -> dict[int, object]:
    found: dict[int, object] = {}
    end = time.monotonic() + WITHIN_S
    while len(found) < count and time.monotonic() < end:
        found |= helper.answers()
    return found


@pytest.fixture
def helper():
    """Another process; there are two cores here, or none would be lent."""
    helper = Helper()
    yield helper
    helper.close()


def test_a_helper_finds_what_is_found_here(helper: Helper) -> None:
    passages = _passages()
    chunks = [passages[start : start + CHUNK] for start in range(0, len(passages), CHUNK)]
    assert len(chunks) > 3
    helper.ask([*enumerate(chunks)])
    found = _wait_for(helper, len(chunks))
    alone = find_all(passages)
    assert sum(len(found) for passage in alone for found in passage) > 40
    assert [one for number in sorted(found) for one in found[number]] == alone


def test_the_result_is_the_same_with_a_helper(helper: Helper) -> None:
    passages = _passages() * 5
    assert find_all(passages, helper) == find_all(passages)


def test_a_helper_that_has_gone_changes_nothing(helper: Helper) -> None:
    passages = _passages()
    helper._child.kill()
    helper._child.wait()
    assert find_all(passages, helper) == find_all(passages)


def test_whoever_cancels_is_heard_and_the_helper_ends() -> None:
    passages = _passages() * 5
    with pytest.raises(Cancelled), helper_for(MANY) as helper:
        find_all(passages, helper, lambda done: done < 0.1)
    assert helper is None or helper._child.poll() is not None


def test_rows_of_a_table_count_as_lines() -> None:
    table = Table(2, (("序号", "任务"), ("1", "建校")))
    assert Source("a.xlsx", (Block(1, "2021年要点"), table, Block(4, "说明"))).line_count == 4


def test_few_lines_get_no_helper() -> None:
    with helper_for(MANY - 1) as helper:
        assert helper is None


def test_where_no_process_starts_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    passages = _passages()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "missing"))
    with helper_for(MANY) as helper:
        assert helper is None
        assert any(any(found) for found in find_all(passages, helper))


def test_progress_goes_from_none_to_all() -> None:
    told: list[float] = []
    find_all(_passages(), None, lambda done: not told.append(done))
    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] < 1
