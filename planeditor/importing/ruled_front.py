"""Lines that people say are the plan's own: its title, its facts, notice, preamble and closing words.

One rule: a line of which nobody knows which property it is stays among the unplaced ones, word for word.
"""

from collections.abc import Sequence

from planeditor.importing.front import Front
from planeditor.importing.front_lines import DOC_NUMBER, is_notice_title, is_organisation, split_signature
from planeditor.importing.ledger import Ledger
from planeditor.importing.lines import Line
from planeditor.importing.sprouts import Words
from planeditor.language.dates import parse_date
from planeditor.language.prose import clean_title


def place_ruled(lines: Sequence[Line], front: Front, ledger: Ledger) -> None:
    """Put the lines among the plan's properties that people say belong there."""
    for line in lines:
        words = Words(line.text.strip(), [line.number, *line.more])
        role = line.role or "unplaced"
        if role == "meta":
            _place_fact(line, words.text, front, ledger)
        elif role == "title":
            front.title = clean_title(f"{front.title} {words.text}")
        else:
            {"notice": front.notice, "closing": front.closing}.get(role, front.preamble).append(words)
        ledger.take(line.number, role)


def _place_fact(line: Line, text: str, front: Front, ledger: Ledger) -> None:
    signed = split_signature(text) or ("", parse_date(text.strip("（）() ")))
    if signed[1]:
        front.date, front.signer = signed[1], signed[0] or front.signer
    elif DOC_NUMBER.fullmatch(text):
        front.doc_number = text
    elif is_notice_title(text):
        front.notice_title = clean_title(text)
    elif is_organisation(text.removesuffix("文件").strip()):
        front.issuer = text.removesuffix("文件").strip()
    elif text.endswith(("：", ":")):
        front.addressees = text
    else:
        ledger.set_aside(line.number, text)
