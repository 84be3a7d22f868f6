"""Make version-N.plan, N being the schema version of this program: `python -m tests.files.plans.make`.

Run once for each schema version, when it is released; the file is committed and never made again, because it stands
for the files that people have. It has every kind of part, a history, and a step that was undone.
"""

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from planeditor.plan.entities import Lineage, Milestone
from planeditor.plan.identity import new_id
from planeditor.store import Document, create_plan, open_document, read_plan
from planeditor.store.evidence import EvidenceFile
from planeditor.store.schema import VERSION
from tests.small_plan import small_plan

TARGET = Path(__file__).with_name(f"version-{VERSION}.plan")


def main() -> None:
    """Write the file, unless it exists."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PLANEDITOR_DATA_DIR"] = folder
        create_plan(TARGET, small_plan())
        document = open_document(TARGET, author="张三")
        section = read_plan(TARGET).nodes[0].id
        document.rename(section, "扩大优质教育资源")
        document.insert("item", section, title="新增一条", body="第一版文件。")
        _follow(document)
        document.save_version("征求意见稿", note="第一版文件")
        document.set_setting("fonts", "方正")
        document.dismiss("no-lead", section, "", "由办公室统筹")
        document.rename(section, "这一步撤销了")
        document.undo()
        document.publish()
        document.close()


def _follow(document: Document) -> None:
    """Report on the item that has targets, with evidence, milestones, a light and what it continues."""
    item = next(node for node in document.snapshot().walk() if node.targets)
    target = item.targets[0].id
    entry = document.add_progress(item.id, date="2026-09-30", status="滞后", percent=60.0).created("progress")[0]
    document.attach_evidence(entry, EvidenceFile("照片.jpg", 3, sha256(b"abc").hexdigest(), b"abc"))
    document.set_milestones(item.id, target, [Milestone(0, "2026Q1", "开工", value=10.0)])
    document.set_light(item.id, "yellow", "已报市政府同意顺延", target_id=target)
    document.set_lineage(item.id, [Lineage(0, new_id(), 2025, "2025年第16条")])


if __name__ == "__main__":
    main()
