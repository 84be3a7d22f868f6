"""Damaged and hostile documents: each is imported cleanly or refused in one sentence, and touches nothing.

`pytest -m slow tests/importing/test_fuzz.py` damages 10,000 documents.
"""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from planeditor.errors import SourceError
from planeditor.importing.grammar import parse_source
from planeditor.importing.options import ImportOptions
from planeditor.importing.reading_process import read_in_child
from tests.importing.fuzz.driver import failures, run
from tests.importing.fuzz.hostile import hostile_files
from tests.importing.fuzz.mutations import mutated

HOSTILE = hostile_files()
SECRET = "此处机密"
SHORT, LONG, SINGLE = 400, 10_000, 8


@pytest.fixture(scope="module")
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_or_read_and_touches_nothing(
    name: str, tmp_path: Path, server: socket.socket
) -> None:
    suffix, make = HOSTILE[name]
    canary = tmp_path / "geheim.txt"
    canary.write_text(SECRET, encoding="utf-8")
    data = make()
    for field, value in ((b"{canary}", str(canary)), (b"{port}", str(server.getsockname()[1]))):
        data = data.replace(field, value.encode())
    start = time.monotonic()
    words = _import(f"恶意{suffix}", data)
    assert SECRET not in words
    assert "哈哈" not in words
    assert time.monotonic() - start < 15
    with pytest.raises(BlockingIOError):
        server.accept()


def test_damaged_documents_are_imported_whole_or_refused_in_one_sentence() -> None:
    assert failures(run(range(SHORT))) == []


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_ten_thousand_damaged_documents_are_imported_whole_or_refused() -> None:
    assert failures(run(range(SHORT, SHORT + LONG))) == []


@pytest.mark.parametrize("number", range(SINGLE))
def test_damaged_documents_take_the_same_road_one_by_one(number: int) -> None:
    assert _import(*mutated(number)) != ""


def _import(name: str, data: bytes) -> str:
    """Return the words of a document, or the one sentence that refuses it."""
    try:
        source = read_in_child(data, name, ImportOptions())
    except SourceError as error:
        refusal = error
    else:
        assert source is None or parse_source(source).lines
        return "JSON" if source is None else "\n".join(line.text for line in source.lines())
    words = str(refusal)
    assert name in words
    assert "\n" not in words
    assert not getattr(refusal, "__notes__", None), refusal.__notes__  # the reader failed instead of refusing
    return words
