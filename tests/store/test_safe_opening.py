"""Files from elsewhere: damaged, foreign, hostile, newer, empty. Each is refused with one sentence, and left alone."""

import io
import os
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.errors import SourceError
from planeditor.plan.entities import Snapshot
from planeditor.store import DamagedError, backups_of, create_plan, open_document, read_plan, verify_plan
from planeditor.store.digest import content_digest, history_digest, keep_history_digest
from planeditor.store.safe_opening import LARGEST
from planeditor.store.schema import VERSION
from planeditor.store.user_folder import set_aside_folder, working_folder

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 100


def alter(path: Path, script: str) -> None:
    """Run SQL on a file behind our back."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def forge(path: Path, script: str) -> None:
    """Run SQL on a file behind our back and make its digests fit again."""
    alter(path, script)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'digest'", (content_digest(connection),))
        keep_history_digest(connection, history_digest(connection))


def refused(path: Path) -> SourceError:
    """Every way to open the file refuses it with one line that names it, and leaves nothing behind."""
    is_small = os.path.isfile(path) and path.stat().st_size < 1 << 20
    before = path.read_bytes() if is_small else b""
    for opener in (open_document, read_plan):
        with pytest.raises(SourceError) as caught:
            opener(path)
        message = str(caught.value)
        assert path.name in message
        assert "\n" not in message
    assert list(working_folder().iterdir()) == []
    if before:
        assert path.read_bytes() == before
        assert [entry for entry in path.parent.iterdir() if entry.name.startswith(".~")] == []
    return caught.value


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path, english: None) -> None:
    assert "does not exist" in str(refused(tmp_path / "没有.plan"))


def test_a_file_in_a_missing_folder_is_said_to_be_missing(tmp_path: Path, english: None) -> None:
    assert "does not exist" in str(refused(tmp_path / "没有" / "没有.plan"))


def test_a_folder_is_said_to_be_a_folder(tmp_path: Path, english: None) -> None:
    assert "is a folder" in str(refused(tmp_path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path: Path, english: None) -> None:
    os.mkfifo(tmp_path / "管道.plan")
    assert "is a device" in str(refused(tmp_path / "管道.plan"))


def test_a_name_that_cannot_be_one_is_refused() -> None:
    with pytest.raises(SourceError):
        open_document(Path("a\0b.plan"))


def test_a_name_that_is_too_long_is_said_to_be_too_long(tmp_path: Path, english: None) -> None:
    assert "too long" in str(refused(tmp_path / ("长" * 300 + ".plan")))


def test_an_empty_file_is_said_to_be_empty(file: Path, english: None) -> None:
    file.write_bytes(b"")
    assert "is empty" in str(refused(file))


def test_a_file_of_zeros_is_said_to_be_zeros(file: Path, english: None) -> None:
    file.write_bytes(b"\0" * 40960)
    assert "nothing but zeros" in str(refused(file))


@pytest.mark.parametrize("keep", [1, 17, 99, 100, 101, 4095, 4096, 4097, 40960])
def test_a_file_that_is_cut_short_is_damaged(file: Path, keep: int) -> None:
    file.write_bytes(file.read_bytes()[:keep])
    assert isinstance(refused(file), DamagedError)


def test_a_picture_with_the_name_of_a_plan_is_no_plan(file: Path, english: None) -> None:
    file.write_bytes(PNG)
    assert "is not a plan file" in str(refused(file))


def test_a_word_file_with_the_name_of_a_plan_is_to_be_imported(file: Path, english: None) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    file.write_bytes(packed.getvalue())
    assert "import it instead" in str(refused(file))


def test_a_database_of_another_program_is_said_to_be_foreign(tmp_path: Path, english: None) -> None:
    path = tmp_path / "别的.plan"
    alter(path, "CREATE TABLE photo (id INTEGER); INSERT INTO photo VALUES (1)")
    assert "another program" in str(refused(path))


def test_a_file_of_a_newer_version_is_said_to_be_newer(file: Path, english: None) -> None:
    alter(file, f"PRAGMA user_version = {VERSION + 1}")
    assert "newer version" in str(refused(file))


def test_a_file_without_a_version_is_damaged(file: Path) -> None:
    alter(file, "PRAGMA user_version = 0")
    assert isinstance(refused(file), DamagedError)


def test_a_file_far_larger_than_any_plan_is_refused_unread(file: Path) -> None:
    with open(file, "r+b") as handle:
        handle.truncate(LARGEST + 4096)
    assert isinstance(refused(file), DamagedError)


HOSTILE = {
    "trigger": "CREATE TRIGGER evil AFTER INSERT ON node BEGIN DELETE FROM node; END",
    "view": "CREATE VIEW evil AS SELECT * FROM node",
    "table": "CREATE TABLE evil (a)",
    "virtual table": "CREATE VIRTUAL TABLE evil USING fts5(a)",
    "index": "CREATE INDEX evil ON node (title)",
    "index on an expression": "CREATE INDEX evil ON node (upper(title))",
    "generated column": "ALTER TABLE node ADD COLUMN evil TEXT AS (upper(title)) VIRTUAL",
    "column": "ALTER TABLE node ADD COLUMN evil TEXT",
    "missing index": "DROP INDEX node_place",
    "statistics": "ANALYZE",
    "trigger on the migrations": "CREATE TRIGGER evil AFTER INSERT ON _sqlite_migrations BEGIN SELECT 1; END",
    "index on the migrations": "CREATE INDEX evil ON _sqlite_migrations (upper(name))",
    "generated column in the migrations": "ALTER TABLE _sqlite_migrations ADD COLUMN evil AS (upper(name))",
    "check in the migrations": "ALTER TABLE _sqlite_migrations ADD COLUMN evil TEXT CHECK (length(evil) < 9)",
    "view in place of the migrations": "DROP TABLE _sqlite_migrations; CREATE VIEW _sqlite_migrations AS SELECT 1",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_schema_that_is_not_ours_to_the_letter_is_refused(file: Path, what: str, english: None) -> None:
    forge(file, HOSTILE[what])
    assert "was refused" in str(refused(file))


def test_a_missing_table_is_refused(file: Path) -> None:
    alter(file, "DROP TABLE milestone")
    assert isinstance(refused(file), DamagedError)


def test_a_schema_that_hides_behind_another_text_is_refused(file: Path) -> None:
    hide = "UPDATE sqlite_master SET sql = replace(sql, 'title TEXT', 'title ANY') WHERE name = 'node'"
    alter(file, f"PRAGMA writable_schema = ON; {hide}")
    assert isinstance(refused(file), DamagedError)


ALTERED = {
    "title": "UPDATE node SET title = '改了'",
    "text": "UPDATE body SET text = text || '。'",
    "deleted target": "DELETE FROM progress; DELETE FROM milestone; DELETE FROM target",
    "plan": "UPDATE plan SET year = 1999",
    "digest": "UPDATE meta SET value = 'x' WHERE key = 'digest'",
    "no digest": "DELETE FROM meta",
    "history": "INSERT INTO step VALUES (1, '2026', '李四', '改名', 0)",
}


@pytest.mark.parametrize("what", ALTERED)
def test_content_that_was_altered_outside_is_named_as_such(file: Path, what: str, english: None) -> None:
    alter(file, ALTERED[what])
    assert "altered outside" in str(refused(file))


SENSELESS = {
    "no plan": "DELETE FROM plan",
    "two plans": "INSERT INTO plan SELECT id + 1, title, doc_number, issuer, notice_title, addressees, notice, date, "
    "year, kind, preamble, closing, signer, numbering FROM plan",
    "node in a circle": "UPDATE node SET parent_id = id WHERE kind = 'section'",
    "orphan": "PRAGMA foreign_keys = OFF; UPDATE node SET parent_id = 99 WHERE parent_id IS NOT NULL",
    "rank": "UPDATE node SET rank = '!'",
    "aliases": "UPDATE department SET aliases = '{}'",
    "members": "UPDATE department SET members = '[\"甲\"]'",
}


@pytest.mark.parametrize("what", SENSELESS)
def test_a_forged_file_whose_parts_do_not_fit_is_refused(file: Path, what: str, english: None) -> None:
    forge(file, SENSELESS[what])
    assert "do not fit together" in str(refused(file))


CHANGES = {
    "no table": ("'evil'", "NULL", "'{}'"),
    "no row": ("'node'", "NULL", "NULL"),
    "no image": ("'node'", "'[]'", "'{}'"),
    "half a row": ("'body'", "NULL", "'{\"id\": 1}'"),
    "other columns": ("'body'", "'{\"evil\": 1}'", "'{\"evil\": 2}'"),
    "no JSON": ("'body'", "'{'", "'{'"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_forged_history_that_could_not_be_undone_is_refused(file: Path, what: str) -> None:
    step = "INSERT INTO step VALUES (1, '2026', '李四', '改名', 0)"
    table, before, after = CHANGES[what]
    forge(file, f"{step}; INSERT INTO change VALUES (1, 1, {table}, 1, NULL, {before}, {after})")
    assert isinstance(refused(file), DamagedError)


def test_a_tree_of_mad_depth_is_refused(file: Path) -> None:
    nodes = (
        "WITH RECURSIVE n (i) AS (VALUES (1000) UNION ALL SELECT i + 1 FROM n WHERE i < 6000) INSERT INTO node "
        "SELECT i, nullif(i - 1, 999), 'V', 'section', '', '', '', 1, '' FROM n"
    )
    forge(file, nodes)
    assert isinstance(refused(file), DamagedError)


def test_an_index_that_differs_from_its_table_is_damage(file: Path) -> None:
    drop = "DELETE FROM sqlite_master WHERE name = 'node_place'"
    with closing(sqlite3.connect(file)) as connection:
        kept = connection.execute("SELECT * FROM sqlite_master WHERE name = 'node_place'").fetchone()
    alter(
        file, f"PRAGMA writable_schema = ON; {drop}; PRAGMA writable_schema = RESET; UPDATE node SET rank = rank || 'V'"
    )
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", kept)
    forge(file, "SELECT 1")
    assert isinstance(refused(file), DamagedError)


def test_the_newest_good_backup_of_a_damaged_file_is_named(file: Path) -> None:
    content = file.read_bytes()
    open_document(file).close()
    file.write_bytes(content[: len(content) // 2])
    with pytest.raises(DamagedError) as caught:
        open_document(file)
    assert caught.value.backup == backups_of(file)[0]
    assert caught.value.backup.read_bytes() == content


def test_a_backup_is_named_too_where_the_file_became_something_else(file: Path) -> None:
    open_document(file).close()
    file.write_bytes(PNG)
    with pytest.raises(DamagedError) as caught:
        open_document(file)
    assert caught.value.backup == backups_of(file)[0]


def test_a_damaged_file_without_a_backup_names_none(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])
    with pytest.raises(DamagedError) as caught:
        open_document(file)
    assert caught.value.backup is None


def test_a_stray_journal_is_set_aside_with_a_copy_and_never_replayed(file: Path, plan: Snapshot) -> None:
    content = file.read_bytes()
    strays = _die_while_writing(file)
    file.write_bytes(content)
    document = open_document(file)
    assert len(document.notices) == 1
    assert file.name in document.notices[0]
    assert document.snapshot() == plan
    assert file.read_bytes() == content
    document.close()
    assert [entry.name for entry in file.parent.iterdir()] == [file.name]
    (aside,) = set_aside_folder().iterdir()
    assert (aside / "document.plan").read_bytes() == content
    assert (aside / "document.plan-wal").read_bytes() == strays["-wal"]


def _die_while_writing(path: Path) -> dict[str, bytes]:
    """Leave the write-ahead log of another program beside a file, which would change all titles when replayed."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE node SET title = '悄悄改了'")
        connection.commit()
        strays = {end: path.with_name(path.name + end).read_bytes() for end in ("-wal", "-shm")}
    for end, content in strays.items():
        path.with_name(path.name + end).write_bytes(content)
    return strays


