"""How long reading an .xlsx takes at three sizes, beside openpyxl and, where it is installed, python-calamine.

`python bench/read_excel.py [RUNS]`. Two workbooks: our own ledger (texts in the cells), and the same rows as Excel
and WPS write them (texts shared, dates as numbers). All readers run interleaved; medians, ratios to openpyxl and the
growth exponents are printed.
"""

import math
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from xml.sax.saxutils import escape

from export import ITEMS_A_SECTION, make_plan

from planeditor.exporting import export
from planeditor.importing.xlsx import read_xlsx
from planeditor.plan.entities import Node, Snapshot

SIZES = (1_000, 3_000, 10_000)
RUNS = 5
GOAL = 0.3
PEER = "openpyxl"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPES}.sharedStrings+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="r1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
    '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="r1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{_LINKS}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="r3" Type="{_LINKS}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs>'
    '<xf numFmtId="0"/><xf numFmtId="31"/></cellXfs></styleSheet>',
}
_DAY = 44196  # 2020-12-31


def as_excel_writes(snapshot: Snapshot, path: Path) -> None:
    """Write the items with shared texts and true dates."""
    texts: dict[str, int] = {}
    rows = "".join(_row(number, node, texts) for number, node in enumerate(snapshot.walk(), 1))
    shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in _PARTS.items():
            package.writestr(name, part)
        package.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{shared}</sst>')
        package.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        )


def _row(number: int, node: Node, texts: dict[str, int]) -> str:
    shown = [node.title, node.body, "新建幼儿园17所", "计财科", "基教科", "按序时推进", node.title]
    cells = [f'<c r="A{number}" s="0"><v>{number}</v></c>']
    cells += [
        f'<c r="{letter}{number}" s="0" t="s"><v>{texts.setdefault(text, len(texts))}</v></c>'
        for letter, text in zip("BCDEFGH", shown, strict=True)
    ]
    cells.append(f'<c r="I{number}" s="1"><v>{_DAY}</v></c>')
    return f'<row r="{number}" spans="1:9">{"".join(cells)}</row>'


def planeditor(path: Path) -> None:
    """Read with planeditor: texts as shown, merged cells, comments."""
    read_xlsx(path.read_bytes(), path.name)


def openpyxl(path: Path) -> None:
    """Walk all cells with openpyxl."""
    from openpyxl import load_workbook

    for sheet in load_workbook(path).worksheets:
        for _row in sheet.iter_rows(values_only=True):
            pass


def calamine(path: Path) -> None:
    """Read all values with python-calamine, without number formats."""
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_path(path)
    for name in workbook.sheet_names:
        workbook.get_sheet_by_name(name).to_python()


def _readers() -> dict[str, Callable[[Path], None]]:
    readers: dict[str, Callable[[Path], None]] = {"planeditor": planeditor, PEER: openpyxl}
    with suppress(ImportError):
        import python_calamine  # noqa: F401

        readers["python-calamine"] = calamine
    return readers


def measure(write: Callable[[Snapshot, Path], object], runs: int, folder: Path) -> None:
    """Print medians, ratios and growth of all readers for one kind of workbook."""
    readers = _readers()
    medians: dict[str, dict[int, float]] = {name: {} for name in readers}
    for size in SIZES:
        path = folder / f"{write.__name__}{size}.xlsx"
        write(make_plan(size), path)
        taken: dict[str, list[float]] = {name: [] for name in readers}
        for _run in range(runs):
            for name, reader in readers.items():
                taken[name].append(_seconds(reader, path))
        for name, times in taken.items():
            medians[name][size] = statistics.median(times)
    _print(write.__name__, medians)


def _seconds(reader: Callable[[Path], None], path: Path) -> float:
    start = time.perf_counter()
    reader(path)
    return time.perf_counter() - start


def _print(title: str, medians: dict[str, dict[int, float]]) -> None:
    print(f"{title:18}" + "".join(f"{size:>18,}" for size in SIZES) + "    growth")
    for name, by_size in medians.items():
        cells = [f"{by_size[size]:9.3f} s {by_size[size] / medians[PEER][size]:5.2f} ×" for size in SIZES]
        growth = math.log(by_size[SIZES[-1]] / by_size[SIZES[0]]) / math.log(SIZES[-1] / SIZES[0])
        print(f"{name:18}" + "".join(f"{cell:>18}" for cell in cells) + f"    {growth:.2f}")


def our_ledger(snapshot: Snapshot, path: Path) -> None:
    """Write the ledger that planeditor exports."""
    export(snapshot, path, force=True)


def main() -> None:
    """Run everything and print it."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    print(f"goal: {GOAL} × {PEER}; ledgers of sections with {ITEMS_A_SECTION} items")
    with tempfile.TemporaryDirectory() as folder:
        for write in (our_ledger, as_excel_writes):
            measure(write, runs, Path(folder))


if __name__ == "__main__":
    main()
