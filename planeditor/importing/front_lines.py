"""What a line before a plan's body is by itself: a title, an office, a date, addressees, the page around.

One rule: a line is told by its own words alone; what its neighbours make of it is for the front to decide.
"""

import re
from typing import Literal

from planeditor.importing.lines import Line
from planeditor.language.chrome import is_blurb, is_junk, is_menu, is_web_facts
from planeditor.language.dates import find_dates, parse_date
from planeditor.language.prose import ends_sentence, has_full_stop, is_prose, squeeze_spaces

FrontKind = Literal[
    "chrome", "facts", "doc_number", "masthead", "signature", "date", "addressees", "notice_title", "title",
    "organisation", "prose", "short", "row", "ruled",
]  # fmt: skip

DOC_NUMBER = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,12})\s*[〔﹝\[［（(【]\s*(?P<year>(?:19|20)\d\d)\s*[〕﹞\]］）)】]\s*(?:第\s*)?\d{1,5}\s*号"
)
_TITLE_WORDS = "要点|计划|规划|方案|安排|打算|思路|总结|报告|清单|举措|纪要|纲要|部署|分解表|任务书|台账|任务|意见|行动"
_TITLE = re.compile(rf"(?:{_TITLE_WORDS}).{{0,4}}\Z")
_STAGE = re.compile(r"[（(][^（()）]{2,12}[）)]\Z")
_NOTICE_TITLE = re.compile(r"(?:关于|印发|下达|转发).*(?:通知|的函|通报)\Z")
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff（()）]{2,30}(?:局|厅|委员会|工委|市委|县委|区委|党组|党委|政府|办公室|领导小组)\Z"
)
_ADDRESSEES = re.compile(
    r"(?:局|校|院|园|科室|处室|股室|单位|处|部门|委|中心|机关|馆|所|政府|办|会|公司|股|科|组)[)）]?\s*[：:]\Z"
)
# Right above a date any body may sign, also one that would be part of the plan elsewhere.
SIGNER = re.compile(r"[^\s，,。；;：:、]{2,30}[局厅委会府办室校学园院所心站组部处科股团]")
_MASTHEAD_LENGTH = 42
_TITLE_LENGTH = 60
_SUBJECT_LENGTH = 80
_WRAPPED_LENGTH = 22


def is_title(text: str) -> bool:
    """Tell whether a line could be a plan's title: short, no sentence, ends in 要点, 计划 and the like."""
    plain = _STAGE.sub("", squeeze_spaces(text))
    if not 6 <= len(plain) <= _TITLE_LENGTH or re.search("[。；;！!？?：:，>]", plain) or "《" in plain[:1]:
        return False
    return _TITLE.search(plain) is not None and not is_menu(text)


def is_notice_title(text: str) -> bool:
    """Tell whether a line is the title of a covering notice: …关于印发…的通知."""
    plain = squeeze_spaces(text)
    return len(plain) <= _SUBJECT_LENGTH and not has_full_stop(plain) and _NOTICE_TITLE.search(plain) is not None


def is_organisation(text: str) -> bool:
    """Tell whether a line names one or more offices and nothing else."""
    return len(text) <= _MASTHEAD_LENGTH and all(_ORGANISATION.match(name) for name in text.split()) and bool(text)


def kind_of_line(line: Line) -> FrontKind:
    """Return what a line is taken for by itself."""
    if line.role is not None or line.table is not None:
        return "ruled"
    kind: FrontKind = "row" if line.row else _kind(line.text.strip())
    return "title" if line.level and kind not in ("notice_title", "chrome", "row") else kind


def _kind(text: str) -> FrontKind:
    if is_web_facts(text) and "。" not in text:
        return "facts"
    if DOC_NUMBER.fullmatch(text.strip("　 ")):
        return "doc_number"
    if is_menu(text) or is_junk(text) or is_blurb(text):
        return "chrome"
    if len(text) <= _MASTHEAD_LENGTH and text.endswith("文件") and is_organisation(text[:-2].strip()):
        return "masthead"
    if parse_date(text.strip("（）() ")):
        return "date"
    return _worded_kind(text)


def _worded_kind(text: str) -> FrontKind:
    if split_signature(text) is not None:
        return "signature"
    if is_notice_title(text):
        return "notice_title"
    if _ADDRESSEES.search(text) and not has_full_stop(text) and len(text) <= 300:
        return "addressees"
    if is_title(text):
        return "title"
    if is_organisation(text):
        return "organisation"
    return "prose" if is_prose(text) or has_full_stop(text) or _is_clause(text) else "short"


def _is_clause(text: str) -> bool:
    """A text with commas is no menu if it ends as a sentence does, or is the first line of a wrapped paragraph."""
    return re.search("[,，]", text) is not None and (ends_sentence(text) or len(text) >= _WRAPPED_LENGTH)


def split_signature(text: str) -> tuple[str, str] | None:
    """Split 某市教育局 2020年4月2日 into signer and ISO date; None for any other line."""
    dates = find_dates(text)
    if not dates or dates[-1].end != len(text.rstrip("）) 。")) or len(dates[-1].iso) < 10:
        return None
    signer = text[: dates[-1].start].strip(" （(")
    return (signer, dates[-1].iso) if signer and is_organisation(signer) else None
