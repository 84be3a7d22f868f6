"""Every Word file opens without repair: its parts hold what ECMA-376 lets them hold, in its order."""

from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings

from planeditor.exporting import LAYOUTS, Options, export
from planeditor.plan.entities import Field, Node, Plan, Snapshot
from tests.exporting.samples import full_plan
from tests.exporting.word.schema import faults
from tests.strategies import snapshots

FULL = Options(
    mark="甲<乙", strict=True, targets=True, agency="某市教育局\n某市财政局", urgency="特急", seal=True,
    contact="联系人：张三", task_table=True, imprint=True, copies_to="市委办公室", draft_date="2020-03-01",
)  # fmt: skip
HEADS = ("none", "plain", "preprinted", "drawn")


def _exported(tmp_path: Path, snapshot: Snapshot, layout: str, options: Options) -> Path:
    path = tmp_path / "plan.docx"
    export(snapshot, path, layout=layout, force=True, options=options)
    return path


@pytest.mark.parametrize("layout", LAYOUTS[".docx"])
@pytest.mark.parametrize("options", [Options(), *(replace(FULL, red_head=head) for head in HEADS)])
def test_every_layout_with_every_choice_keeps_the_schema(tmp_path: Path, layout: str, options: Options) -> None:
    assert faults(_exported(tmp_path, full_plan(), layout, options)) == []


@pytest.mark.parametrize("layout", LAYOUTS[".docx"])
def test_a_plan_of_nothing_keeps_the_schema(tmp_path: Path, layout: str) -> None:
    assert faults(_exported(tmp_path, Snapshot(Plan(1)), layout, FULL)) == []
    assert faults(_exported(tmp_path, Snapshot(Plan(1)), layout, Options())) == []


@pytest.mark.parametrize("layout", LAYOUTS[".docx"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(snapshot=snapshots())
def test_any_plan_keeps_the_schema_in_every_layout(tmp_path: Path, layout: str, snapshot: Snapshot) -> None:
    assert faults(_exported(tmp_path, snapshot, layout, FULL)) == []


@pytest.mark.parametrize("layout", LAYOUTS[".docx"])
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲\x00\x07\x0b\ufffe\ud800乙", "甲␀␇␋\ufffd\ufffd乙"),
        ("😀👨‍👩‍👧", "😀👨‍👩‍👧"),
        ("العربية\u202eabc", "العربية\u202eabc"),
        ("长" * 100_000, "长" * 100_000),
        ("一\r\n\t二\u2028三", "一二\u2028三"),
    ],
)
def test_troublesome_texts_neither_break_the_file_nor_get_lost(
    tmp_path: Path, layout: str, text: str, shown: str
) -> None:
    item = Node(2, "item", "题", text, fields=(Field(3, "工作措施", text),))
    path = _exported(tmp_path, Snapshot(Plan(1, "要点"), nodes=(item,)), layout, Options())
    assert faults(path) == []
    words = "".join(each.text or "" for each in docx.Document(str(path)).element.iter(qn("w:t")))
    assert words.count(shown) == 2


@pytest.mark.parametrize("layout", LAYOUTS[".docx"])
def test_the_same_plan_gives_the_same_bytes(tmp_path: Path, layout: str) -> None:
    first = _exported(tmp_path, full_plan(), layout, FULL).read_bytes()
    assert first == _exported(tmp_path, full_plan(), layout, FULL).read_bytes()


@pytest.mark.parametrize("layout", LAYOUTS[".docx"])
def test_every_run_of_text_names_its_font_with_the_hint_and_no_theme(tmp_path: Path, layout: str) -> None:
    document = docx.Document(str(_exported(tmp_path, full_plan(), layout, replace(FULL, red_head="drawn"))))
    fonts = [run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") for run in document.element.iter(qn("w:r"))]
    assert fonts
    for each in fonts:
        assert each.get(qn("w:hint")) == "eastAsia"
        assert len({each.get(qn(f"w:{role}")) for role in ("ascii", "hAnsi", "eastAsia", "cs")}) == 1
        assert not [name for name in each.attrib if "Theme" in name]
