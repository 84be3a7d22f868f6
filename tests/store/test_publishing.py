"""Publishing: the file is the old or the new one and whole, whatever the disk, the folder or other people do."""

import contextlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from planeditor.errors import Cancelled, OutputError, SourceError
from planeditor.plan.entities import Node, Plan, Snapshot
from planeditor.plan.identity import new_id
from planeditor.store import (
    ConflictError,
    Document,
    backups_of,
    create_plan,
    new_document,
    open_document,
    read_plan,
    verify_plan,
)
from planeditor.store.disk import is_same_path, long_path

NOBODY = 65534
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="rights, links and open files differ there")
pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def opened(file: Path) -> Iterator[Document]:
    """The small plan, opened and changed."""
    document = open_document(file)
    document.insert("section", None, title="新的一节")
    yield document
    document.close(discard=True)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 1 MB."""
    folder = Path(tempfile.mkdtemp())
    if shutil.which("mount") is None or _mount(folder, "size=1m"):
        folder.rmdir()
        pytest.skip("mounting is not allowed here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    folder.rmdir()


def _mount(folder: Path, options: str) -> int:
    arguments = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    return subprocess.run(arguments, check=False, stderr=subprocess.DEVNULL).returncode


@contextlib.contextmanager
def without_root() -> Iterator[None]:
    """Have permission bits bind this process too."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public_folder(monkeypatch: pytest.MonkeyPatch, plan: Snapshot) -> Iterator[Path]:
    """A folder that everybody can reach, with the user's data folder and a plan in it."""
    folder = Path(tempfile.mkdtemp(prefix="planeditor-"))
    for made in (folder, folder / "documents", folder / "data"):
        made.mkdir(exist_ok=True)
        made.chmod(0o777)
    monkeypatch.setenv("PLANEDITOR_DATA_DIR", str(folder / "data"))
    with without_root():
        create_plan(folder / "documents" / "计划.plan", plan)
    yield folder / "documents"
    (folder / "documents").chmod(0o777)
    shutil.rmtree(folder)


def names(folder: Path) -> list[str]:
    """The visible and the hidden names in a folder but for the lock files."""
    return sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith(".~lock"))


def test_publishing_puts_the_edits_into_the_file(opened: Document, file: Path) -> None:
    assert not opened.is_published
    opened.publish()
    assert opened.is_published
    assert read_plan(file) == opened.snapshot()
    assert verify_plan(file).ok
    assert names(file.parent) == [file.name]


def test_a_published_file_stands_for_itself(opened: Document, file: Path) -> None:
    opened.publish()
    assert file.read_bytes()[18:20] == b"\1\1"  # a rollback-journal file: no write-ahead log belongs to it


@posix_only
def test_publishing_keeps_the_rights_of_the_file(opened: Document, file: Path) -> None:
    file.chmod(0o640)
    opened.publish()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@posix_only
