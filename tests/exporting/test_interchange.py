"""The interchange JSON follows the contract to the letter."""

import json
from pathlib import Path

from planeditor.exporting import export
from planeditor.plan.interchange import to_dict
from planeditor.plan.numbering import snapshot_numbers
from tests.exporting.samples import full_plan

PLAN_KEYS = "title doc_number issuer notice_title addressees notice date year preamble closing signer numbering"
NODE_KEYS = "id kind number title body fields owners due targets progress children"
TARGET_KEYS = "id kind indicator comparator value value_high unit deadline modality text"


def _in_order(keys: str, data: dict[str, object]) -> bool:
    wanted = keys.split()
    return [key for key in data if key in wanted] == wanted


def test_every_key_of_the_contract_is_there_in_its_order() -> None:
    data = to_dict(full_plan(), snapshot_numbers(full_plan()))
    assert list(data) == ["format", "version", "plan", "departments", "nodes", "unplaced", "handouts"]
    assert (data["format"], data["version"]) == ("planeditor", 1)
    assert _in_order(PLAN_KEYS, data["plan"])
    assert list(data["departments"][0]) == ["id", "name", "aliases", "members"]
    item = data["nodes"][0]["children"][1]
    assert _in_order(NODE_KEYS, item)
    assert list(item["fields"][0]) == ["label", "text"]
    assert list(item["owners"][0])[:2] == ["name", "role"]
    assert _in_order(TARGET_KEYS, item["targets"][0])


def test_numbers_are_those_shown_and_whole_values_are_whole_numbers() -> None:
    data = to_dict(full_plan(), snapshot_numbers(full_plan()))
    section = data["nodes"][0]
    item = section["children"][1]
    assert (section["number"], item["number"]) == ("一、", "2.")
    assert json.dumps([target["value"] for target in item["targets"]]) == "[42, 17, 60, 15]"
    assert item["targets"][2]["base_value"] == 52.5


def test_the_file_is_the_golden_one(tmp_path: Path, files: Path) -> None:
    path = tmp_path / "plan.json"
    export(full_plan(), path)
    assert path.read_bytes() == (files / "exports" / "plan.json").read_bytes()
    assert path.read_bytes().endswith(b"}\n")
    assert b"\r" not in path.read_bytes()


def test_one_departments_items_are_numbered_as_in_the_whole_plan(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    export(full_plan(), path, owner="计财科")
    (section,) = json.loads(path.read_text(encoding="utf-8"))["nodes"]
    assert [item["number"] for item in section["children"]] == ["2."]
