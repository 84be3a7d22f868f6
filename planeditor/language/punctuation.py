"""Chinese punctuation: which half-width marks and straight quotes ought to be full-width, and made so (GB/T 15834).

One rule: figures and Latin text are left alone, and what cannot be told stays as it is.
"""

import re

_HAN = "\u2e80-\u2fdf\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’—…·"
_IS_HAN = re.compile(f"[{_HAN}]")
_HALF_WIDTH = re.compile("[,:;()]")
_BRACKETS = re.compile("[()（）]")
_PUNCTUATION = re.compile(rf"(?<=[{_HAN}])[,:;](?!//) *|(?<![\s])[,:;](?=[{_HAN}])")
_LONE_BRACKET = re.compile(rf"(?<=[{_HAN}])[()](?=[{_HAN}])")
_DIGIT_AT_END = re.compile("[0-9０-９]$")  # 55": inches
_FULL_WIDTH = str.maketrans(",:;()", "，：；（）")


def full_width(text: str) -> str:
    """Return the text with half-width , : ; ( ) next to Chinese characters made full-width (GB/T 15834).

    A space after such a mark goes with it. Figures and names are left alone: 54.8, 2018-2020, 16:57, 1,000, 1+X, IPv6.
    """
    while _HALF_WIDTH.search(text) and (widened := _widen_once(text)) != text:
        text = widened  # what became full-width counts as Chinese for its neighbours
    return text


def _widen_once(text: str) -> str:
    text = _paired_brackets(text)
    text = _PUNCTUATION.sub(lambda match: match.group().rstrip(" ").translate(_FULL_WIDTH), text)
    return _LONE_BRACKET.sub(lambda match: match.group().translate(_FULL_WIDTH), text)


def _paired_brackets(text: str) -> str:
    """Both brackets of a pair change, or neither; a Chinese character inside or beside them decides."""
    characters = list(text)
    opened: list[int] = []
    for match in _BRACKETS.finditer(text):
        if match.group() in "(（":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if _IS_HAN.search(text, max(start - 1, 0), match.end() + 1):
                characters[start], characters[match.start()] = "（）"
    return "".join(characters)


def chinese_quotes(text: str) -> str:
    """Return a paragraph with straight quotes in or beside Chinese text made “ ”.

    Only where every quote of the paragraph finds its partner: a number may be odd, a quote may mean inches, and a
    Chinese one may have been closed with a straight one; then all stay as they are. So do pairs in Latin text.
    """
    parts = text.split('"')
    pairs = range(1, len(parts) - 1, 2)
    if len(parts) % 2 == 0 or not all(_is_quoted(parts[index - 1], parts[index]) for index in pairs):
        return text
    result = parts[:1]
    for index in pairs:
        before, quoted, after = parts[index - 1 : index + 2]
        chinese = _IS_HAN.search(before[-1:] + quoted + after[:1])
        result += ["“" if chinese else '"', quoted, "”" if chinese else '"', after]
    return "".join(result)


def _is_quoted(before: str, quoted: str) -> bool:
    balanced = quoted.count("“") == quoted.count("”")
    return balanced and "\n" not in quoted and quoted != "" and not _DIGIT_AT_END.search(before)
