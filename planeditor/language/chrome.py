"""What a web page or a printer adds to a document: menus, share buttons, view counts, page numbers.

One rule: nothing here is dropped; it tells what to set aside, and the grammar keeps it among the unplaced lines.
"""

import re
from dataclasses import dataclass

from planeditor.language.dates import find_dates

_DASH = "[—–－─-]"
_PAGE_LINE = re.compile(
    rf"\s*(?:{_DASH}{{1,2}}\s*\d{{1,4}}\s*{_DASH}{{1,2}}|第\s*\d{{1,4}}\s*页(?:\s*[,，/]?\s*共\s*\d{{1,4}}\s*页)?"
    r"|\d{1,4}\s*/\s*\d{1,4}|\d{1,3})\s*\Z"
)
# A run of spaces is tried from its start only: from each of its spaces, a long one would take minutes.
_PAGE_INSIDE = re.compile(r"(?:(?<![\d—\s])\s+|(?<![\d—]))[—–－]\s?\d{1,3}\s?[—–－]\s*(?![\d—])")
_MAY_BE_PAGE = re.compile("[—–－]")
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|·{4,}|\t)\s*\d{1,3}\Z")
_CONTENTS = re.compile(r"目\s*录")
_MENU = re.compile(
    r"当前位置|现在的位置|您的位置|所在位置|首页\s*[>＞/»]|欢迎(?:访问|光临|您)|本站|繁体|无障碍|加入收藏|设为首页|网站地图|"
    r"打印(?:此|本)页|关闭(?:窗口|本页)|打印|返回(?:顶部|首页|列表)|上一篇|下一篇|上一条|下一条|相关(?:文件|链接|阅读|新闻|附件|文章)|"
    r"分享到|分享[:：]|扫一扫|二维码|微信|微博|公众号|客户端|版权所有|备案|ICP|公网安备|技术支持|网站标识码|浏览器|分辨率|"
    r"责任编辑|字体|字号|浏览(?:量|次数)|点击(?:数|量|次数)|阅读(?:数|量|次数)|访问量|网友|下载|收藏|显示全部|展开全文|"
    r"您是第|Copyright|政府网站|联系我们|关于我们|热门推荐|友情链接|主办单位：|文章来源|信息来源"
)
_BLURB = re.compile(
    r"网友|下载|范文|文库|本站|小编|转载|希望对(?:您|你|大家)|精品资料|收藏|欢迎阅读|阅读全文|加班|版权|分享"
)
_META = re.compile(
    r"(?:信息来源|文章来源|来源|发布时间|发布日期|发文日期|成文日期|公开日期|生成日期|日期|时间|浏览(?:量|次数)|点击(?:数|量|次数)|"
    r"访问量|字体|字号|作者|发布机构|发布单位|发文机关|发文单位|填报单位|编制单位|制表单位|信息索引号|索引号|文号|责任编辑|编辑|阅读(?:数|量)?)\s*[:：]"
)
_TABLE_LABELS = frozenset(
    re.findall(
        r"\S+",
        """
        信息索引号 索引号 信息名称 名称 标题 发文日期 成文日期 公开日期 发布日期 生成日期 公开时限 发布机构 发文机关
        发文单位 文件编号 文号 发文字号 公开形式 公开方式 公开范围 公开程序 有效期 有效性 效力状态 主题 主题词 主题分类
        体裁 体裁分类 组配分类 关键词 文件下载 内容概述 分类 来源 信息来源 公开类别 废止日期 实施日期 责任部门 语种
        """,
    )
)
_SOURCE = re.compile(
    r"(?:信息来源|文章来源|来源|发布机构|发布单位|发文机关|发文单位)\s*[:：]?\s*"
    r"(?P<name>[\u4e00-\u9fff]{2,30}?(?:局|厅|委员会|委|政府|办公室|部|学院|中心))(?=\s|$|发布|发文|时间|日期|浏览|作者|字)"
)
_FILLER = re.compile(r"(?:填报|编制|制表)单位\s*[:：]\s*(?P<name>[\u4e00-\u9fff（）()]{2,30})(?=\s|\Z)")
_LABEL_END = re.compile("\\t|[:：]")
_CELL_END = re.compile(r"\t|[:：]|\s{2,}")
_COLOPHON = re.compile(
    r"\A\s*(?:抄\s*送|抄\s*报|分\s*送|主题词|校\s*对|打\s*印|拟\s*稿)\s*[:：]|\d\s*[日号]\s*印发\s*\Z|共印\s*\d+\s*份"
)
_SITE = re.compile(
    r"ICP备|公网安备|网站标识码|版权所有|Copyright|备案(?:号|编号)\s*[:：]|邮\s*(?:政\s*)?编(?:\s*码)?\s*[:：]",
    re.IGNORECASE,
)
MENU_LENGTH = 40
SITE_LENGTH = 300
LEADERS_LENGTH = 80  # characters at a line's end in which leaders are looked for
BLURB_HITS = 2


