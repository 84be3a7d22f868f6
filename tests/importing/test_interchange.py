"""The interchange JSON comes back as it went out, and foreign files are refused by name and reason."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given

from planeditor.errors import SourceError
from planeditor.exporting import export
from planeditor.importing.interchange import read_json
from planeditor.plan.entities import Snapshot
from planeditor.plan.identity import id_text, new_id
from planeditor.plan.limits import DEEPEST
from tests.strategies import snapshots

MINIMAL = {"format": "planeditor", "version": 1, "plan": {"title": "工作要点"}}


def _written(tmp_path: Path, content: object) -> Path:
    path = tmp_path / "计划.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def _item(**keys: object) -> dict[str, object]:
    return MINIMAL | {"nodes": [{"kind": "item", "title": "甲"} | keys]}


@given(snapshot=snapshots())
def test_any_plan_comes_back_equal(tmp_path: Path, snapshot: Snapshot) -> None:
    path = tmp_path / "计划.json"
    export(snapshot, path, force=True)
    assert read_json(path) == snapshot


def test_missing_optional_keys_take_their_defaults(tmp_path: Path) -> None:
    snapshot = read_json(_written(tmp_path, MINIMAL))
    assert (snapshot.plan.title, snapshot.plan.year, snapshot.nodes) == ("工作要点", None, ())


def test_missing_ids_are_given_anew_each_time(tmp_path: Path) -> None:
    path = _written(tmp_path, _item(fields=[{"label": "问题描述", "text": "不深"}]))
    first, second = read_json(path), read_json(path)
    assert first.nodes[0].id != second.nodes[0].id
    assert first.nodes[0].fields[0].id != second.nodes[0].fields[0].id


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(MINIMAL), encoding="utf-8-sig")
    assert read_json(path).plan.title == "工作要点"


def test_owners_without_a_department_id_are_found_by_name_and_alias_or_registered(tmp_path: Path) -> None:
    owners = [{"name": name, "role": "lead"} for name in ("基教科", "基础教育科", "计财科")]
    registry = [{"name": "基教科", "aliases": ["基础教育科"]}]
    snapshot = read_json(_written(tmp_path, _item(owners=owners) | {"departments": registry}))
    first, second, third = (owner.department_id for owner in snapshot.nodes[0].owners)
    assert first == second != third
    assert [department.name for department in snapshot.departments] == ["基教科", "计财科"]


def test_members_of_a_group_may_be_written_by_name(tmp_path: Path) -> None:
    registry = [{"name": "机关各科室", "members": ["基教科"]}, {"name": "基教科"}]
    group, member = read_json(_written(tmp_path, MINIMAL | {"departments": registry})).departments
    assert group.members == (member.id,)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ([], "interchange format"),
        ({"format": "other"}, "interchange format"),
        (MINIMAL | {"version": 2}, "does not know"),
        ({"format": "planeditor", "version": 1}, "plan"),
        (MINIMAL | {"nodes": {}}, "nodes"),
        (_item(title=7), "nodes[0].title"),
        (_item(kind="chapter"), "nodes[0].kind"),
        (_item(id="xyz"), "nodes[0].id"),
        (_item(targets=[{"value": "40"}]), "nodes[0].targets[0].value"),
        (_item(targets=[{"value": True}]), "nodes[0].targets[0].value"),
        (_item(targets=[{"value": 10**400}]), "nodes[0].targets[0].value"),
        (_item(targets=[{"parent": "0000000000001"}]), "nodes[0]"),
        (_item(targets=[{"span": {"place": "body"}}]), "nodes[0].targets[0].span"),
        (_item(owners=[{"name": "甲", "role": "boss"}]), "nodes[0].owners[0].role"),
        (_item(owners=[{"name": "甲", "role": "lead", "department": "0000000000001"}]), "0000000000001"),
        (_item(title="\ud800"), "nodes[0].title"),
        (MINIMAL | {"nodes": [{"kind": "item", "id": "0000000000001"}] * 2}, "nodes[1]"),
        (MINIMAL | {"departments": [{"name": "甲", "members": ["乙"]}]}, "departments[0].members[0]"),
    ],
)
def test_what_breaks_the_contract_is_refused_with_its_place(tmp_path: Path, content: object, reason: str) -> None:
    path = tmp_path / "计划.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(SourceError, match=r"计划\.json") as refused:
        read_json(path)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n",
        b"{",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"format": "planeditor", "version": 1, "plan": {"year": ' + b"9" * 5000 + b"}}",
        b'{"format": "planeditor", "version": 1, "plan": {"year": NaN}}',
        b'{"format": "planeditor", "version": 1, "plan": {}, "nodes": '
        + b'[{"kind": "item", "children": ' * 5000
        + b"[]"
        + b"}]" * 5000
        + b"}",
    ],
    ids=["empty", "blank", "cut", "binary", "deep", "digits", "nan", "nested"],
)
def test_a_file_that_is_no_json_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "损坏.json"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=r"损坏\.json"):
        read_json(path)


def test_a_missing_file_and_a_folder_are_refused_by_name(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.json", tmp_path):
        with pytest.raises(SourceError, match=path.name):
            read_json(path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused_by_name(tmp_path: Path) -> None:
    path = _written(tmp_path, MINIMAL)
    path.chmod(0)
    with pytest.raises(SourceError, match=r"计划\.json"):
        read_json(path)


def _chain(levels: int) -> dict[str, object]:
    node: dict[str, object] = {"kind": "item", "title": "层"}
    for _level in range(levels - 1):
        node = {"kind": "item", "title": "层", "children": [node]}
    return MINIMAL | {"nodes": [node]}


def test_a_plan_is_read_as_deep_as_one_may_go(tmp_path: Path) -> None:
    assert len(list(read_json(_written(tmp_path, _chain(DEEPEST))).walk())) == DEEPEST
    with pytest.raises(SourceError, match="计划"):
        read_json(_written(tmp_path, _chain(DEEPEST + 1)))
    path = tmp_path / "深.json"
    path.write_text('{"a":' * 100_000 + "1" + "}" * 100_000)
    with pytest.raises(SourceError, match=r"深\.json"):
        read_json(path)


def test_a_section_below_an_item_and_targets_that_are_part_of_each_other_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="计划"):
        read_json(_written(tmp_path, _item(children=[{"kind": "section", "title": "乙"}])))
    ids = [id_text(new_id()) for _each in range(2)]
    targets = [{"id": ids[0], "parent": ids[1]}, {"id": ids[1], "parent": ids[0]}]
    with pytest.raises(SourceError, match=ids[0]):
        read_json(_written(tmp_path, _item(targets=targets)))


@pytest.mark.parametrize("members", [1, True, "基教科", {"id": 1}])
def test_members_that_are_no_list_are_refused(tmp_path: Path, members: object) -> None:
    with pytest.raises(SourceError, match="members"):
        read_json(_written(tmp_path, MINIMAL | {"departments": [{"name": "甲", "members": members}]}))
