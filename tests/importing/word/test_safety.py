"""A stranger's document is read, or refused in one sentence; nothing hangs, nothing outside is touched."""

import random
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.errors import Cancelled, SourceError
from planeditor.importing.options import ImportOptions, Revisions
from planeditor.importing.word import read_docx
from tests.importing.word.word_files import HEAD, NAMESPACES, W, docx, field, p, pack, read, t, tbl, tc, texts, tr

pytestmark = pytest.mark.usefixtures("english")


def refusal(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read_docx(data, "计划.docx", ImportOptions())
    assert "计划.docx" in str(caught.value)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_package_without_a_document_is_refused() -> None:
    assert "no Word document" in refusal(pack({"a.txt": "x"}))
    relations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    link = f'<Relationships {relations}><Relationship Id="a" Type="{kind}" Target="xl/workbook.xml"/></Relationships>'
    assert "Excel" in refusal(pack({"_rels/.rels": link, "xl/workbook.xml": "<workbook/>"}))
    assert "damaged" in refusal(pack({"word/document.xml": f'<w:document xmlns:w="{W}"/>'}))


def test_a_document_without_links_is_read_where_word_keeps_it() -> None:
    body = f"{HEAD}<w:document {NAMESPACES}><w:body>{p('甲')}</w:body></w:document>"
    assert texts(pack({"word/document.xml": body})) == ["甲"]


def test_entities_are_refused() -> None:
    entity = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    body = f'<w:document xmlns:w="{W}"><w:body>&a;</w:body></w:document>'
    assert "definitions" in refusal(pack({"word/document.xml": entity + body}))


def words_or_refusal(data: bytes) -> str:
    """Return all words of a document, or why it is not read."""
    try:
        return "".join(line.text for line in read(data).lines())
    except SourceError as error:
        return str(error)


def deep(wrap: str, inner: str, times: int) -> str:
    before, after = wrap.split("|")
    return before * times + inner + after * times


@pytest.mark.parametrize(
    ("wrap", "inner", "paragraph"),
    [
        ("<w:tbl><w:tr><w:tc>|</w:tc></w:tr></w:tbl>", p("甲"), False),
        ("<w:sdt><w:sdtContent>|</w:sdtContent></w:sdt>", p("甲"), False),
        ("<w:customXml>|</w:customXml>", p("甲"), False),
        ("<w:p><w:r><w:pict><w:txbxContent>|</w:txbxContent></w:pict></w:r></w:p>", p("甲"), False),
        ("<w:hyperlink>|</w:hyperlink>", t("甲"), True),
        ("<w:ins>|</w:ins>", t("甲"), True),
        ("<m:oMath><m:f><m:num>|</m:num></m:f></m:oMath>", t("甲"), True),
        ("<w:r><w:ruby><w:rubyBase>|</w:rubyBase></w:ruby></w:r>", t("甲"), True),
    ],
)
def test_things_may_lie_deep_and_are_refused_beyond_that(wrap: str, inner: str, paragraph: bool) -> None:
    for times in (1, 20, 40, 60, 80, 120, 240, 5000):
        nested = deep(wrap, inner, times)
        found = words_or_refusal(docx(p(nested) if paragraph else nested))
        assert "甲" in found or (times > 20 and "damaged" in found)


def test_much_of_anything_takes_time_in_proportion() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    box = "<w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>"
    hostile = [
        [p(begin) for _ in range(20_000)],
        [p(end) for _ in range(20_000)],
        [p(box) for _ in range(10_000)],
        [p(box * 10_000)],
        [p(t("甲"), "<w:rPr><w:del/></w:rPr>") for _ in range(20_000)],
        [p(field("PAGE", "1")) for _ in range(10_000)],
        [tbl(*[tr("") for _ in range(20_000)])],
        [tbl(tr(*[tc("", '<w:gridSpan w:val="99999"/>') for _ in range(20_000)]))],
        [tbl(*[tr(tc("", "<w:vMerge/>"), tc("", '<w:gridSpan w:val="60"/>')) for _ in range(10_000)])],
    ]
    for body in hostile:
        started = time.process_time()
        read(docx(*body))
        assert time.process_time() - started < 5


def test_many_references_to_one_note_bring_it_once() -> None:
    reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    notes = f"{HEAD}<w:footnotes {NAMESPACES}><w:footnote w:id='1'>{p(t('注') + reference)}</w:footnote></w:footnotes>"
    assert texts(docx(p(t("甲") + reference * 1000), p(reference), parts={"footnotes": notes})) == ["甲", "〔注1〕注"]


def test_links_to_the_outside_are_never_followed() -> None:
    assert texts(docx(p("<w:hyperlink r:id='x'><w:r><w:t>甲</w:t></w:r></w:hyperlink>"), "<w:altChunk r:id='y'/>")) == [
        "甲"
    ]


def test_progress_rises_to_one_and_can_stop_the_reading() -> None:
    told: list[float] = []

    def go_on(fraction: float) -> bool:
        told.append(fraction)
        return True

    data = docx(*[p("甲") for _ in range(3000)], tbl(*[tr("乙") for _ in range(3000)]))
    read_docx(data, "x.docx", ImportOptions(), go_on)
    assert told == sorted(told)
    assert len(told) > 5
    assert 0 < told[0] <= told[-1] <= 1
    with pytest.raises(Cancelled):
        read_docx(data, "x.docx", ImportOptions(), lambda fraction: fraction < 0.5)


_PIECES = [
    t("甲"), p("乙"), tr("丙"), tc("丁"), tbl(tr("戊")), "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>",
    '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="separate"/>', '<w:fldChar w:fldCharType="end"/>',
    "<w:r/>", "<w:sdt/>", "<mc:AlternateContent/>", "<w:ruby/>", "<w:sym/>", "<w:tcPr><w:vMerge/></w:tcPr>", "text",
    "<w:del/>", "<w:rPr><w:vanish/></w:rPr>", "<m:oMath/>", "<m:f/>", "<w:drawing/>", "<w:fldSimple/>", "<w:br/>",
]  # fmt: skip
REVISIONS: tuple[Revisions, ...] = ("accept", "original")
_WRAPS = [
    "w:p",
    "w:r",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:sdt",
    "w:sdtContent",
    "w:ins",
    "w:del",
    "w:txbxContent",
    "w:hyperlink",
]


@given(st.integers())
def test_elements_in_places_where_they_do_not_belong_do_no_harm(seed: int) -> None:
    choice = random.Random(seed)
    body = ""
    for _ in range(choice.randrange(1, 40)):
        if choice.random() < 0.5:
            tag = choice.choice(_WRAPS)
            body = f"<{tag}>{body}</{tag}>"
        body = choice.choice(_PIECES) + body if choice.random() < 0.5 else body + choice.choice(_PIECES)
    written = Counter(sign for sign in body if sign in "甲乙丙丁戊")
    for revisions in REVISIONS:
        lines = [line.text for line in read(docx(p("前"), body, p("后")), revisions).lines()]
        assert (lines[0], lines[-1]) == ("前", "后")
        found = Counter(sign for line in lines[1:-1] for sign in line if sign in "甲乙丙丁戊")
        assert found <= written
