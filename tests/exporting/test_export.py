"""An export appears whole under its name, or not at all."""

import errno
import os
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from planeditor.errors import Cancelled, OutputError, UsageError
from planeditor.exporting import LAYOUTS, Options, export
from planeditor.exporting.output import output_error, write_whole
from planeditor.exporting.selection import owned_by
from planeditor.plan.entities import Field, Node, Plan, Snapshot
from planeditor.plan.identity import id_text
from planeditor.plan.numbering import snapshot_numbers
from tests.exporting.samples import BASIC, full_plan

SUFFIXES = tuple(LAYOUTS)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that holds no leftovers when the test ends."""
    yield tmp_path
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_suffix_chooses_the_format_and_the_same_plan_gives_the_same_bytes(folder: Path, suffix: str) -> None:
    first, second = folder / f"一{suffix}", folder / f"二{suffix.upper()}"
    export(full_plan(), first)
    export(full_plan(), second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_plan_can_be_exported(folder: Path, suffix: str) -> None:
    exported = export(Snapshot(Plan(1)), folder / f"空{suffix}")
    assert exported.path.stat().st_size > 0
    assert exported.replaced == 0


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_replaced_characters_are_counted(folder: Path, suffix: str) -> None:
    assert export(full_plan(), folder / f"a{suffix}").replaced == 1


def test_an_unknown_suffix_layout_or_department_is_named_with_the_choices(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"\.docx"):
        export(full_plan(), folder / "a.pdf")
    with pytest.raises(UsageError, match="plan"):
        export(full_plan(), folder / "a.docx", layout="poster")
    with pytest.raises(UsageError):
        export(full_plan(), folder / "a.json", layout="")
    with pytest.raises(UsageError, match="基教科"):
        export(full_plan(), folder / "a.json", owner="体卫艺科")
    assert not list(folder.iterdir())


def plan_with_empty_items(*texts: str) -> Snapshot:
    """Return a plan of items with these titles."""
    return Snapshot(Plan(1, "要点"), (), tuple(Node(n + 2, "item", text) for n, text in enumerate(texts)))


def test_items_without_words_keep_their_numbers_and_are_told(folder: Path) -> None:
    snapshot = plan_with_empty_items("甲", " ", "丙")
    exported = export(snapshot, folder / "a.md")
    assert exported.bare == ("2.",)
    assert exported.told() == ["1 条没有文字，文件中只有编号：2."]
    assert "3.丙" in (folder / "a.md").read_text("utf-8")


def test_of_many_items_without_words_the_first_are_named(folder: Path) -> None:
    (sentence,) = export(plan_with_empty_items(*[""] * 30), folder / "a.md").told()
    assert sentence.startswith("30 条没有文字")
    assert sentence.endswith("7.  8.…")


def test_an_item_of_fields_alone_is_not_empty(folder: Path) -> None:
    node = Node(2, "item", fields=(Field(3, "工作措施", "建设"),))
    assert export(Snapshot(Plan(1, "要点"), (), (node,)), folder / "a.md").told() == []


def test_an_existing_file_is_kept_without_force_and_replaced_with_it(folder: Path) -> None:
    path = folder / "a.json"
    path.write_text("mine")
    with pytest.raises(OutputError, match=r"a\.json"):
        export(full_plan(), path)
    assert path.read_text() == "mine"
    export(full_plan(), path, force=True)
    assert path.read_text(encoding="utf-8").startswith("{")


def test_a_missing_folder_and_a_folder_of_that_name_are_one_sentence(folder: Path) -> None:
    (folder / "b.json").mkdir()
    for path in (folder / "没有" / "a.json", folder / "b.json"):
        with pytest.raises(OutputError, match=path.name) as refused:
            export(full_plan(), path, force=True)
        assert "\n" not in str(refused.value)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.ENOENT, errno.EIO])
def test_every_refusal_of_the_system_names_the_file(code: int) -> None:
    refusal = output_error(Path("/文件夹/计划.docx"), OSError(code, os.strerror(code)))
    assert "计划.docx" in str(refusal)


def test_a_forbidden_folder_and_a_file_open_elsewhere_are_told_apart() -> None:
    path = Path("/文件夹/计划.docx")
    words = os.strerror(errno.EACCES)
    folder = str(output_error(path, PermissionError(errno.EACCES, words, "/文件夹/.1.tmp")))
    locked = str(output_error(path, PermissionError(errno.EACCES, words, "/文件夹/.1.tmp", None, str(path))))
    assert "/文件夹" in folder
    assert folder != locked
    assert not any(words in told for told in (folder, locked))


def test_a_disk_that_fills_up_leaves_the_former_file_and_nothing_else(folder: Path) -> None:
    path = folder / "a.docx"
    path.write_text("mine")

    def write(file: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OutputError):
        write_whole(path, write, force=True)
    assert path.read_text() == "mine"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a device that is always full")
def test_a_full_device_is_told_as_such(folder: Path) -> None:
    with pytest.raises(OutputError), Path("/dev/full").open("wb") as full:
        write_whole(folder / "a.json", lambda _file: (full.write(b"x" * 100_000), full.flush()), force=False)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_cancelling_leaves_nothing(folder: Path, suffix: str) -> None:
    nodes = tuple(Node(number, "item", f"任务{number}") for number in range(1, 200))
    with pytest.raises(Cancelled):
        export(Snapshot(Plan(1000), nodes=nodes), folder / f"a{suffix}", progress=lambda _fraction: False)
    assert not list(folder.iterdir())


def test_progress_rises_to_one(folder: Path) -> None:
    nodes = tuple(Node(number, "item", f"任务{number}") for number in range(1, 193))
    seen: list[float] = []
    export(Snapshot(Plan(1000), nodes=nodes), folder / "a.docx", progress=lambda part: not seen.append(part))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


@pytest.mark.parametrize("owner", ["基教科", "基础教育科", id_text(BASIC.id)])
def test_one_departments_items_keep_their_sections_and_numbers(owner: str) -> None:
    snapshot = full_plan()
    part = owned_by(snapshot, owner)
    numbers = snapshot_numbers(snapshot)
    shown = [(numbers[node.id], node.title) for node in part.walk()]
    assert shown == [
        ("一、", "全面加强党的建设"),
        ("1.", "完善党的领导体制机制"),  # through the group 机关各科室
        ("2.", "加快推进教育重大项目实施"),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_is_written_through(folder: Path) -> None:
    real = folder / "real.json"
    real.write_text("old")
    link = folder / "link.json"
    link.symlink_to(real)
    export(full_plan(), link, force=True)
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8").startswith("{")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_device_is_never_replaced_whatever_is_forced(folder: Path) -> None:
    pipe, loop = folder / "a.json", folder / "b.json"
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    for path in (pipe, loop):
        with pytest.raises(OutputError, match=path.name):
            export(full_plan(), path, force=True)
    assert pipe.is_fifo()


def test_a_name_that_no_file_can_have_is_one_sentence(folder: Path) -> None:
    (folder / "file").write_text("x")
    for path in (folder / f"{'长' * 300}.json", folder / "file" / "a.json"):
        with pytest.raises(OutputError, match=path.name):
            export(full_plan(), path)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@pytest.mark.parametrize("author", ["", "张三<科员>"])
def test_the_properties_name_an_author_only_if_one_is_wanted(folder: Path, suffix: str, author: str) -> None:
    path = folder / f"a{suffix}"
    export(full_plan(), path, options=Options(author=author))
    with zipfile.ZipFile(path) as package:
        properties = etree.fromstring(package.read("docProps/core.xml"))
    assert [each.text for each in properties.iter("{http://purl.org/dc/elements/1.1/}creator")] == [author] * bool(
        author
    )
