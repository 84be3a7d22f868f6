"""Whole documents in the style of real ones, and those that other programs write.

The .lines files beside the documents were checked by eye and against what LibreOffice shows: per line the reason why
it is set aside, its outline level or "-", a bar, and the text.
"""

import io
import zipfile
from pathlib import Path

import docx as python_docx
import pytest

from planeditor.exporting import export
from planeditor.importing import import_file
from planeditor.importing.blocks import Source
from planeditor.importing.options import Revisions
from tests.files.word.make import FILES
from tests.importing.word.word_files import blocks, read, tables, texts

FOLDER = Path(__file__).parents[2] / "files" / "word"
SEEDS = FOLDER.parent / "seeds"


def shown(source: Source) -> list[str]:
    lines = source.lines()
    return [f"{line.aside or line.level or '-'}|{line.text}".replace("\n", "⏎") for line in lines]


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def expected(name: str) -> list[str]:
    return (FOLDER / f"{name}.lines").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("name", "lines", "revisions"),
    [
        ("notice_and_plan", "notice_and_plan", "accept"),
        ("notice_and_plan_strict", "notice_and_plan", "accept"),
        ("notice_and_plan_libreoffice", "notice_and_plan", "accept"),
        ("wps_plan", "wps_plan", "accept"),
        ("task_table", "task_table", "accept"),
        ("revised_plan", "revised_plan", "accept"),
        ("revised_plan", "revised_plan_original", "original"),
    ],
)
def test_a_document_reads_as_people_see_it(name: str, lines: str, revisions: Revisions) -> None:
    assert shown(read((FOLDER / f"{name}.docx").read_bytes(), revisions)) == expected(lines)


@pytest.mark.parametrize("name", FILES)
def test_the_documents_are_those_that_are_made(name: str) -> None:
    assert unpacked((FOLDER / f"{name}.docx").read_bytes()) == unpacked(FILES[name]())


def test_what_python_docx_writes_is_read() -> None:
    made = python_docx.Document()
    made.add_heading("2020年工作要点", 0)
    made.add_heading("一、总体要求", 1)
    made.add_paragraph("健全机制", style="List Bullet")
    for text in ("党建", "教学"):
        made.add_paragraph(text, style="List Number")
    table = made.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "任务"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "责任"
    stream = io.BytesIO()
    made.save(stream)
    assert texts(stream.getvalue()) == [
        "2020年工作要点",
        "一、总体要求",
        "• 健全机制",
        "1. 党建",
        "2. 教学",
        "任务\t责任",
    ]
    assert [each.level for each in blocks(stream.getvalue())][:2] == [0, 1]
    assert len(tables(stream.getvalue())[0].merges) == 2


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_no_word_of_our_own_export_is_missing(seed: Path, tmp_path: Path) -> None:
    plan = import_file(seed).snapshot
    export(plan, tmp_path / "plan.docx")
    data = (tmp_path / "plan.docx").read_bytes()
    document = python_docx.Document(io.BytesIO(data))
    found = {line.text for line in read(data).lines()}
    for paragraph in document.paragraphs:
        assert set(paragraph.text.split("\n")) <= found
