"""Versions kept in the file, the plan at an earlier step, settings and dismissed findings."""

import base64
import contextlib
import json
import random
import shutil
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from planeditor.errors import EditError
from planeditor.plan.entities import Snapshot
from planeditor.plan.interchange import to_dict
from planeditor.plan.numbering import snapshot_numbers
from planeditor.store import open_document, verify_plan
from planeditor.store.digest import content_digest, kept_digest
from planeditor.store.document import Document
from planeditor.store.loading import write_snapshot
from planeditor.store.schema import migrate
from planeditor.store.store import Store, connect
from planeditor.store.versions import PART
from tests.random_edits import Edit, edit_lists, make_edit
from tests.small_plan import small_plan


def test_a_version_holds_the_plan_as_it_was(document: Document, plan: Snapshot) -> None:
    saved = document.save_version("征求意见稿", note="发各科室")
    document.rename(plan.nodes[0].id, "改过了")
    (version,) = document.versions()
    assert (version.id, version.name, version.note, version.author) == (
        saved.created("version")[0], "征求意见稿", "发各科室", "张三",
    )  # fmt: skip
    assert document.version(version.id) == plan


def test_a_long_plan_is_kept_in_parts(document: Document, plan: Snapshot) -> None:
    noise = random.Random(1)
    text = "".join(chr(noise.randrange(0x4E00, 0x9FA5)) for _ in range(PART))
    document.set_body(plan.nodes[1].id, text)
    kept = document.snapshot()
    version_id = document.save_version("长").created("version")[0]
    assert document.store.value("SELECT count(*) FROM version_part") > 1
    assert document.version(version_id) == kept
    assert content_digest(document.connection) == kept_digest(document.connection)


def test_versions_without_nodes_and_of_the_older_form_in_one_piece_are_read(document: Document, plan: Snapshot) -> None:
    empty = replace(plan, nodes=())
    version_id = document.save_version("空", content=empty).created("version")[0]
    assert document.version(version_id) == empty
    text = json.dumps(to_dict(plan, snapshot_numbers(plan)), ensure_ascii=False)
    packed = [base64.b64encode(zlib.compress(text.encode())).decode()]
    version_id = document.save_version("旧", packed=packed).created("version")[0]
    assert document.version(version_id) == plan


def test_undo_passes_versions_by(document: Document, plan: Snapshot) -> None:
    document.rename(plan.nodes[0].id, "改过了")
    document.save_version("送审稿")
    document.undo()
    assert document.snapshot() == plan
    assert [version.name for version in document.versions()] == ["送审稿"]


def test_versions_are_renamed_and_deleted_for_good(document: Document) -> None:
    version_id = document.save_version("草稿").created("version")[0]
    document.change_version(version_id, name="印发稿", note="定稿")
    assert [(version.name, version.note) for version in document.versions()] == [("印发稿", "定稿")]
    document.delete_version(version_id)
    assert document.versions() == []
    assert document.store.value("SELECT count(*) FROM version_part") == 0
    with pytest.raises(EditError):
        document.version(version_id)


def test_a_version_needs_a_name(document: Document) -> None:
    with pytest.raises(EditError):
        document.save_version("  ")


def test_versions_stay_in_the_published_file(file: Path) -> None:
    document = open_document(file, author="张三")
    document.save_version("征求意见稿")
    kept = document.snapshot()
    document.publish()
    document.close()
    assert verify_plan(file).ok
    opened = open_document(file)
    assert opened.version(opened.versions()[0].id) == kept
    opened.close()


@given(edits=edit_lists(15))
def test_a_mark_leads_back_to_the_plan_it_was_given_for(edits: list[Edit]) -> None:
    with contextlib.closing(connect(":memory:")) as connection:
        migrate(connection)
        write_snapshot(connection, small_plan())
        document = Document(Store(connection))
        kept = [(document.mark(), document.snapshot())]
        for edit in edits:
            make_edit(document, edit)
            kept.append((document.mark(), document.snapshot()))
        now = document.snapshot()
        assert document.at(kept[0][0]) == kept[0][1]
        assert document.at(kept[-1][0]) == now
        assert all(document.at(mark) in (snapshot, None) for mark, snapshot in kept)
        assert document.snapshot() == now


@pytest.mark.parametrize("mark", ["", "x", "99-0000", "1-0000000000000000", "-1-", "9" * 30 + "-1"])
def test_a_mark_of_another_history_leads_nowhere(document: Document, mark: str) -> None:
    assert document.at(mark) is None


def test_settings_are_set_and_undone(document: Document) -> None:
    document.set_setting("fonts", "方正")
    document.set_setting("fonts", "华文")
    document.undo()
    assert document.settings() == {"fonts": "方正"}
    document.set_setting("fonts", "")
    assert document.settings() == {}


def test_a_finding_is_dismissed_with_its_reason(document: Document, plan: Snapshot) -> None:
    node_id = plan.nodes[0].id
    document.dismiss("no-lead", node_id, "", "由办公室统筹")
    assert not document.dismiss("no-lead", node_id, "", "又一次").changes
    (dismissal,) = document.dismissals()
    assert (dismissal.rule, dismissal.node_id, dismissal.reason) == ("no-lead", node_id, "由办公室统筹")
    document.undismiss(dismissal.id)
    assert document.dismissals() == []
    document.undo()
    assert len(document.dismissals()) == 1


def test_a_version_of_an_older_file_is_still_read(files: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(files / "plans" / "version-2.plan", tmp_path))
    document = open_document(path)
    (version,) = document.versions()
    assert (version.name, version.note) == ("征求意见稿", "第一版文件")
    assert document.version(version.id).nodes[0].title == "扩大优质教育资源"
    document.close()
