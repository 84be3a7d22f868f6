"""Text files: encodings, and files that cannot be read."""

import os
from pathlib import Path

import pytest

from planeditor.errors import SourceError
from planeditor.importing import import_file
from planeditor.importing.text import decode_text

TEXT = "某县教育局2021年工作计划\n\n一、安全工作\n1.演练。全年4次。\n2.培训。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_usual_encoding_and_line_end_is_read(encoding: str, end: str) -> None:
    assert decode_text(TEXT.replace("\n", end).encode(encoding)) == TEXT


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04\x14\x00", b"\xff\xff\xff\xff", b"abc\x00def"]
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"control|decode"):
        decode_text(data)


def test_a_text_file_becomes_a_plan(tmp_path: Path) -> None:
    path = tmp_path / "计划.TXT"
    path.write_bytes(TEXT.encode("gb18030"))
    assert import_file(path).snapshot.plan.title == "某县教育局2021年工作计划"


@pytest.mark.parametrize(
    ("name", "data", "advice"),
    [
        ("计划.doc", b"x", "save it as .docx or .txt"),
        ("计划.wps", b"x", "save it as .docx or .txt"),
        ("计划.docx", b"x", "Save it as plain text"),
        ("计划.xlsx", b"x", "Save it as plain text"),
        ("计划.pdf", b"x", "Save it as plain text"),
        ("计划", b"x", "Save it as plain text"),
        ("计划.plan", b"x", "Open it instead"),
        ("计划.txt", b"", "is empty"),
        ("计划.txt", b"\xef\xbb\xbf \r\n", "is empty"),
        ("计划.txt", b"\x89PNG\r\n\x1a\n\x00\x01", "is not a text file"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_one_sentence(
    tmp_path: Path, english: None, name: str, data: bytes, advice: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SourceError) as refused:
        import_file(path)
    assert name in str(refused.value)
    assert advice in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_folder_and_a_missing_file_are_told_apart(tmp_path: Path, english: None) -> None:
    (tmp_path / "夹.txt").mkdir()
    with pytest.raises(SourceError, match="is a folder"):
        import_file(tmp_path / "夹.txt")
    with pytest.raises(SourceError, match="was not found"):
        import_file(tmp_path / "无.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(tmp_path: Path, english: None) -> None:
    path = tmp_path / "密.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(SourceError, match="may not be read"):
        import_file(path)
