"""Documents inserted whole into a Word file are read like the rest of it, or people are told."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from planeditor.importing.grammar import parse_source
from planeditor.importing.options import ImportOptions
from planeditor.importing.reading_process import read_in_child
from tests.importing.word.word_files import OFFICE, box, docx, p, pack, read, t, tables, tbl, tc, texts, tr

PAGE_LINES = ["一、教学工作", "1.开展听课评课。全年不少于20节。", "序号\t任务", "1\t备课"]
PAGE = (
    "<html><head><meta charset='utf-8'><meta name='Generator' content='Microsoft Word 15'></head><body>"
    "<p>一、教学工作</p><p>1.开展听课评课。全年不少于20节。</p><table><tr><td>序号</td><td>任务</td></tr>"
    "<tr><td>1</td><td>备课</td></tr></table></body></html>"
)
ENVELOPE = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    "<html><body><p>二、安全工作</p></body></html>\r\n--x--\r\n"
)


def chunk(relation: str) -> str:
    return f'<w:altChunk r:id="{relation}"/>'


def with_chunks(data: bytes, chunks: Mapping[str, str | bytes], mode: str = "") -> bytes:
    """Return the Word file with documents in it, each under its file's name as the relation's id."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    links = "".join(f'<Relationship Id="{name}" Type="{OFFICE}/aFChunk" Target="{name}" {mode}/>' for name in chunks)
    path = "word/_rels/document.xml.rels"
    files[path] = bytes(files[path]).replace(b"</Relationships>", links.encode() + b"</Relationships>")
    return pack(files | {f"word/{name}": content for name, content in chunks.items()})


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [
        ("a.html", PAGE, PAGE_LINES),
        ("a.htm", PAGE.replace("utf-8", "gb18030").encode("gb18030"), PAGE_LINES),
        ("a.mht", ENVELOPE, ["二、安全工作"]),
        ("a.txt", "三、后勤工作\n1.修缮食堂。".encode("gb18030"), ["三、后勤工作", "1.修缮食堂。"]),
        ("a.docx", docx(p("四、队伍建设"), tbl(tr("甲", "乙"))), ["四、队伍建设", "甲\t乙"]),
    ],
)  # fmt: skip
def test_an_inserted_document_stands_where_it_is_inserted(name: str, content: str | bytes, shown: list[str]) -> None:
    data = with_chunks(docx(p("某校工作计划"), chunk(name), p("完")), {name: content})
    assert texts(data) == ["某校工作计划", *shown, "完"]
    assert read(data).notes == ()


def test_inserted_parts_make_one_plan() -> None:
    parts = {"1.docx": docx(p("一、德育工作"), p("1.开展主题教育4次。")), "2.html": PAGE.replace("一、", "二、")}
    draft = parse_source(read(with_chunks(docx(p("青山小学2021年工作计划"), chunk("1.docx"), chunk("2.html")), parts)))
    assert [node.title for node in draft.snapshot.nodes] == ["德育工作", "教学工作"]
    assert [len(node.children[0].targets) for node in draft.snapshot.nodes] == [1, 1]


def test_an_inserted_document_is_read_in_a_cell_and_a_box_too() -> None:
    body = tbl(tr("甲", tc(chunk("a.docx") + p("完")))), p(t("旁") + box(chunk("b.docx"), p("尾")))
    data = with_chunks(docx(*body), {"a.docx": docx(p("内一"), p("内二")), "b.docx": docx(p("框内"))})
    assert tables(data)[0].rows == (("甲", "内一\n内二\n完"),)
    assert {"框内", "尾"} <= set(texts(data))


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.rtf", rb"{\rtf1 text}"),
        ("a.docx", b"PK\x03\x04 broken"),
        ("a.dat", b"\x00\x01"),
        ("a.xlsx", b""),
    ],
)
def test_what_cannot_be_read_is_told(name: str, content: bytes) -> None:
    source = read(with_chunks(docx(p("甲"), chunk(name)), {name: content}))
    assert [line.text for line in source.lines()] == ["甲"]
    assert [note.split(";")[0] for note in source.notes] == ["1 other file is inserted whole"]


@pytest.mark.usefixtures("english")
def test_a_document_in_an_inserted_one_is_told_and_none_is_read_twice_or_from_outside() -> None:
    inner = with_chunks(docx(p("内"), chunk("b.docx")), {"b.docx": docx(p("最内"))})
    source = read(with_chunks(docx(chunk("a.docx"), chunk("a.docx")), {"a.docx": inner}))
    assert [line.text for line in source.lines()] == ["内"]
    assert len(source.notes) == 1
    outside = with_chunks(docx(p("甲"), chunk("a.html")), {"a.html": PAGE}, 'TargetMode="External"')
    assert texts(outside) == ["甲"]


def test_the_reading_child_reads_inserted_documents() -> None:
    data = with_chunks(docx(p("某校工作计划"), chunk("a.html")), {"a.html": PAGE})
    source = read_in_child(data, "计划.docx", ImportOptions())
    assert source is not None
    assert "一、教学工作" in [line.text for line in source.lines()]
