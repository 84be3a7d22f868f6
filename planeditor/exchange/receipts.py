"""What the register notes of an answer for the next one: when its file was saved, its content, what was left open.

One rule: it is a line of JSON in the receipt's note; a note that is none belongs to people and says nothing here.
"""

import json
from dataclasses import dataclass

from planeditor.plan.entities import Receipt
from planeditor.plan.identity import id_text
from planeditor.plan.merging import Key


@dataclass(frozen=True, slots=True)
class Kept:
    """What is noted: the file's SHA-256, when it was saved, the version that holds it, what nobody decided yet."""

    sha256: str
    saved: str
    version_id: int
    open: frozenset[str] = frozenset()


def key_text(key: Key) -> str:
    """Return what names a change in a note."""
    return f"{id_text(key.node_id)}.{key.aspect}.{id_text(key.part)}"


def note_text(kept: Kept) -> str:
    """Return the note."""
    content = {"saved": kept.saved, "version": kept.version_id, "open": sorted(kept.open)}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def read_kept(receipt: Receipt) -> Kept | None:
    """Return what a receipt's note says, None where it says nothing of this."""
    try:
        content = json.loads(receipt.note) if receipt.note.startswith("{") else {}
        version_id, saved, left = content["version"], content["saved"], content["open"]
        if not isinstance(version_id, int) or not isinstance(saved, str) or not isinstance(left, list):
            return None
        return Kept(receipt.sha256, saved, version_id, frozenset(str(each) for each in left))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
