"""The choices of an export, and how they are kept in the plan's settings.

One rule: every choice but mark and pace is a setting `export.<name>`, and a setting nobody can read is as if it were
not there. Word reads all of them, the other formats those that make sense to them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from planeditor.plan.pace import USUAL, thresholds

FontProfile = Literal["standard", "windows"]
RedHead = Literal["none", "plain", "preprinted", "drawn"]
PREFIX = "export."
DRAFT_MARK = "征求意见稿"
_UNKEPT = ("mark", "pace")
_YES, _NO = "yes", "no"
_CHOICES: dict[str, tuple[str, ...]] = {"fonts": get_args(FontProfile), "red_head": get_args(RedHead)}


@dataclass(frozen=True, slots=True)
class Options:
    """Choices of taste and what the sheet says beside the plan; dates are ISO text, "" is what is usual.

    `mark` names the state of the plan that is exported (`document.mark()`); it travels with the file. `pace` has the
    thresholds of the plan's lights.
    """

    mark: str = ""
    fonts: FontProfile = "standard"
    template: str = ""  # path of an office's own .docx: its styles, page and red head
    full_width: bool = True  # correct half-width marks and straight quotes
    strict: bool = False  # exactly 28 characters a line: no compressed marks, no gaps beside figures
    owners: bool = True  # the line （牵头科室：…；责任科室：…；完成时限：…）
    targets: bool = False  # the goals below each item, as figures
    red_head: RedHead = "none"  # plain: black; preprinted: room for the printed one; drawn: red
    agency: str = ""  # the head's words, one agency a line; usual: the issuers with 文件
    urgency: str = ""  # 特急, 加急
    seal: bool = False  # leave room for a seal on signature and date
    contact: str = ""  # 附注 below the date, in brackets
    task_table: bool = False  # 附件2: the table of tasks
    imprint: bool = False  # 版记 at the foot of the last page
    copies_to: str = ""  # 抄送
    printer: str = ""  # 印发机关; usual: the office of the first issuer
    printed: str = ""  # 印发日期; usual: the plan's date
    draft_mark: str = DRAFT_MARK
    draft_date: str = ""
    author: str = ""  # named in the document's properties; usual: nobody
    pace: tuple[float, float] = USUAL  # points


def options_from(settings: Mapping[str, str], mark: str = "") -> Options:
    """Return the options that a plan's settings name."""
    known: dict[str, Any] = {}
    for field in fields(Options):
        text = settings.get(PREFIX + field.name, "")
        if text and field.name not in _UNKEPT and _is_choice(field.name, text, field.default):
            known[field.name] = text == _YES if isinstance(field.default, bool) else text
    return Options(mark=mark, pace=thresholds(settings), **known)


def settings_of(options: Options) -> dict[str, str]:
    """Return every setting of an export by name, "" for one that is as usual, which `set_setting` takes away."""
    return {
        PREFIX + field.name: _text(getattr(options, field.name), field.default)
        for field in fields(Options)
        if field.name not in _UNKEPT
    }


def _is_choice(name: str, text: str, default: Any) -> bool:
    if isinstance(default, bool):
        return text in (_YES, _NO)
    return text in _CHOICES.get(name, (text,))


def _text(value: Any, default: Any) -> str:
    if value == default:
        return ""
    if isinstance(value, bool):
        return _YES if value else _NO
    return str(value)
