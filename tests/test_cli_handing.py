"""`planeditor handout` and `planeditor collect`, and forms that LibreOffice saved."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planeditor import cli
from planeditor.plan.entities import Snapshot
from planeditor.store import create_plan, open_document, read_plan
from tests.exchange.handouts import cell_at, edited
from tests.small_plan import small_plan

DONE, PROBLEMS, USAGE, UNREADABLE, UNWRITABLE = 0, 1, 2, 3, 4
TASK = "加快推进教育重大项目"  # 计财科 leads it, 基教科 supports it


@pytest.fixture
def file(tmp_path: Path) -> Path:
    create_plan(tmp_path / "计划.plan", small_plan())
    return tmp_path / "计划.plan"


def hand_out(file: Path, folder: Path, *more: str) -> int:
    return cli.main(["handout", str(file), "-o", str(folder), "--period", "2026H1", "--due", "2026-07-10", *more])


def fill(path: Path, header: str, text: str) -> None:
    def edit(sheet: Any) -> None:
        cell_at(sheet, TASK, header).value = text

    edited(path, edit)


def narratives(plan: Snapshot) -> set[str]:
    return {entry.narrative for node in plan.walk() for entry in node.progress}


def test_forms_go_out_and_come_back(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "下发"
    assert hand_out(file, folder) == DONE
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [(row[0], row[2:]) for row in rows] == [("基教科", ["1", "2"]), ("计财科", ["3", "0"])]
    for path in folder.iterdir():
        fill(path, "进展情况", f"{path.name[:3]}说的")
    assert cli.main(["collect", str(file), str(folder), "--dry-run", "--format", "json"]) == DONE
    changes = json.loads(capsys.readouterr().out)
    assert {(change["sender"], change["field"], change["certain"]) for change in changes} == {
        ("基教科", "progress", True),
        ("计财科", "progress", True),
    }
    assert "基教科说的" not in narratives(read_plan(file))
    assert cli.main(["collect", str(file), str(folder), "--report", str(tmp_path / "合并.docx")]) == DONE
    assert {"基教科说的", "计财科说的"} <= narratives(read_plan(file))
    assert (tmp_path / "合并.docx").exists()
    collected = read_plan(file)
    assert cli.main(["collect", str(file), *map(str, sorted(folder.iterdir(), reverse=True))]) == DONE
    first = min(folder.iterdir())
    shutil.copy(first, folder / f"再报一次{first.suffix}")
    assert cli.main(["collect", str(file), str(folder)]) == DONE, "a file that is there twice leaves nothing to do"
    assert read_plan(file) == collected


def test_a_conflict_is_left_and_told(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "下发"
    assert hand_out(file, folder, "--purpose", "draft") == DONE
    for path in folder.iterdir():
        fill(path, "工作内容", f"{path.name[:3]}改写。")
    capsys.readouterr()
    assert cli.main(["collect", str(file), str(folder), "--format", "json"]) == PROBLEMS
    changes = json.loads(capsys.readouterr().out)
    assert [(change["change"], change["others"]) for change in changes] == [
        ("conflict", ["计财科"]),
        ("conflict", ["基教科"]),
    ]
    assert read_plan(file).nodes[0].children[0].body == small_plan().nodes[0].children[0].body


def test_an_excerpt_is_edited_with_the_program_and_comes_back(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "下发"
    assert hand_out(file, folder, "--as", "plan", "--purpose", "draft", "--owner", "基教科") == DONE
    (path,) = folder.iterdir()
    theirs = open_document(path, author="李四")
    item = theirs.snapshot().nodes[0].children[0]
    assert theirs.handouts() == ()
    theirs.set_body(item.id, "基教科在程序里改的。")
    theirs.add_progress(item.id, date="2026-06-30", narrative="已开工")
    theirs.publish()
    theirs.close()
    assert cli.main(["collect", str(file), str(path)]) == DONE
    plan = read_plan(file)
    assert plan.nodes[0].children[0].body == "基教科在程序里改的。"
    assert "已开工" in narratives(plan)
    assert len(plan.nodes) == 2, "what was not handed out stays"
    assert cli.main(["collect", str(file), str(path)]) == DONE
    assert read_plan(file) == plan


def test_files_that_are_there_are_not_replaced_unless_forced(file: Path, tmp_path: Path) -> None:
    assert hand_out(file, tmp_path / "下发") == DONE
    before = {path: path.read_bytes() for path in (tmp_path / "下发").iterdir()}
    assert hand_out(file, tmp_path / "下发") == UNWRITABLE
    assert {path: path.read_bytes() for path in (tmp_path / "下发").iterdir()} == before
    assert len(read_plan(file).handouts) == 2
    assert hand_out(file, tmp_path / "下发", "--force") == DONE
    assert len(read_plan(file).handouts) == 4


@pytest.mark.parametrize(
    "more", [["--owner", "没有这个科"], ["--due", "下周"], ["--period", "上旬"], ["--purpose", "其他"]]
)
def test_what_does_not_exist_is_refused(file: Path, tmp_path: Path, more: list[str]) -> None:
    try:
        code = hand_out(file, tmp_path / "下发", *more)
    except SystemExit as error:  # argparse's own
        code = int(str(error.code))
    assert code == USAGE
    assert not (tmp_path / "下发").exists()


def test_a_file_that_is_no_answer_is_named(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    book.active.append(["随便一张表", "一", "二"])
    book.save(tmp_path / "别的.xlsx")
    assert cli.main(["collect", str(file), str(tmp_path / "别的.xlsx")]) == UNREADABLE
    assert "别的.xlsx" in capsys.readouterr().err


def test_the_register_is_part_of_the_json_and_not_of_a_copy_to_send(file: Path, tmp_path: Path) -> None:
    assert hand_out(file, tmp_path / "下发") == DONE
    assert cli.main(["export", str(file), str(tmp_path / "计划.json")]) == DONE
    handouts = json.loads((tmp_path / "计划.json").read_text(encoding="utf-8"))["handouts"]
    assert [(each["name"], each["due"]) for each in handouts] == [("基教科", "2026-07-10"), ("计财科", "2026-07-10")]


def test_forms_that_libreoffice_saved_are_read_back(files: Path, tmp_path: Path) -> None:
    plan = tmp_path / "计划.plan"
    assert cli.main(["import", str(files / "handouts" / "plan.json"), "-o", str(plan)]) == DONE
    for name in ("progress.xlsx", "draft.xlsx"):
        shutil.copy(files / "handouts" / name, tmp_path / f"改过名的{name}")
    assert cli.main(["collect", str(plan), *map(str, tmp_path.glob("改过名的*"))]) == DONE
    item = next(node for node in read_plan(plan).walk() if node.title == "任务第0号")
    assert (item.body, item.due) == ("由LibreOffice改写。", "2026-11")
    (entry,) = item.progress
    assert (entry.status, entry.percent, entry.narrative, entry.problem) == ("滞后", 35.0, "已开工\n三所", "缺地")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_versions_of_an_excerpt_are_put_in_order(file: Path, tmp_path: Path, order: tuple[int, int]) -> None:
    assert hand_out(file, tmp_path / "下发", "--as", "plan", "--purpose", "draft", "--owner", "基教科") == DONE
    (sent,) = (tmp_path / "下发").iterdir()
    versions = []
    for number, text in enumerate(("第一版", "第二版")):
        theirs = open_document(sent, author="李四")
        item = theirs.snapshot().nodes[0].children[0]
        theirs.set_body(item.id, text)
        if number == 0:
            theirs.add_progress(item.id, date="2026-06-30", narrative="已开工")
        theirs.publish()
        theirs.close()
        versions.append(shutil.copy(sent, tmp_path / f"{number}.plan"))
        os.utime(versions[-1], (1_780_000_000 + number, 1_780_000_000 + number))
    for number in order:
        assert cli.main(["collect", str(file), str(versions[number])]) == DONE
    plan = read_plan(file)
    assert plan.nodes[0].children[0].body == "第二版"
    assert "已开工" in narratives(plan)
