"""Files of evidence: what is noted of a file, and its bytes in the plan, in parts because a row's length is limited.

One rule: bytes are found by their SHA-256 and kept once; a file larger than LARGEST is noted by name and hash only.
"""

import base64
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from planeditor.errors import SourceError
from planeditor.i18n import _
from planeditor.store.disk import Progress, file_sha256, ignore_progress

LARGEST = 10 << 20  # bytes of a file that a plan keeps; plans go by mail and on sticks
PART = 1_000_000  # characters


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """What is noted of a file; `content` are its bytes where the plan is to keep them."""

    name: str
    size: int
    sha256: str
    content: bytes | None = None


def read_evidence(path: Path, *, keep: bool, progress: Progress = ignore_progress) -> EvidenceFile:
    """Read what is to be noted of a file; SourceError if it cannot be read or is too large to be kept."""
    try:
        size = path.stat().st_size
        if keep and size > LARGEST:
            text = _("{file} is larger than {limit} MB, so the plan cannot keep it; note its name only.")
            raise SourceError(text.format(file=path.name, limit=LARGEST >> 20))
        if not keep:
            return EvidenceFile(path.name, size, file_sha256(path, progress))
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(_("{file} cannot be read: {reason}").format(file=path.name, reason=error.strerror)) from error
    return EvidenceFile(path.name, len(content), sha256(content).hexdigest(), content)


def evidence_parts(content: bytes) -> Iterator[str]:
    """Yield a file's bytes as texts, to be kept in this order."""
    text = base64.b64encode(content).decode()
    return (text[start : start + PART] for start in range(0, len(text) or 1, PART))


def has_evidence(connection: sqlite3.Connection, digest: str) -> bool:
    """Tell whether the plan keeps the bytes with this SHA-256."""
    return connection.execute("SELECT 1 FROM evidence_part WHERE sha256 = ?", (digest,)).fetchone() is not None


def read_kept(connection: sqlite3.Connection, digest: str) -> bytes | None:
    """Return the bytes with this SHA-256, None where the plan does not keep them or they are damaged."""
    sql = "SELECT text FROM evidence_part WHERE sha256 = ? ORDER BY rank, id"
    parts = [text for (text,) in connection.execute(sql, (digest,))]
    if not parts:
        return None
    try:
        content = base64.b64decode("".join(parts), validate=True)
    except ValueError:
        return None
    return content if sha256(content).hexdigest() == digest else None
