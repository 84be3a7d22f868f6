"""Rows and columns by the names that a sheet gives them. One rule: numbers count from 1 and always grow."""

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_DIGITS = 7


def _letters() -> dict[str, int]:
    """Return the names of all columns, A to XFD, with their numbers."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    pairs = [first + second for first in alphabet for second in alphabet]
    names = [*alphabet, *pairs, *(first + pair for first in alphabet for pair in pairs)]
    return {name: number for number, name in enumerate(names[:LAST_COLUMN], 1)}


COLUMNS = _letters()


def next_number(written: str | None, before: int, last: int) -> int:
    """Return the number that a row says it has; the next one if it says none or goes back."""
    number = int(written) if written and written.isdecimal() and len(written) <= _DIGITS else 0
    return number if before < number <= last else before + 1
