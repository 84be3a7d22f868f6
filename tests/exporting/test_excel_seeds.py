"""The five seeds as ledgers and tables, read back: sections, items, texts, owners and dues are those that went out."""

from pathlib import Path

import openpyxl
import pytest

from planeditor.exporting import Options, export
from planeditor.importing import import_file
from planeditor.plan.entities import Node, Snapshot
from planeditor.plan.identity import id_text
from tests.seeds import SEEDS, seed_plan

_OF_THE_TABLE = "量化目标"  # a column that the ledger makes of the targets; read back it is a field


def _content(snapshot: Snapshot) -> list[tuple[object, ...]]:
    return [_of_node(node, depth) for top in snapshot.nodes for node, depth in _walk(top, 0)]


def _walk(node: Node, depth: int) -> list[tuple[Node, int]]:
    return [(node, depth), *(pair for child in node.children for pair in _walk(child, depth + 1))]


def _of_node(node: Node, depth: int) -> tuple[object, ...]:
    fields = tuple((field.label, field.text) for field in node.fields if field.label != _OF_THE_TABLE)
    owners = tuple((owner.role, owner.name) for owner in node.owners)
    return depth, node.kind, node.title, node.body, fields, owners, node.due


@pytest.mark.parametrize(("name", "layout"), [("a.xlsx", "tasks"), ("a.xlsx", "ledger"), ("a.docx", "table")])
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_a_seed_comes_back_from_a_table_as_it_went_out(tmp_path: Path, seed: Path, name: str, layout: str) -> None:
    plan = seed_plan(seed)
    path = tmp_path / name
    export(plan, path, layout=layout, options=Options(full_width=False))
    assert _content(import_file(path).snapshot) == _content(plan)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_the_summary_is_not_read_as_a_part_of_the_plan(tmp_path: Path, seed: Path) -> None:
    path = tmp_path / "tasks.xlsx"
    export(seed_plan(seed), path)
    draft = import_file(path)
    assert not any("指标数" in line for line in draft.snapshot.unplaced)
    assert any("汇总" in note for note in draft.notes)


@pytest.mark.parametrize("layout", ["ledger", "targets", "departments"])
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_every_item_with_targets_or_owners_stands_in_the_other_layouts(tmp_path: Path, seed: Path, layout: str) -> None:
    plan = seed_plan(seed)
    path = tmp_path / "a.xlsx"
    export(plan, path, layout=layout)
    found = {cell.value for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row}
    items = [node for node in plan.walk() if node.kind == "item"]
    wanted = [id_text(node.id) for node in items if node.targets or layout != "targets"]
    assert set(wanted) <= found
