"""The package of a Word or Excel file: limits, namespaces, and one sentence for whatever is wrong."""

import io
import struct
import zipfile

import pytest

from planeditor.errors import SourceError
from planeditor.importing import office_package
from planeditor.importing.office_package import open_package, parse_xml

pytestmark = pytest.mark.usefixtures("english")
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/>'
    '<Relationship Id="b" Type="http://x/hyperlink" Target="http://example.com/" TargetMode="External"/>'
    "</Relationships>"
)


def packed(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return stream.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        open_package(data, "工作要点.docx").xml("a.xml")
    message = str(caught.value)
    assert "工作要点.docx" in message
    return message


def test_parts_are_found_whatever_the_case_and_the_slash() -> None:
    package = open_package(packed({"Word\\Document.xml": "<a/>"}), "x.docx")
    assert package.part("/word/document.xml") == b"<a/>"
    assert "word/Document.XML" in package
    assert package.part("word/other.xml") is None
    assert package.xml("word/other.xml") is None


def test_relationships_lead_to_parts_and_never_outside() -> None:
    package = open_package(packed({"_rels/.rels": RELS, "word/_rels/document.xml.rels": RELS}), "x.docx")
    assert package.main == "word/document.xml"
    assert set(package.relationships("")) == {"a"}
    assert package.related("word/document.xml", "officeDocument") == "word/word/document.xml"
    assert package.related("word/document.xml", "hyperlink") is None


def test_strict_namespaces_are_folded_into_the_usual_ones() -> None:
    root = parse_xml(b'<w:p xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>', "x.docx")
    assert root.tag == "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"


def test_parts_in_utf_16_are_read() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><a>教育</a>'
    assert parse_xml(text.encode("utf-16"), "x.docx").text == "教育"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_with_definitions_of_entities_is_refused(encoding: str) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    assert "definitions" in refusal(packed({"a.xml": bomb.encode(encoding)}))


def test_a_part_that_is_no_xml_is_damage() -> None:
    assert "damaged" in refusal(packed({"a.xml": "<a><b></a>"}))
    assert "damaged" in refusal(packed({"a.xml": ""}))
    assert "damaged" in refusal(packed({"a.xml": "<a>" * 5000 + "</a>" * 5000}))


def test_a_truncated_file_is_damage() -> None:
    whole = packed({"a.xml": "<a/>" + " " * 1000})
    for length in range(4, len(whole)):
        assert "damaged" in refusal(whole[:length])


def test_a_file_with_a_changed_byte_in_a_part_is_damage() -> None:
    whole = packed({"a.xml": "<a>教育</a>"}, zipfile.ZIP_STORED)
    assert "damaged" in refusal(whole.replace("教".encode(), "学".encode()))


def test_a_part_that_is_longer_than_it_says_is_damage() -> None:
    whole = bytearray(packed({"a.xml": b" " * 100_000 + b"<a/>"}))
    entry = whole.rfind(b"PK\x01\x02")
    struct.pack_into("<I", whole, entry + 24, 50)
    assert "damaged" in refusal(bytes(whole))


def test_a_file_that_would_be_enormous_unzipped_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_package, "LARGEST", 1_000_000)
    assert "too large" in refusal(packed({"a.xml": b" " * 1_000_001}))


def test_a_file_of_too_many_parts_is_refused() -> None:
    assert "too large" in refusal(packed({f"{index}.xml": b"" for index in range(5001)}))


def test_a_locked_file_asks_for_the_password_to_be_removed() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert "password" in refusal(locked)
    encrypted = bytearray(packed({"a.xml": b"<a/>"}))
    encrypted[encrypted.rfind(b"PK\x01\x02") + 8] |= 1
    assert "password" in refusal(bytes(encrypted))


def test_an_old_file_with_a_new_name_is_told_from_a_foreign_one() -> None:
    assert "old format" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "not what its name says" in refusal(b"{\\rtf1 }")


def test_a_part_packed_in_an_unusual_way_is_damage() -> None:
    assert "damaged" in refusal(packed({"a.xml": b"<a/>"}, zipfile.ZIP_LZMA))
