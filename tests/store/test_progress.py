"""Edits of how the plan is followed: entries, milestones, lights, evidence, lineage."""

from hashlib import sha256
from pathlib import Path

import pytest

from planeditor.errors import EditError, SourceError
from planeditor.plan.entities import Department, Handout, Lineage, Milestone, Node, Receipt, Snapshot
from planeditor.plan.identity import new_id
from planeditor.store import create_plan, new_document, open_document, read_plan, verify_plan
from planeditor.store.document import Document
from planeditor.store.evidence import LARGEST, EvidenceFile, read_evidence
from tests.small_plan import small_plan
from tests.store.test_document_property import check_sound

CONTENT = bytes(range(256)) * 9000  # more than one part
KEPT = EvidenceFile("验收 报告.pdf", len(CONTENT), sha256(CONTENT).hexdigest(), CONTENT)


@pytest.fixture
def item(document: Document) -> int:
    return document.find("加快推进教育重大项目")[0]


def node(document: Document, item: int) -> Node:
    return document.node(item)


def test_a_report_is_added_changed_and_goes_when_it_says_nothing(document: Document, item: int) -> None:
    (entry,) = document.report(item, None, date="2026-09-30", status="滞后", reporter="王五").created("progress")
    document.report(item, entry, percent=60.0)
    assert [each.percent for each in node(document, item).progress if each.id == entry] == [60.0]
    document.report(item, entry, percent=None, status="")
    assert entry not in [each.id for each in node(document, item).progress]
    assert document.report(item, None, date="2026-09-30", reporter="王五").changes == ()
    document.undo()
    assert entry in [each.id for each in node(document, item).progress]


def test_a_report_with_evidence_stays_though_it_says_nothing_else(document: Document, item: int) -> None:
    entry = node(document, item).progress[0].id
    document.attach_evidence(entry, EvidenceFile("a.jpg", 1, "ab"))
    document.report(item, entry, status="", percent=None, value=None, narrative="")
    assert entry in [each.id for each in node(document, item).progress]


def test_milestones_are_set_all_at_once(document: Document, item: int) -> None:
    target = node(document, item).targets[0].id
    old = next(each for each in node(document, item).milestones if each.target_id == target)
    document.set_milestones(item, None, [Milestone(0, "2026Q3", "整体", value=75.0)])
    change = document.set_milestones(
        item, target, [Milestone(old.id, "2026Q2", "过半", value=20.0), Milestone(0, "2026Q4", value=42.0)]
    )
    told = [(each.period, each.text, each.value, each.target_id) for each in node(document, item).milestones]
    assert told == [
        ("2026Q2", "过半", 20.0, target),
        ("2026Q3", "整体", 75.0, None),
        ("2026Q4", "", 42.0, target),
    ]
    assert len(change.changes) == 2
    document.undo()
    assert old in node(document, item).milestones


def test_a_light_set_by_hand_needs_a_reason_and_can_be_left_to_the_rule(document: Document, item: int) -> None:
    target = node(document, item).targets[0].id
    with pytest.raises(EditError):
        document.set_light(item, "green", "  ")
    document.set_light(item, "yellow", "顺延")
    document.set_light(item, "green", "已补报", target_id=target)
    document.set_light(item, "red", "督查发现问题")
    assert [(each.light, each.reason, each.target_id) for each in node(document, item).lights] == [
        ("red", "督查发现问题", None),
        ("green", "已补报", target),
    ]
    assert node(document, item).lights[0].author == "张三"
    assert document.set_light(item, "red", "督查发现问题").changes == ()
    document.set_light(item, "")
    assert [each.target_id for each in node(document, item).lights] == [target]


def test_a_light_goes_with_its_target(document: Document, item: int) -> None:
    target = node(document, item).targets[0].id
    document.set_light(item, "green", "已补报", target_id=target)
    document.remove_target(target)
    assert node(document, item).lights == ()
    check_sound(document)
    document.undo()
    assert node(document, item).lights[0].target_id == target


def test_a_file_of_evidence_is_kept_once_and_found_by_its_hash(document: Document, item: int) -> None:
    first = node(document, item).progress[0].id
    (second,) = document.add_progress(item, status="滞后").created("progress")
    document.attach_evidence(first, KEPT)
    document.attach_evidence(second, KEPT)
    assert document.attach_evidence(second, KEPT).changes == ()
    assert document.evidence_content(KEPT.sha256) == CONTENT
    assert document.connection.execute("SELECT sum(length(text)) FROM evidence_part").fetchone()[0] < 4_000_000
    assert [each.progress_id for each in node(document, item).evidence] == [first, second]
    check_sound(document)


def test_undo_takes_evidence_off_and_redo_finds_its_bytes_again(document: Document, item: int) -> None:
    entry = node(document, item).progress[0].id
    document.attach_evidence(entry, KEPT)
    document.undo()
    assert node(document, item).evidence == ()
    document.redo()
    assert document.evidence_content(node(document, item).evidence[0].sha256) == CONTENT
    check_sound(document)


