"""What stands within paragraphs: every word a reader sees, no instruction, nothing twice."""

import pytest

from tests.importing.word.word_files import (
    asides,
    blocks,
    docx,
    field,
    p,
    part,
    read,
    style,
    styled,
    styles,
    t,
    tbl,
    tc,
    texts,
    tr,
)

R = "<w:r>{}</w:r>"


def run(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def test_paragraphs_come_in_order_with_empty_ones_and_line_numbers() -> None:
    found = blocks(docx(p("关于印发工作要点的通知"), p(), p("各县区教育局：")))
    assert [(each.line, each.text) for each in found] == [(1, "关于印发工作要点的通知"), (2, ""), (3, "各县区教育局：")]


def test_text_in_whatever_word_wraps_around_it() -> None:
    wrapped = (
        f"<w:smartTag>{t('甲')}</w:smartTag><w:hyperlink r:id='x'>{t('乙')}</w:hyperlink>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{t('丙')}</w:sdtContent></w:sdt><w:customXml>{t('丁')}</w:customXml>"
        f"<w:bdo w:val='ltr'>{t('戊')}</w:bdo><w:dir w:val='ltr'>{t('己')}</w:dir><w:ins>{t('庚')}</w:ins>"
        f"<w:fldSimple w:instr='REF x'>{t('辛')}</w:fldSimple><w:proofErr/><w:bookmarkStart w:id='1'/>"
    )
    assert texts(docx(p(wrapped))) == ["甲乙丙丁戊己庚辛"]


def test_paragraphs_in_content_controls_and_custom_xml() -> None:
    body = f"<w:sdt><w:sdtContent>{p('甲')}<w:sdt><w:sdtContent>{p('乙')}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>"
    assert texts(docx(body, f"<w:customXml>{p('丙')}</w:customXml>", p("丁"))) == ["甲", "乙", "丙", "丁"]


def test_breaks_begin_lines_and_tabs_and_hyphens_stay() -> None:
    content = run(
        "<w:t>责任单位</w:t><w:tab/><w:t>办公室</w:t><w:br/><w:t>第二</w:t><w:cr/><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/>"
    )
    assert texts(docx(p(content))) == ["责任单位\t办公室", "第二", "a-b"]


def test_a_page_break_makes_no_words() -> None:
    data = docx(
        p(run('<w:br w:type="page"/>')), p(run('<w:br w:type="page"/><w:t>附件1</w:t><w:lastRenderedPageBreak/>'))
    )
    assert [each.text for each in blocks(data)] == ["", "附件1"]


def test_a_heading_broken_at_no_sense_is_one_heading() -> None:
    sheet = styles(style("1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'))
    broken = run("<w:t>加强党的领导</w:t><w:br/><w:t>推进从严治党</w:t>")
    sense = run("<w:t>加强党的领导。</w:t><w:br/><w:t>推进从严治党</w:t>")
    found = blocks(docx(p(broken, '<w:pStyle w:val="1"/>'), p(sense, '<w:pStyle w:val="1"/>'), parts={"styles": sheet}))
    assert [(each.text, each.level) for each in found] == [
        ("加强党的领导推进从严治党", 1),
        ("加强党的领导。", 1),
        ("推进从严治党", 0),
    ]


def test_the_space_of_the_file_is_not_the_documents() -> None:
    content = run("<w:t>\n  甲 \n</w:t>") + run('<w:t xml:space="preserve"> 乙\n丙 </w:t>')
    assert texts(docx(p(content))) == ["甲 乙 丙 "]


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings 2", "0052", "☑"),
        ("Symbol", "F0B3", "≥"),
        ("Symbol", "0061", "α"),
        ("宋体", "25A1", "□"),
        ("X", "zz", ""),
    ],
)
def test_symbols_are_written_as_what_they_look_like(font: str, code: str, sign: str) -> None:
    assert texts(docx(p(t("达标") + run(f'<w:sym w:font="{font}" w:char="{code}"/>')))) == ["达标" + sign]


def test_signs_left_by_a_paste_are_readable() -> None:
    assert texts(docx(p("\uf06c 抓好落实"))) == ["● 抓好落实"]


def test_a_field_shows_its_result_and_never_its_instruction() -> None:
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        + field("MERGEFIELD a", "隐")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + t("显")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    content = t("见") + field('HYPERLINK "http://example.com/"', "附件") + nested + field("DATE", "2020年3月1日")
    assert texts(docx(p(content))) == ["见附件显2020年3月1日"]


def test_a_field_may_reach_over_paragraphs() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE</w:instrText></w:r>'
    middle = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    assert texts(
        docx(
            p(t("甲") + begin + t("无")),
            p(t("无") + middle + t("乙")),
            p('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + t("丙")),
        )
    ) == ["甲", "乙", "丙"]


def test_a_broken_field_hides_nothing() -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    assert texts(docx(p(begin + t("甲")), p(end + t("乙") + end), p(begin + t("丙")), tbl(tr("丁")))) == [
        "乙",
        "丙",
        "丁",
    ]
    assert texts(docx(p(t("甲") + end), p(begin + t("乙")), p("丙"))) == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("instruction", "settings", "shown"),
    [
        (r"EQ \o\ac(○,1)", "", "①"),
        (r"eq \o\ac(○,十)", "", "㊉"),
        (r"EQ \o\ac(□,优)", "", "优"),
        ("SYMBOL 254 \\f Wingdings \\s 12", "", "☑"),
        ("MACROBUTTON NoMacro [单位名称]", "", "[单位名称]"),
        ("FORMCHECKBOX", "<w:ffData><w:checkBox><w:default w:val='1'/></w:checkBox></w:ffData>", "☑"),
        (
            "FORMCHECKBOX",
            "<w:ffData><w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox></w:ffData>",
            "□",
        ),
        (
            "FORMDROPDOWN",
            "<w:ffData><w:ddList><w:result w:val='1'/>"
            "<w:listEntry w:val='甲'/><w:listEntry w:val='乙'/></w:ddList></w:ffData>",
            "乙",
        ),
        ('TC "目录项"', "", ""),
        ("XE 索引", "", ""),
    ],
)
def test_fields_without_a_result_show_what_word_shows(instruction: str, settings: str, shown: str) -> None:
    assert texts(docx(p(t("前") + field(instruction, None, settings) + t("后")))) == [f"前{shown}后"]


def test_a_reading_stands_behind_its_characters() -> None:
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{t('yōng')}</w:rt><w:rubyBase>{t('邕')}</w:rubyBase></w:ruby></w:r>"
    assert texts(docx(p(ruby + t("江")))) == ["邕（yōng）江"]


def formula(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def sign(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def test_formulas_are_written_in_one_line() -> None:
    fraction = f"<m:f><m:fPr/><m:num>{sign('a+b')}</m:num><m:den>{sign('2')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{sign('x')}</m:e><m:sup>{sign('2')}</m:sup></m:sSup>"
    root = f"<m:rad><m:deg/><m:e>{sign('y')}</m:e></m:rad>"
    bracket = f"<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr><m:e>{root}</m:e></m:d>"
    body = [p(t("得分=") + formula(fraction)), f"<m:oMathPara>{formula(power)}</m:oMathPara>", p(formula(bracket))]
    assert texts(docx(*body)) == ["得分=(a+b)/2", "x^2", "[√y]"]


def test_sums_and_indices_keep_their_bounds() -> None:
    total = f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{sign('i=1')}</m:sub><m:sup>{sign('n')}</m:sup>"
    index = f"<m:sSub><m:e>{sign('a')}</m:e><m:sub>{sign('i')}</m:sub></m:sSub>"
    both = f"<m:sSubSup><m:e>{sign('b')}</m:e><m:sub>{sign('j')}</m:sub><m:sup>{sign('2')}</m:sup></m:sSubSup>"
    assert texts(docx(p(formula(f"{total}<m:e>{index}</m:e></m:nary>{both}")))) == ["∑_(i=1)^n(a_i)b_j^2"]


@pytest.mark.usefixtures("english")
def test_pictures_and_objects_are_told_and_leave_the_text_alone() -> None:
    blip = "<pic:pic><pic:blipFill><a:blip r:embed='x'/></pic:blipFill></pic:pic>"
    graphic = f"<a:graphic><a:graphicData>{blip}</a:graphicData></a:graphic>"
    drawing = run(f"<w:drawing><wp:inline>{graphic}</wp:inline></w:drawing>")
    image = run("<w:pict><v:shape><v:imagedata r:id='x'/></v:shape></w:pict>")
    ole = run("<w:object><v:shape><v:imagedata r:id='x'/></v:shape><o:OLEObject ProgID='Excel.Sheet.12'/></w:object>")
    source = read(docx(p(t("见图") + drawing + image), p(ole), "<w:altChunk r:id='x'/>"))
    assert [line.text for line in source.lines()] == ["见图", ""]
    assert source.notes == (
        "2 pictures were left out.",
        "1 embedded object was left out, such as an Excel sheet.",
        "1 other file is inserted whole; its text was not read. Save the document in Word first.",
    )


def test_headings_have_the_level_of_their_style_by_number_name_or_wish() -> None:
    sheet = styles(
        style("a0", "Normal", "", extra='w:default="1"'),
        style("2", "heading 1"),
        style("Heading2", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        style("x", "小标题", '<w:basedOn w:val="Heading2"/>'),
        style("y", "正文", '<w:basedOn w:val="x"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>'),
    )
    body = [
        styled("2", "甲"),
        styled("Heading2", "乙"),
        styled("x", "丙"),
        styled("y", "丁"),
        p("戊"),
        p("己", '<w:outlineLvl w:val="2"/>'),
        styled("missing", "庚"),
        p("辛", '<w:pStyle w:val="2"/><w:outlineLvl w:val="9"/>'),
    ]
    assert [each.level for each in blocks(docx(*body, parts={"styles": sheet}))] == [1, 2, 2, 0, 0, 3, 0, 0]


def test_styles_based_on_each_other_in_a_ring_or_a_long_chain_do_no_harm() -> None:
    chain = [style(str(number), "x", f'<w:basedOn w:val="{number + 1}"/>') for number in range(20_000)]
    sheet = styles(
        *chain,
        style("20000", "heading 3"),
        style("r", "r", '<w:basedOn w:val="s"/>'),
        style("s", "s", '<w:basedOn w:val="r"/>'),
    )
    assert [each.level for each in blocks(docx(styled("0", "甲"), styled("r", "乙"), parts={"styles": sheet}))] == [
        3,
        0,
    ]


def test_footnotes_and_endnotes_follow_their_paragraph() -> None:
    notes = part(
        "footnotes",
        f'<w:footnote w:type="separator" w:id="-1">{p(run("<w:separator/>"))}</w:footnote>'
        f'<w:footnote w:id="2">{p(run("<w:footnoteRef/>") + t(" 指在园幼儿。"))}{p("又一段")}</w:footnote>'
        f'<w:footnote w:id="3">{p("乙")}</w:footnote>',
    )
    ends = part("endnotes", f'<w:endnote w:id="2">{p("见公报")}</w:endnote>')
    body = [
        p(
            t("毛入园率")
            + run('<w:footnoteReference w:id="2"/>')
            + t("达到90%")
            + run('<w:endnoteReference w:id="2"/>')
        ),
        p(
            t("再")
            + run('<w:footnoteReference w:id="3"/>')
            + run('<w:footnoteReference w:id="2"/>')
            + run('<w:footnoteReference w:id="44"/>')
        ),
    ]
    found = texts(docx(*body, parts={"footnotes": notes, "endnotes": ends}))
    assert found == ["毛入园率达到90%", "〔注1〕指在园幼儿。", "又一段", "〔尾注1〕见公报", "再", "〔注2〕乙"]


def test_a_note_in_a_table_follows_the_table() -> None:
    notes = part("footnotes", f'<w:footnote w:id="1">{p("甲注")}</w:footnote>')
    table = tbl(tr(tc(p(t("一") + run('<w:footnoteReference w:id="1"/>'))), "二"))
    assert texts(docx(table, p("后"), parts={"footnotes": notes})) == ["一\t二", "〔注1〕甲注", "后"]


def test_comments_are_set_aside_with_their_author() -> None:
    comments = part(
        "comments", f'<w:comment w:id="0" w:author="张科长">{p(run("<w:annotationRef/>") + t("请核实"))}</w:comment>'
    )
    data = docx(p(t("达到95%") + run('<w:commentReference w:id="0"/>')), parts={"comments": comments})
    assert texts(data) == ["达到95%"]
    assert asides(data) == [("comment", "〔批注 张科长〕请核实")]


def test_headers_and_footers_are_set_aside_once_and_page_numbers_are_no_text() -> None:
    header = part("hdr", p("某市教育局文件"))
    footer = part(
        "ftr",
        p(t("— ") + field("PAGE", "1") + t(" —"))
        + p("内部资料")
        + p(t("第") + field("PAGE", "1") + t("页 共") + field("NUMPAGES", "9") + t("页")),
    )
    section = (
        "<w:sectPr><w:headerReference r:id='header1'/><w:headerReference r:id='header2'/>"
        "<w:footerReference r:id='footer1'/></w:sectPr>"
    )
    data = docx(p("甲", section), p("乙"), section, parts={"header1": header, "header2": header, "footer1": footer})
    assert texts(data) == ["甲", "乙"]
    assert asides(data) == [("header", "某市教育局文件"), ("footer", "内部资料")]


def test_hidden_text_is_set_aside_also_when_a_style_hides_it() -> None:
    sheet = styles(
        style("h", "批示", "<w:rPr><w:vanish/></w:rPr>"),
        style("c", "藏", "<w:rPr><w:vanish/></w:rPr>", kind="character"),
    )
    hidden = run("<w:rPr><w:vanish/></w:rPr><w:t>藏一</w:t>")
    body = [
        p(t("见") + hidden + t("面")),
        styled("h", "藏二"),
        p(run("<w:rPr><w:rStyle w:val='c'/></w:rPr><w:t>藏三</w:t>") + t("显")),
        p(run("<w:rPr><w:vanish w:val='0'/></w:rPr><w:t>不藏</w:t>"), '<w:pStyle w:val="h"/>'),
        p(run("<w:rPr><w:rStyle w:val='c'/></w:rPr><w:t>两次不藏</w:t>"), '<w:pStyle w:val="h"/>'),
        p(hidden, "<w:rPr><w:vanish/></w:rPr>"),
        p("末"),
    ]
    data = docx(*body, parts={"styles": sheet})
    assert texts(data) == ["见面", "显", "不藏", "两次不藏", "末"]
    assert asides(data) == [("hidden", text) for text in ("藏一", "藏二", "藏三", "藏一")]


def test_a_heading_with_a_hidden_end_runs_into_its_text() -> None:
    sheet = styles(style("1", "heading 1"))
    data = docx(
        p("健全机制。", '<w:pStyle w:val="1"/><w:rPr><w:vanish/><w:specVanish/></w:rPr>'),
        p("各校要落实。"),
        parts={"styles": sheet},
    )
    assert [(each.text, each.level) for each in blocks(data)] == [("健全机制。各校要落实。", 1)]


def test_a_table_of_contents_is_set_aside_with_its_title() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('目录')}{p('一、总体要求')}</w:sdtContent></w:sdt>"
    )
    assert asides(docx(control, p("一、总体要求"))) == [("contents", "目录"), ("contents", "一、总体要求")]
    assert texts(docx(control, p("一、总体要求"))) == ["一、总体要求"]


def test_a_table_of_contents_is_told_by_its_styles_or_its_field() -> None:
    sheet = styles(style("11", "toc 1"), style("TOC2", "TOC 2"))
    by_style = docx(
        p("目  录"),
        p(),
        styled("11", "一、总体要求\t1"),
        styled("TOC2", "（一）党建\t2"),
        p("一、总体要求"),
        parts={"styles": sheet},
    )
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    entry = (
        f"<w:hyperlink w:anchor='_Toc1'>{t('（一）党建')}{run('<w:tab/>')}{field('PAGEREF _Toc1', '2')}</w:hyperlink>"
    )
    by_field = docx(p("目录"), p(begin + t("一、总体要求\t1")), p(entry), p(end), p("一、总体要求"))
    for data in (by_style, by_field):
        assert texts(data) == ["一、总体要求"]
        assert [text for _, text in asides(data)][1:] == ["一、总体要求\t1", "（一）党建\t2"]


def test_strict_files_read_alike() -> None:
    sheet = styles(style("1", "heading 1"))
    for strict in (False, True):
        found = blocks(docx(styled("1", "总体要求"), p("正文"), parts={"styles": sheet}, strict=strict))
        assert [(each.text, each.level) for each in found] == [("总体要求", 1), ("正文", 0)]