def test_a_journal_beside_the_database_of_another_program_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "别的.db"
    alter(path, "CREATE TABLE photo (id INTEGER)")
    journal = tmp_path / "别的.db-journal"
    journal.write_bytes(b"not ours")
    refused(path)
    assert journal.read_bytes() == b"not ours"


def test_verifying_tells_all_is_well_and_what_is_there(file: Path) -> None:
    verification = verify_plan(file)
    assert verification.ok
    assert verification.problems == ()
    assert verification.counts["node"] == 6
    assert len(verification.digest) == 32


def test_verifying_names_what_is_wrong(file: Path, english: None) -> None:
    alter(file, ALTERED["title"])
    verification = verify_plan(file)
    assert not verification.ok
    assert verification.problems == ("its content was altered outside this program",)


def test_verifying_a_truncated_file_finds_the_problem(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-4096])
    assert not verify_plan(file).ok


def test_verifying_what_is_no_plan_is_an_error(file: Path) -> None:
    file.write_bytes(PNG)
    with pytest.raises(SourceError):
        verify_plan(file)


def test_reading_and_verifying_leave_the_folder_as_it_was(file: Path, plan: Snapshot) -> None:
    before = {entry.name: entry.stat().st_mtime_ns for entry in file.parent.iterdir()}
    assert read_plan(file) == plan
    assert verify_plan(file).ok
    assert {entry.name: entry.stat().st_mtime_ns for entry in file.parent.iterdir()} == before
    assert list(working_folder().iterdir()) == []


