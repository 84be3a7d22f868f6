"""What stands before a plan's body: title, document number, notice, addressees, date, preamble, and the web page.

One rule: a line that has no place among the plan's properties is left to the unplaced ones.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from planeditor.i18n import _
from planeditor.importing.draft import LineKind
from planeditor.importing.front_lines import (
    SIGNER,
    FrontKind,
    is_notice_title,
    is_organisation,
    is_title,
    kind_of_line,
    split_signature,
)
from planeditor.importing.ledger import Ledger
from planeditor.importing.lines import Line
from planeditor.importing.rulings import Rulings
from planeditor.importing.sprouts import Words
from planeditor.language.chrome import (
    is_bare_table_label,
    is_table_label,
    read_filler,
    read_web_facts,
)
from planeditor.language.dates import find_dates, parse_date
from planeditor.language.prose import clean_title, ends_sentence, has_full_stop, is_complete, squeeze_spaces

_TITLE_ISSUER = re.compile(r"([\u4e00-\u9fff]{2,20}?(?:局|厅|委员会))\s*(?:关于|20\d\d\s*年)")
_YEAR = re.compile(r"(20\d\d)\s*(?:[-—–~至]\s*20\d\d\s*)?(?:学?年|年度)")
_SUBJECT = re.compile(r".{0,30}(?:关于|印发|转发)")
_STAGE_LINE = re.compile(r"[（(](?:[^（()）]{0,6}稿|试行|暂行|草案|[^（()）]{0,4}20\d\d[^（()）月]{0,10})[）)]")
_TITLE_PARTS = ("organisation", "short", "title", "prose")
_PLAN_YEAR = re.compile(r"(20\d\d)\s*(?:学?年|年度)?[^，。；、和与及]{0,12}?(?:计划|要点|安排|打算|思路|方案)")
MAX_TITLE_LINES = 4
_TITLE_TAIL = 8
_ASIDE = re.compile(r"附\s*件\s*\d{0,2}\s*[：:]?|[（(][^（()）]*[）)]")


@dataclass(slots=True)
class Front:
    """The plan's properties found before its body; text "" and year None where the source has none."""

    title: str = ""
    notice_title: str = ""
    doc_number: str = ""
    issuer: str = ""
    is_issuer_guessed: bool = False  # taken from the title, which a signature corrects
    addressees: str = ""
    date: str = ""
    is_page_date: bool = False  # told by the page around the document, which a signature corrects
    signer: str = ""
    year: int | None = None
    notice: list[Words] = field(default_factory=list)
    preamble: list[Words] = field(default_factory=list)
    closing: list[Words] = field(default_factory=list)


def read_front(lines: Sequence[Line], ledger: Ledger, rulings: Rulings) -> Front:
    """Return what the lines before the body tell of the plan, and record every line's role."""
    kinds = [kind_of_line(line) for line in lines]
    _spread_notice_title(lines, kinds)
    _spread_title(lines, kinds)
    _spread_table(lines, kinds)
    _spread_prose(lines, kinds)
    _spread_addressees(lines, kinds)
    front = Front()
    subject, title = _title_places(lines, kinds)
    titles = ruled_titles(lines, rulings)
    reader = _FrontReader(lines, kinds, ledger, front, subject, titles[-1] if titles else title, titles)
    reader.read()
    return front


def ruled_titles(lines: Sequence[Line], rulings: Rulings) -> list[int]:
    """Return where the title stands that people chose, with its neighbours that were taken for the title before."""
    ruled = [i for i, line in enumerate(lines) if line.role == "title"]
    if not ruled:
        return []
    first, last = ruled[0], ruled[-1]
    while first > 0 and not lines[first].gap and rulings.kind_of(lines[first - 1].number) == "title":
        first -= 1
    while last + 1 < len(lines) and not lines[last + 1].gap and rulings.kind_of(lines[last + 1].number) == "title":
        last += 1
    return [*range(first, ruled[0]), *ruled, *range(ruled[-1] + 1, last + 1)]


def _spread_notice_title(lines: Sequence[Line], kinds: list[FrontKind]) -> None:
    """A covering notice's title may fill several lines; the last one is marked, `_title_start` finds the first."""
    for last in range(1, len(lines)):
        for first in range(last - 1, max(last - MAX_TITLE_LINES, -1), -1):
            if lines[first + 1].gap or kinds[first] not in _TITLE_PARTS or kinds[last] not in _TITLE_PARTS:
                break
            whole = "".join(squeeze_spaces(line.text) for line in lines[first : last + 1])
            if _SUBJECT.match(squeeze_spaces(lines[first].text)) and is_notice_title(whole):
                kinds[last] = "notice_title"
                for part in range(first, last):
                    kinds[part] = "short"
                break


