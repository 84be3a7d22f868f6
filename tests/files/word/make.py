"""Makes the Word files of this folder: plans as offices have them, with the features Word and WPS really write.

`python -m tests.files.word.make` writes them anew. notice_and_plan_libreoffice.docx is the first, saved by LibreOffice.
"""

from pathlib import Path

from tests.importing.word.word_files import (
    box,
    docx,
    field,
    level,
    listed,
    numbering,
    p,
    part,
    style,
    styled,
    styles,
    t,
    tbl,
    tc,
    tr,
)

FOLDER = Path(__file__).parent
_CENTRED = '<w:jc w:val="center"/>'


def _heading(key: str, name: str, at: int, base: str = "a") -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{at}"/>'
    return style(key, name, f'<w:basedOn w:val="{base}"/><w:next w:val="a"/><w:qFormat/><w:pPr>{numbered}</w:pPr>')


def _word_styles(*, keys: tuple[str, str, str] = ("1", "2", "3")) -> str:
    return styles(
        style("a", "Normal", "<w:qFormat/><w:rPr><w:sz w:val='32'/></w:rPr>", extra='w:default="1"'),
        *(_heading(key, f"heading {at + 1}", at) for at, key in enumerate(keys)),
        style("TOC1", "toc 1", '<w:basedOn w:val="a"/><w:next w:val="a"/>'),
        style("TOC2", "toc 2", '<w:basedOn w:val="a"/><w:next w:val="a"/>'),
        style("a3", "header", '<w:basedOn w:val="a"/>'),
    )


def _official_levels(keys: tuple[str, str, str] = ("1", "2", "3")) -> str:
    nothing = '<w:suff w:val="nothing"/>'
    forms = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    linked = zip(forms, keys, strict=True)
    return '<w:multiLevelType w:val="multilevel"/>' + "".join(
        level(at, form, text, extra=f'<w:pStyle w:val="{key}"/>{nothing}')
        for at, ((form, text), key) in enumerate(linked)
    )


