"""Working copies: what stays after a crash, what is offered at the next start, what is cleared away."""

import contextlib
import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from planeditor.errors import SourceError
from planeditor.plan.entities import Node, Plan, Snapshot
from planeditor.plan.identity import new_id
from planeditor.store import (
    ConflictError,
    DamagedError,
    Document,
    backups_of,
    create_plan,
    discard,
    hold,
    let_go,
    new_document,
    open_document,
    pending_recoveries,
    read_plan,
    recover,
)
from planeditor.store.safe_opening import AT_ONCE
from planeditor.store.user_folder import backups_folder, user_data_folder, working_folder
from planeditor.store.working_folder import WorkingFolder, take_folder

ROOT = Path(__file__).parents[2]
CRASH = """
import os, sys
from pathlib import Path
from planeditor.store import new_document, open_document
document = open_document(Path(sys.argv[1])) if sys.argv[1] else new_document()
for title in sys.argv[2:]:
    document.insert("section", None, title=title)
os._exit(1)
"""


def crash_after(path: Path | None, *titles: str) -> None:
    """Let another process open a plan, insert sections and end without any farewell."""
    arguments = [sys.executable, "-c", CRASH, str(path or ""), *titles]
    subprocess.run(arguments, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)


def titles(document: Document) -> list[str]:
    """The titles of the top sections."""
    return [node.title for node in document.snapshot().nodes]


def folder_of(document: Document) -> WorkingFolder:
    """The working folder of an open document."""
    assert document.working is not None
    return document.working.folder


def test_edits_of_a_crashed_program_are_offered_and_recovered(file: Path, plan: Snapshot) -> None:
    crash_after(file, "甲", "乙")
    (recovery,) = pending_recoveries()
    assert (recovery.path, recovery.title) == (file, plan.plan.title)
    assert recovery.changed_at
    document = recover(recovery)
    assert titles(document)[-2:] == ["甲", "乙"]
    assert not document.is_published
    document.undo()
    assert titles(document)[-1] == "甲"
    document.publish()
    document.close()
    assert [node.title for node in read_plan(file).nodes][-1] == "甲"
    assert pending_recoveries() == []


def test_an_untitled_plan_is_recovered_too() -> None:
    crash_after(None, "甲")
    (recovery,) = pending_recoveries()
    assert (recovery.path, recovery.title) == (None, "")
    document = recover(recovery)
    assert titles(document) == ["甲"]
    assert document.path is None
    document.close(discard=True)
    assert pending_recoveries() == []


def test_a_crash_without_edits_leaves_nothing_to_ask_about(file: Path) -> None:
    crash_after(file)
    crash_after(None)
    assert pending_recoveries() == []
    assert list(working_folder().iterdir()) == []


def test_the_newest_recovery_comes_first(file: Path) -> None:
    crash_after(file, "旧")
    (recovery,) = pending_recoveries()
    with contextlib.closing(sqlite3.connect(recovery.folder / "plan.db")) as connection, connection:
        connection.execute("UPDATE step SET time = '2020-01-01T00:00:00+00:00'")
    crash_after(None, "新")
    assert [recovery.path for recovery in pending_recoveries()] == [None, file]


def test_open_plans_are_not_offered(file: Path) -> None:
    document = open_document(file)
    document.insert("section", None, title="甲")
    assert pending_recoveries() == []
    document.close()
    assert len(pending_recoveries()) == 1


def test_a_recovery_is_given_to_one_only(file: Path) -> None:
    crash_after(file, "甲")
    (recovery,) = pending_recoveries()
    document = recover(recovery)
    with pytest.raises(SourceError):
        recover(recovery)
    discard(recovery)
    assert titles(document)[-1] == "甲"
    document.close()


def test_a_discarded_recovery_is_gone(file: Path) -> None:
    crash_after(file, "甲")
    (recovery,) = pending_recoveries()
    discard(recovery)
    assert pending_recoveries() == []
    with pytest.raises(SourceError):
        recover(recovery)
    assert list(working_folder().iterdir()) == []


