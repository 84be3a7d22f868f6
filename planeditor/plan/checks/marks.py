"""Rules on punctuation: brackets and quotes without partner, half-width marks, doubled marks, stray spaces.

One rule: what GB/T 15834 allows is left alone, and so are figures, Latin text and numbers such as 1).
"""

import re
from collections.abc import Iterator

from planeditor.i18n import _, ngettext
from planeditor.language.punctuation import chinese_quotes, full_width
from planeditor.plan.checks.problems import ERROR, Finding, Mend, Text, around

_PAIRS = {"《": "》", "（": "）", "(": ")", "“": "”", "‘": "’", "【": "】", "〔": "〕", "「": "」", "『": "』"}
_KIND = {mark: kind for kind, pair in enumerate(_PAIRS.items()) for mark in pair} | {"(": 1, ")": 1}
_OPENERS = frozenset(_PAIRS)
_PARTNER = _PAIRS | {closer: opener for opener, closer in _PAIRS.items()}
_MARKS = re.compile(f"[{re.escape(''.join(_PARTNER))}]")
_COUNTING = re.compile(r"(?:\A|[\s。；;：:，,、！？“])(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])\Z")
_APOSTROPHE = re.compile(r"[A-Za-z0-9]’")
_INCHES = re.compile(r'\d"')
_MOST = 5  # findings in one text; more are one broken text

HALF_WIDTH = tuple(',:;()"')
_HAN = "\u3400-\u9fff"
_FULL = "，。、；：？！）》”’】〕（《“‘【〔"
_DOUBLED = re.compile(r"[，、；：。,;:][ \u3000]*[，、；：。,;:](?:[ \u3000]*[，、；：。,;:])*")
_CHINESE_BESIDE = re.compile(f"[{_HAN}{_FULL}]")
_STRENGTH = "、,，:：;；。"
_SPACE = re.compile(f"(?<=[{_HAN}{_FULL},;:])[ \u3000\xa0]+(?=[{_HAN}{_FULL}])")
_WORD_BEFORE = re.compile(f"[{_HAN}]*\\Z")
_WORD_BEHIND = re.compile(f"[{_HAN}]*")
_NAME_LENGTH = 4  # 张三 李四, 局长 王五: people set names apart by spaces


def unmatched(text: Text) -> Iterator[Finding]:
    """Report brackets, book-title marks and quotes without their partner."""
    words = text.words
    for count, place in enumerate(_lone_marks(words)):
        if count == _MOST:
            return
        mark = words[place]
        message = _("“{mark}” has no matching “{partner}”.").format(mark=mark, partner=_PARTNER[mark])
        mend = _opened(words, place) if mark == "》" else None
        yield Finding(place, place + 1, message, around(words, place, place + 1), ERROR, mend)
    if words.count('"') % 2 and not _INCHES.search(words):
        place = words.rfind('"')
        message = _("The number of straight quotes is odd: one has no partner.")
        yield Finding(place, place + 1, message, text.place)


def _lone_marks(words: str) -> list[int]:
    """Return where the marks without partner stand, in order."""
    opened: list[int] = []
    lone: list[int] = []
    for match in _MARKS.finditer(words):
        mark, place = match.group(), match.start()
        if mark in _OPENERS:
            opened.append(place)
            continue
        kind = _KIND[mark]
        depth = next((i for i in range(len(opened) - 1, -1, -1) if _KIND[words[opened[i]]] == kind), None)
        if depth is not None:
            lone += opened[depth + 1 :]
            del opened[depth:]
        elif not _needs_no_partner(words, place):
            lone.append(place)
        if len(opened) > 100:  # no text has that: do not search it again and again
            break
    return sorted(lone + opened)


def _needs_no_partner(words: str, place: int) -> bool:
    """Tell whether a closing mark belongs to a number, 1）, or is an apostrophe."""
    if words[place] in ")）":
        return _COUNTING.search(words[max(place - 5, 0) : place]) is not None
    return words[place] == "’" and _APOSTROPHE.match(words, place - 1) is not None


def _opened(words: str, place: int) -> Mend | None:
    """Offer to open a document's name at the 关于 that such names begin with."""
    floor = max(words.rfind(mark, 0, place) for mark in "，,。；;：:、《》\n") + 1
    start = words.find("关于", floor, place)
    return Mend(start, start + len("关于"), "《关于", _("Insert “{mark}”").format(mark="《")) if start >= 0 else None


def half_width(text: Text) -> Iterator[Finding]:
    """Report half-width punctuation beside Chinese characters, once for a text, by the rules of the exports."""
    words = text.words
    mended = chinese_quotes(full_width(words))
    if mended == words:
        return
    start = next(i for i, (old, new) in enumerate(zip(words, mended, strict=False)) if old != new)
    count = max(sum(words.count(mark) - mended.count(mark) for mark in ',:;()"'), 1)
    message = ngettext(
        "{count} half-width mark should be full-width.", "{count} half-width marks should be full-width.", count
    )
    mend = Mend(0, len(words), mended, _("Make them full-width"))
    yield Finding(start, start + 1, message.format(count=count), text.place, mend=mend, count=count)


def doubled(text: Text) -> Iterator[Finding]:
    """Report two marks in a row where one belongs."""
    for match in _DOUBLED.finditer(text.words):
        start, end = match.span()
        if not _CHINESE_BESIDE.search(text.words, max(start - 1, 0), end + 1):
            continue
        marks = [mark for mark in match.group() if not mark.isspace()]
        strongest = full_width(f"字{max(marks, key=_STRENGTH.index)}字")[1]
        message = _("“{marks}”: one mark too many.").format(marks=match.group())
        mend = Mend(start, end, strongest, _("Keep “{mark}”").format(mark=strongest))
        yield Finding(start, end, message, around(text.words, start, end), mend=mend)


def stray_spaces(text: Text) -> Iterator[Finding]:
    """Report spaces between Chinese characters, once for a text; titles may be spaced on purpose."""
    words = text.words
    if text.place in ("title", "plan.title", "plan.notice_title"):
        return
    spaces = [match for match in _SPACE.finditer(words) if not _is_meant(words, match)]
    if not spaces:
        return
    message = ngettext(
        "{count} stray space between Chinese characters.", "{count} stray spaces between Chinese characters.",
        len(spaces),
    )  # fmt: skip
    starts, ends = [0, *(space.end() for space in spaces)], [*(space.start() for space in spaces), None]
    parts = [words[start:end] for start, end in zip(starts, ends, strict=True)]
    mend = Mend(0, len(words), "".join(parts), _("Remove them"))
    start, end = spaces[0].span()
    yield Finding(start, end, message.format(count=len(spaces)), text.place, mend=mend, count=len(spaces))


def _is_meant(words: str, space: re.Match[str]) -> bool:
    """Tell whether a space sets short words apart, or indents a paragraph."""
    start, end = space.span()
    if start == 0 or words[start - 1] == "\n" or space.group().count("\u3000") > 1:
        return True
    before = _WORD_BEFORE.search(words[max(start - 2 * _NAME_LENGTH, 0) : start])
    behind = _WORD_BEHIND.match(words, end, end + 2 * _NAME_LENGTH)
    lengths = [len(match.group()) for match in (before, behind) if match]
    return all(0 < length <= _NAME_LENGTH for length in lengths)
