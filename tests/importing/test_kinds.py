"""What a file is taken for: its bytes decide where they tell, and what cannot be read is one sentence."""

import io
import zipfile

import pytest

from planeditor.errors import SourceError
from planeditor.importing.kinds import Kind, check_suffix, find_kind

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
TEXT = "一、党建\n1.学习\n".encode()
PAGE = "\ufeff<!-- 导出 -->\n<HTML><table><tr><td>甲</td></tr></table></HTML>".encode()


def _zip(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return file.getvalue()


def _ole(*streams: str) -> bytes:
    return OLE + b"".join(stream.encode("utf-16-le") for stream in streams)


WORD = _zip("[Content_Types].xml", "word/document.xml")
EXCEL = _zip("[Content_Types].xml", "xl/workbook.xml")


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("计划.docx", WORD, "docx"),
        ("计划.DOCX", WORD, "docx"),
        ("计划.docm", WORD, "docx"),
        ("计划.xlsx", EXCEL, "xlsx"),
        ("计划.csv", TEXT, "csv"),
        ("计划.txt", TEXT, "text"),
        ("计划.text", TEXT, "text"),
        ("计划.md", TEXT, "markdown"),
        ("计划.html", PAGE, "html"),
        ("计划.htm", PAGE, "html"),
        ("计划.shtml", PAGE, "html"),
        ("计划.mht", b"MIME-Version: 1.0\r\n", "mhtml"),
        ("计划.opml", b"<opml/>", "opml"),
        ("计划.json", b"{}", "json"),
        # not what the name promises
        ("计划.xlsx", WORD, "docx"),
        ("计划.docx", EXCEL, "xlsx"),
        ("计划.doc", WORD, "docx"),
        ("计划.wps", WORD, "docx"),
        ("计划.xls", EXCEL, "xlsx"),
        ("计划.txt", WORD, "docx"),
        ("计划.xls", PAGE, "html"),
        ("计划.doc", PAGE, "html"),
        ("计划.txt", PAGE, "html"),
        ("计划.xls", "序号\t任务\n1\t学习\n".encode("gb18030"), "csv"),
        ("计划.doc", TEXT, "text"),
        ("计划.doc", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "mhtml"),
        ("计划.doc", b"X-Document-Type: Document\r\nMIME-Version: 1.0\r\n", "mhtml"),
        ("计划.docx", TEXT.decode().encode("utf-16"), "text"),
        ("计划.docx", _zip("[Content_Types].xml", "word/document2.xml"), "docx"),
        # text is text, whatever it speaks of
        ("计划.md", b"<table><tr><td>x</td></tr></table>", "markdown"),
        ("计划.txt", b"html and <table>", "text"),
    ],
)
def test_a_file_is_what_its_bytes_say(name: str, data: bytes, kind: Kind) -> None:
    check_suffix(name)
    assert find_kind(name, data) == kind


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("name", "data", "advice"),
    [
        ("计划.doc", _ole("WordDocument"), "save it as .docx"),
        ("计划.wps", OLE, "save it as .docx"),
        ("计划.docx", _ole("WordDocument"), "save it as .docx"),
        ("计划.txt", _ole("WordDocument"), "save it as .docx"),
        ("计划.xls", _ole("Workbook"), "save it as .xlsx"),
        ("计划.et", OLE, "save it as .xlsx"),
        ("计划.doc", _ole("Workbook"), "save it as .xlsx"),
        ("计划.docx", _ole("EncryptedPackage"), "password"),
        ("计划.doc", b"{\\rtf1 x}", "save it as .docx"),
        ("计划.doc", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "save it as .docx"),
        ("计划.xls", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><w/>', "save it as .xlsx"),
        ("计划.docx", b"%PDF-1.7", "print-out"),
        ("计划.docx", _zip("OFD.xml", "Doc_0/Document.xml"), "print-out"),
        ("计划.docx", _zip("mimetype", "content.xml"), "OpenDocument"),
        ("计划.docx", _zip("[Content_Types].xml", "ppt/presentation.xml"), "presentation"),
        ("计划.docx", _zip("计划.txt"), "archive"),
        ("计划.txt", _zip("计划.docx"), "archive"),
        ("计划.docx", b"Rar!\x1a\x07\x00", "archive"),
        ("计划.docx", WORD[: len(WORD) // 2], "damaged"),
        ("计划.docx", b"\x00\x01\x02", "damaged"),
        ("计划.txt", b"\x89PNG\r\n\x1a\n\x00\x01", "picture"),
        ("计划.txt", b"SQLite format 3\x00", "Open it instead"),
    ],
)
def test_bytes_that_cannot_be_imported_are_named_in_one_sentence(name: str, data: bytes, advice: str) -> None:
    with pytest.raises(SourceError) as refused:
        find_kind(name, data)
    assert name in str(refused.value)
    assert advice in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("计划.pdf", "save it as .docx"),
        ("计划.ofd", "save it as .docx"),
        ("计划.pptx", "Word file"),
        ("计划.odt", ".docx"),
        ("计划.zip", "Unpack"),
        ("计划.jpg", "recognised"),
        ("计划.plan", "Open it instead"),
        ("计划.exe", "of a kind that cannot be imported"),
        ("计划", "of a kind that cannot be imported"),
    ],
)
def test_a_suffix_that_cannot_be_imported_is_named_without_reading(name: str, advice: str) -> None:
    with pytest.raises(SourceError, match=name) as refused:
        check_suffix(name)
    assert advice in str(refused.value)
