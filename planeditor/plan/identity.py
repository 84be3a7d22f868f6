"""Ids of everything in a plan: 63-bit integers in time order, with a short text form for documents.

One rule: an id is given once and never changes, also across export, import and merge.
"""

import secrets
import threading
import time

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
TEXT_LENGTH = 13  # 13 * 5 bits hold 63
RANDOM_BITS = 22  # 41 bits of milliseconds reach the year 2039 + 30
EPOCH_MS = 1_577_836_800_000  # 2020-01-01T00:00Z

_lock = threading.Lock()
_last = 0


def new_id() -> int:
    """Return an id larger than every earlier one of this process, unlikely to be given by another."""
    return new_ids(1)[0]


def new_ids(count: int) -> range:
    """Return `count` ids that follow each other without a gap, each as `new_id` would give it."""
    global _last
    moment = max(int(time.time() * 1000) - EPOCH_MS, 0) << RANDOM_BITS
    with _lock:
        first = _last + 1 if moment <= _last else moment | secrets.randbits(RANDOM_BITS)  # random bits are slow to get
        _last = first + count - 1
        return range(first, first + count)


def id_text(number: int) -> str:
    """Return the id's text form: 13 characters of Crockford's base 32."""
    digits = [ALPHABET[(number >> shift) & 31] for shift in range(5 * (TEXT_LENGTH - 1), -1, -5)]
    return "".join(digits)


def parse_id(text: str) -> int:
    """Return the id that `text` stands for; ValueError if it is none."""
    if len(text) != TEXT_LENGTH:
        raise ValueError(text)
    number = 0
    for character in text.upper():
        number = number << 5 | ALPHABET.index(character)
    if not 0 < number < 1 << 63:
        raise ValueError(text)
    return number
