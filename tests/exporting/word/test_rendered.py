"""The Word layouts as LibreOffice prints them; left out where it or Poppler is not installed."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from planeditor.exporting import LAYOUTS, Options, export
from planeditor.plan.entities import Node, Plan, Snapshot
from tests.exporting.samples import full_plan

TOOLS = ("soffice", "pdftotext")
PAGE_WIDTH, PAGE_HEIGHT = 595.3, 841.9  # points
TEXT_LEFT, TEXT_RIGHT = 79.4, 521.6
_LINE = re.compile(r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</line>', re.S)
_WORD = re.compile("<word[^>]*>(.*?)</word>")

Line = tuple[float, float, float, str]  # left, top, right, text

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason=f"needs {' and '.join(TOOLS)}"),
]


def _pages(path: Path) -> list[list[Line]]:
    """Return where the lines of each page stand, in points from its left upper corner."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", path.parent, path]
    subprocess.run(convert, check=True, capture_output=True, timeout=100)
    read = ["pdftotext", "-bbox-layout", path.with_suffix(".pdf"), "-"]
    text = subprocess.run(read, check=True, capture_output=True, encoding="utf-8").stdout
    return [[_line(match) for match in _LINE.finditer(page)] for page in text.split("<page ")[1:]]


def _line(match: re.Match[str]) -> Line:
    return float(match[1]), float(match[2]), float(match[3]), "".join(_WORD.findall(match[5]))


def _find(page: list[Line], text: str) -> Line:
    return next(line for line in page if text in line[3].replace(" ", ""))


def _long_plan() -> Snapshot:
    items = tuple(Node(number, "item", f"任务{number}", "加强" * 200) for number in range(1, 9))
    plan = Plan(
        100, "某市教育局2020年工作要点", "某教〔2020〕1号", "某市教育局", addressees="各县教育局", signer="某市教育局"
    )
    return Snapshot(plan, nodes=items)


@pytest.mark.parametrize("layout", ["plan", "official", "draft"])
def test_a_full_page_has_22_lines_and_its_number_outside(tmp_path: Path, layout: str) -> None:
    path = tmp_path / "plan.docx"
    export(_long_plan(), path, layout=layout, options=Options(draft_mark="稿"))
    pages = _pages(path)
    full = max(pages, key=len)
    tops = {round(line[1]) for line in full if "加强" in line[3] or "任务" in line[3]}
    assert len(tops) == 22
    for number, page in enumerate(pages, 1):
        left, top, right, _text = _find(page, f"—{number}—")
        outside = TEXT_RIGHT - right if number % 2 else left - TEXT_LEFT
        assert outside == pytest.approx(14, abs=3)  # one character of 4号
        assert top > PAGE_HEIGHT - 99.2  # below the text area


def test_the_red_head_the_number_and_the_title_stand_where_the_standard_puts_them(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    export(_long_plan(), path, layout="official", options=Options(red_head="drawn"))
    first = _pages(path)[0]
    mark, number, title = (_find(first, text) for text in ("某市教育局文件", "某教〔2020〕1号", "工作要点》的通知"))
    assert mark[1] == pytest.approx(104.9 + 99.2, abs=12)  # 35 mm below the text area's top
    assert (mark[0] + mark[2]) / 2 == pytest.approx((TEXT_LEFT + TEXT_RIGHT) / 2, abs=3)
    assert mark[1] < number[1] < title[1]


@pytest.mark.parametrize("seal", [False, True])
@pytest.mark.parametrize("task_table", [False, True])
def test_a_notice_with_its_signature_stands_on_one_page(tmp_path: Path, seal: bool, task_table: bool) -> None:
    path = tmp_path / "plan.docx"
    options = Options(red_head="drawn", seal=seal, task_table=task_table, contact="联系人：张三，电话：12345678")
    snapshot = _long_plan()
    plan = replace(snapshot.plan, title="2020年全市教育工作要点", date="2020-03-05")
    export(replace(snapshot, plan=plan), path, layout="official", options=options)
    first = _pages(path)[0]
    assert [_find(first, words)[1] < PAGE_HEIGHT - 99.2 for words in ("请结合", "2020年3月5日", "联系人")] == [True] * 3


def test_the_imprint_ends_the_last_page(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    export(_long_plan(), path, layout="official", options=Options(imprint=True, copies_to="市委办公室"))
    *before, last = _pages(path)
    printer, text = _find(last, "某市教育局办公室"), max(line[1] for line in last if "加强" in line[3])
    assert text < _find(last, "抄送")[1] < printer[1] < PAGE_HEIGHT - 99.2
    assert printer[1] > PAGE_HEIGHT - 99.2 - 30  # its last line is the last of the page
    assert not any("抄送" in line[3] for page in before for line in page)


@pytest.mark.parametrize("layout", LAYOUTS[".docx"])
def test_every_layout_prints_all_items(tmp_path: Path, layout: str) -> None:
    path = tmp_path / "plan.docx"
    export(full_plan(), path, layout=layout)
    text = "".join(line[3] for page in _pages(path) for line in page).replace(" ", "")
    assert all(words in text for words in ("村空、乡弱、城镇挤", "优化布局结构调整", "党建办", "提高质量"))


def test_a_long_row_goes_on_over_the_page_and_its_header_with_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    item = Node(2, "item", "题", "".join(f"第{number}项加强管理，" for number in range(1, 900)))
    export(Snapshot(Plan(1, "要点"), nodes=(item,)), path, layout="table")
    pages = _pages(path)
    text = "".join(line[3] for page in pages for line in page)
    assert len(pages) > 2
    assert all("重点任务" in "".join(line[3] for line in page) for page in pages[:-1])
    assert all(f"第{number}项" in text for number in (1, 450, 899))
