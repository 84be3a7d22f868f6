"""Whole workbooks in bureaus' styles: each comes out as the outline beside it says; our own come back unchanged.

After a change of the rules, `PLANEDITOR_WRITE_OUTLINES=1 pytest tests/importing/test_excel_documents.py` writes the
outlines anew; read the difference before committing it.
"""

import io
import os
import zipfile
from pathlib import Path

import pytest

from planeditor.exporting import export
from planeditor.importing import import_file
from planeditor.importing.draft import Draft
from planeditor.importing.grammar import parse_source
from planeditor.importing.options import ImportOptions
from planeditor.importing.xlsx import read_xlsx
from planeditor.plan.entities import Snapshot
from tests.importing.outlines import outline
from tests.importing.raw_xlsx import raw_xlsx
from tests.importing.strings import squeeze, strings_of

FILES = Path(__file__).parent.parent / "files"
EXCEL = FILES / "excel"
NAMES = ("assignment", "departments", "ledger", "projects")
SEEDS = sorted((FILES / "seeds").glob("*.txt"))
NO_TARGETS = ImportOptions(targets=False)


def draft_of(path: Path) -> Draft:
    return parse_source(read_xlsx(path.read_bytes(), path.name), NO_TARGETS)


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_comes_out_as_its_outline(name: str) -> None:
    found = outline(draft_of(EXCEL / f"{name}.xlsx"))
    expected = EXCEL / f"{name}.outline"
    if os.environ.get("PLANEDITOR_WRITE_OUTLINES"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["assignment", "ledger"])
def test_libreoffice_saving_a_workbook_changes_nothing(name: str) -> None:
    assert outline(draft_of(EXCEL / f"{name}_libreoffice.xlsx")) == outline(draft_of(EXCEL / f"{name}.xlsx"))


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_workbook_is_in_the_plan_or_unplaced(name: str) -> None:
    draft = draft_of(EXCEL / f"{name}.xlsx")
    kept = squeeze("".join(strings_of(draft))) + "".join(squeeze(node.due) for node in draft.snapshot.walk())
    for line in draft.lines:
        for cell in line.text.split("\t"):
            for word in cell.split("\n"):
                assert squeeze(word) in kept or all(character in kept for character in squeeze(word)), line


def _content(snapshot: Snapshot) -> list[tuple[object, ...]]:
    return [
        (node.kind, node.title, tuple((owner.name, owner.role) for owner in node.owners), node.due, squeeze(node.body))
        for node in snapshot.walk()
    ]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_our_own_ledger_comes_back_as_the_plan_it_was_made_from(seed: Path, tmp_path: Path) -> None:
    first = import_file(seed, NO_TARGETS).snapshot
    export(first, tmp_path / "表.xlsx")
    second = draft_of(tmp_path / "表.xlsx")
    assert _content(second.snapshot) == _content(first)
    assert second.tables[0].columns[-1] == "id"


def test_a_workbook_as_wps_writes_it_is_read() -> None:
    """WPS shares texts, keeps its own extensions, fills merged cells with empty styled ones, formats with \\_ ."""
    words = ["某局任务表", "序号", "重点任务", "责任单位", "完成时限", "推进改革", "基教科、人事科"]
    shared = "".join(f'<si><t xml:space="preserve">{word}</t><phoneticPr fontId="1"/></si>' for word in words)
    rows = (
        '<row r="1" spans="1:4" customFormat="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1"/><c r="C1" s="1"/>'
        '<c r="D1" s="1"/></row><row r="2" spans="1:4">'
        + "".join(f'<c r="{letter}2" t="s"><v>{index}</v></c>' for index, letter in enumerate("ABCD", 1))
        + '</row><row r="3" spans="1:4"><c r="A3" s="2"><v>1</v></c><c r="B3" t="s"><v>5</v></c>'
        '<c r="C3" t="s"><v>6</v></c><c r="D3" s="3"><v>44196</v></c></row>'
    )
    after = '<mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells><extLst><ext uri="{x}"/></extLst>'
    formats = ("General", "0_ ", "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@")
    extra = {"xl/_rels/other.xml.rels": "<Relationships/>", "customXml/item1.xml": "<s:x xmlns:s='wps'/>"}
    draft = parse_source(
        read_xlsx(raw_xlsx(rows, shared=shared, after=after, formats=formats, parts=extra), "wps.xlsx"), NO_TARGETS
    )
    (item,) = draft.snapshot.nodes
    assert draft.snapshot.plan.title == "某局任务表"
    assert (item.mark, item.title, item.due) == ("1", "推进改革", "2020-12-31")
    assert [owner.name for owner in item.owners] == ["基教科", "人事科"]


def test_the_same_workbook_uncompressed_reads_alike() -> None:
    data = (EXCEL / "ledger.xlsx").read_bytes()
    raw = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
    assert read_xlsx(raw.getvalue(), "x").parts == read_xlsx(data, "x").parts
