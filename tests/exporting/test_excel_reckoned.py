"""The formulas of ledgers, reckoned by LibreOffice: they give what is stored with them."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from random import Random

import openpyxl
import pytest

from planeditor.exporting import export
from planeditor.plan.entities import (
    COMPARATORS,
    LEAD,
    STATUSES,
    SUPPORT,
    Department,
    Node,
    Owner,
    Plan,
    Progress,
    Snapshot,
    Target,
)
from tests.exporting.samples import full_plan

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="needs soffice"),
]
_RESULT = re.compile(rb"(</f>)<v>[^<]*</v>")
LAYOUTS = ("tasks", "ledger", "targets", "departments")
DEPARTMENTS = (
    Department(11, "基教科", ("基础教育科",)),
    Department(12, "基教科二"),
    Department(13, '"引号"科'),
    Department(14, "机关各科室", (), (11, 12)),
)


def rich_plan() -> Snapshot:
    """Return a plan whose items differ in everything that summaries count."""
    random = Random(7)
    sections = tuple(_section(number, random) for number in range(4))
    return Snapshot(Plan(1, "要点", date="2020-04-02", year=2020), DEPARTMENTS, (*sections, _item(9000, random)))


def _section(number: int, random: Random) -> Node:
    items = tuple(_item(1000 * (number + 1) + 50 * each, random) for each in range(6))
    inner = Node(100 + number, "section", f"小节{number}", "本节为重点。", children=items[3:])
    return Node(200 + number, "section", f"部分{number}", "说明。" * number, children=(*items[:3], inner))


def _item(first: int, random: Random) -> Node:
    names = {11: ("基教科", "基础教育科"), 12: ("基教科二",), 13: ('"引号"科',), 14: ("机关各科室",)}
    chosen = random.sample(sorted(names), random.randint(0, 3))
    owners = tuple(
        Owner(first + 30 + place, department, random.choice((LEAD, SUPPORT)), random.choice(names[department]))
        for place, department in enumerate(chosen)
    )
    targets = tuple(_target(first + 10 + each, random) for each in range(random.randint(0, 4)))
    reports = tuple(_report(first + 20 + each, targets, random) for each in range(random.randint(0, 4)))
    body = "很长的正文。" * random.choice((1, 5, 400))
    due = random.choice(("", "2020", "2020-06", "2020-11-30", "年底前"))
    return Node(first, "item", f"任务{first}", body, due=due, owners=owners, targets=targets, progress=reports)


def _target(number: int, random: Random) -> Target:
    value = random.choice((None, 0.0, 3.0, 42.0, 60.5))
    base = random.choice((None, 1.0, 52.5))
    unit, comparator = random.choice(("所", "所", "人", "%", "KM", "km")), random.choice(COMPARATORS)
    kind = random.choice(("target", "target", "target", "actual"))
    deadline = random.choice(("", "2020-09", "2021"))
    return Target(number, kind, f"指标{number}", comparator, value, None, unit, base, deadline=deadline)


def _report(number: int, targets: tuple[Target, ...], random: Random) -> Progress:
    date = f"2020-{random.randint(1, 9):02}-15"
    about = random.choice((None, *(target.id for target in targets)))
    value = random.choice((None, 0.0, 2.0, 55.0)) if about else None
    status, percent = random.choice(("", *STATUSES, "其他")), random.choice((None, 35.0, 100.0))
    return Progress(number, date, status, percent, about, value, "进展。", "问题", "措施", "", "佐证")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("plan", ["full", "rich"])
def test_every_formula_gives_what_is_stored_with_it(tmp_path: Path, plan: str, layout: str) -> None:
    path = tmp_path / "a.xlsx"
    export(full_plan() if plan == "full" else rich_plan(), path, layout=layout)
    stored = _values(path)
    reckoned = _values(_reckoned(path))
    formulas = openpyxl.load_workbook(path)
    wrong = {
        f"{sheet}!{place}": (stored[sheet][place], reckoned[sheet].get(place), formulas[sheet][place].value)
        for sheet in stored
        for place in stored[sheet]
        if formulas[sheet][place].data_type == "f" and _differs(stored[sheet][place], reckoned[sheet].get(place))
    }
    assert not wrong
    assert any(cell.data_type == "f" for sheet in formulas for row in sheet.iter_rows() for cell in row)


def _differs(stored: object, reckoned: object) -> bool:
    if isinstance(stored, int | float) and isinstance(reckoned, int | float):
        return stored != pytest.approx(reckoned)
    return (stored or "") != (reckoned or "")


def _reckoned(path: Path) -> Path:
    """Return the file as LibreOffice saves it, which has to reckon since no results are stored."""
    bare, folder = path.with_name("bare.xlsx"), path.with_name("out")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            target.writestr(name, _RESULT.sub(rb"\1", source.read(name)))
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", folder, bare]
    subprocess.run(convert, check=True, capture_output=True, timeout=100)
    return folder / "bare.xlsx"


def _values(path: Path) -> dict[str, dict[str, object]]:
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: {
            cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
        }
        for sheet in book
    }
