"""Kill the program while it edits and publishes: no acknowledged edit is lost, the file is old or new and whole.

An edit is acknowledged when its call returned. After the kill, what is recovered must be exactly what was last
acknowledged, or that and the one edit that was under way. KILLS=1000 -m slow is the long run.
"""

import os
import random
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from planeditor.plan.entities import Plan, Snapshot
from planeditor.plan.identity import new_id
from planeditor.store import Document, create_plan, open_document, pending_recoveries, read_plan, recover, verify_plan
from planeditor.store.digest import content_digest, kept_digest
from planeditor.store.locking import acquire, lock_path
from planeditor.store.user_folder import working_folder

CHILD = Path(__file__).with_name("kill_child.py")
ROOT = Path(__file__).parents[2]
KILLED = 1 if sys.platform == "win32" else -9
KILLS_AT_ONCE = 12
KILLS_LONG = int(os.environ.get("KILLS", "1000"))
LONGEST_LIFE = 0.4  # seconds after the plan is open
FRESH_AFTER = 25  # kills; then the next ones work on a new, small plan


class LostEditError(AssertionError):
    """An acknowledged edit is not there after the kill."""


def kill_while_editing(path: Path, choose: random.Random, manner: str) -> list[str]:
    """Run a child on the plan, kill it at a random moment and return the digests it acknowledged."""
    arguments = [sys.executable, str(CHILD), str(path), str(choose.randrange(1 << 30)), manner]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        first = child.stdout.readline() if choose.random() < 0.95 else ""  # else it dies while opening
        timer = threading.Timer(choose.uniform(0, LONGEST_LIFE), child.kill)
        timer.start()
        rest = child.stdout.read()
        timer.join()
    assert child.returncode == KILLED, "the child ended by itself"
    lines = [line for line in (first + rest).split("\n")[:-1] if line]  # the last one may be cut short
    return [line.split(" ")[1] for line in lines]


def check_after_kill(path: Path, before: str, acknowledged: list[str]) -> Counter[str]:
    """Check file, working copy and recovery; raises LostEditError. Leaves the recovered plan published."""
    found: Counter[str] = Counter(kills=1, edits=max(len(acknowledged) - 1, 0))
    verification = verify_plan(path)
    assert verification.ok, verification.problems
    last = acknowledged[-1] if acknowledged else before
    known = {before, *acknowledged}
    recoveries = pending_recoveries()
    if recoveries:
        found["recovered"] += 1
        known.add(_check_recovered(recover(recoveries[0]), last))
    elif verification.digest != last and not _is_one_step_from(path, last):
        raise LostEditError(f"nothing to recover, and the file is not at {last}")
    else:
        known.add(verification.digest)
    assert len(recoveries) <= 1
    assert verification.digest in known, "the file holds what was never the plan's content"
    _check_folders(path)
    return found


def _check_recovered(document: Document, last: str) -> str:
    """Check that a recovered plan is whole and holds all that was acknowledged; publish it, return its digest."""
    connection = document.store.connection
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    digest = kept_digest(connection)
    assert content_digest(connection) == digest
    try:
        document.publish()
        if digest != last and not _is_last_step(document, last):
            raise LostEditError(f"recovered {digest}, acknowledged {last}")
    finally:
        document.close(discard=True)
    return digest


def _is_last_step(document: Document, last: str) -> bool:
    """Tell whether only the step that was under way stands between the plan and what was acknowledged last."""
    for turn, back in ((document.undo, document.redo), (document.redo, document.undo)):
        if turn() is None:
            continue
        if kept_digest(document.store.connection) == last:
            return True
        back()
    return False


def _is_one_step_from(path: Path, last: str) -> bool:
    document = open_document(path)
    try:
        return _is_last_step(document, last)
    finally:
        document.close(discard=True)


def _check_folders(path: Path) -> None:
    """Check that nothing of the killed process is left: no working copy, no lock that holds."""
    assert list(working_folder().iterdir()) == []
    assert (
        sorted(entry.name for entry in path.parent.iterdir() if entry.name.startswith(".~") and "tmp" in entry.name)
        == []
    )
    lock = acquire(lock_path(path))
    assert lock is not None
    lock.release()


def kill_many(folder: Path, kills: int, manner: str, seed: int) -> Counter[str]:
    """Kill again and again, each child opening what the last one left; return what happened."""
    choose = random.Random(seed)
    found: Counter[str] = Counter()
    for first in range(0, kills, FRESH_AFTER):
        path = folder / f"第 {first // FRESH_AFTER} 份.plan"
        create_plan(path, Snapshot(Plan(new_id(), title="停电也不怕")))
        created = read_plan(path)
        for _kill in range(first, min(first + FRESH_AFTER, kills)):
            before = verify_plan(path).digest
            found += check_after_kill(path, before, kill_while_editing(path, choose, manner))
        assert undo_everything(path) == created
    return found


def undo_everything(path: Path) -> Snapshot:
    """Return what the plan was before its first step, by its history."""
    document = open_document(path)
    while document.undo() is not None:
        pass
    snapshot = document.snapshot()
    document.close(discard=True)
    return snapshot


def test_a_killed_program_loses_no_acknowledged_edit(tmp_path: Path) -> None:
    found = kill_many(tmp_path, KILLS_AT_ONCE, "honest", seed=1)
    assert found["kills"] == KILLS_AT_ONCE
    assert found["edits"] > KILLS_AT_ONCE
    assert found["recovered"] > 0


def test_the_kill_test_notices_edits_that_are_acknowledged_too_early(tmp_path: Path) -> None:
    with pytest.raises(LostEditError):
        kill_many(tmp_path, KILLS_AT_ONCE, "hasty", seed=2)


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_a_thousand_kills_lose_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = kill_many(tmp_path, KILLS_LONG, "honest", seed=3)
    with capsys.disabled():
        print(f"\n{found['kills']} kills, {found['edits']} acknowledged edits, {found['recovered']} recoveries, 0 lost")
    assert found["kills"] == KILLS_LONG


def test_a_plan_killed_before_it_was_ever_changed_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "计划.plan"
    create_plan(path, Snapshot(Plan(new_id(), title="不变")))
    content = path.read_bytes()
    arguments = [sys.executable, "-c", _OPEN_AND_DIE, str(path)]
    subprocess.run(arguments, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
    assert pending_recoveries() == []
    assert list(working_folder().iterdir()) == []
    assert path.read_bytes() == content
    assert read_plan(path).plan.title == "不变"


_OPEN_AND_DIE = """
import os, signal, sys
from pathlib import Path
from planeditor.store import open_document
document = open_document(Path(sys.argv[1]))
os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
"""
