"""Markdown, web page, outline, CSV and Project XML: what they hold, and that it comes back."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from planeditor.exporting import Options, export
from planeditor.exporting.csv_file import HEADER
from planeditor.exporting.markdown import escaped
from planeditor.exporting.project import NAMESPACE
from planeditor.exporting.selection import chosen
from planeditor.importing import import_file
from planeditor.importing.csv_file import read_csv
from planeditor.importing.interchange import read_json
from planeditor.importing.markdown import read_markdown
from planeditor.importing.options import ImportOptions
from planeditor.plan.entities import Field, Node, Plan, Snapshot
from planeditor.plan.numbering import snapshot_numbers
from planeditor.plan.stamp import PART, Stamp
from tests.exporting.samples import full_plan
from tests.importing.reading import read, texts
from tests.strategies import snapshots

SEEDS = sorted((Path(__file__).parent.parent / "files" / "seeds").glob("*.txt"))
NO_TARGETS = ImportOptions(targets=False)
PLAIN = (".md", ".html", ".opml", ".csv", ".xml")
IN_PROSE = (".md", ".html", ".opml")
SOME_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=30)
SIGNS = st.text("\\`*_~|<>[]()#+-=.!:1a中 ", max_size=20)


def _content(snapshot: Snapshot) -> list[tuple[Any, ...]]:
    """Return all of a plan but its ids, targets and unplaced lines."""
    numbers = snapshot_numbers(snapshot)
    plan = replace(snapshot.plan, id=0)
    return [(plan,)] + [
        (
            node.kind,
            numbers[node.id],
            node.title,
            node.body,
            [(field.label, field.text) for field in node.fields],
            node.due,
            [(owner.name, owner.role) for owner in node.owners],
            [child.title for child in node.children],
        )
        for node in snapshot.walk()
    ]


def _text_of(path: Path, snapshot: Snapshot, **choices: Any) -> str:
    export(snapshot, path, force=True, **choices)
    return path.read_text(encoding="utf-8-sig")


# all of them


@pytest.mark.parametrize("suffix", IN_PROSE)
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_a_plan_comes_back_equal(seed: Path, suffix: str, tmp_path: Path) -> None:
    first = import_file(seed, NO_TARGETS).snapshot
    path = tmp_path / f"计划{suffix}"
    export(first, path)
    assert _content(import_file(path, NO_TARGETS).snapshot) == _content(first)


@pytest.mark.parametrize("suffix", PLAIN)
@given(snapshot=snapshots())
def test_any_plan_can_be_written_and_is_utf8_without_control_characters(
    suffix: str, snapshot: Snapshot, tmp_path: Path
) -> None:
    text = _text_of(tmp_path / f"a{suffix}", snapshot)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text)


@pytest.mark.parametrize("suffix", PLAIN)
def test_emoji_and_text_from_right_to_left_stay_as_they_are(suffix: str, tmp_path: Path) -> None:
    words = "普及😀👨‍👩‍👧 مرحبا بالعالم 教育"
    snapshot = Snapshot(Plan(1, "要点"), nodes=(Node(2, "item", words, f"{words}。"),))
    assert words in _text_of(tmp_path / f"a{suffix}", snapshot)


@pytest.mark.parametrize("suffix", PLAIN)
def test_replaced_characters_are_counted(suffix: str, tmp_path: Path) -> None:
    assert export(full_plan(), tmp_path / f"a{suffix}").replaced == 1


@pytest.mark.parametrize("suffix", PLAIN)
def test_a_long_plan_is_written_with_progress(suffix: str, tmp_path: Path) -> None:
    nodes = tuple(Node(number, "item", f"任务{number}", "做好工作。" * 9) for number in range(1, 2001))
    seen: list[float] = []
    export(Snapshot(Plan(5000), nodes=nodes), tmp_path / f"a{suffix}", progress=lambda part: not seen.append(part))
    assert seen == sorted(seen)
    assert len(seen) > 20
    assert seen[-1] == 1.0


def test_chosen_rows_keep_their_numbers_and_what_they_stand_in(tmp_path: Path) -> None:
    snapshot = full_plan()
    second = snapshot.nodes[0].children[1]
    part = chosen(snapshot, [second.id], whole=True)
    text = _text_of(tmp_path / "a.md", snapshot, part=part)
    assert "## 一、全面加强党的建设" in text
    assert "### 2.加快推进教育重大项目实施" in text
    assert "完善党的领导" not in text
    assert "促进公平" not in text


def test_a_chosen_section_brings_what_it_holds_only_where_that_is_wanted(tmp_path: Path) -> None:
    snapshot = full_plan()
    section = snapshot.nodes[0]
    assert chosen(snapshot, [section.id], whole=True).nodes == (section,)
    assert chosen(snapshot, [section.id], whole=False).nodes == (replace(section, children=()),)


# JSON


def test_json_carries_the_mark_and_whose_items_it_holds(tmp_path: Path) -> None:
    options = Options(mark="3-abc")
    whole = json.loads(_text_of(tmp_path / "a.json", full_plan(), options=options))
    part = json.loads(_text_of(tmp_path / "b.json", full_plan(), options=options, part=full_plan()))
    assert Stamp.read(whole["mark"]) == Stamp("3-abc", "", "")
    assert Stamp.read(part["mark"]) == Stamp("3-abc", "", PART)
    assert read_json(tmp_path / "a.json") == full_plan()
    assert "mark" not in json.loads(_text_of(tmp_path / "c.json", full_plan()))


# Markdown


@given(SOME_TEXT | SIGNS)
def test_no_sign_of_a_text_is_taken_for_one_of_markdown(text: str) -> None:
    source = read(read_markdown, f"开头\n\n{escaped(text)}\n")
    assert texts(source) == ["开头", *([text.strip(" \t")] if text.strip() else [])]


def test_markdown_has_headings_numbers_labels_and_owners(tmp_path: Path) -> None:
    lines = [line for line in _text_of(tmp_path / "a.md", full_plan()).splitlines() if line]
    assert "# 达州市教育局 2020年工作要点" in lines
    assert "### 2.加快推进教育重大项目实施" in lines
    assert "　　**问题描述**：“村空、乡弱、城镇挤”问题仍然存在。" in lines
    assert "　　牵头：计财科；责任：基教科；完成时限：2020年11月30日" in lines


def test_owners_and_targets_are_written_as_chosen(tmp_path: Path) -> None:
    text = _text_of(tmp_path / "a.md", full_plan(), options=Options(owners=False, targets=True))
    assert "牵头：" not in text
    assert "**量化目标**：新改（扩、建）各级各类学校42所" in text


# web page


def test_the_page_needs_no_other_file_and_escapes_its_text(tmp_path: Path) -> None:
    text = _text_of(tmp_path / "a.html", full_plan())
    assert "&lt;b&gt;&amp;amp;" in text
    assert not re.search("<script|<img|<link|https?:|src=", text)
    assert '"方正小标宋简体"' in text
    assert "@page" in text


def test_the_page_is_set_in_the_fonts_that_were_chosen(tmp_path: Path) -> None:
    text = _text_of(tmp_path / "a.html", full_plan(), options=Options(fonts="windows"))
    assert '"华文中宋"' in text
    assert "仿宋_GB2312" not in text


# outline


def test_an_outline_has_a_topic_for_every_row_with_its_text_as_a_note(tmp_path: Path) -> None:
    export(full_plan(), tmp_path / "a.opml")
    root = etree.parse(tmp_path / "a.opml").getroot()
    topics = [topic for topic in root.iter("outline") if topic.get("id")]
    assert len(topics) == sum(1 for _node in full_plan().walk())
    project = next(topic for topic in topics if topic.get("text") == "2.加快推进教育重大项目实施")
    assert project.get("目标任务") == "优化布局结构调整。"
    assert (project.get("牵头"), project.get("责任")) == ("计财科", "基教科")
    assert next(topic for topic in topics if topic.get("text") == "二、提升水平").get("_note") == "本部分为重点。"


def test_labels_that_cannot_be_attributes_stand_in_the_note(tmp_path: Path) -> None:
    fields = (Field(3, "目标", "一"), Field(4, "目标", "二"), Field(5, "1+X", "三"))
    export(Snapshot(Plan(1), nodes=(Node(2, "item", "任务", fields=fields),)), tmp_path / "a.opml")
    topic = next(etree.parse(tmp_path / "a.opml").getroot().iter("outline"))
    assert [line.strip("　") for line in topic.get("_note", "").split("\n")] == ["目标：一", "目标：二", "1+X：三"]


# CSV


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_csv_has_the_columns_of_the_table_of_tasks_and_excel_knows_its_encoding(tmp_path: Path) -> None:
    text = _text_of(tmp_path / "a.csv", full_plan())
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = _rows(text)
    assert rows[0] == list(HEADER)
    assert rows[1][0] == "一、全面加强党的建设"
    assert (rows[3][0], rows[3][5], rows[3][6], rows[3][7]) == ("2", "计财科", "基教科", "2020年11月30日")


@given(st.text("=+-@'\t1A中", min_size=1, max_size=6))
def test_no_cell_is_a_formula_and_its_text_comes_back(tmp_path: Path, text: str) -> None:
    written = _text_of(tmp_path / "a.csv", Snapshot(Plan(1), nodes=(Node(2, "item", text),)))
    assert _rows(written)[1][1][0] not in "=+-@\t\r"
    table = read(read_csv, written).parts[0]
    assert table.rows[1][1] == text  # type: ignore[union-attr]


# Project

_ORDER = {
    "Project": """SaveVersion UID Name Title Subject Category Company Manager Author CreationDate Revision LastSaved
        ScheduleFromStart StartDate FinishDate FYStartDate CriticalSlackLimit CurrencyDigits CurrencySymbol CurrencyCode
        CurrencySymbolPosition CalendarUID DefaultStartTime DefaultFinishTime MinutesPerDay MinutesPerWeek DaysPerMonth
        OutlineCodes WBSMasks ExtendedAttributes Calendars Tasks Resources Assignments""",
    "Calendar": "UID Name IsBaseCalendar BaseCalendarUID WeekDays Exceptions WorkWeeks",
    "WeekDay": "DayType DayWorking TimePeriod WorkingTimes",
    "WorkingTime": "FromTime ToTime",
    "Task": """UID ID Name Type IsNull CreateDate Contact WBS WBSLevel OutlineNumber OutlineLevel Priority Start Finish
        Duration DurationFormat Work Stop Resume ResumeValid EffortDriven Recurring OverAllocated Estimated Milestone
        Summary Critical IsSubproject IsSubprojectReadOnly SubprojectName ExternalTask ExternalTaskProject EarlyStart
        EarlyFinish LateStart LateFinish StartVariance FinishVariance WorkVariance FreeSlack TotalSlack FixedCost
        FixedCostAccrual PercentComplete PercentWorkComplete Cost ConstraintType CalendarUID ConstraintDate Deadline
        LevelAssignments LevelingCanSplit LevelingDelay LevelingDelayFormat PreLeveledStart PreLeveledFinish Hyperlink
        HyperlinkAddress HyperlinkSubAddress IgnoreResourceCalendar Notes""",
    "Resource": "UID ID Name Type IsNull Initials Phonetics NTAccount MaterialLabel Code Group",
    "Assignment": """UID TaskUID ResourceUID PercentWorkComplete ActualCost Confirmed Cost CostRateTable CostVariance CV
        Delay Finish FinishVariance Hyperlink WorkVariance HasFixedRateUnits FixedMaterial LevelingDelay
        LevelingDelayFormat LinkedFields Milestone Notes Overallocated Start Stop Resume StartVariance Units Work""",
}


def _project(path: Path, snapshot: Snapshot) -> etree._Element:
    export(snapshot, path, force=True)
    return etree.parse(path).getroot()


def _values(root: etree._Element, kind: str) -> list[dict[str, str]]:
    found = root.iter(f"{{{NAMESPACE}}}{kind}")
    return [{etree.QName(part).localname: part.text or "" for part in each} for each in found]


@given(snapshot=snapshots())
def test_elements_stand_in_the_order_that_the_schema_publishes(tmp_path: Path, snapshot: Snapshot) -> None:
    root = _project(tmp_path / "a.xml", snapshot)
    for element in root.iter():
        order = _ORDER.get(etree.QName(element).localname, "").split()
        if order:
            places = [order.index(etree.QName(part).localname) for part in element]
            assert places == sorted(set(places))


@given(snapshot=snapshots())
def test_tasks_and_assignments_are_consistent(tmp_path: Path, snapshot: Snapshot) -> None:
    root = _project(tmp_path / "a.xml", snapshot)
    tasks, resources = _values(root, "Task"), _values(root, "Resource")
    nodes = list(snapshot.walk())
    assert [int(task["UID"]) for task in tasks] == list(range(1, len(nodes) + 1))
    assert [task["Summary"] for task in tasks] == [str(int(bool(node.children))) for node in nodes]
    assert all(task["Start"] < task["Finish"] and len(task.get("Name", "")) <= 512 for task in tasks)
    known = {resource["UID"] for resource in resources}
    assignments = _values(root, "Assignment")
    assert len(assignments) == sum(len(node.owners) for node in nodes)
    assert all(each["ResourceUID"] in known and 1 <= int(each["TaskUID"]) <= len(nodes) for each in assignments)


def test_a_task_ends_on_the_last_day_of_its_due(tmp_path: Path) -> None:
    root = _project(tmp_path / "a.xml", full_plan())
    tasks = {task["Name"]: task for task in _values(root, "Task")}
    month, day = tasks["1.完善党的领导体制机制"], tasks["2.加快推进教育重大项目实施"]
    assert (month["Finish"], month["Deadline"]) == ("2020-12-31T17:00:00", "2020-12-31T17:00:00")
    assert (day["Finish"], day["ConstraintType"]) == ("2020-11-30T17:00:00", "7")
    assert day["Duration"] == f"PT{((date(2020, 11, 30) - date(2020, 1, 1)).days + 1) * 8}H0M0S"
    assert day["PercentComplete"] == "35"
    assert "问题描述：“村空" in day["Notes"]
    section = tasks["一、全面加强党的建设"]
    assert (section["Summary"], section["OutlineLevel"], section["OutlineNumber"]) == ("1", "1", "1")


def test_departments_are_resources_and_the_note_says_who_leads(tmp_path: Path) -> None:
    root = _project(tmp_path / "a.xml", full_plan())
    names = {resource["UID"]: resource["Name"] for resource in _values(root, "Resource")}
    found = {(names[each["ResourceUID"]], each["Notes"]) for each in _values(root, "Assignment")}
    assert found == {("党建办", "牵头"), ("机关各科室", "责任"), ("计财科", "牵头"), ("基教科", "责任")}