def test_every_released_version_of_the_file_opens(files: Path, tmp_path: Path) -> None:
    for released in sorted((files / "plans").glob("version-*.plan")):
        path = Path(shutil.copy(released, tmp_path))
        document = open_document(path)
        assert document.snapshot().nodes[0].title == "扩大优质教育资源"
        assert document.snapshot().nodes[0].children[-1].body == "第一版文件。"
        assert document.redo() is not None
        assert document.snapshot().nodes[0].title == "这一步撤销了"
        document.publish()
        assert read_plan(path) == document.snapshot()
        document.close()


# damage of any kind


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, files: Path) -> bytes:
    """A published file with a history."""
    return (files / "plans" / "version-1.plan").read_bytes()


_places = st.integers(0, (1 << 20) - 1)


@st.composite
def damages(draw: st.DrawFn) -> tuple[str, int, bytes]:
    """One damage: what happens, where (modulo the size) and with which bytes."""
    kind = draw(st.sampled_from(["flip", "write", "write", "zero", "cut", "insert", "swap"]))
    return kind, draw(_places), draw(st.binary(min_size=1, max_size=64))


def damage(content: bytes, kind: str, place: int, with_bytes: bytes) -> bytes:
    """Return the content with one damage."""
    place %= len(content) or 1
    if kind == "flip":
        return content[:place] + bytes([content[place] ^ (with_bytes[0] or 1)]) + content[place + 1 :]
    if kind == "write":
        return content[:place] + with_bytes + content[place + len(with_bytes) :]
    if kind == "zero":
        return content[:place] + bytes(min(4096, len(content) - place)) + content[place + 4096 :]
    if kind == "cut":
        return content[:place]
    if kind == "insert":
        return content[:place] + with_bytes + content[place:]
    page, other = place // 4096 * 4096, len(with_bytes) * 4096 % len(content)
    pages = bytearray(content)
    pages[page : page + 4096], pages[other : other + 4096] = content[other : other + 4096], content[page : page + 4096]
    return bytes(pages)


@given(st.lists(damages(), min_size=1, max_size=3))
def test_any_damage_is_refused_or_does_no_harm(
    whole: bytes, tmp_path_factory: pytest.TempPathFactory, harm: list[tuple[str, int, bytes]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "损坏.plan"
    path.write_bytes(whole)
    document = open_document(path)
    expected = document.snapshot(), document.history()
    document.close()
    content = whole
    for kind, place, with_bytes in harm:
        content = damage(content, kind, place, with_bytes) if content else b""
    path.write_bytes(content)
    try:
        document = open_document(path)
    except SourceError:
        return
    try:
        assert (document.snapshot(), document.history()) == expected
        while document.undo() is not None:
            document.outline()
    finally:
        document.close(discard=True)


def test_a_created_plan_reads_back_equal(tmp_path: Path, plan: Snapshot) -> None:
    path = tmp_path / "新.plan"
    create_plan(path, plan)
    assert read_plan(path) == plan
