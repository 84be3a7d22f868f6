"""Text on its way out. One rule: what a format cannot hold is made visible and counted, never dropped."""

import re

from planeditor.language.dates import chinese_date
from planeditor.language.punctuation import chinese_quotes, full_width

__all__ = ["Cleaner", "chinese_date", "chinese_quotes", "display_width", "full_width"]

# Forbidden in XML 1.0, and so in every Office file (https://www.w3.org/TR/xml/#charsets).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROL_PICTURES = 0x2400  # U+2400 shows U+0000, and so on
_REPLACEMENT = "\ufffd"


class Cleaner:
    """Makes forbidden characters visible and counts them in `replaced`."""

    def __init__(self) -> None:
        self.replaced = 0

    def visible(self, text: str) -> str:
        """Return the text with a visible stand-in for each character that XML forbids."""
        return _FORBIDDEN.sub(self._stand_in, text)

    def _stand_in(self, match: re.Match[str]) -> str:
        self.replaced += 1
        code = ord(match.group())
        return chr(_CONTROL_PICTURES + code) if code < 0x20 else _REPLACEMENT


def display_width(text: str) -> int:
    """Return the width in half-width characters: a Chinese character takes two, as it does in GBK."""
    return len(text.encode("gbk", "replace"))
