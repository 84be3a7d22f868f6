"""How long Word and Excel exports take at three sizes, beside their peers and the streamed-XML limit.

`python bench/export.py [RUNS [.docx | .xlsx]]`. The peers are python-docx, pandoc where it is installed, XlsxWriter and
openpyxl. The limit writes the same text as XML strings straight into a zip, with no styles, numbers or owners, packed
as zipfile does unasked; “limit, level 5” packs it as we do. The ledger has twice the cells of the table of tasks, and
the departments' sheets show every item twice: each is measured against a limit of as many cells. All programs run
interleaved; medians, ratios and the growth exponents are printed, whether two exports are equal byte by byte, then the
memory of an export of 100,000 items (Linux).
"""

import io
import math
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import escape

from planeditor.exporting import export
from planeditor.plan.entities import LEAD, SUPPORT, Department, Node, Owner, Plan, Snapshot, Target
from planeditor.plan.identity import new_id

SIZES = (1_000, 3_000, 10_000)
MEMORY_ITEMS = 100_000
LARGEST = {"python-docx": 1_000, "pandoc": 3_000, "openpyxl": 3_000}  # above it they take minutes
RUNS = 3
ITEMS_A_SECTION = 50
BODY_LENGTH = 432
_CHOICE = random.Random(1)  # text that repeats itself would compress to nothing
_PAIRS = "推进加强完善落实教育学校教师学生改革发展机制管理建设质量项目服务实施全面提升重点"
_WORDS = [_PAIRS[start : start + 2] for start in range(0, len(_PAIRS), 2)]
LEADER, HELPER = Department(new_id(), "计财科"), Department(new_id(), "基教科")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FONTS = " ".join(f'w:{role}="仿宋_GB2312"' for role in ("ascii", "hAnsi", "eastAsia", "cs"))
_RUN = f'<w:r><w:rPr><w:rFonts w:hint="eastAsia" {_FONTS}/></w:rPr><w:t xml:space="preserve">'
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_REPORT = ("2020-06-30", "已开工15所", "35", "正常推进", "", "", "一季度", "二季度", "三季度", "四季度")
# What a layout is measured against, where not against “limit”.
LIMITS = {"ledger": "limit, 20 cells", "targets": "limit, 16 cells", "departments": "limit, 2 sheets"}

Job = Callable[[Snapshot, Path], object]


def make_plan(items: int) -> Snapshot:
    """Return a plan of sections with fifty items each, every item with owners and a target."""
    sections = tuple(_section(number) for number in range(math.ceil(items / ITEMS_A_SECTION)))
    return Snapshot(Plan(new_id(), "2020年工作要点"), (LEADER, HELPER), sections)


def _section(number: int) -> Node:
    items = tuple(_item(number, each) for each in range(ITEMS_A_SECTION))
    return Node(new_id(), "section", f"第{number}部分", children=items)


