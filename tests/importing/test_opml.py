"""OPML: topics come out at their depth with their notes, and no attribute is lost."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.errors import SourceError
from planeditor.importing.grammar import parse_source
from planeditor.importing.opml import read_opml
from tests.importing.reading import apart, levels, numbered_well, read, read_or_refuse

FILE = Path(__file__).parent.parent / "files" / "opml" / "mindmap.opml"


def outline(topics: str, head: str = "") -> str:
    return f'<?xml version="1.0"?><opml version="2.0"><head>{head}</head><body>{topics}</body></opml>'


def test_a_mind_map_becomes_a_plan_of_its_branches() -> None:
    snapshot = parse_source(read(read_opml, FILE.read_bytes())).snapshot
    assert snapshot.plan.title == "云泽市教育局2021年工作计划"
    assert [node.title for node in snapshot.walk()] == [
        "加强党的建设", "完善体制机制", "建设清廉学校 ☑", "提高教育质量", "深化课程改革", "立项课题30项"
    ]  # fmt: skip
    mechanism = snapshot.nodes[0].children[0]
    assert mechanism.body == "落实党组织领导的校长负责制。"
    assert [owner.name for owner in mechanism.owners] == ["党建办"]
    assert [(field.label, field.text) for field in mechanism.fields] == [("责任人", "李四")]


def test_an_outline_of_several_topics_has_the_heads_title() -> None:
    source = read(read_opml, outline('<outline text="甲"/><outline text="乙"/>', "<title>计划</title>"))
    assert levels(source) == [(0, "计划"), (1, "甲"), (1, "乙")]


@pytest.mark.parametrize("key", ["text", "title", "_text", "name"])
@pytest.mark.parametrize("note", ["_note", "note", "description"])
def test_the_names_that_programs_give_text_and_note_are_known(key: str, note: str) -> None:
    source = read(read_opml, outline(f'<outline {key}="甲"/><outline {key}="乙" {note}="丙&#10;丁"/>'))
    assert levels(source) == [(1, "甲"), (1, "乙"), (0, "丙"), (0, "丁")]


def test_further_attributes_stand_below_the_topic_and_a_programs_own_are_left_out() -> None:
    topics = '<outline text="甲" 完成时限="2021年6月" color="#fff" _expanded="true" title="别名"/><outline text="乙"/>'
    assert levels(read(read_opml, outline(topics))) == [
        (1, "甲"), (0, "完成时限：2021年6月"), (0, "title：别名"), (1, "乙")
    ]  # fmt: skip


def test_markup_in_a_note_is_set_aside_and_its_lines_stay() -> None:
    note = "&lt;p&gt;一&lt;/p&gt;&lt;p&gt;3 &lt; 5&lt;/p&gt;"
    topics = f'<outline text="&lt;b&gt;甲&lt;/b&gt;" _note="{note}"/><outline text="乙"/>'
    assert levels(read(read_opml, outline(topics))) == [(1, "甲"), (0, "一"), (0, "3 < 5"), (1, "乙")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_declared_encoding_counts(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = outline('<outline text="课程"/><outline text="教学"/>').replace("?>", f' encoding="{declared}"?>', 1)
    assert levels(read(read_opml, text.encode(encoding))) == [(1, "课程"), (1, "教学")]


@pytest.mark.parametrize(
    "data",
    [
        "", "abc", "<opml/>", "<html><body>甲</body></html>",
        '<!DOCTYPE opml [<!ENTITY a "b">]>' + outline('<outline text="&a;"/>')[21:],
    ],
)  # fmt: skip
def test_what_is_no_outline_is_refused(data: str) -> None:
    with pytest.raises(SourceError, match="资料"):
        read(read_opml, data)


def test_a_damaged_outline_is_read_as_far_as_it_goes_and_told_of() -> None:
    source = read(read_opml, outline('<outline text="甲"/><outline text="乙"/>')[:-30])
    assert levels(source)[0] == (1, "甲")
    assert source.notes


def test_absurd_depth_is_read_or_refused_at_once() -> None:
    started = time.process_time()
    source = read_or_refuse(read_opml, outline('<outline text="甲">' * 100_000))
    assert source is None or source.notes
    assert time.process_time() - started < 10


@given(data=st.data())
def test_a_mutated_outline_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(FILE.read_bytes())
    for _change in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    source = read_or_refuse(read_opml, bytes(content))
    assert source is None or numbered_well(source)


def test_properties_of_the_head_are_kept_apart() -> None:
    assert apart(read(read_opml, FILE.read_bytes())) == [("properties", "ownerName: 张三")]


def test_a_deep_outline_keeps_its_depth() -> None:
    depth = 40
    topics = "".join(f'<outline text="第{level}层">' for level in range(depth)) + "</outline>" * depth
    snapshot = parse_source(read(read_opml, outline('<outline text="首"/>' + topics))).snapshot
    (_first, node) = snapshot.nodes
    for level in range(depth - 1):
        assert node.title == f"第{level}层"
        (node,) = node.children
