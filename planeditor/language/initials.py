"""Finding Chinese words by the first letters of their reading: jjk for 基教科.

One rule: a letter stands for itself and for every character one of whose readings begins with it; no text is ever
translated, so that places in the text stay what they are.
"""

import re
from functools import cache

_LETTERS = re.compile("[A-Za-z]{2,}")  # one letter alone would find nearly everything


def are_initials(text: str) -> bool:
    """Tell whether a text can be meant as first letters: two or more Latin letters and nothing else."""
    return _LETTERS.fullmatch(text) is not None


def initials_pattern(letters: str) -> str:
    """Return a regular expression for what `letters` can stand for, one character a letter."""
    return "".join(f"[{letter}{letter.upper()}{_characters().get(letter, '')}]" for letter in letters.lower())


@cache
def _characters() -> dict[str, str]:
    from planeditor.language.initials_table import TABLE  # large, and only needed here

    found: dict[str, str] = {}
    letter = ""
    for line in TABLE.splitlines():
        letter, line = (line[0], line[2:]) if line[1:2] == " " else (letter, line)
        found[letter] = found.get(letter, "") + line
    return found
