"""Text boxes, word art and diagrams: their words come once, near where they are seen."""

from tests.importing.word.word_files import HEAD, NAMESPACES, box, docx, p, t, tbl, tc, texts, tr


def old_box(*paragraphs: str, style: str = "") -> str:
    content = f"<v:textbox><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></v:textbox>"
    return f'<w:r><w:pict><v:shape style="{style}">{content}</v:shape></w:pict></w:r>'


def test_a_box_is_read_once_though_it_is_written_twice() -> None:
    assert texts(docx(p("前"), p(t("正文") + box(p("框一"), p("框二"))))) == ["前", "正文", "框一", "框二"]
    assert texts(docx(p("前"), p(t("正文") + box(p("框"), fallback=False)))) == ["前", "正文", "框"]
    assert texts(docx(p("前"), p(t("正文") + old_box(p("框"))))) == ["前", "正文", "框"]


def test_a_red_head_in_a_box_stands_above_the_first_line() -> None:
    assert texts(docx(p(t("某教〔2020〕1号") + box(p("某市教育局文件"))), p("通知"))) == [
        "某市教育局文件",
        "某教〔2020〕1号",
        "通知",
    ]


def test_a_box_placed_upwards_stands_above_its_paragraph() -> None:
    assert texts(docx(p("前"), p(t("正文") + box(p("框"), offset=-90000)))) == ["前", "框", "正文"]
    assert texts(docx(p("前"), p(t("正文") + old_box(p("框"), style="position:absolute; margin-top: -20pt")))) == [
        "前",
        "框",
        "正文",
    ]


def test_word_art_is_text() -> None:
    words = '<v:shapetype><v:textpath on="t"/></v:shapetype><v:shape><v:textpath string="某县教育局文件"/></v:shape>'
    art = f"<w:r><w:pict>{words}</w:pict></w:r>"
    assert texts(docx(p(art), p("通知"))) == ["某县教育局文件", "通知"]


def test_boxes_of_a_group_come_in_its_order() -> None:
    def shape(text: str) -> str:
        return f"<v:shape><v:textbox><w:txbxContent>{p(text)}</w:txbxContent></v:textbox></v:shape>"

    group = f"<w:r><w:pict><v:group>{shape('一')}<v:group>{shape('二')}</v:group>{shape('三')}</v:group></w:pict></w:r>"
    assert texts(docx(p("前"), p(group))) == ["前", "一", "二", "三"]


def test_an_alternate_content_that_says_nothing_yields_to_its_fallback() -> None:
    choice = '<mc:Choice Requires="x"><w:drawing/></mc:Choice>'
    fallback = f"<mc:Fallback>{old_box(p('框'))[5:-6]}</mc:Fallback>"
    empty = f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"
    assert texts(docx(p("前"), p(empty))) == ["前", "框"]


def test_an_alternate_content_around_paragraphs_rows_and_words() -> None:
    def either(inner: str) -> str:
        choice = f'<mc:Choice Requires="x">{inner}</mc:Choice>'
        return f"<mc:AlternateContent>{choice}<mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent>"

    words = p("<w:r>" + either("<w:t>一</w:t><w:tab/>") + "</w:r>" + either(t("二")))
    assert texts(docx(either(p("甲")), tbl(either(tr("乙"))), words)) == ["甲", "乙", "一\t二"]


def test_a_box_in_a_cell_stays_in_the_cell() -> None:
    assert texts(docx(p("前"), tbl(tr(tc(p(t("甲") + box(p("框")))), "乙")))) == ["前", "甲\n框\t乙"]


def test_the_words_of_a_diagram_follow_its_paragraph() -> None:
    graphic = "<a:graphic><a:graphicData><dgm:relIds r:dm='diagramData1'/></a:graphicData></a:graphic>"
    drawing = f"<w:r><w:drawing><wp:inline>{graphic}</wp:inline></w:drawing></w:r>"
    points = "".join(
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>" for text in ("组长", "副组长")
    )
    data = f"{HEAD}<dgm:dataModel {NAMESPACES}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>"
    assert texts(docx(p(t("组织架构") + drawing), parts={"diagramData1": data})) == ["组织架构", "组长", "副组长"]