@dataclass(frozen=True, slots=True)
class WebFacts:
    """What the page around a document says of it: who published it and when; "" where it does not."""

    issuer: str
    date: str


def is_page_number(line: str) -> bool:
    """Tell whether a line is nothing but a page number: — 20 —, 第3页 共8页, - 4 -, 12."""
    return _PAGE_LINE.match(line) is not None


def is_table_of_contents(line: str) -> bool:
    """Tell whether a line is a heading with leaders and its page, or the heading of such a list."""
    line = line.strip()
    if not line or not (line[-1].isdigit() or line[-1] == "录"):
        return False
    return _LEADERS.search(line[-LEADERS_LENGTH:]) is not None or _CONTENTS.fullmatch(line) is not None


def take_page_numbers(line: str) -> tuple[str, list[str]]:
    """Take page numbers such as — 20 — out of the middle of a line; return the joined line and what was taken."""
    if not _MAY_BE_PAGE.search(line):
        return line, []
    taken = [match.strip() for match in _PAGE_INSIDE.findall(line)]
    return (_PAGE_INSIDE.sub("", line), taken) if taken else (line, [])


def is_menu(line: str) -> bool:
    """Tell whether a short line is a website's own: a menu, a share button, a breadcrumb."""
    return len(line.strip()) <= MENU_LENGTH and "。" not in line and _MENU.search(line) is not None


def is_junk(line: str) -> bool:
    """Tell whether a line has no word of Chinese and no more than a scrap of anything else (script residue)."""
    return re.search("[\u3400-\u9fff]", line) is None and len(line.strip()) < 200


def is_site_foot(line: str) -> bool:
    """Tell whether a line says who runs a website: 主办单位：… 备案号：… 网站标识码：…, however long."""
    return len(line) <= SITE_LENGTH and "。" not in line and _SITE.search(line) is not None


def is_blurb(line: str) -> bool:
    """Tell whether a sentence advertises a document site instead of belonging to the document."""
    return len(set(_BLURB.findall(line))) >= BLURB_HITS


def is_web_facts(line: str) -> bool:
    """Tell whether a line tells source, time of publication, view count and the like."""
    return len(line) <= 200 and _META.search(line) is not None


def is_table_label(line: str) -> bool:
    """Tell whether a line is a label of the open-information table that government sites put above a document.

    The value may stand on the same line, behind a tab, a colon or several spaces.
    """
    label = _LABEL_END.split(line.strip(), maxsplit=1)[0]  # 名    称：
    return _CELL_END.split(line.strip(), maxsplit=1)[0] in _TABLE_LABELS or "".join(label.split()) in _TABLE_LABELS


def is_bare_table_label(line: str) -> bool:
    """Tell whether such a label stands alone, its value being on the next line."""
    return line.strip().rstrip("：:") in _TABLE_LABELS


def is_colophon(line: str) -> bool:
    """Tell whether a line belongs to the foot of an official letter: 抄送：…, …办公室 2021年3月1日印发, 共印80份."""
    return len(line) <= 200 and _COLOPHON.search(line) is not None


def read_web_facts(lines: list[str]) -> WebFacts:
    """Return issuer and full date told by a page's own lines, each label with its value on its line or the next."""
    text = "\n".join(line.strip() for line in lines)
    source = _SOURCE.search(text)
    dates = [date.iso for date in find_dates(text) if len(date.iso) == 10]
    return WebFacts(source["name"] if source else "", dates[0] if dates else "")


def read_filler(lines: list[str]) -> str:
    """Return who filled in a table (填报单位：某县教育局), "" where no line tells."""
    found = (match["name"] for line in lines if (match := _FILLER.search(line)))
    return next(found, "")