def _item(section: int, number: int) -> Node:
    owners = (Owner(new_id(), LEADER.id, LEAD, "计财科"), Owner(new_id(), HELPER.id, SUPPORT, "基教科"))
    target = Target(new_id(), indicator="新建幼儿园", value=17.0, unit="所")
    title = f"推进第{section}部分第{number}项工作"
    body = "".join(_CHOICE.choices(_WORDS, k=BODY_LENGTH // 2))
    return Node(new_id(), "item", title, body, due="2020-12-31", owners=owners, targets=(target,))


def python_docx(snapshot: Snapshot, path: Path) -> None:
    """Write the items with python-docx, a paragraph each."""
    import docx

    document = docx.Document()
    for node in snapshot.walk():
        document.add_paragraph(node.title + node.body)
    document.save(str(path))


def openpyxl_cells(snapshot: Snapshot, path: Path) -> None:
    """Write the items with openpyxl in its usual mode, wrapped text and borders cell by cell."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Side

    sheet = Workbook().active
    line = Side(style="thin")
    for row in map(_row, snapshot.walk()):
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True)
            cell.border = Border(left=line, right=line, top=line, bottom=line)
    sheet.parent.save(path)


def xlsxwriter_rows(snapshot: Snapshot, path: Path) -> None:
    """Write the items with XlsxWriter in constant memory, wrapped text and borders as one format."""
    from xlsxwriter import Workbook

    with Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        form = workbook.add_format({"text_wrap": True, "border": 1})
        for number, row in enumerate(map(_row, snapshot.walk())):
            for place, text in enumerate(row):
                sheet.write(number, place, text, form)


def openpyxl_streamed(snapshot: Snapshot, path: Path) -> None:
    """Write the items with openpyxl in write-only mode, without styles."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    for row in map(_row, snapshot.walk()):
        sheet.append(row)
    workbook.save(path)


def _row(node: Node) -> list[str]:
    return ["1", node.title, node.body, "新建幼儿园17所", "", "计财科", "基教科", node.due, "", str(node.id)]


def pandoc(snapshot: Snapshot, path: Path) -> None:
    """Write the items with pandoc from Markdown, a paragraph each."""
    text = "\n\n".join(node.title + node.body for node in snapshot.walk())
    subprocess.run(["pandoc", "-f", "markdown", "-o", path], input=text, text=True, check=True)


def word_limit(snapshot: Snapshot, path: Path, level: int | None = None) -> None:
    """Write the bare text as a Word document's XML into a zip."""
    with _part(path, "word/document.xml", level) as part:
        part.write(f'<w:document xmlns:w="{_WORD}"><w:body>')
        for node in snapshot.walk():
            part.write(f"<w:p>{_RUN}{escape(node.title + node.body)}</w:t></w:r></w:p>")
        part.write("</w:body></w:document>")


def excel_limit(snapshot: Snapshot, path: Path, more: Sequence[str] = (), times: int = 1) -> None:
    """Write the bare cells as a sheet's XML into a zip, with `more` cells in every row, the whole so many times."""
    with _part(path, "xl/worksheets/sheet1.xml") as part:
        part.write(f'<worksheet xmlns="{_SHEET}"><sheetData>')
        for row in chain.from_iterable(map(_row, snapshot.walk()) for _time in range(times)):
            cells = "".join(f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>' for text in (*row, *more))
            part.write(f"<row>{cells}</row>")
        part.write("</sheetData></worksheet>")


@contextmanager
def _part(path: Path, name: str, level: int | None = None) -> Iterator[TextIO]:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package,
        package.open(name, "w") as raw,
        io.TextIOWrapper(raw, "utf-8") as part,
    ):
        yield part


def ours(snapshot: Snapshot, path: Path) -> None:
    """Export with planeditor."""
    export(snapshot, path, force=True)


WORD: dict[str, Job] = {
    "planeditor": ours,
    **{layout: partial(export, layout=layout, force=True) for layout in ("official", "table", "cards")},
    "limit": word_limit,
    "limit, level 5": partial(word_limit, level=5),
    "python-docx": python_docx,
    **({"pandoc": pandoc} if shutil.which("pandoc") else {}),
}
EXCEL: dict[str, Job] = {
    "planeditor": ours,
    **{layout: partial(export, layout=layout, force=True) for layout in ("ledger", "targets", "departments")},
    "limit": excel_limit,
    **{
        name: partial(excel_limit, more=more, times=times)
        for name, more, times in (
            ("limit, 20 cells", _REPORT, 1),
            ("limit, 16 cells", _REPORT[:6], 1),
            ("limit, 2 sheets", _REPORT[:1], 2),
        )
    },
    "XlsxWriter": xlsxwriter_rows,
    "openpyxl write-only": openpyxl_streamed,
    "openpyxl": openpyxl_cells,
}


def measure(jobs: dict[str, Job], suffix: str, runs: int, folder: Path) -> None:
    """Print the medians of every job at every size, their ratios to the limit and their growth."""
    medians: dict[str, dict[int, float]] = {name: {} for name in jobs}
    for size in SIZES:
        snapshot = make_plan(size)
        times: dict[str, list[float]] = {name: [] for name in jobs}
        for _run in range(runs):
            for name, job in jobs.items():
                if size <= LARGEST.get(name, size):
                    times[name].append(_seconds(partial(job, snapshot, folder / f"{size}{suffix}")))
        for name, taken in times.items():
            if taken:
                medians[name][size] = statistics.median(taken)
    _print(suffix, medians)


def _seconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def _print(suffix: str, medians: dict[str, dict[int, float]]) -> None:
    print(f"{suffix:22}" + "".join(f"{size:>18,}" for size in SIZES) + "    growth")
    for name, by_size in medians.items():
        cells = [
            f"{by_size[size]:9.2f} s {by_size[size] / medians[LIMITS.get(name, 'limit')][size]:5.1f} ×"
            if size in by_size
            else ""
            for size in SIZES
        ]
        print(f"{name:22}" + "".join(f"{cell:>18}" for cell in cells) + f"    {_exponent(by_size)}")


def _exponent(by_size: dict[int, float]) -> str:
    """Return how the time grows with the size: 1 is linear."""
    first, last = min(by_size), max(by_size)
    if first == last:
        return "-"
    return f"{math.log(by_size[last] / by_size[first]) / math.log(last / first):.2f}"


def print_equality(suffix: str, jobs: dict[str, Job], folder: Path) -> None:
    """Print which of our layouts give the same bytes twice."""
    snapshot = make_plan(SIZES[0])
    for name in [name for name, job in jobs.items() if job is ours or getattr(job, "func", None) is export]:
        paths = [folder / f"{name}{number}{suffix}" for number in range(2)]
        for path in paths:
            jobs[name](snapshot, path)
        equal = paths[0].read_bytes() == paths[1].read_bytes()
        print(f"{name}: {'the same bytes twice' if equal else 'NOT THE SAME BYTES'}")


def print_memory(suffix: str) -> None:
    """Print how much more memory than the plan an export of it takes at its highest."""
    snapshot = make_plan(MEMORY_ITEMS)
    with tempfile.TemporaryDirectory() as folder:
        ours(make_plan(ITEMS_A_SECTION), Path(folder) / f"warm{suffix}")
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
        before = _kilobytes("VmRSS")
        ours(snapshot, Path(folder) / f"large{suffix}")
        print(f"{MEMORY_ITEMS:,} items: {(_kilobytes('VmHWM') - before) / 1024:.0f} MB over the plan")


def _kilobytes(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


def main() -> None:
    """Run everything and print it."""
    if sys.argv[1:2] == ["memory"]:
        print_memory(sys.argv[2])
        return
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as folder:
        chosen = sys.argv[2:] or [".docx", ".xlsx"]
        for suffix, jobs in {suffix: {".docx": WORD, ".xlsx": EXCEL}[suffix] for suffix in chosen}.items():
            warm_up = make_plan(ITEMS_A_SECTION)
            for job in jobs.values():  # libraries load here
                job(warm_up, Path(folder) / f"warm{suffix}")
            measure(jobs, suffix, runs, Path(folder))
            print_equality(suffix, jobs, Path(folder))
            if sys.platform == "linux":
                subprocess.run([sys.executable, __file__, "memory", suffix], check=True)


if __name__ == "__main__":
    main()