def test_bytes_that_no_entry_names_are_deleted_on_demand_only(document: Document, item: int) -> None:
    document.attach_evidence(node(document, item).progress[0].id, KEPT)
    assert document.forget_files() == 0
    document.remove_evidence(node(document, item).evidence[0].id)
    assert document.evidence_content(KEPT.sha256) == CONTENT
    assert document.forget_files() == 1
    assert document.evidence_content(KEPT.sha256) is None
    check_sound(document)


def test_a_file_is_noted_by_name_and_hash_and_kept_up_to_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "照片.jpg"
    path.write_bytes(b"abc")
    assert read_evidence(path, keep=False) == EvidenceFile("照片.jpg", 3, sha256(b"abc").hexdigest())
    assert read_evidence(path, keep=True).content == b"abc"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert read_evidence(path, keep=False).size == LARGEST + 1
    with pytest.raises(SourceError):
        read_evidence(path, keep=True)
    with pytest.raises(SourceError):
        read_evidence(tmp_path / "nothing.jpg", keep=False)


def test_what_an_item_continues_is_kept_in_its_order(document: Document, item: int) -> None:
    target = node(document, item).targets[0].id
    lineage = [Lineage(0, 16, 2025, "2025年第16条"), Lineage(0, 99, 2025, "2025年指标", target)]
    document.set_lineage(item, lineage)
    first, second = node(document, item).lineage
    assert (first.source_id, first.text, second.target_id) == (16, "2025年第16条", target)
    document.set_lineage(item, [second, first])
    assert node(document, item).lineage == (second, first)
    document.remove_target(target)
    assert node(document, item).lineage[0].target_id is None


def test_an_item_deleted_with_all_that_was_told_of_it_comes_back_whole(document: Document, item: int) -> None:
    entry, target = node(document, item).progress[0].id, node(document, item).targets[0].id
    document.attach_evidence(entry, KEPT)
    document.set_light(item, "green", "说明", target_id=target)
    document.set_lineage(item, [Lineage(0, 16, 2025, "2025年第16条", target)])
    before = document.snapshot()
    document.delete([item])
    check_sound(document)
    document.undo()
    assert document.snapshot() == before
    document.duplicate([item])
    copy = document.snapshot().nodes[0].children[1]
    assert copy.evidence[0].progress_id == copy.progress[0].id != entry
    assert copy.lights[0].target_id == copy.lineage[0].target_id == copy.targets[0].id


def handed_out() -> Snapshot:
    plan = small_plan()
    basic: Department = plan.departments[0]
    receipt = Receipt(new_id(), "基教科.xlsx", "ab" * 32, "2026-07-03T00:00:00+00:00", "张三")
    handout = Handout(
        new_id(), basic.id, basic.name, "progress", "xlsx", "2026Q2", "2026-06-20T00:00:00+00:00", "2026-07-05",
        "李四 8312", "请按时", new_id(), (receipt,),
    )  # fmt: skip
    return Snapshot(plan.plan, plan.departments, plan.nodes, plan.unplaced, (handout,))


def test_the_register_is_kept_in_the_file_and_left_out_of_a_copy_to_send(tmp_path: Path) -> None:
    plan, path = handed_out(), tmp_path / "a.plan"
    create_plan(path, plan)
    assert read_plan(path) == plan
    document = open_document(path)
    document.save_copy_to_send(tmp_path / "b.plan")
    document.save_version("一稿")
    assert document.version(document.versions()[0].id).handouts == ()
    document.take_over(small_plan())
    assert document.handouts() == plan.handouts
    document.close()
    assert read_plan(tmp_path / "b.plan").handouts == ()


def test_evidence_stays_at_home_when_a_copy_is_sent(tmp_path: Path) -> None:
    document = new_document(small_plan())
    item = document.find("加快推进教育重大项目")[0]
    document.attach_evidence(document.node(item).progress[0].id, KEPT)
    document.publish_to(tmp_path / "a.plan")
    assert verify_plan(tmp_path / "a.plan").ok
    document.save_copy_to_send(tmp_path / "b.plan")
    sent = open_document(tmp_path / "b.plan")
    assert sent.node(item).evidence == document.node(item).evidence
    assert sent.evidence_content(KEPT.sha256) is None
    sent.close()
    document.close()


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_plan_of_every_released_version_opens_and_can_be_followed(version: int, tmp_path: Path, files: Path) -> None:
    path = tmp_path / "old.plan"
    path.write_bytes((files / "plans" / f"version-{version}.plan").read_bytes())
    document = open_document(path)
    item = document.find("加快推进教育重大项目")[0]
    document.set_lineage(item, [Lineage(0, 16, 2025, "2025年第16条")])
    document.publish()
    document.close()
    assert next(each for each in read_plan(path).walk() if each.id == item).lineage[0].source_id == 16
    assert verify_plan(path).ok
