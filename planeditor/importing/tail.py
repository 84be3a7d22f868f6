"""What stands behind a plan's body: closing words, signature, attachments, and the foot of a web page.

One rule: the foot is recognised from the end upwards, so that nothing inside the plan is mistaken for it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from planeditor.i18n import _
from planeditor.importing.front import Front
from planeditor.importing.front_lines import SIGNER, is_organisation, is_title, split_signature
from planeditor.importing.ledger import Ledger
from planeditor.importing.lines import Line
from planeditor.importing.outline import CUT_LINE
from planeditor.importing.rulings import MARKED_ROLES
from planeditor.importing.sprouts import Words
from planeditor.language.chrome import is_colophon, is_junk, is_menu, is_site_foot, is_web_facts
from planeditor.language.dates import parse_date
from planeditor.language.owners import find_owner_label
from planeditor.language.prose import ends_sentence, has_full_stop, is_complete

_ATTACHMENT = re.compile(r"附\s*件\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})?\s*(?:[：:]|\Z)")
_NUMBERED = re.compile(r"附\s*件\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})")
_CLOSING = re.compile(
    r"(?:各(?:县|区|市|地|单位|学校|部门|科室|校)|各[^。，,；;：:]{1,40}?(?:要|应|须|务必)|以上|请各|会议(?:强调|要求)|[特专]此|本(?:要点|计划|方案)自)"
)
FOOT_LINE = 24


@dataclass(slots=True)
class Tail:
    """Where the body ends, the closing words, and lines behind it that people say belong to the body."""

    end: int
    closing: list[Words] = field(default_factory=list)
    resumed: list[Line] = field(default_factory=list)


def read_tail(lines: Sequence[Line], start: int, front: Front, ledger: Ledger) -> Tail:
    """Return where the body that begins at `start` ends; signature and closing words go to the plan."""
    tail = Tail(_without_foot(lines, start))
    attachment = next((i for i in range(start, tail.end) if _is_attachment(lines[i])), None)
    if attachment is not None:
        _read_attachments(lines[attachment : tail.end], tail, front, ledger)
        tail.end = attachment
    tail.end = _without_signature(lines, start, tail.end, front, ledger)
    _read_closing(lines, start, tail, ledger)
    return tail


def _is_attachment(line: Line) -> bool:
    return line.role is None and _ATTACHMENT.match(line.text) is not None


def _without_foot(lines: Sequence[Line], start: int) -> int:
    """Cut the run of short lines at the end from the first on that is a website's own."""
    first = len(lines)
    while first > start + 1 and _may_be_foot(lines[first - 1]):
        first -= 1
    return next((i for i in range(first, len(lines)) if _is_foot(lines[i].text)), len(lines))


def _may_be_foot(line: Line) -> bool:
    if line.mark is not None or line.role is not None or line.table is not None or line.row or line.level:
        return False
    if _is_foot(line.text):
        return True
    ends = has_full_stop(line.text) or line.text.endswith(("；", ";"))
    return len(line.text) <= FOOT_LINE and not ends and not _is_end(line.text)


def _is_end(text: str) -> bool:
    return bool(parse_date(text.strip("（）() "))) or is_organisation(text) or _ATTACHMENT.match(text) is not None


def _is_foot(text: str) -> bool:
    return (
        is_junk(text)
        or is_colophon(text)
        or is_site_foot(text)
        or (not (has_full_stop(text) or _names_owners(text)) and (is_menu(text) or is_web_facts(text)))
    )


def _names_owners(text: str) -> bool:
    """牵头部门：… 完成时间：… is an item's; a site is run by those who 主办 and 承办 it."""
    return find_owner_label(text) is not None and not text.startswith(("主办", "承办"))


def _read_attachments(lines: Sequence[Line], tail: Tail, front: Front, ledger: Ledger) -> None:
    """The list of attachments closes the plan; the attachments themselves are set aside whole."""
    resumed = False
    signed = _begins_attachment(lines)
    for index, line in enumerate(lines):
        alone = _ATTACHMENT.fullmatch(line.text.strip()) is not None and line.role is None
        signed = signed or (index > 0 and alone)
        resumed = line.role in MARKED_ROLES or (resumed and not alone)
        if resumed or line.role is not None:
            tail.resumed.append(line)
        elif not signed and _sign(line, front, ledger):
            signed = bool(front.date)
        elif not signed and len(line.text) <= 80 and line.table is None:
            tail.closing.append(Words(line.text, [line.number]))
            ledger.take(line.number, "closing")
        else:
            _set_apart(line, ledger)
        if alone and signed and not resumed:
            aside = _("The attachments were set aside; import them by themselves if they are plans.")
            ledger.ask(line.number, aside, ("unplaced", "section"))