def _spread_title(lines: Sequence[Line], kinds: list[FrontKind]) -> None:
    """2022年职业教育工作要|点: neither line is a title, both are, where the document has no other."""
    if "title" in kinds:
        return
    for last in range(1, len(lines)):
        above, tail = squeeze_spaces(lines[last - 1].text), squeeze_spaces(lines[last].text)
        plain = kinds[last - 1] == kinds[last] == "short" and not (lines[last].gap or lines[last - 1].mark)
        if plain and len(tail) <= _TITLE_TAIL <= len(above) and is_title(above + tail):
            kinds[last] = "title"
            return


def _spread_table(lines: Sequence[Line], kinds: list[FrontKind]) -> None:
    """Between the labels of an open-information table stand their values, one a line."""
    labels = [index for index, line in enumerate(lines) if is_table_label(line.text)]
    if len(labels) < 3:
        return
    value_below = is_bare_table_label(lines[labels[-1]].text)
    for index in range(labels[0], min(labels[-1] + 1 + value_below, len(lines))):
        if not has_full_stop(lines[index].text):
            kinds[index] = "facts"


def _spread_prose(lines: Sequence[Line], kinds: list[FrontKind]) -> None:
    """A line behind running text that breaks off carries it on, however short it is."""
    for index in range(1, len(lines)):
        broken = kinds[index - 1] == "prose" and not is_complete(lines[index - 1].text)
        if broken and kinds[index] == "short" and not lines[index].indented:
            kinds[index] = "prose"


def _spread_addressees(lines: Sequence[Line], kinds: list[FrontKind]) -> None:
    """Addressees that fill several lines end in a colon on the last; those before name one after another."""
    for index in range(1, len(lines)):
        first = index
        while kinds[index] == "addressees" and first > 0 and _may_address(lines[first - 1].text, kinds[first - 1]):
            first -= 1
        kinds[first:index] = ["addressees"] * (index - first)


def _may_address(text: str, kind: FrontKind) -> bool:
    return kind in ("short", "prose") and re.search("[，,、]", text) is not None and not re.search("[。；;：:]", text)


def _title_places(lines: Sequence[Line], kinds: list[FrontKind]) -> tuple[int | None, int | None]:
    """Return where the notice's title and the plan's title stand; the last title before the body is the plan's."""
    subject = _notice_place(lines, kinds)
    titles = [i for i, kind in enumerate(kinds) if kind == "title" and (subject is None or i > subject)]
    if not titles and subject is None:
        titles = [i for i, kind in enumerate(kinds) if kind == "facts" and is_title(lines[i].text)][-1:]
    if not titles:
        return (None, subject) if subject is not None else (None, _plain_title(lines, kinds))
    last = squeeze_spaces(lines[titles[-1]].text)
    return subject, next(i for i in titles if squeeze_spaces(lines[i].text) == last)


def _notice_place(lines: Sequence[Line], kinds: list[FrontKind]) -> int | None:
    """Return where the notice's title stands; a page may show it, without the office, once more above the letter."""
    places = [i for i, kind in enumerate(kinds) if kind == "notice_title"]
    if not places:
        return None
    shown = squeeze_spaces(lines[places[0]].text)
    fuller = next((i for i in places[1:] if squeeze_spaces(lines[i].text).endswith(shown)), None)
    if fuller is None:
        return places[0]
    kinds[places[0]] = "chrome"
    return fuller


def _plain_title(lines: Sequence[Line], kinds: list[FrontKind]) -> int | None:
    """Without a title by its words, the first short line of a document is one if it looks like a heading."""
    first = next((i for i, kind in enumerate(kinds) if kind not in ("chrome", "facts")), None)
    if first is None or kinds[first] != "short" or lines[first].mark is not None:
        return None
    text = squeeze_spaces(lines[first].text)
    return first if 4 <= len(text) <= 40 and not ends_sentence(text) else None


def _with_arabic_year(title: str) -> str:
    """Return a title with the year in 二〇二三年 written 2023年."""
    dates = find_dates(title)
    return f"{dates[0].iso[:4]}年{title[dates[0].end :]}" if dates and not _YEAR.search(title) else title


