"""What annexes are called: 附件1　任务清单. One rule: the mark is told from the name by what stands between them."""

import re

ANNEX = "附件"
_HEAD = re.compile(r"附件\s*\d{0,2}\s*[:：.．、　 ]?\s*")


def annex_title(number: int | None, name: str) -> str:
    """Return 附件1　任务清单; a single annex has no number."""
    return f"{ANNEX}{number or ''}　{name}"


def annex_name(title: str) -> str:
    """Return the name of an annex without its mark: 任务清单."""
    words = " ".join(title.split("\n"))
    match = _HEAD.match(words)
    return words[match.end() :] if match and match.end() < len(words) else words
