"""Text files: encodings, and files that cannot be read."""

import os
import time
from pathlib import Path

import pytest

from planeditor.errors import SourceError
from planeditor.importing import import_file
from planeditor.importing.paste import parse_outline
from planeditor.importing.sources import LARGEST
from planeditor.importing.text import decode_text
from tests.importing.outlines import outline, parse_text

TEXT = "某县教育局2021年工作计划\n\n一、安全工作\n1.演练。全年4次。\n2.培训。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_usual_encoding_and_line_end_is_read(encoding: str, end: str) -> None:
    assert decode_text(TEXT.replace("\n", end).encode(encoding)) == TEXT


TRADITIONAL = "某縣教育局2021年工作計畫\n\n一、安全工作\n1.演練。全年4次。（責任單位：安全科）\n"


@pytest.mark.parametrize("text", [TRADITIONAL, "一、加強師資\n", "教育局\n"])
def test_a_text_in_big5_is_read(text: str) -> None:
    assert decode_text(text.encode("big5")) == text


@pytest.mark.parametrize("text", [TEXT, "演练", "督导评估\n", "一、安全", "abc", "№7", "臺灣與大陸師生交流\n"])
def test_a_short_text_in_gbk_is_not_taken_for_big5(text: str) -> None:
    assert decode_text(text.encode("gbk")) == text


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
        ("计划.pdf", b"x", "save it as .docx"),
        ("计划", b"x", "Save it as .docx"),
        ("计划.plan", b"x", "Open it instead"),
        ("计划.txt", b"", "is empty"),
        ("计划.txt", b"\xef\xbb\xbf \r\n", "is empty"),
        ("计划.txt", b"abc\x00\x01", "is not a text file"),
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


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_the_line_and_page_ends_that_word_writes_are_line_ends(end: str) -> None:
    assert decode_text(TEXT.replace("\n", end).encode()) == TEXT


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
@pytest.mark.parametrize("suffix", ["txt", "json"])
def test_what_may_never_end_is_not_read(tmp_path: Path, suffix: str) -> None:
    pipe, device = tmp_path / f"管道.{suffix}", tmp_path / f"设备.{suffix}"
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")
    for path in (pipe, device):
        with pytest.raises(SourceError, match=path.name):
            import_file(path)


def test_a_gigantic_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(SourceError, match=path.name):
        import_file(path)


@pytest.mark.parametrize("name", ["长" * 300 + ".txt", "a\0b.txt"])
def test_a_name_that_no_file_can_have_is_one_sentence(name: str) -> None:
    with pytest.raises(SourceError):
        import_file(Path(name))


@pytest.mark.parametrize("sign", [" ", "\u3000", "\t", ".", "…", "·", "一", "9", "（", "（责任单位：科", "责任单位："])
@pytest.mark.parametrize("before", ["", "一、", "一、党建\n1.工作。\n责任单位：", "关于印发"])
def test_a_run_of_one_sign_takes_time_as_it_is_long(before: str, sign: str) -> None:
    """A pattern that tries the run from each of its characters would take minutes here."""
    text = f"{before}{sign * (50_000 // len(sign))}完"
    started = time.process_time()
    draft, nodes = parse_text(text), parse_outline(text)
    assert time.process_time() - started < 6
    assert "完" in outline(draft)
    assert "完" in repr(nodes)