def test_publishing_follows_a_link(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "链接.plan"
    link.symlink_to(file)
    document = open_document(link)
    document.insert("section", None, title="新的一节")
    document.publish()
    assert link.is_symlink()
    assert read_plan(link) == read_plan(file) == document.snapshot()
    document.close()


def test_a_file_changed_by_someone_else_is_never_overwritten(opened: Document, file: Path) -> None:
    other = Snapshot(Plan(new_id(), title="别人的"))
    _replace(file, other)
    with pytest.raises(ConflictError, match="changed by someone else"):
        opened.publish()
    assert read_plan(file) == other
    assert not opened.is_published
    assert names(file.parent) == [file.name]


def _replace(file: Path, snapshot: Snapshot) -> None:
    """Put another plan in the place of a file, as a program does that knows no locks."""
    with tempfile.TemporaryDirectory() as folder:
        create_plan(Path(folder) / "别人的.plan", snapshot)
        shutil.copyfile(Path(folder) / "别人的.plan", file)


def test_one_changed_byte_is_a_change_even_at_the_same_time_and_size(opened: Document, file: Path) -> None:
    times = file.stat()
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    with pytest.raises(ConflictError):
        opened.publish()


def test_a_file_that_was_only_touched_or_copied_back_is_no_conflict(opened: Document, file: Path) -> None:
    os.utime(file, ns=(1, 1))
    opened.publish()
    assert read_plan(file) == opened.snapshot()


def test_theirs_is_kept_when_the_user_replaces_it(opened: Document, file: Path) -> None:
    theirs = Snapshot(Plan(new_id(), title="别人的"))
    _replace(file, theirs)
    opened.overwrite_next()
    opened.publish()
    assert read_plan(file) == opened.snapshot()
    assert theirs in [read_plan(backup) for backup in backups_of(file)]
    _replace(file, theirs)
    opened.insert("section", None, title="又一节")
    with pytest.raises(ConflictError):
        opened.publish()


def test_a_vanished_file_is_made_again(opened: Document, file: Path) -> None:
    file.unlink()
    opened.publish()
    assert read_plan(file) == opened.snapshot()


@posix_only
def test_a_stick_pulled_out_loses_nothing(opened: Document, file: Path) -> None:
    away = file.parent.with_name("拔出")
    file.parent.rename(away)
    with pytest.raises(OutputError, match="folder or drive is gone"):
        opened.publish()
    opened.insert("section", None, title="还能编辑")
    away.rename(file.parent)
    opened.publish()
    assert read_plan(file) == opened.snapshot()


def test_a_full_disk_leaves_the_old_file_and_says_so(small_disk: Path, plan: Snapshot) -> None:
    path = small_disk / "计划.plan"
    create_plan(path, plan)
    document = open_document(path)
    document.insert("section", None, title="长", body="长" * 400_000)
    with pytest.raises(OutputError, match="disk is full"):
        document.publish()
    assert read_plan(path) == plan
    assert names(small_disk) == [path.name]
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    document.publish()
    assert read_plan(path) == document.snapshot()
    document.close()


def test_an_edit_that_finds_no_room_is_told_and_not_made(
    small_disk: Path, file: Path, plan: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANEDITOR_DATA_DIR", str(small_disk))
    document = open_document(file)
    with pytest.raises(OutputError, match="not kept"):
        document.insert("section", None, title="长", body="长" * 400_000)
    assert document.snapshot() == plan
    document.insert("section", None, title="短")
    assert document.snapshot().nodes[-1].title == "短"
    document.close(discard=True)


def test_opening_on_a_full_disk_of_our_own_is_told(
    small_disk: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANEDITOR_DATA_DIR", str(small_disk))
    document = open_document(file)
    document.close()
    (small_disk / "filler").write_bytes(bytes(shutil.disk_usage(small_disk).free - 8192))
    with pytest.raises(SourceError, match="working copies is full"):
        open_document(file)


def test_a_full_disk_of_our_own_is_told_and_the_file_stays(file: Path, plan: Snapshot) -> None:
    resource = pytest.importorskip("resource")
    document = open_document(file)
    document.insert("section", None, title="长", body="长" * 100_000)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, hard))
    try:
        with pytest.raises(OutputError):
            document.publish()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert read_plan(file) == plan
    document.publish()
    assert read_plan(file) == document.snapshot()
    document.close()


def test_a_read_only_disk_can_be_read_and_says_why_it_cannot_be_written(small_disk: Path, plan: Snapshot) -> None:
    path = small_disk / "计划.plan"
    create_plan(path, plan)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    document = open_document(path)
    assert not document.read_only
    document.insert("section", None, title="新的一节")
    with pytest.raises(OutputError, match="write-protected"):
        document.publish()
    assert read_plan(path) == plan
    document.close(discard=True)


@posix_only
def test_a_folder_that_must_not_be_written_is_told(public_folder: Path) -> None:
    path = public_folder / "计划.plan"
    public_folder.chmod(0o555)
    with without_root():
        document = open_document(path)
        document.insert("section", None, title="新的一节")
        with pytest.raises(OutputError, match="write-protected"):
            document.publish()
        document.close(discard=True)


def test_a_file_that_must_not_be_written_is_told(public_folder: Path) -> None:
    path = public_folder / "计划.plan"
    path.chmod(0o444)
    with without_root():
        document = open_document(path)
        document.insert("section", None, title="新的一节")
        with pytest.raises(OutputError, match="write-protected"):
            document.publish()
        document.close(discard=True)
    path.chmod(0o666)  # or Windows would not remove it


@posix_only
def test_a_file_that_must_not_be_read_is_told(public_folder: Path) -> None:
    path = public_folder / "计划.plan"
    path.chmod(0)
    with without_root(), pytest.raises(SourceError, match="no permission"):
        open_document(path)


def test_a_name_that_is_too_long_is_told(opened: Document, file: Path) -> None:
    with pytest.raises(OutputError, match="too long"):
        opened.publish_to(file.with_name("长" * 300 + ".plan"))
    assert opened.path == file


def test_a_deep_folder_with_long_names_is_no_hindrance(tmp_path: Path, plan: Snapshot) -> None:
    folder = tmp_path.joinpath(*(["很长的文件夹名字" * 5] * 6))
    os.makedirs(long_path(folder))
    path = folder / ("计划" * 35 + ".plan")
    create_plan(path, plan)
    document = open_document(path)
    document.insert("section", None, title="新的一节")
    document.publish()
    document.close()
    assert len(read_plan(path).nodes) == len(plan.nodes) + 1
    assert os.listdir(long_path(folder)) == [path.name]


def test_a_folder_in_the_place_of_the_file_is_told(opened: Document, file: Path) -> None:
    with pytest.raises(OutputError, match="folder"):
        opened.publish_to(file.parent, force=True)


def test_edits_go_on_while_a_worker_publishes(opened: Document, file: Path) -> None:
    worker = threading.Thread(target=lambda: [opened.publish() for _round in range(5)])
    worker.start()
    while worker.is_alive():
        opened.insert("section", None, title="同时")
    worker.join()
    opened.publish()
    assert read_plan(file) == opened.snapshot()
    assert opened.is_published


def test_publications_of_two_threads_take_turns(opened: Document, file: Path) -> None:
    failures: list[Exception] = []

    def publish() -> None:
        try:
            opened.publish()
        except Exception as error:
            failures.append(error)

    workers = [threading.Thread(target=publish) for _number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []
    assert read_plan(file) == opened.snapshot()


def test_a_cancelled_publication_leaves_everything_as_it_was(opened: Document, file: Path) -> None:
    before = file.read_bytes()

    def cancel(part: float) -> None:
        if part > 0.5:
            raise Cancelled("Cancelled.")

    with pytest.raises(Cancelled):
        opened.publish(progress=cancel)
    assert file.read_bytes() == before
    assert names(file.parent) == [file.name]
    opened.publish()
    assert read_plan(file) == opened.snapshot()


def test_progress_goes_from_nothing_to_all(opened: Document) -> None:
    parts: list[float] = []
    opened.publish(progress=parts.append)
    assert parts == sorted(parts)
    assert 0 <= parts[0] < parts[-1] == 1


def test_a_damaged_working_copy_is_never_published(opened: Document, file: Path) -> None:
    before = file.read_bytes()
    assert opened.working is not None
    with contextlib.closing(sqlite3.connect(opened.working.folder.database)) as connection, connection:
        connection.execute("UPDATE node SET title = '悄悄改了'")
    with pytest.raises(OutputError, match="working copy is damaged"):
        opened.publish()
    assert file.read_bytes() == before


def test_an_untitled_plan_asks_for_a_name() -> None:
    document = new_document()
    with pytest.raises(OutputError, match="no file yet"):
        document.publish()
    document.close(discard=True)


def test_saving_under_another_name_moves_the_document_there(opened: Document, file: Path, plan: Snapshot) -> None:
    other = file.with_name("另存.plan")
    opened.publish_to(other)
    assert (opened.path, opened.is_published) == (other, True)
    assert read_plan(other) == opened.snapshot()
    assert read_plan(file) == plan
    second = open_document(file)
    assert not second.read_only
    second.close()
    opened.insert("section", None, title="之后")
    opened.publish()
    assert read_plan(other) == opened.snapshot()


def test_saving_over_another_file_needs_the_users_word_and_keeps_the_old_one(opened: Document, file: Path) -> None:
    other = file.with_name("已有.plan")
    theirs = Snapshot(Plan(new_id(), title="已有"))
    create_plan(other, theirs)
    with pytest.raises(OutputError, match="exists already"):
        opened.publish_to(other)
    assert opened.path == file
    opened.publish_to(other, force=True)
    assert read_plan(other) == opened.snapshot()
    assert theirs in [read_plan(backup) for backup in backups_of(other)]


def test_a_copy_leaves_the_document_where_it_is(opened: Document, file: Path) -> None:
    copy = file.with_name("副本.plan")
    opened.save_copy(copy)
    assert opened.path == file
    assert not opened.is_published
    document = open_document(copy)
    assert document.history() == opened.history()
    document.close()
    with pytest.raises(OutputError, match="the plan itself"):
        opened.save_copy(file)


def test_a_copy_to_send_holds_no_word_that_was_deleted(opened: Document, file: Path) -> None:
    created = opened.insert("section", None, title="机密标题", body="绝密正文").created()
    opened.rename(created[0], "公开标题")
    opened.delete(created)
    copy = file.with_name("外发.plan")
    opened.save_copy(copy, with_history=False)
    for secret in ("机密标题", "绝密正文", "公开标题"):
        assert secret.encode() not in copy.read_bytes()
    document = open_document(copy)
    assert document.snapshot() == opened.snapshot()
    assert document.history() == []
    assert document.undo_label == ""
    document.close()


def test_what_a_killed_publication_left_is_cleared_away(file: Path) -> None:
    (file.parent / f".~{file.name}.tmp-0123abcd").write_bytes(b"half")
    open_document(file).close()
    assert names(file.parent) == [file.name]


def test_creating_a_plan_needs_a_word_to_replace_one(file: Path, plan: Snapshot) -> None:
    other = Snapshot(Plan(new_id(), title="另一份"), (), (Node(new_id(), "section", "节"),))
    with pytest.raises(OutputError, match="exists already"):
        create_plan(file, other)
    assert read_plan(file) == plan
    create_plan(file, other, force=True)
    assert read_plan(file) == other
    assert names(file.parent) == [file.name]


def test_a_plan_that_is_open_is_not_created_anew(opened: Document, file: Path, plan: Snapshot) -> None:
    with pytest.raises(OutputError, match="is being edited by"):
        create_plan(file, plan, force=True)


@posix_only
@pytest.mark.parametrize("make", [Path.mkdir, getattr(os, "mkfifo", Path.mkdir)])
def test_a_folder_or_a_pipe_that_took_the_files_place_is_never_read_or_replaced(opened: Document, make) -> None:
    path = opened.path
    path.unlink()
    make(path)
    with pytest.raises(ConflictError):
        opened.publish()
    opened.overwrite_next()
    with pytest.raises(OutputError, match=path.name):
        opened.publish()
    assert not path.is_file()
    assert not opened.is_published


def test_two_names_of_one_file_are_known_for_one(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*(["很长的文件夹名字" * 5] * 6), "计划.plan")
    assert is_same_path(deep, deep.parent / "." / "计划.plan")
    assert not is_same_path(deep, deep.with_name("别的.plan"))
    if sys.platform != "win32":
        (tmp_path / "连接").symlink_to(tmp_path / "计划.plan")
        assert is_same_path(tmp_path / "连接", tmp_path / "计划.plan")
