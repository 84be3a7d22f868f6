"""A second start hands its files to the first program."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planeditor.gui.later_starts import Call, LaterStarts
from planeditor.gui.single_instance import Instance, become_first
from planeditor.gui.windows import Windows
from planeditor.plan.entities import Plan, Snapshot
from planeditor.plan.identity import new_id
from planeditor.store import create_plan

NAMES = ["工作 要点.plan", "2026年 计划（第二稿）.plan"]


@pytest.fixture
def first() -> Iterator[Instance]:
    """This program as the first one."""
    instance = become_first([])
    assert instance is not None
    yield instance
    instance.close()


def _take_into(got: list[list[Path]], answer: bool = True):  # type: ignore[no-untyped-def]
    def take(files: list[Path]) -> bool:
        got.append(files)
        return answer

    return take


def test_files_of_a_later_start_come_to_the_first(first: Instance, tmp_path: Path) -> None:
    got: list[list[Path]] = []
    first.listen(_take_into(got))
    files = [tmp_path / name for name in NAMES]
    assert become_first(files) is None
    assert become_first([]) is None
    assert got == [files, []]


def test_a_later_start_waits_for_a_first_one_that_is_still_starting(first: Instance, tmp_path: Path) -> None:
    got: list[list[Path]] = []
    threading.Timer(0.3, first.listen, [_take_into(got)]).start()
    assert become_first([tmp_path]) is None
    assert got == [[tmp_path]]


def test_a_later_start_that_is_refused_becomes_a_program_of_its_own(first: Instance, tmp_path: Path) -> None:
    first.listen(_take_into([], answer=False))
    started = time.monotonic()
    later = become_first([tmp_path], patience=0.2)
    assert later is not None
    assert time.monotonic() - started < 5
    later.close()


def test_after_the_first_has_closed_a_later_start_is_the_first(first: Instance) -> None:
    first.listen(_take_into([]))
    first.close()
    later = become_first([], patience=0)
    assert later is not None
    got: list[list[Path]] = []
    later.listen(_take_into(got))
    assert become_first([Path("a.plan")]) is None
    assert got == [[Path("a.plan")]]
    later.close()


def test_a_first_program_that_was_killed_keeps_nobody_waiting(tmp_path: Path) -> None:
    code = (
        "import os; from planeditor.gui.single_instance import become_first;"
        "i = become_first([]); i.listen(lambda files: True); print('first', flush=True); os.read(0, 1); os._exit(1)"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"first"
        assert become_first([tmp_path]) is None
        process.kill()
    later = become_first([tmp_path], patience=0)
    assert later is not None
    later.close()


def test_a_stranger_without_the_secret_is_not_heard(first: Instance, data_folder: Path) -> None:
    import json
    from multiprocessing.connection import Client

    got: list[list[Path]] = []
    first.listen(_take_into(got))
    assert become_first([]) is None
    (place,) = data_folder.glob("instance-*.lock")
    note = json.loads(place.read_bytes())
    for message in (b"", b"[]", b"\x80", json.dumps({"secret": "", "files": ["/etc/passwd"]}).encode()):
        with Client(note["address"]) as connection:
            connection.send_bytes(message)
            assert connection.recv_bytes() == b"refused"
    assert got == [[]]


def test_the_window_opens_what_a_later_start_brings(
    first: Instance, windows: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "工作 要点.plan"
    create_plan(path, Snapshot(plan=Plan(new_id(), title="计划")))
    later = LaterStarts(first, windows)
    answers: list[Instance | None] = []
    thread = threading.Thread(target=lambda: answers.append(become_first([path])))
    thread.start()
    qtbot.waitUntil(lambda: bool(windows.all), timeout=10_000)
    thread.join()
    assert answers == [None]
    assert windows.all[0].shows(path)
    later.close()
    own = become_first([path], patience=0)
    assert own is not None
    own.close()


def test_what_comes_while_the_last_window_closes_is_refused(first: Instance, windows: Windows, qtbot: QtBot) -> None:
    LaterStarts(first, windows)
    windows.all_closed.emit()
    own = become_first([Path("a.plan")], patience=0)
    assert own is not None
    own.close()


def test_a_start_is_taken_or_given_up_but_never_both() -> None:
    late = Call([])
    assert not late.wait(0)
    assert not late.take()
    taken = Call([])
    assert taken.take()
    assert taken.wait(0)