@pytest.mark.parametrize("untitled", [False, True])
def test_discarded_edits_stay_readable_in_the_backups(file: Path, untitled: bool) -> None:
    crash_after(None if untitled else file, "甲")
    (recovery,) = pending_recoveries()
    discard(recovery)
    (kept,) = backups_folder().glob("*/discarded/*.plan")
    assert read_plan(kept).nodes[-1].title == "甲"
    assert kept not in backups_of(file)


def test_what_one_process_offers_no_other_may_offer(file: Path) -> None:
    crash_after(file, "甲")
    found = pending_recoveries()
    assert hold(found) == found
    assert pending_recoveries() == found  # this process knows it still
    (folder,) = (entry for entry in working_folder().iterdir() if entry.is_dir())
    assert take_folder(folder) is None
    let_go(found)
    taken = take_folder(folder)
    assert taken is not None
    assert hold(found) == []
    taken.release()
    assert hold(found) == found
    recover(found[0]).close()
    assert pending_recoveries() == found
    let_go(found)


def test_recovered_edits_do_not_overwrite_what_others_did_meanwhile(file: Path, plan: Snapshot) -> None:
    crash_after(file, "甲")
    theirs = open_document(file)
    theirs.insert("section", None, title="他们的")
    theirs.publish()
    theirs.close()
    document = recover(pending_recoveries()[0])
    with pytest.raises(ConflictError):
        document.publish()
    document.publish_to(file.with_name("我的.plan"))
    document.close()
    assert [node.title for node in read_plan(file).nodes][-1] == "他们的"


def test_a_recovery_whose_file_is_open_elsewhere_can_be_saved_under_another_name(file: Path) -> None:
    crash_after(file, "甲")
    first = open_document(file)
    document = recover(pending_recoveries()[0])
    assert document.read_only
    document.close()
    document = recover(pending_recoveries()[0])
    document.publish_to(file.with_name("我的.plan"))
    assert not document.read_only
    document.close()
    first.close()
    assert pending_recoveries() == []


def test_a_crash_right_after_replacing_the_file_is_neither_a_conflict_nor_a_recovery(file: Path) -> None:
    document = open_document(file)
    before = folder_of(document).read_state()
    document.insert("section", None, title="甲")
    document.publish()
    after = folder_of(document).read_state()
    assert after.version is not None
    document.insert("section", None, title="乙")
    folder_of(document).write_state(replace(before, coming=after.version))  # as it was a moment before
    document.store.connection.close()
    folder_of(document).release()
    assert document.working is not None
    document.working._lock.release()
    again = recover(pending_recoveries()[0])
    assert again.published_at == after.version.time
    again.publish()
    again.close()
    assert [node.title for node in read_plan(file).nodes][-2:] == ["甲", "乙"]


def test_an_unreadable_state_does_not_hide_the_edits(file: Path) -> None:
    crash_after(file, "甲")
    (folder,) = (entry for entry in working_folder().iterdir() if entry.is_dir())
    (folder / "state.json").write_bytes(b"\0\0\0")
    (recovery,) = pending_recoveries()
    document = recover(recovery)
    assert document.path is None
    assert titles(document)[-1] == "甲"
    document.close(discard=True)


