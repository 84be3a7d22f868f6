"""A plan exported to Word comes back from it as the plan it was."""

from dataclasses import replace
from pathlib import Path

import pytest

from planeditor.exporting import Options, export
from planeditor.exporting.text import chinese_quotes, full_width
from planeditor.importing import import_file
from planeditor.plan.entities import Node, Plan, Snapshot
from tests.seeds import seed_plan

SEEDS = ("000", "001", "002", "003", "004")
NOT_IN_THE_PLAN_ALONE = {"notice_title": "", "notice": ""}


def _facts(node: Node) -> object:
    fields = [(field.label, field.text) for field in node.fields]
    owners = [(owner.role, owner.name) for owner in node.owners]
    shape = (node.kind, node.title, node.body, node.mark, node.numbered, node.numbering, node.due)
    return (*shape, fields, owners, [_facts(child) for child in node.children])


def _plan(snapshot: Snapshot, **changes: object) -> Plan:
    return replace(snapshot.plan, id=1, **changes)  # type: ignore[arg-type]


def _seed(files: Path, seed: str) -> Snapshot:
    (path,) = (files / "seeds").glob(f"{seed}*.txt")
    return seed_plan(path)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_real_plan_comes_back_whole(tmp_path: Path, files: Path, seed: str) -> None:
    snapshot, path = _seed(files, seed), tmp_path / "plan.docx"
    export(snapshot, path, options=Options(full_width=False))
    returned = import_file(path).snapshot
    assert _plan(returned) == _plan(snapshot, **NOT_IN_THE_PLAN_ALONE)
    assert [_facts(node) for node in returned.nodes] == [_facts(node) for node in snapshot.nodes]
    assert [each.name for each in returned.departments] == [each.name for each in snapshot.departments]
    assert returned.unplaced == ()


@pytest.mark.parametrize("seed", SEEDS)
def test_clean_punctuation_is_all_that_changes(tmp_path: Path, files: Path, seed: str) -> None:
    snapshot, path = _seed(files, seed), tmp_path / "plan.docx"
    export(snapshot, path)
    returned = import_file(path).snapshot
    pairs = list(zip(returned.walk(), snapshot.walk(), strict=True))
    assert all(full_width(chinese_quotes(old.title)) == new.title for new, old in pairs)
    assert all(_squeezed(full_width(chinese_quotes(old.body))) == _squeezed(new.body) for new, old in pairs)
    assert [_owners(new) for new, _old in pairs] == [_owners(old) for _new, old in pairs]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _owners(node: Node) -> list[tuple[str, str]]:
    return [(owner.role, full_width(owner.name)) for owner in node.owners]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("layout", ["official", "draft"])
def test_the_plan_comes_back_from_the_notice_and_from_a_draft(
    tmp_path: Path, files: Path, seed: str, layout: str
) -> None:
    snapshot, path = _seed(files, seed), tmp_path / "plan.docx"
    export(snapshot, path, layout=layout, options=Options(full_width=False))
    returned = import_file(path).snapshot
    assert [_facts(node) for node in returned.nodes] == [_facts(node) for node in snapshot.nodes]
