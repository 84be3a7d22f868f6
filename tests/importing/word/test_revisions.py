"""Tracked changes: as if all were accepted, or as the document was before them."""

import pytest

from tests.importing.word.word_files import (
    blocks,
    docx,
    level,
    listed,
    numbering,
    p,
    read,
    style,
    styles,
    t,
    tbl,
    texts,
    tr,
)

DELETED = "<w:r><w:delText>{}</w:delText></w:r>"
MARK_DELETED, MARK_INSERTED = "<w:rPr><w:del w:id='1'/></w:rPr>", "<w:rPr><w:ins w:id='1'/></w:rPr>"


def delete(text: str) -> str:
    return f"<w:del w:id='1' w:author='李'>{DELETED.format(text)}</w:del>"


def insert(text: str) -> str:
    return f"<w:ins w:id='2' w:author='李'>{t(text)}</w:ins>"


def test_insertions_and_deletions() -> None:
    data = docx(p(t("达到") + delete("90%") + insert("95%") + t("以上")))
    assert texts(data) == ["达到95%以上"]
    assert texts(data, "original") == ["达到90%以上"]


@pytest.mark.usefixtures("english")
def test_people_are_told_how_changes_were_read() -> None:
    data = docx(p(delete("甲") + insert("乙")))
    assert read(data).notes == ("The document has tracked changes. They were read as accepted.",)
    assert read(data, "original").notes == ("The document has tracked changes. It was read as it was before them.",)
    assert read(docx(p("甲"))).notes == ()


def test_moves() -> None:
    start, end = "<w:moveFromRangeStart w:id='1' w:name='m'/>", "<w:moveFromRangeEnd w:id='1'/>"
    moved_from = p(f"{start}<w:moveFrom w:id='2'>{t('搬')}</w:moveFrom>{end}", "<w:rPr><w:moveFrom w:id='3'/></w:rPr>")
    moved_to = p(f"<w:moveTo w:id='4'>{t('搬')}</w:moveTo>", "<w:rPr><w:moveTo w:id='5'/></w:rPr>")
    data = docx(p("甲"), moved_from, p("乙"), moved_to, p("丙"))
    assert texts(data) == ["甲", "乙", "搬", "丙"]
    assert texts(data, "original") == ["甲", "搬", "乙", "丙"]


def test_a_deleted_mark_joins_a_paragraph_with_the_next_whose_style_remains() -> None:
    sheet = styles(style("1", "heading 1"))
    data = docx(
        p("甲", MARK_DELETED), p("乙", '<w:pStyle w:val="1"/>' + MARK_DELETED), p("丙"), parts={"styles": sheet}
    )
    assert [(each.text, each.level) for each in blocks(data)] == [("甲乙丙", 0)]
    assert texts(data, "original") == ["甲", "乙", "丙"]


def test_an_inserted_mark_was_not_there() -> None:
    data = docx(p("甲", MARK_INSERTED), p("乙"))
    assert texts(data) == ["甲", "乙"]
    assert texts(data, "original") == ["甲乙"]


def test_a_paragraph_deleted_whole_leaves_no_line_and_takes_no_number() -> None:
    gone = p(delete("删"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' + MARK_DELETED)
    parts = {"numbering": numbering({0: level(0, "chineseCounting", "%1、")}, {1: (0, "")})}
    data = docx(listed("甲"), gone, listed("乙"), parts=parts)
    assert [each.text for each in blocks(data)] == ["一、甲", "二、乙"]
    assert texts(data, "original") == ["一、甲", "二、删", "三、乙"]


def test_a_deleted_mark_before_a_table_or_at_the_end_loses_nothing() -> None:
    data = docx(p("甲", MARK_DELETED), tbl(tr("乙")), p("丙", MARK_DELETED))
    assert texts(data) == ["甲", "乙", "丙"]


def test_the_style_before_a_change_of_format() -> None:
    sheet = styles(style("1", "heading 1"))
    change = '<w:pStyle w:val="1"/><w:pPrChange w:id="1"><w:pPr/></w:pPrChange>'
    data = docx(p(t("甲") + insert("乙"), change), parts={"styles": sheet})
    assert blocks(data)[0].level == 1
    assert [each.level for each in read(data, "original").parts if hasattr(each, "level")] == [0]


def test_a_deleted_field_or_box_is_not_shown() -> None:
    field = (
        "<w:del w:id='1'><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        "<w:r><w:delInstrText>REF x</w:delInstrText></w:r>"
        f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{DELETED.format('旧')}"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:del>"
    )
    inner = f"<w:txbxContent>{p('旧框')}</w:txbxContent>"
    box = f"<w:del><w:r><w:pict><v:rect><v:textbox>{inner}</v:textbox></v:rect></w:pict></w:r></w:del>"
    data = docx(p(t("见") + field + box + t("新")))
    assert texts(data) == ["见新"]
    assert set(texts(data, "original")) == {"见旧新", "旧框"}
