"""The child process that reads strangers' files: what it may do, and what the program has when it does otherwise."""

import io
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor import i18n
from planeditor.__main__ import main
from planeditor.errors import Cancelled, SourceError
from planeditor.importing import ImportOptions, import_file, read_source
from planeditor.importing.blocks import Block, Merge, Source, Table
from planeditor.importing.reading_process import read_in_child
from planeditor.importing.reading_wire import (
    BrokenAnswerError,
    pack_request,
    pack_source,
    read_frame,
    unpack_request,
    unpack_sentence,
    unpack_source,
)

ROOT = Path(__file__).parents[2]
TEXT = "某县教育局2021年工作计划\n\n一、安全工作\n1.演练。全年4次。\n2.培训。\n"
LONG = ("1.推进工作。\n" * 3_000_000).encode()  # a child has seconds of work with it
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the limits of Windows are other ones")
DEFAULTS = ImportOptions()


def _children() -> list[int]:
    found = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return [int(child) for threads in found for child in threads.read_text().split()]


def test_a_text_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "计划.txt"
    path.write_bytes(TEXT.encode())
    assert read_source(path) == Source("计划.txt", tuple(Block(n, text) for n, text in enumerate(TEXT.split("\n"), 1)))


def test_a_plan_in_json_is_checked_in_the_child_and_imported_whole(tmp_path: Path, files: Path) -> None:
    from planeditor.importing.interchange import read_json

    path = files / "exports" / "plan.json"
    assert import_file(path).snapshot == read_json(path)
    with pytest.raises(SourceError, match="plan"):
        read_source(path)
    broken = tmp_path / "坏.json"
    broken.write_text('{"format": "planeditor", "version": 2}')
    with pytest.raises(SourceError, match=r"坏\.json"):
        import_file(broken)


@pytest.mark.parametrize(("language", "words"), [(i18n.CHINESE, "不是文本文件"), (i18n.ENGLISH, "is not a text file")])
def test_the_child_speaks_the_users_language(language: str, words: str) -> None:
    i18n.install(language)
    with pytest.raises(SourceError, match=words):
        read_in_child(b"\x01\x02", "计划.txt", DEFAULTS)


@POSIX
def test_what_needs_too_much_memory_is_one_sentence(english: None) -> None:
    hollow = b"[" + b"[]," * 20_000_000 + b"[]]"
    with pytest.raises(SourceError, match=r"“空\.json” takes too much memory"):
        read_in_child(hollow, "空.json", DEFAULTS)


def test_what_takes_too_long_is_one_sentence(english: None) -> None:
    start = time.monotonic()
    with pytest.raises(SourceError, match=r"“长\.txt” takes too long"):
        read_in_child(LONG, "长.txt", DEFAULTS, seconds=0.3)
    assert time.monotonic() - start < 3


@LINUX
def test_a_cancel_ends_the_child_within_a_second() -> None:
    asked: list[float] = []

    def cancel(_fraction: float) -> bool:
        asked.append(time.monotonic())
        assert _children()
        return False

    with pytest.raises(Cancelled):
        read_in_child(LONG, "长.txt", DEFAULTS, cancel)
    assert time.monotonic() - asked[0] < 1
    assert not _children()


@LINUX
def test_whoever_asks_may_raise_instead_and_the_child_ends_as_well() -> None:
    def interrupt(_fraction: float) -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_in_child(LONG, "长.txt", DEFAULTS, interrupt)
    assert not _children()


@LINUX
def test_a_child_that_dies_is_one_sentence(english: None) -> None:
    def kill(_fraction: float) -> bool:
        for child in _children():
            os.kill(child, 11)
        return True

    with pytest.raises(SourceError, match="could not be read to the end") as refused:
        read_in_child(LONG, "长.txt", DEFAULTS, kill)
    assert refused.value.__notes__ == ["the reading process ended without an answer"]


def test_the_command_line_says_one_line_and_exits_with_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], english: None
) -> None:
    path = tmp_path / "计划.docx"
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 9)
    assert main(["import", str(path), "-o", str(tmp_path / "计划.plan")]) == 3
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "计划.docx" in said.err
    assert not (tmp_path / "计划.plan").exists()