def _set_apart(line: Line, ledger: Ledger) -> None:
    rows = len(line.table.rows) if line.table is not None else 1
    for number in (*range(line.number, line.number + rows), *line.more):
        ledger.tell(number, "attachment")


def _begins_attachment(lines: Sequence[Line]) -> bool:
    """附件1 alone, and 附件 above a title or a table, is the attachment itself; 附件： is the list of attachments."""
    if _NUMBERED.fullmatch(lines[0].text.strip()):
        return True
    if re.search("[：:]", lines[0].text) or len(lines) < 2:
        return False
    below = lines[1]
    return below.table is not None or below.row or is_title(below.text)


def _without_signature(lines: Sequence[Line], start: int, end: int, front: Front, ledger: Ledger) -> int:
    last = end
    while last > start + 1 and end - last < 4 and _sign(lines[last - 1], front, ledger):
        last -= 1
    dated = last == end - 1 and front.date and not front.signer
    if dated and last > start + 1 and _may_sign(lines[last - 1]):
        last -= 1
        front.signer = lines[last].text.strip()
        front.issuer = front.issuer or front.signer
        ledger.take(lines[last].number, "meta")
    return _with_joint_signers(lines, start, last, front, ledger) if front.signer and last < end else last


def _may_sign(line: Line) -> bool:
    return _is_free(line) and SIGNER.fullmatch(line.text.strip()) is not None


def _with_joint_signers(lines: Sequence[Line], start: int, last: int, front: Front, ledger: Ledger) -> int:
    """Several offices sign one below the other; the last stands right above the date."""
    below = lines[last].text.strip() == front.signer
    while below and last > start + 1 and _may_sign(lines[last - 1]) and is_organisation(lines[last - 1].text.strip()):
        last -= 1
        front.signer = f"{lines[last].text.strip()}\n{front.signer}"
        ledger.take(lines[last].number, "meta")
    return last


def _is_free(line: Line) -> bool:
    return line.mark is None and line.role is None and not line.level


def _sign(line: Line, front: Front, ledger: Ledger) -> bool:
    text = line.text.strip()
    if line.role is not None or line.table is not None:
        return False
    signed = split_signature(text)
    date = signed[1] if signed else parse_date(text.strip("（）() "))
    signer = signed[0] if signed else (text if is_organisation(text) and line.mark is None else "")
    if not (date or signer) or (date and len(date) < 7):
        return False
    if (date and front.date not in ("", date) and not front.is_page_date) or (
        signer and front.signer not in ("", signer)
    ):
        return False
    front.is_page_date = front.is_page_date and not date
    front.date, front.signer = date or front.date, signer or front.signer
    if signer and (front.is_issuer_guessed or not front.issuer):
        front.issuer, front.is_issuer_guessed = signer, False
    ledger.take(line.number, "meta")
    return True


def _is_finished(line: Line) -> bool:
    """A sentence, a row, a line of owners, and a short line, which no page end cut, are not carried on below."""
    labelled = find_owner_label(line.text) is not None
    short = line.mark is not None and len(line.text) < CUT_LINE
    return is_complete(line.text) or labelled or short or line.table is not None or line.row


def _read_closing(lines: Sequence[Line], start: int, tail: Tail, ledger: Ledger) -> None:
    """A last paragraph of its own that speaks to the reader closes the plan."""
    last = lines[tail.end - 1] if tail.end > start + 1 else None
    if last is None or not _is_free(last) or not _CLOSING.match(last.text) or not ends_sentence(last.text):
        return
    if not (_is_finished(lines[tail.end - 2]) or last.text.startswith("以上")):
        return
    tail.closing.insert(0, Words(last.text, [last.number]))
    ledger.take(last.number, "closing")
    tail.end -= 1
