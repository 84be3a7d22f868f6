"""How long a whole import takes, from the file to the draft of a plan, for text, Word and Excel at three sizes.

`python bench/import.py [RUNS]`. Each item has a heading sentence, a body of sentences from real plans and owners.
Reading happens in the child process, as always; the columns tell its share, what the grammar takes, the growth
exponent, and how soon a cancel in the middle is obeyed.
"""

import itertools
import math
import re
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from planeditor.errors import Cancelled
from planeditor.importing import ImportOptions, import_file
from planeditor.importing.grammar import parse_source
from planeditor.importing.reading_process import read_in_child

SIZES = (100, 1_000, 10_000)
RUNS = 3
ITEMS_A_SECTION = 50
GOAL = 3.0  # seconds for 10,000 items
_DIGITS = "零一二三四五六七八九"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SEEDS = Path(__file__).parent.parent / "tests" / "files" / "seeds"
_SENTENCE = re.compile(r"(?<=[。\n])[^。：:\n（）()0-9一二三四五六七八九十①②③④⑤ ][^。：:\n（）()]{14,120}。")
BODY_LENGTH = 200  # characters, on average; with fields and owners an item of the real plans has twice as many


@cache
def _sentences() -> list[str]:
    """Return the sentences of real plans, so that figures are as frequent as they are there."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(_SEEDS.glob("*.txt")))
    return _SENTENCE.findall(text)


def make_body(number: int) -> str:
    """Return the body of the item of that number."""
    chosen = Random(number)
    body = ""
    while len(body) < BODY_LENGTH:
        body += chosen.choice(_sentences())
    return body


def make_lines(items: int) -> list[str]:
    """Return the paragraphs of a plan with so many items, fifty a section."""
    lines = ["某市教育局2021年工作要点"]
    for number in range(items):
        if number % ITEMS_A_SECTION == 0:
            section = number // ITEMS_A_SECTION + 1
            lines.append(f"{_chinese(section)}、推进第{section}方面工作")
        lines.append(f"{number + 1}.推进第{number + 1}项改革任务。{make_body(number)}")
        lines.append(f"责任单位：第{number % 30 + 1}科、基教科")
    return lines


def _chinese(number: int) -> str:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def write_text(items: int, path: Path) -> None:
    """Write the plan as plain text."""
    path.write_text("\n".join(make_lines(items)), encoding="utf-8")


def write_word(items: int, path: Path) -> None:
    """Write the plan as a Word file, a paragraph a line."""
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in make_lines(items))
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    _write_package(path, "word/document.xml", {"word/document.xml": document})


def write_excel(items: int, path: Path) -> None:
    """Write the plan as a list of tasks in an Excel file."""
    rows = [("序号", "重点任务", "具体举措", "责任单位", "完成时限")]
    rows += [
        (
            str(n + 1),
            f"推进第{n + 1}项改革任务",
            make_body(n),
            f"第{n % 30 + 1}科、基教科",
            "2021年12月底前",
        )
        for n in range(items)
    ]
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>' for text in row) + "</row>"
        for row in rows
    )
    link = f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    sheets = '<sheets><sheet name="任务分解表" sheetId="1" r:id="rId1"/></sheets>'
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{link}</Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>{cells}</sheetData></worksheet>',
    }
    _write_package(path, "xl/workbook.xml", parts)


def _write_package(path: Path, main: str, parts: dict[str, str]) -> None:
    link = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{main}"/>'
    types = '<Default Extension="xml" ContentType="application/xml"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>')
        package.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{link}</Relationships>')
        for name, content in parts.items():
            package.writestr(name, content)


KINDS: dict[str, Callable[[int, Path], None]] = {".txt": write_text, ".docx": write_word, ".xlsx": write_excel}


def measure(suffix: str, runs: int, folder: Path) -> None:
    """Print the medians of one kind of file at every size, the growth, and the delay of a cancel."""
    medians: dict[int, float] = {}
    for size in SIZES:
        path = folder / f"{size}{suffix}"
        KINDS[suffix](size, path)
        taken = [_times(path, size) for _run in range(runs)]
        reading, parsing = (statistics.median(times) for times in zip(*taken, strict=True))
        medians[size] = reading + parsing
        print(f"{suffix:6} {size:7,}  {reading:8.2f} s  {parsing:8.2f} s  {medians[size]:8.2f} s", flush=True)
    growth = math.log(medians[SIZES[-1]] / medians[SIZES[1]]) / math.log(SIZES[-1] / SIZES[1])
    verdict = "reached" if medians[SIZES[-1]] < GOAL else "MISSED"
    print(f"{suffix:6} growth {growth:.2f}; goal {GOAL} s {verdict}; cancel obeyed within {_cancel(path):.2f} s\n")


def _times(path: Path, size: int) -> tuple[float, float]:
    start = time.perf_counter()
    source = read_in_child(path.read_bytes(), path.name, ImportOptions())
    between = time.perf_counter()
    assert source is not None
    draft = parse_source(source)
    end = time.perf_counter()
    found = sum(node.kind == "item" for node in draft.snapshot.walk())
    assert found == size, (found, size)
    return between - start, end - between


def _cancel(path: Path) -> float:
    """Return the longest time for which the import of a file would not hear a cancel."""
    heard = [time.perf_counter()]

    def listen(_fraction: float) -> bool:
        heard.append(time.perf_counter())
        return True

    import_file(path, progress=listen)
    longest = max(later - sooner for sooner, later in itertools.pairwise([*heard, time.perf_counter()]))
    start = time.perf_counter()
    try:
        import_file(path, progress=lambda _fraction: False)
    except Cancelled:
        return max(longest, time.perf_counter() - start)
    raise AssertionError("the cancel was not heard")


def main() -> None:
    """Measure every kind of file."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    print(f"{'file':6} {'items':>7}  {'reading':>10}  {'grammar':>10}  {'whole':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for suffix in KINDS:
            measure(suffix, runs, Path(folder))


if __name__ == "__main__":
    main()