def test_damaged_leftovers_are_told_with_the_newest_backup(file: Path) -> None:
    crash_after(file, "甲")
    (folder,) = (entry for entry in working_folder().iterdir() if entry.is_dir())
    pending_recoveries()  # brings the edits from the log into the database
    database = folder / "plan.db"
    content = bytearray(database.read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    database.write_bytes(content)
    (recovery,) = pending_recoveries()
    assert recovery.path == file
    with pytest.raises(DamagedError) as caught:
        recover(recovery)
    assert caught.value.backup == backups_of(file)[0]
    assert pending_recoveries() == [recovery]
    discard(recovery)
    assert pending_recoveries() == []


def test_leftovers_of_an_opening_that_was_killed_are_cleared_away() -> None:
    (working_folder() / "0123456789abcdef").mkdir()
    (working_folder() / "0123456789abcdef" / "incoming.plan").write_bytes(b"half")
    assert pending_recoveries() == []
    assert list(working_folder().iterdir()) == []


def test_a_new_plan_needs_no_saving_until_it_is_worked_on() -> None:
    document = new_document()
    assert document.is_published
    document.insert("section", None, title="甲")
    assert not document.is_published
    document.undo()
    assert document.is_published
    document.close()
    assert pending_recoveries() == []


def test_an_imported_plan_needs_saving_at_once(plan: Snapshot) -> None:
    document = new_document(plan)
    assert not document.is_published
    assert document.snapshot() == plan
    document.close()
    assert len(pending_recoveries()) == 1


def test_edits_that_come_out_as_before_are_still_to_be_saved_for_their_history(file: Path) -> None:
    document = open_document(file)
    assert document.is_published
    document.insert("section", None, title="甲")
    document.undo()
    assert not document.is_published
    document.publish()
    assert document.is_published
    document.close()
    again = open_document(file)
    assert again.redo() is not None
    assert titles(again)[-1] == "甲"
    again.close(discard=True)


def test_closing_a_saved_plan_leaves_no_working_copy(file: Path) -> None:
    document = open_document(file)
    document.insert("section", None, title="甲")
    document.publish()
    document.close()
    assert list(working_folder().iterdir()) == []


def test_history_and_undo_outlive_closing(file: Path) -> None:
    document = open_document(file, author="张三")
    document.insert("section", None, title="甲")
    document.publish()
    document.close()
    again = open_document(file)
    assert again.history()[0].author == "张三"
    again.undo()
    assert "甲" not in titles(again)
    again.close(discard=True)


def test_the_data_folder_is_the_users_own() -> None:
    assert user_data_folder() == Path(os.environ["PLANEDITOR_DATA_DIR"])
    assert sys.platform == "win32" or working_folder().stat().st_mode & 0o077 == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has its own place")
def test_without_a_variable_the_data_folder_is_the_systems_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PLANEDITOR_DATA_DIR")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert user_data_folder() == tmp_path / "planeditor"


# large files


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan file larger than what is verified at once."""
    path = tmp_path_factory.mktemp("large") / "大.plan"
    text = "推进义务教育优质均衡发展。" * 20_000
    nodes = tuple(Node(new_id(), "section", f"第{i}节", f"{i}{text}") for i in range(AT_ONCE // len(text.encode()) + 1))
    create_plan(path, Snapshot(Plan(new_id(), title="大"), (), nodes))
    assert path.stat().st_size > AT_ONCE
    return path


def test_a_large_file_is_verified_after_opening_and_then_backed_up(large: Path) -> None:
    document = open_document(large)
    assert backups_of(large) == []
    parts: list[float] = []
    assert document.verify_in_background(parts.append) == ()
    assert parts[-1] == 1
    assert len(backups_of(large)) == 1
    assert document.verify_in_background() == ()
    document.close()


def test_a_large_file_can_be_edited_while_it_is_verified(large: Path) -> None:
    document = open_document(large)
    document.insert("section", None, title="甲")
    assert document.verify_in_background() == ()
    document.close(discard=True)


def test_silent_damage_of_a_large_file_is_found_in_the_background(large: Path, tmp_path: Path) -> None:
    path = tmp_path / "坏.plan"
    content = large.read_bytes()
    place = content.rindex("优质均衡".encode())
    path.write_bytes(content[:place] + "优质衡均".encode() + content[place + 12 :])
    document = open_document(path)
    assert len(document.verify_in_background()) == 1
    assert backups_of(path) == []
    document.close(discard=True)


def test_a_broken_outline_of_a_large_file_is_found_at_once(large: Path, tmp_path: Path) -> None:
    path = tmp_path / "坏.plan"
    path.write_bytes(large.read_bytes())
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE node SET parent_id = id")
    with pytest.raises(DamagedError):
        open_document(path)
