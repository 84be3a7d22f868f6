"""The plan file: `Document` and everything that opens, keeps, publishes and checks one.

One rule: other layers import from here; SQLite stays inside.
"""

from planeditor.store.backups import backups_of, folder_of
from planeditor.store.document import Document
from planeditor.store.failures import ConflictError, DamagedError
from planeditor.store.features import sqlite_features
from planeditor.store.files import (
    Verification,
    create_plan,
    new_document,
    open_document,
    read_dismissals,
    read_for_export,
    read_history,
    read_plan,
    verify_plan,
)
from planeditor.store.recovering import Recovery, discard, hold, let_go, pending_recoveries, recover

__all__ = [
    "ConflictError",
    "DamagedError",
    "Document",
    "Recovery",
    "Verification",
    "backups_of",
    "create_plan",
    "discard",
    "folder_of",
    "hold",
    "let_go",
    "new_document",
    "open_document",
    "pending_recoveries",
    "read_dismissals",
    "read_for_export",
    "read_history",
    "read_plan",
    "recover",
    "sqlite_features",
    "verify_plan",
]