def _contents(*entries: tuple[str, str, str]) -> str:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    lines = []
    for index, (key, text, page) in enumerate(entries):
        page_field = field(f"PAGEREF _Toc{index}", page)
        link = f'<w:hyperlink w:anchor="_Toc{index}">{t(text)}<w:r><w:tab/></w:r>{page_field}</w:hyperlink>'
        lines.append(p((begin if index == 0 else "") + link, f'<w:pStyle w:val="{key}"/>'))
    end = p('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    inner = p("目录", _CENTRED) + "".join(lines) + end
    return f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def notice_and_plan(*, strict: bool = False) -> bytes:
    """Return a notice with a red head in a box, and the plan it sends: headings numbered by their styles."""
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    body = [
        p(box(p("滨河市教育局文件", _CENTRED)), _CENTRED),
        p("滨教〔2021〕6号", _CENTRED),
        p(),
        p("滨河市教育局", _CENTRED),
        p("<w:r><w:t>关于印发《2021年全市教育工作</w:t><w:br/><w:t>要点》的通知</w:t></w:r>", _CENTRED),
        p("各县（市、区）教育局，市直各学校："),
        p("现将《2021年全市教育工作要点》印发给你们，请结合实际，认真抓好落实。"),
        p("滨河市教育局", '<w:jc w:val="right"/>'),
        p("2021年3月5日", '<w:jc w:val="right"/>'),
        p('<w:r><w:br w:type="page"/></w:r>' + t("2021年全市教育工作要点"), _CENTRED),
        _contents(
            ("TOC1", "一、加强党的全面领导", "2"),
            ("TOC2", "（一）深化理论武装", "2"),
            ("TOC1", "二、提高教育质量", "3"),
        ),
        p("2021年全市教育工作的总体要求是：以习近平新时代中国特色社会主义思想为指导，全面贯彻党的教育方针。"),
        styled("1", "加强党的全面领导"),
        styled("2", "深化理论武装"),
        p("组织全市教育系统党员干部集中学习，全年不少于12次。（责任单位：机关党委、宣传科）"),
        styled("2", "夯实基层基础"),
        styled("3", "推进党组织标准化建设。打造示范党支部30个。"),
        styled("3", "做好党员发展工作。"),
        styled("1", "提高教育质量"),
        styled("2", "发展学前教育"),
        p(t("新建公办幼儿园17所，学前三年毛入园率") + note + t("达到92.5%以上。") + comment),
        p(f"<w:smartTag w:element='chsdate'>{t('2021年9月底前')}</w:smartTag>" + t("完成验收。")),
        styled("2", "规范办学行为"),
        listed("严格控制作业总量；", number=2),
        listed("严禁违规补课。", number=2),
        p("附件：2021年重点任务分解表"),
        "<w:sectPr><w:headerReference w:type='default' r:id='header1'/>"
        "<w:footerReference w:type='default' r:id='footer1'/></w:sectPr>",
    ]
    bullet = level(0, "bullet", "\uf06c", extra="<w:suff w:val='tab'/>").replace(
        "</w:lvl>", '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings" w:hint="default"/></w:rPr></w:lvl>'
    )
    parts = {
        "styles": _word_styles(),
        "numbering": numbering({0: _official_levels(), 1: bullet}, {1: (0, ""), 2: (1, "")}),
        "footnotes": part(
            "footnotes",
            "<w:footnote w:type='separator' w:id='0'><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"
            "<w:footnote w:id='2'>"
            + p("<w:r><w:footnoteRef/></w:r>" + t(" 指在园幼儿数与3至5岁人口数之比。"))
            + "</w:footnote>",
        ),
        "comments": part("comments", f'<w:comment w:id="0" w:author="基教科">{p("数字待核")}</w:comment>'),
        "header1": part("hdr", p("滨河市教育局", '<w:pStyle w:val="a3"/>')),
        "footer1": part("ftr", p(t("— ") + field("PAGE", "1") + t(" —"))),
    }
    return docx(*body, parts=parts, strict=strict)


def wps_plan() -> bytes:
    """Return a plan as WPS writes it: numeric style ids, a list of one level for each kind of number."""
    nothing = '<w:suff w:val="nothing"/><w:lvlJc w:val="left"/>'
    single = '<w:nsid w:val="5E8A3C11"/><w:multiLevelType w:val="singleLevel"/><w:tmpl w:val="5E8A3C11"/>'

    def kind(form: str, text: str) -> str:
        return single + level(0, form, text, extra=nothing).replace(
            '<w:lvl w:ilvl="0"', '<w:lvl w:ilvl="0" w:tentative="0"'
        )

    sheet = styles(
        style("1", "Normal", "<w:qFormat/>", extra='w:default="1"'),
        style("2", "heading 1", '<w:basedOn w:val="1"/><w:next w:val="1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        style("3", "heading 2", '<w:basedOn w:val="1"/><w:next w:val="1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        style("8", "Default Paragraph Font", kind="character"),
    )
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    parts = {
        "styles": sheet,
        "numbering": numbering(
            {0: kind("chineseCounting", "%1、"), 1: kind("chineseCounting", "（%1）"), 2: kind("decimal", "%1.")},
            {1: (0, ""), 2: (1, ""), 3: (2, ""), 4: (1, restart), 5: (2, restart)},
        ),
    }

    def item(text: str, number: int, key: str = "") -> str:
        chosen = f'<w:pStyle w:val="{key}"/>' if key else ""
        return p(text, f'{chosen}<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')

    control = f"<w:sdt><w:sdtPr><w:id w:val='147'/></w:sdtPr><w:sdtContent>{t('2022年')}</w:sdtContent></w:sdt>"
    body = [
        p(t("东山县教育体育局") + control + t("工作要点"), _CENTRED),
        p("（征求意见稿）", _CENTRED),
        p(),
        item("全面加强党的建设", 1, "2"),
        item("抓好政治建设", 2, "3"),
        item("落实第一议题制度，每月至少学习1次。", 3),
        item("开展党史学习教育。", 3),
        item("抓好廉政建设", 2, "3"),
        item("开展专项治理，问题整改率达到100%。", 5),
        item("推进教育公平", 1, "2"),
        item("改善办学条件", 4, "3"),
        p(t("　　投入") + "<w:r><w:tab/></w:r>" + t("5.2亿元，改扩建学校23所。")),
        p(t("　　责任股室：") + "<w:r><w:t xml:space='preserve'>计财股 </w:t></w:r>" + t("、项目办")),
        item("关爱特殊群体", 4, "3"),
        p("　　资助家庭经济困难学生1.2万人次。"),
    ]
    return docx(*body, parts=parts)


def revised_plan() -> bytes:
    """Return a draft that two people have been through with tracked changes, moved and joined paragraphs."""
    who = "w:author='办公室' w:date='2021-02-01T09:00:00Z'"

    def gone(text: str) -> str:
        return f"<w:del w:id='1' {who}><w:r><w:delText xml:space='preserve'>{text}</w:delText></w:r></w:del>"

    def new(text: str) -> str:
        return f"<w:ins w:id='2' {who}>{t(text)}</w:ins>"

    mark_gone, mark_new = f"<w:rPr><w:del w:id='3' {who}/></w:rPr>", f"<w:rPr><w:ins w:id='4' {who}/></w:rPr>"
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    moved = f"<w:moveFrom w:id='5' {who}>{t('加强校车管理。')}</w:moveFrom>"
    moved_to = f"<w:moveTo w:id='6' {who}>{t('加强校车管理。')}</w:moveTo>"
    body = [
        p(t("2021年") + gone("度") + t("学校安全工作") + gone("计划") + new("要点"), _CENTRED),
        p("健全责任体系。", numbered),
        p(gone("召开动员会议。"), numbered + mark_gone),
        p(moved, numbered + f"<w:rPr><w:moveFrom w:id='7' {who}/></w:rPr>"),
        p(t("排查隐患，整改率达到") + gone("95%") + new("98%以上") + t("。"), numbered),
        p("开展演练，", mark_gone),
        p("每学期不少于2次。", numbered),
        p(new("配备专职保安，达标率100%。"), numbered + mark_new),
        p(moved_to, numbered + f"<w:rPr><w:moveTo w:id='8' {who}/></w:rPr>"),
    ]
    return docx(
        *body,
        parts={"numbering": numbering({0: level(0, "decimal", "%1.", extra='<w:suff w:val="space"/>')}, {1: (0, "")})},
    )


def task_table() -> bytes:
    """Return a table of tasks: a header of two rows, sections across, cells merged down, numbers by themselves."""
    number = p("", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"

    def task(text: str, measure: str, lead: str, due: str) -> str:
        return tr(tc(number), text, measure, lead, "", due)

    rows = [
        tr(
            *[tc(text, down) for text in ("序号", "重点任务", "具体举措")],
            tc("责任分工", '<w:gridSpan w:val="2"/>'),
            tc("完成时限", down),
        ),
        tr(*[tc("", on) for _ in range(3)], "牵头科室", "配合科室", tc("", on)),
        tr(tc("一、学前教育", '<w:gridSpan w:val="6"/>')),
        task("扩大普惠资源", "新建公办园17所", "基教科", "2021年9月底前"),
        tr(
            tc(number, down),
            tc("提升保教质量", down),
            tc(p("培训园长200人次") + p("评估办园行为40所")),
            "师训科",
            "督导室",
            "全年",
        ),
        tr(tc(number, on), tc("", on), "创建示范园6所", "基教科", "", "12月底前"),
        tr(tc("二、义务教育", '<w:gridSpan w:val="6"/>')),
        task("优化学校布局", "改扩建学校23所", "计财科", "2021年12月底前"),
    ]
    columns = '<w:gridCol w:w="1500"/>' * 6
    table = tbl(*rows).replace("<w:tblGrid/>", f"<w:tblGrid>{columns}</w:tblGrid>")
    parts = {"numbering": numbering({0: level(0, "decimal", "%1", extra='<w:suff w:val="nothing"/>')}, {1: (0, "")})}
    return docx(
        p("2021年重点任务分解表", _CENTRED),
        p("填报单位：滨河市教育局"),
        table,
        p("注：牵头科室排在第一位。"),
        parts=parts,
    )


FILES = {
    "notice_and_plan": notice_and_plan,
    "notice_and_plan_strict": lambda: notice_and_plan(strict=True),
    "wps_plan": wps_plan,
    "revised_plan": revised_plan,
    "task_table": task_table,
}


def main() -> None:
    """Write all files."""
    for name, make in FILES.items():
        (FOLDER / f"{name}.docx").write_bytes(make())


if __name__ == "__main__":
    main()
