"""Locks: two openers of one document, in one process, in two, and after a crash."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from planeditor.errors import EditError, OutputError
from planeditor.store import open_document
from planeditor.store.locking import acquire, lock_document, lock_path, read_holder

ROOT = Path(__file__).parents[2]
HOLD = """
import sys
from pathlib import Path
from planeditor.store import open_document
document = open_document(Path(sys.argv[1]), author="李四")
print("open", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_process_with(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the document open."""
    arguments = [sys.executable, "-c", HOLD, str(path)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    with subprocess.Popen(arguments, stdin=pipe, stdout=pipe, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_the_second_opener_in_another_process_can_only_read_and_learns_the_holders_name(file: Path) -> None:
    with another_process_with(file):
        document = open_document(file, author="张三")
        assert document.read_only
        assert document.holder == "李四"
        with pytest.raises(EditError):
            document.insert("section", None, title="不行")
        with pytest.raises(OutputError, match="李四"):
            document.publish()
        document.close()


def test_a_killed_holder_keeps_nobody_out(file: Path) -> None:
    with another_process_with(file) as process:
        process.kill()
        process.wait()
        assert lock_path(file).exists()
        document = open_document(file)
        assert not document.read_only
        document.close()


def test_the_second_window_of_one_process_can_only_read(file: Path) -> None:
    first, second = open_document(file, author="张三"), open_document(file)
    assert (first.read_only, second.read_only, second.holder) == (False, True, "张三")
    second.close()
    first.close()
    third = open_document(file)
    assert not third.read_only
    third.close()


def test_a_reader_may_save_under_another_name_and_then_edit(file: Path) -> None:
    first, second = open_document(file), open_document(file)
    second.publish_to(file.with_name("我的.plan"))
    assert not second.read_only
    second.insert("section", None, title="可以了")
    second.publish()
    second.close()
    first.close()


def test_nobody_saves_over_a_file_that_is_open_elsewhere(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一份.plan"
    other.write_bytes(file.read_bytes())
    first, second = open_document(file, author="张三"), open_document(other)
    with pytest.raises(OutputError, match="张三"):
        second.publish_to(file, force=True)
    with pytest.raises(OutputError, match="张三"):
        second.save_copy(file)
    assert second.path == other
    second.close()
    first.close()


def test_closing_removes_the_lock_file(file: Path) -> None:
    document = open_document(file)
    assert lock_path(file).exists()
    document.close()
    assert [entry.name for entry in file.parent.iterdir()] == [file.name]


@pytest.mark.skipif(sys.platform == "win32", reason="making a link needs rights there")
def test_two_names_of_one_file_have_one_lock(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "链接.plan"
    link.symlink_to(file)
    first, second = open_document(file), open_document(link)
    assert second.read_only
    assert second.path == file
    second.close()
    first.close()


def test_the_lock_file_says_who_where_and_since_when(file: Path) -> None:
    lock = lock_document(file, "王芳")
    note = json.loads(lock_path(file).read_bytes())
    assert note["user"] == "王芳"
    assert note["pid"] == os.getpid()
    assert set(note) == {"user", "host", "pid", "time"}
    lock.release()


def test_a_holder_at_another_computer_is_named_with_it(tmp_path: Path) -> None:
    place = tmp_path / "lock"
    place.write_text(json.dumps({"user": "王芳", "host": "BGS-PC-7"}), encoding="utf-8")
    assert read_holder(place) == "王芳 (BGS-PC-7)"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b'{"user": "x"}', b"null"])
def test_a_lock_file_that_says_nothing_still_has_a_holder(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "lock"
    place.write_bytes(content)
    assert read_holder(place) == "?"


def test_a_lock_is_given_to_one_at_a_time(tmp_path: Path) -> None:
    lock = acquire(tmp_path / "lock")
    assert lock is not None
    assert acquire(tmp_path / "lock") is None
    lock.release()
    lock.release()
    again = acquire(tmp_path / "lock")
    assert again is not None
    again.release()


def test_a_very_long_name_gets_a_lock_file_too(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 80 + ".plan")
    lock = lock_document(path, "王芳")
    assert lock.lock is not None
    assert lock_document(path).holder == "王芳"
    lock.release()