def test_modules_in_a_strangers_folder_are_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "计划.txt").write_text(TEXT, encoding="utf-8")
    for name in ("json", "planeditor", "re", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert import_file(Path("计划.txt")).snapshot.plan.title == "某县教育局2021年工作计划"


def test_the_child_loads_no_qt_and_only_the_reader_it_needs() -> None:
    heavy = ("PySide6", "sqlite3", "lxml", "openpyxl", "docx", "subprocess", "planeditor.importing.grammar")
    code = "import sys, planeditor.importing.reading_child as c; c._load('a.txt');"
    code += f"print(*(name for name in {heavy} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.strip()) == (0, ""), run.stderr


ATTEMPTS = {
    "write": "open({folder!r} + '/neu.txt', 'w')",
    "append": "open({folder!r} + '/geheim.txt', 'ab')",
    "low": "__import__('os').open({folder!r} + '/neu.txt', 65)",
    "read": "open({folder!r} + '/geheim.txt')",
    "remove": "__import__('os').remove({folder!r} + '/geheim.txt')",
    "rename": "__import__('os').rename({folder!r} + '/geheim.txt', {folder!r} + '/neu.txt')",
    "folder": "__import__('os').mkdir({folder!r} + '/neu')",
    "socket": "__import__('socket').create_connection(('127.0.0.1', 9))",
    "page": "__import__('urllib.request').request.urlopen('http://127.0.0.1:9/')",
    "program": "__import__('subprocess').run([__import__('sys').executable, '-c', ''])",
    "shell": "__import__('os').system('echo x')",
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_reader_may_neither_touch_files_nor_talk_nor_start_programs(tmp_path: Path, attempt: str) -> None:
    (tmp_path / "geheim.txt").write_text("x")
    code = f"""
        from planeditor.importing.reading_limits import forbid_access
        attempts = forbid_access()
        import email.message  # code may still be loaded
        try:
            {ATTEMPTS[attempt].format(folder=str(tmp_path))}
        except PermissionError:
            print(len(attempts))
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stdout.strip() == "1", run.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["geheim.txt"]


@POSIX
def test_memory_time_and_core_files_are_limited() -> None:
    code = """if True:
        import resource
        from planeditor.importing.reading_limits import limit_resources
        limit_resources(20.0)
        try:
            bytearray(1 << 30)
        except MemoryError:
            print(resource.getrlimit(resource.RLIMIT_CORE), resource.getrlimit(resource.RLIMIT_CPU))
    """
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stdout.strip() == "(0, 0) (21, 21)", run.stderr


# -- the pipe

texts = st.text(st.characters(codec="utf-8"), max_size=20)
levels = st.integers(0, 9)
asides = st.sampled_from(["", "header", "footer", "contents", "hidden", "deleted", "comment", "properties"])


@st.composite
def sources(draw: st.DrawFn) -> Source:
    parts: list[Block | Table] = []
    line = 1
    for _part in range(draw(st.integers(0, 5))):
        if draw(st.booleans()):
            parts.append(Block(line, draw(texts), draw(levels), draw(asides)))
            line += 1
            continue
        columns = draw(st.integers(1, 4))
        rows = draw(st.lists(st.tuples(*[texts] * columns), min_size=1, max_size=4))
        row, column = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, columns - 1))
        height, width = draw(st.integers(1, len(rows) - row)), draw(st.integers(1, columns - column))
        parts.append(Table(line, tuple(rows), (Merge(row, column, height, width),), draw(texts)))
        line += len(rows)
    return Source("计划.docx", tuple(parts), tuple(draw(st.lists(texts, max_size=2))))


@given(sources())
def test_a_source_comes_through_the_pipe_as_it_was(source: Source) -> None:
    assert unpack_source(pack_source(source), source.name) == source


def test_halves_of_characters_do_not_come_through() -> None:
    source = Source("a", (Block(1, "\ud83d\ude00 \ud800"),))
    assert unpack_source(pack_source(source), "a").parts == (Block(1, "😀 \ufffd"),)


def test_a_reader_that_counts_lines_wrongly_is_found() -> None:
    with pytest.raises(ValueError, match="line 3 where 2 was due"):
        pack_source(Source("a", (Block(1, "x"), Block(3, "y"))))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b"{}",
        b'{"parts": {}, "notes": []}',
        b'{"parts": [1], "notes": []}',
        b'{"parts": [["x", 1]], "notes": []}',
        b'{"parts": [["x", -1, ""]], "notes": []}',
        b'{"parts": [["x", true, ""]], "notes": []}',
        b'{"parts": [["x", 1, "plan"]], "notes": []}',
        b'{"parts": [["x", 1, []]], "notes": []}',
        b'{"parts": [[1, 1, ""]], "notes": []}',
        b'{"parts": [{"name": "", "rows": [], "merges": []}], "notes": []}',
        b'{"parts": [{"name": "", "rows": [["a"], ["b", "c"]], "merges": []}], "notes": []}',
        b'{"parts": [{"name": "", "rows": [["a"]], "merges": [[0, 0, 1, 2]]}], "notes": []}',
        b'{"parts": [{"name": "", "rows": [["a"]], "merges": [[0, 1, 1, 1]]}], "notes": []}',
        b'{"parts": [{"name": "", "rows": [[null]], "merges": []}], "notes": []}',
        b'{"parts": [], "notes": ["' + b"x" * 3_000 + b'"]}',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_an_answer_that_is_no_source_is_refused(answer: bytes) -> None:
    with pytest.raises(BrokenAnswerError):
        unpack_source(answer, "a")


@pytest.mark.parametrize("sentence", [b"", b"two\nlines", b"\xff", b"x" * 3_000, b"\x1b[31m"])
def test_a_sentence_that_is_none_is_refused(sentence: bytes) -> None:
    with pytest.raises(BrokenAnswerError):
        unpack_sentence(sentence)


@pytest.mark.parametrize("sent", [b"s", b"s" + bytes(7), b"s" + b"\xff" * 8, b"s" + bytes(7) + b"\x05abcd"])
def test_a_frame_that_is_cut_or_too_long_is_refused(sent: bytes) -> None:
    with pytest.raises(BrokenAnswerError):
        read_frame(io.BytesIO(sent))


def test_every_choice_reaches_the_child() -> None:
    options = ImportOptions("restart", "original", ("表一",), {3: ("number", "", "title"), 9: ()}, False)
    assert unpack_request(pack_request("计划.xlsx", options, 1.5)) == ("计划.xlsx", options, 1.5)
