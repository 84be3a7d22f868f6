"""Sentences of official prose: where they end, which are headings, how broken ones are joined.

One rule: words are never changed; only spaces that cannot be meant are taken out, and only from titles.
"""

import re
from collections import Counter
from collections.abc import Iterable

_CJK = "\u3400-\u9fff\uf900-\ufaff"
_CLOSERS = re.escape("”’\"'』」》〉）)】］]")
_SENTENCE_END = re.compile(rf"[。！？!?；;：:…][{_CLOSERS}]*\Z")
_FULL_STOP = re.compile(rf"[。！？!?][{_CLOSERS}]*")
_OPENERS = {"“": "”", "《": "》", "（": "）", "(": ")", "【": "】", "「": "」"}
_PARTS = re.compile("[,，]")
_STOPS = "。！？.．"
_HALF_STOP = re.compile(rf"[{_CJK}][.．]\s*[{_CJK}]")  # 推进数字校园建设.建成…
_BY_FIGURES = re.compile(rf"(?<=[{_CJK}]) (?=[0-9])|(?<![A-Za-z][0-9])(?<=[0-9]) (?=[{_CJK}])")
_BETWEEN_WORDS = re.compile(rf"(?<=[{_CJK}，。、；：（）《》“”]) (?=[{_CJK}，。、；：（）《》“”])")
_ORGANISATION_END = "局委会厅部府院"

_RUN_IN = re.compile(r"([^，,。；;：:]{2,14})[：:](?=\s*\S{6})")

PLAIN_HEADING = 40  # characters of a heading without a comma
SLOGAN_PART = 16  # characters of each part of a heading such as 提高站位，加强领导
SLOGAN_HEADING = 36
SLOGAN_PARTS = 3
OWN_LINE_HEADING = 45  # a longer line without a full stop is a sentence cut short rather than a heading
WRAPPED_SHARE = 0.4
SPACED_OUT = 6  # words of one character
MIN_WRAP, MAX_WRAP = 24, 60
MIN_CUT, CUT_SHARE, LEAST_CUT = 3, 0.5, 30  # full lines that break off in a sentence, where most lines are headings


def squeeze_spaces(text: str) -> str:
    """Return the text without any white space."""
    return "".join(text.split())


def ends_sentence(text: str) -> bool:
    """Tell whether the text ends where a sentence or clause may end."""
    return bool(_SENTENCE_END.search(text[-12:].rstrip()))


def is_complete(text: str) -> bool:
    """Tell whether a paragraph ends here: with a sentence, or with a bracket after one."""
    text = text.rstrip()
    return ends_sentence(text) or (text.endswith(tuple("）)】］]〕")) and not is_open(text))


def is_open(text: str) -> bool:
    """Tell whether the text cannot end here: a comma is last, or a bracket or quote stays open."""
    text = text.rstrip()
    if text.endswith(("，", ",", "、")):
        return True
    tail = text[-400:]
    return any(tail.rfind(opener) > tail.rfind(closer) for opener, closer in _OPENERS.items())


def has_full_stop(text: str) -> bool:
    """Tell whether the text holds the end of a sentence."""
    return _FULL_STOP.search(text) is not None


def is_prose(text: str) -> bool:
    """Tell whether a line reads as a sentence of running text, not as a heading, a label or a menu."""
    squeezed = squeeze_spaces(text)
    return len(squeezed) >= 20 and (ends_sentence(squeezed) or len(squeezed) >= 60)


def split_heading(text: str) -> tuple[str, str]:
    """Split a paragraph into its heading sentence, without the full stop, and the rest; ("", text) without one."""
    end = _first_stop(text)
    if end is None:
        return "", text
    sentence, rest = text[:end], text[end + 1 :]
    if not rest.strip() or not is_heading(sentence):
        return "", text
    return sentence.strip(), rest.strip()


def split_run_in(text: str) -> tuple[str, str]:
    """Split 指导思想：以… at its colon; ("", text) where the words before it only announce a list."""
    match = _RUN_IN.match(text)
    if match is None or re.search("[如以]下|包括", match[1]):
        return "", text
    return match[1].strip(), text[match.end() :].strip()


def _first_stop(text: str) -> int | None:
    """Return where the first full stop outside brackets and quotes is, within reach of a heading."""
    closers: list[str] = []
    for index, character in enumerate(text[: 2 * PLAIN_HEADING]):
        if closers and character == closers[-1]:
            closers.pop()
        elif character in _OPENERS:
            closers.append(_OPENERS[character])
        elif character in _STOPS and not closers and _is_stop(text, index):
            return index
    return None


def _is_stop(text: str, index: int) -> bool:
    return text[index] not in ".．" or (index > 0 and _HALF_STOP.match(text, index - 1) is not None)


def is_heading(sentence: str) -> bool:
    """Tell whether a sentence (without its full stop) is short and plain enough to be a heading."""
    text = squeeze_spaces(sentence).rstrip("。")
    if not text or re.search("[；;：:]", text):
        return False
    parts = [part for part in _PARTS.split(text) if part] or [text]
    if len(parts) == 1:
        return len(text) <= PLAIN_HEADING
    return len(parts) <= SLOGAN_PARTS and len(text) <= SLOGAN_HEADING and max(map(len, parts)) <= SLOGAN_PART


def clean_title(text: str) -> str:
    """Return a title on one line without scanner's spaces and final full stop; a meant space stays as one."""
    text = " ".join(text.split())
    if _is_spaced_out(text):
        text = squeeze_spaces(text)
    if text.endswith("。"):
        text = text[:-1].rstrip()
    if " " not in text:
        return text
    text = _BY_FIGURES.sub("", text)
    return text if _is_meant_space(text) else _BETWEEN_WORDS.sub(_dropped_space, text)


def _is_spaced_out(text: str) -> bool:
    """Tell whether nearly every character stands alone: 2 0 1 9 年 工 作 要 点."""
    words = text.split(" ")
    return len(words) >= SPACED_OUT and sum(len(word) == 1 for word in words) >= 0.8 * len(words)


def _is_meant_space(text: str) -> bool:
    """A single space between two halves stands for a comma: 坚持立德树人 落实五育并举."""
    halves = text.split(" ")
    return len(halves) == 2 and min(map(len, halves)) >= 4 and max(map(len, halves)) <= 2 * min(map(len, halves))


def _dropped_space(match: re.Match[str]) -> str:
    before = match.string[: match.start()]
    return " " if before.endswith((*_ORGANISATION_END, "办公室")) else ""


def wrap_width(lines: Iterable[str]) -> int | None:
    """Return the line length of a text broken at a fixed width, in characters; None where paragraphs are whole."""
    stripped = [line.strip() for line in lines if line.strip()]
    lengths = [len(line) for line in stripped]
    broken = Counter(length for length in lengths if MIN_WRAP <= length <= MAX_WRAP)
    if len(lengths) < 6 or not broken or max(lengths) > MAX_WRAP + 4:
        return None
    width = max(lengths)
    near = sum(count for length, count in broken.items() if length >= width - 3)
    if near >= WRAPPED_SHARE * len(lengths):
        return width
    cut = sum(len(line) >= width - 3 and not is_complete(line) for line in stripped)  # short headings tell nothing
    return width if cut >= max(MIN_CUT, CUT_SHARE * near) and width >= LEAST_CUT else None
