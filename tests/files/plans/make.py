"""Make version-N.plan, N being the schema version of this program: `python -m tests.files.plans.make`.

Run once for each schema version, when it is released; the file is committed and never made again, because it stands
for the files that people have. It has every kind of part, a history, and a step that was undone.
"""

import os
import tempfile
from pathlib import Path

from planeditor.store import create_plan, open_document, read_plan
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
        document.save_version("征求意见稿", note="第一版文件")
        document.set_setting("fonts", "方正")
        document.dismiss("no-lead", section, "", "由办公室统筹")
        document.rename(section, "这一步撤销了")
        document.undo()
        document.publish()
        document.close()


if __name__ == "__main__":
    main()
