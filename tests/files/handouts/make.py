"""Make the forms of this folder anew: filled in, then saved by LibreOffice as people there save them.

    python -m tests.files.handouts.make

Needs `soffice`. The plan goes along as JSON, with its register, and without the kept state it was handed out from.
"""

import json
import subprocess
import tempfile
from pathlib import Path

import openpyxl

from planeditor.plan.interchange import to_dict
from planeditor.plan.numbering import snapshot_numbers
from tests.exchange.handouts import cell_at, document_of, five_departments, form_bytes, handouts_to_all

HERE = Path(__file__).parent
CELLS = {
    "progress": {"进展状态": "滞后", "完成率（%）": 0.35, "进展情况": "已开工\n三所", "存在问题": "缺地"},
    "draft": {"工作内容": "由LibreOffice改写。", "完成时限": "2026年11月"},
}


def main() -> None:
    """Write the plan and a form of each kind."""
    plan = five_departments()
    with document_of(plan) as document, tempfile.TemporaryDirectory() as name:
        for purpose, cells in CELLS.items():
            handout = handouts_to_all(plan, purpose)[0]
            document.register_handouts([handout])
            path = Path(name) / f"{purpose}.xlsx"
            path.write_bytes(form_bytes(plan, handout))
            book = openpyxl.load_workbook(path)
            for header, value in cells.items():
                cell_at(book.worksheets[0], "任务第0号", header).value = value
            book.save(path)
            command = ["soffice", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(HERE)]
            subprocess.run([*command, str(path)], check=True, capture_output=True)
        snapshot = document.snapshot()
        text = json.dumps(to_dict(snapshot, snapshot_numbers(snapshot)), ensure_ascii=False, indent=1)
        (HERE / "plan.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
