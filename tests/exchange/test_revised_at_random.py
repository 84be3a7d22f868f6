"""Random revisions with other people's tools: each is found, and nothing else is."""

import json
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from planeditor.exchange.returned import Returned, read_returned
from planeditor.exporting import LAYOUTS, Options, export
from planeditor.plan.entities import Node
from planeditor.plan.identity import parse_id
from planeditor.plan.interchange import to_dict
from planeditor.store import Document, new_document
from tests.seeds import SEEDS, seed_plan

Expected = set[tuple[str, int, str]]


@pytest.fixture(params=SEEDS, ids=lambda path: path.name[:3])
def document(request: pytest.FixtureRequest) -> Iterator[Document]:
    document = new_document(seed_plan(request.param))
    yield document
    document.close(discard=True)


def found(returned: Returned) -> Expected:
    return {(each.change, each.key.node_id, each.key.aspect) for each in returned.merge.differences}


def leaves(document: Document) -> dict[int, Node]:
    """Return the items that stand in one paragraph of the document each."""
    nodes = document.snapshot().walk()
    plain = [n for n in nodes if n.kind == "item" and not (n.children or n.fields or n.owners or "\n" in n.body)]
    return {node.id: node for node in plain if node.body}


def unique_words(document: Document, node: Node) -> str:
    whole = json.dumps(to_dict(document.snapshot(), {}), ensure_ascii=False)
    return next((words for words in re.findall("[一-龥]{6,10}", node.body) if whole.count(words) == 1), "")


def paragraphs_by_id(word: Any) -> dict[int, Any]:
    names = {p._p: p._p.xpath("./w:bookmarkStart/@w:name") for p in word.paragraphs}
    marked = {element: name[4:] for element, found in names.items() for name in found if name.startswith("_pe_")}
    return {parse_id(text): element for element, text in marked.items()}


@pytest.mark.parametrize("seed", range(2))
def test_edits_in_word_are_read_back_one_by_one(document: Document, seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    path = tmp_path / "计划.docx"
    export(document.snapshot(), path, options=Options(mark=document.mark()))
    word = docx.Document(str(path))
    places, items = paragraphs_by_id(word), leaves(document)
    chosen = dice.sample(sorted(items.keys() & places.keys()), min(6, len(items.keys() & places.keys())))
    expected: Expected = set()
    for number, node_id in enumerate(chosen):
        if number % 3 == 2:
            places[node_id].getparent().remove(places[node_id])
            expected.add(("deleted", node_id, ""))
        elif words := unique_words(document, items[node_id]):
            for text in places[node_id].iter("{*}t"):
                text.text = (text.text or "").replace(words, "改成了另外的话")
            expected.add(("edited", node_id, "body"))
    word.save(str(path))
    assert found(read_returned(document, path)) == expected


@pytest.mark.parametrize("seed", range(2))
def test_edits_in_excel_are_read_back_one_by_one(document: Document, seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    path = tmp_path / "任务.xlsx"
    export(document.snapshot(), path, options=Options(mark=document.mark()))
    book = openpyxl.load_workbook(path)
    cells = {cell.value: cell for row in book.worksheets[0].iter_rows() for cell in row if isinstance(cell.value, str)}
    titles = [n for n in document.snapshot().walk() if n.kind == "item" and n.title in cells]
    titles = [n for n in titles if sum(n.title in text for text in cells) == 1]
    expected: Expected = set()
    for node in dice.sample(titles, min(4, len(titles))):
        cells[node.title].value = f"{node.title}（修订）"
        expected.add(("edited", node.id, "title"))
    book.save(path)
    assert found(read_returned(document, path)) == expected


FORMS = [(suffix, layout) for suffix, layouts in LAYOUTS.items() for layout in layouts or (None,) if suffix != ".xml"]


@pytest.mark.parametrize(("suffix", "layout"), [form for form in FORMS if form != (".xlsx", "targets")])
def test_what_nobody_touched_changes_nothing_in_any_layout(suffix: str, layout: str | None, tmp_path: Path) -> None:
    document = new_document(seed_plan(SEEDS[3]))
    path = tmp_path / f"计划{suffix}"
    export(document.snapshot(), path, layout=layout, options=Options(mark=document.mark()))
    merged = read_returned(document, path).merge
    document.close(discard=True)
    assert (merged.differences, merged.renumbered) == ((), ())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_what_libreoffice_saved_again_changes_nothing(suffix: str, tmp_path: Path) -> None:
    """All plans at once: LibreOffice takes longer to start than to save one."""
    documents = {tmp_path / f"{seed.stem}{suffix}": new_document(seed_plan(seed)) for seed in SEEDS}
    for path, document in documents.items():
        export(document.snapshot(), path, options=Options(mark=document.mark()))
    again = tmp_path / "again"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", suffix[1:], "--outdir", again, *documents]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    for path, document in documents.items():
        assert found(read_returned(document, again / path.name)) == set(), path.name
        document.close(discard=True)
