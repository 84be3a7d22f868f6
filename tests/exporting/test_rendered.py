"""The exports as LibreOffice shows them; left out where it or Poppler is not installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

from planeditor.exporting import export
from planeditor.plan.entities import Node, Plan, Snapshot
from tests.exporting.samples import full_plan

LINES_A_PAGE, CHARACTERS_A_LINE = 22, 28
TOOLS = ("soffice", "pdftotext")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason=f"needs {' and '.join(TOOLS)}"),
]


def _pages(path: Path) -> list[list[str]]:
    """Return the lines of each page of a file as LibreOffice prints it, page numbers included."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", path.parent, path]
    subprocess.run(convert, check=True, capture_output=True, timeout=100)
    read = ["pdftotext", "-layout", path.with_suffix(".pdf"), "-"]
    text = subprocess.run(read, check=True, capture_output=True, encoding="utf-8").stdout
    return [[line.strip() for line in page.splitlines() if line.strip()] for page in text.split("\f")]


def test_a_full_page_has_22_lines_of_28_characters_and_its_number(tmp_path: Path) -> None:
    items = tuple(Node(number, "item", f"任务{number}", "加强" * 200) for number in range(1, 9))
    path = tmp_path / "plan.docx"
    export(Snapshot(Plan(100, "要点"), nodes=items), path)
    *lines, number = _pages(path)[1]
    assert len(lines) == LINES_A_PAGE
    assert max(map(len, lines)) == CHARACTERS_A_LINE
    assert number.replace(" ", "") == "—2—"


def test_the_ledger_prints_title_header_and_page_numbers(tmp_path: Path) -> None:
    path = tmp_path / "tasks.xlsx"
    export(full_plan(), path)
    first = _pages(path)[0]
    assert first[0] == "达州市教育局2020年工作要点任务分解表"
    assert any("重点任务" in line and "备注" in line for line in first)
    assert "第1页 共2页" in first[-1]  # the second is the summary
