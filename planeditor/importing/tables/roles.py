"""What a column holds, by the words of its header or, without one, by its cells.

One rule: a header is told by how offices form such words (a kind of task, measure, unit, time …), not by a list of
documents; what it does not say stays unknown.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from planeditor.importing.options import ColumnRole
from planeditor.language.dates import find_dates
from planeditor.language.marks import read_mark
from planeditor.language.owners import find_owner_label, is_owner_list
from planeditor.plan.identity import ALPHABET, TEXT_LENGTH

LONGEST_HEADER = 16  # characters; longer cells are no headers
ID_HEADER = "标识"

_NOTE = re.compile(r"[（(【\[][^（()）】\]]*[）)】\]]\Z")
_UNIT_WORDS = "单位|部门|科室|处室|股室|科股室|机构|主体"
_PERSON = re.compile("领导|责任人|负责人|牵头人|主管人|联系人|包抓人|承办人|经办人|具体人")
_KIND = "重点|主要|具体|工作|年度|目标|核心|分项|专项|细化|分解|改革|整改|督办|实事|民生|阶段|月度|当年|本年|今年"
_FORMS: tuple[tuple[ColumnRole, str], ...] = (
    ("id", ID_HEADER),
    ("number", r"总?(?:序号|编号|序|号|顺序号|任务号|项次|№|No\.?|NO\.?)|(?:.{0,6})(?:序号|编号|任务号)"),
    ("progress", "(?:目前|当前|工作|任务|项目|阶段|最新|截至目前|实际)?(?:进展|推进|完成|落实|实施|办理|执行|整改)"
     "(?:情况|进度|状况|成效)(?:及成效|说明)?|(?:当前|目前|形象|工作|实际)进度|(?:工作|目前|最新)进展"),
    ("due", "(?:.{0,6}(?:时限|期限|时间节点|节点时间|时间要求|截止时间|截止日期|时点))|(?:计划|预计|要求|拟|应|实际)?"
     "(?:完成|办结|整改|销号|结束|交付|竣工|落实|实施)(?:时间|日期|时限|期限)|时间|年限|(?:时限|进度|时间)要求"),
    ("remark", "备注|附注|说明|备注说明|其他说明|其它"),
    ("section", f"(?:所属|任务|项目|事项|指标|{_KIND})?(?:类别|类型|分类|板块|版块|领域|方面|模块|条线|大类|"
     "维度|方向|篇章)|(?:一级|所属)(?:指标|任务|目录|项目)|大项|专项|专题"),
    ("target", "(?:.{0,4}量化|绩效|考核|年度量化)(?:目标|指标)(?:值|任务)?|(?:.{0,4}目标|指标|计划|任务)值|"
     "(?:工作|年度|预期|总体|阶段|绩效|量化|考核|目标)目标|目标|预期(?:成效|效果|目标)|目标要求|目标成效"),
    ("body", "(?:.{0,4})(?:举措|措施|办法|做法|步骤)"
     "|(?:主要|工作|具体|建设|实施|重点|详细|推进|整改|任务|项目|事项){1,3}内容"
     "|(?:工作|任务|具体|主要)(?:要求|标准|安排|计划|描述)|建设内容.{0,4}|(?:具体|细化|分解|分项|子|二级|三级)(?:工作)?任务"
     "|任务分解|具体工作|内容"),
    ("title", f"(?:{_KIND}|与|和|及|、|/|的|责任)*(?:任务|工作|事项|项目|实事|指标|工程)"
     "(?:名称|内容|清单|事项|任务|项目|目标)?|目标与任务|任务(?:与|和|及)?(?:目标|内容)|指标名称|(?:二级)?指标|实事内容|项目名称|(?:存在)?问题清单|名称"),
)  # fmt: skip
_PATTERNS = tuple((role, re.compile(form)) for role, form in _FORMS)
_NUMBER = re.compile(r"[（(]?\d{1,4}[）).．、]?|\d{1,3}(?:[.．-]\d{1,3}){1,2}")
_DUE_WORDS = re.compile(
    "\\d{1,2}\\s*月|年底|月底|季度|长期|全年|持续|常年|上半年|下半年|年内|即时|立即|学年|学期|每月|每季"
)
_ID = re.compile(f"[{ALPHABET}]{{{TEXT_LENGTH}}}")
_FORM = re.compile(
    "(?:填报|填表|制表|报送|上报|编制)(?:单位|部门|科室|人|日期|时间)?\\s*(?:[（(][^（()）]*[）)])?\\s*[：:]"
)
_SHORT_DUE = 30
MOST = 0.6  # share of a column's cells that must look alike to prove what it holds


def squeeze(text: str) -> str:
    """Return a header's words without any space."""
    return "".join(text.split())


def plain_header(text: str) -> str:
    """Return a header's words without space, colon and the note in brackets behind it."""
    words = squeeze(text).strip("：:*＊")
    return _NOTE.sub("", words) or words


def is_form_row(words: str) -> bool:
    """Tell whether a row above a table says who filled it in and when (填报单位：…): it is no title."""
    return _FORM.match(words.strip()) is not None


@lru_cache(maxsize=1024)
def role_of_header(text: str) -> ColumnRole:
    """Return what a column holds by the words of its header; "" where they do not say."""
    words = plain_header(text)
    if not words or len(words) > LONGEST_HEADER:
        return ""
    owner = _owner_role(words, squeeze(text))
    if owner:
        return owner
    return next((role for role, form in _PATTERNS if form.fullmatch(words)), "")


def _owner_role(words: str, whole: str) -> ColumnRole:
    if _PERSON.search(words) and not re.search(_UNIT_WORDS, words):
        return "leader"
    label = find_owner_label(f"{words}：", 0)
    if label is not None and label.end == len(words) + 1:
        return "lead" if label.role == "lead" or "牵头" in whole else "support"
    if re.fullmatch(f"(?:.{{0,4}})(?:{_UNIT_WORDS})(?:及.{{0,6}})?", words) and not re.search("填报|名称|计量", words):
        return "" if words == "单位" else "lead" if re.search("牵头|主办|主责", whole) else "support"
    return (
        "lead" if words in ("牵头", "主办") else "support" if words in ("配合", "协办", "责任", "参与", "协同") else ""
    )


def role_of_cells(cells: Sequence[str]) -> ColumnRole:
    """Return what a column holds by its cells alone; "" for text and whatever else is not certain."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled:
        return ""
    if all(map(_ID.fullmatch, filled)):
        return "id"
    tests = (("number", is_number), ("due", is_due), ("support", is_owner_list))
    for role, test in tests:
        if sum(map(bool, map(test, filled))) >= MOST * len(filled):
            return role  # type: ignore[return-value]
    return ""


def is_number(text: str) -> bool:
    """Tell whether a cell is nothing but a serial number or a numbering mark."""
    if _NUMBER.fullmatch(text):
        return True
    mark = read_mark(text if text[-1:] in "、.．）)" else f"{text}、")
    return mark is not None and mark.end >= len(text)


def is_due(text: str) -> bool:
    """Tell whether a cell is nothing but a time by which something is to be done."""
    return len(text) <= _SHORT_DUE and bool(_DUE_WORDS.search(text) or find_dates(text))
