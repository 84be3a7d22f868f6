"""The plan file: `Document` and everything that opens, keeps, publishes and checks one.

One rule: other layers import from here; SQLite stays inside.
"""

from planeditor.store.backups import backups_of, folder_of
from planeditor.store.document import Document
from planeditor.store.failures import ConflictError, DamagedError
from planeditor.store.features import sqlite_features
from planeditor.store.files import (
    Recovery,
    Verification,
    create_plan,
    discard,
    hold,
    let_go,
    new_document,
    open_document,
    pending_recoveries,
    read_dismissals,
    read_for_export,
    read_history,
    read_plan,
    recover,
    verify_plan,
)

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