class _FrontReader:
    """Goes through the lines once and puts each where it belongs."""

    def __init__(
        self,
        lines: Sequence[Line],
        kinds: list[FrontKind],
        ledger: Ledger,
        front: Front,
        subject: int | None,
        title: int | None,
        ruled: list[int],
    ) -> None:
        self._lines, self._kinds, self._ledger, self._front = lines, kinds, ledger, front
        self._subject, self._title, self._ruled = subject, title, ruled
        self._masthead: list[str] = []
        self._title_lines: set[int] = set()
        self._above_title: list[str] = []  # the offices that a title begins with, on a line of their own

    def read(self) -> None:
        self._front.title = self._read_title(self._title, "title")
        self._front.notice_title = self._read_title(self._subject, "meta")
        for index, kind in enumerate(self._kinds):
            self._read_line(index, kind)
        self._read_page()
        self._choose_issuer()
        self._choose_year()

    def _take(self, line: Line, role: LineKind, *, continues: bool = False) -> None:
        self._ledger.take(line.number, role, continues=continues)
        for number in line.more:
            self._ledger.take(number, role, continues=True)

    def _read_title(self, index: int | None, role: Literal["title", "meta"]) -> str:
        if index is None:
            return ""
        ruled = role == "title" and self._ruled
        places = self._ruled if ruled else list(range(self._title_start(index), self._title_end(index) + 1))
        parts = [self._lines[i].text.strip() for i in places]
        for i in places:
            self._take(self._lines[i], role, continues=i > places[0])
            self._kinds[i] = "title"
        self._title_lines.update(places)
        if len(parts) == 1 or not is_organisation(parts[0]):
            return clean_title("".join(parts))
        self._above_title = self._above_title or parts[0].split()
        return clean_title(" ".join(parts))

    def _title_end(self, index: int) -> int:
        """（试行） or （2023—2024年） below a title belongs to it."""
        below = self._lines[index + 1] if index + 1 < len(self._lines) else None
        staged = (
            below is not None and below.role is None and not below.gap and _STAGE_LINE.fullmatch(below.text.strip())
        )
        return index + 1 if staged else index

    def _title_start(self, index: int) -> int:
        """A title may be set in lines: the office above 2020年工作要点, or its first half above the second."""
        first = index
        most = MAX_TITLE_LINES - 1 if self._kinds[index] == "notice_title" else 2
        while first > 0 and index - first < most and not self._lines[first].gap:
            above = self._lines[first - 1]
            if (
                self._kinds[first - 1] not in ("organisation", "short")
                or above.mark
                or _ASIDE.fullmatch(above.text.strip())
            ):
                break
            first -= 1
        if first == index > 0 and self._kinds[index - 1] == "organisation" and self._starts_bare(index):
            first = index - 1
        return first

    def _starts_bare(self, index: int) -> bool:
        return re.match(r"(?:关于|\d{4}|二〇)", self._lines[index].text.strip()) is not None

    def _read_line(self, index: int, kind: FrontKind) -> None:
        line, text = self._lines[index], self._lines[index].text.strip()
        if line.role is not None and line.role != "title":
            self._front.preamble.append(Words(text, [line.number]))  # ruled to be text, and no item stands above it
            self._take(line, line.role)
        elif kind == "doc_number":
            self._front.doc_number = self._front.doc_number or text
            self._take(line, "meta")
        elif kind == "masthead":
            self._masthead += text.removesuffix("文件").split()
            self._take(line, "meta")
        elif kind in ("signature", "date"):
            self._sign(line, text)
        elif kind == "addressees" and not ends_sentence(self._front.addressees) and self._title_before(index):
            self._take(line, "meta", continues=bool(self._front.addressees))
            self._front.addressees += text
        elif kind in ("prose", "addressees", "notice_title") or self._is_notice_line(index, kind, text):
            self._read_prose(index, line, text)
        elif kind == "organisation" and self._is_byline(index):
            self._masthead.append(text)
            self._take(line, "meta")
        elif (kind == "organisation" and self._is_signer(index)) or self._signs_prose(index, kind):
            self._front.signer = self._front.signer or text
            self._take(line, "meta")
        elif kind == "short" and self._may_head_body(index):
            question = _("A short line above the first item: is it a heading?")
            self._ledger.ask(line.number, question, ("unplaced", "section", "preamble"))

    def _may_head_body(self, index: int) -> bool:
        """重点工作 between the title and an unnumbered section of items."""
        below_title = self._title is not None and self._title < index == len(self._lines) - 1
        return below_title and not _ASIDE.fullmatch(self._lines[index].text.strip())

    def _title_before(self, index: int) -> bool:
        places = [place for place in (self._subject, self._title) if place is not None]
        return not places or index > min(places)

    def _in_notice(self, index: int) -> bool:
        return self._subject is not None and self._title is not None and self._subject < index < self._title

    def _is_notice_line(self, index: int, kind: FrontKind, text: str) -> bool:
        return kind == "short" and self._in_notice(index) and not _ASIDE.fullmatch(text)

    def _is_byline(self, index: int) -> bool:
        """An office right below the title with the date in brackets below it issues the plan and does not sign it."""
        titled = index > 0 and index - 1 in self._title_lines
        below = self._lines[index + 1].text.strip() if index + 1 < len(self._lines) else ""
        return titled and self._kinds[index + 1] == "date" and below.startswith(("（", "("))

    def _is_signer(self, index: int) -> bool:
        following = self._kinds[index + 1] if index + 1 < len(self._kinds) else ""
        return following in ("date", "organisation", "signature")

    def _signs_prose(self, index: int, kind: FrontKind) -> bool:
        """Between running text and a date any body signs."""
        around = (self._kinds[index - 1] if index else "", *self._kinds[index + 1 : index + 2])
        return (
            kind == "short" and around == ("prose", "date") and bool(SIGNER.fullmatch(self._lines[index].text.strip()))
        )

    def _sign(self, line: Line, text: str) -> None:
        signed = split_signature(text)
        signer, date = signed or ("", parse_date(text.strip("（）() ")))
        if self._front.date and self._front.date != date:
            return
        self._front.date = date
        self._front.signer = self._front.signer or signer
        self._take(line, "meta")

    def _read_prose(self, index: int, line: Line, text: str) -> None:
        if self._title is not None and index < self._title and self._subject is None:
            return  # running text above the title belongs to the page around it
        into = self._front.notice if self._in_notice(index) else self._front.preamble
        role: Literal["notice", "preamble"] = "notice" if into is self._front.notice else "preamble"
        before = self._kinds[index - 1] if index else "short"
        joins = bool(into) and before == "prose" and not is_complete(into[-1].text) and not line.indented
        if joins:
            into[-1].text += text
            into[-1].lines.append(line.number)
        else:
            into.append(Words(text, [line.number]))
        self._take(line, role, continues=joins)

    def _read_page(self) -> None:
        """What the page says of the document counts where the document itself says nothing."""
        told = [line for line, kind in zip(self._lines, self._kinds, strict=True) if kind == "facts"]
        facts = read_web_facts([line.text for line in told])
        self._front.is_page_date = not self._front.date
        self._front.date = self._front.date or facts.date
        self._masthead = self._masthead or self._front.signer.split() or facts.issuer.split()
        for line in told:
            if (facts.issuer and facts.issuer in line.text) or (facts.date and find_dates(line.text)):
                self._take(line, "meta")
                self._ledger.set_aside(line.number, line.text.strip())

    def _choose_issuer(self) -> None:
        if not self._masthead:
            match = _TITLE_ISSUER.match(self._front.notice_title or self._front.title)
            filler = read_filler(
                [line.text for line, kind in zip(self._lines, self._kinds, strict=True) if kind == "facts"]
            )
            self._masthead = self._above_title or ([match[1]] if match else [filler] if filler else [])
            self._front.is_issuer_guessed = True
        self._front.issuer = "\n".join(dict.fromkeys(self._masthead))

    def _choose_year(self) -> None:
        title = _with_arabic_year(self._front.title or self._front.notice_title)
        titled = (_PLAN_YEAR.search(title) if len(_YEAR.findall(title)) > 1 else None) or _YEAR.search(title)
        told = _YEAR.search(" ".join(words.text for words in self._front.preamble[:1])[:200])
        if titled and told and told[1] not in _YEAR.findall(title) and self._title is not None:
            question = _("The title says {title}, the text {text}: which year is the plan for?")
            self._ledger.ask(
                self._lines[self._title].number, question.format(title=titled[1], text=told[1]), ("title",)
            )
            return
        year = titled or told
        self._front.year = int(year[1]) if year else None
