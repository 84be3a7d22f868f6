"""The plan file's schema: its tables, its migrations, and how a file is told to be ours.

One rule: a released migration never changes; the schema grows by another one, and `FINGERPRINTS` holds what each
version's schema must be, exactly.
"""

import hashlib
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Migrations

APPLICATION_ID = 0x504C414E  # "PLAN"
VERSION = 3
FINGERPRINTS = {
    1: "feccaaf32bdf4ddac3388664a8c0ec37791accb95ba1159c4d41420822bc1805",
    2: "345b1a44a31c4dd088dbd5b9c9ec582427e159b5f69f552eff5425cc6b3d4f73",
    3: "f9198bdf32e76e251332e8b01182cd2c8979ed674c0f24feaa96f04467d7af7a",
}
MIGRATIONS_TABLE = "_sqlite_migrations"

VERSION_1 = """
CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE plan (
    id INTEGER NOT NULL PRIMARY KEY, title TEXT NOT NULL, doc_number TEXT NOT NULL, issuer TEXT NOT NULL,
    notice_title TEXT NOT NULL, addressees TEXT NOT NULL, notice TEXT NOT NULL, date TEXT NOT NULL, year INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('plan', 'report')), preamble TEXT NOT NULL, closing TEXT NOT NULL,
    signer TEXT NOT NULL, numbering TEXT NOT NULL) STRICT;
CREATE TABLE node (
    id INTEGER NOT NULL PRIMARY KEY, parent_id INTEGER REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('section', 'item')), title TEXT NOT NULL, due TEXT NOT NULL,
    mark TEXT NOT NULL, numbered INTEGER NOT NULL CHECK (numbered IN (0, 1)), numbering TEXT NOT NULL) STRICT;
CREATE INDEX node_place ON node (parent_id, rank);
CREATE TABLE body (
    id INTEGER NOT NULL PRIMARY KEY REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED, text TEXT NOT NULL) STRICT;
CREATE TABLE field (
    id INTEGER NOT NULL PRIMARY KEY, node_id INTEGER NOT NULL REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT NOT NULL, label TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE INDEX field_node ON field (node_id);
CREATE TABLE department (
    id INTEGER NOT NULL PRIMARY KEY, rank TEXT NOT NULL, name TEXT NOT NULL,
    aliases TEXT NOT NULL CHECK (json_valid(aliases)), members TEXT NOT NULL CHECK (json_valid(members))) STRICT;
CREATE TABLE owner (
    id INTEGER NOT NULL PRIMARY KEY, node_id INTEGER NOT NULL REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED,
    department_id INTEGER NOT NULL REFERENCES department (id) DEFERRABLE INITIALLY DEFERRED, rank TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('lead', 'support')), name TEXT NOT NULL) STRICT;
CREATE INDEX owner_node ON owner (node_id);
CREATE INDEX owner_department ON owner (department_id);
CREATE TABLE target (
    id INTEGER NOT NULL PRIMARY KEY, node_id INTEGER NOT NULL REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('target', 'actual')), indicator TEXT NOT NULL,
    comparator TEXT NOT NULL CHECK (comparator IN ('=', '>=', '<=', '~', '+', '-')), value REAL, value_high REAL,
    unit TEXT NOT NULL, base_value REAL, base_period TEXT NOT NULL, deadline TEXT NOT NULL, modality TEXT NOT NULL,
    parent_id INTEGER REFERENCES target (id) DEFERRABLE INITIALLY DEFERRED, text TEXT NOT NULL,
    span_place TEXT NOT NULL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL) STRICT;
CREATE INDEX target_node ON target (node_id);
CREATE INDEX target_parent ON target (parent_id);
CREATE TABLE progress (
    id INTEGER NOT NULL PRIMARY KEY, node_id INTEGER NOT NULL REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT NOT NULL, date TEXT NOT NULL, status TEXT NOT NULL, percent REAL,
    target_id INTEGER REFERENCES target (id) DEFERRABLE INITIALLY DEFERRED, value REAL, narrative TEXT NOT NULL,
    problem TEXT NOT NULL, next_step TEXT NOT NULL, reporter TEXT NOT NULL, evidence TEXT NOT NULL) STRICT;
CREATE INDEX progress_node ON progress (node_id);
CREATE INDEX progress_target ON progress (target_id);
CREATE TABLE milestone (
    id INTEGER NOT NULL PRIMARY KEY, node_id INTEGER NOT NULL REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT NOT NULL, period TEXT NOT NULL, text TEXT NOT NULL,
    target_id INTEGER REFERENCES target (id) DEFERRABLE INITIALLY DEFERRED, value REAL) STRICT;
CREATE INDEX milestone_node ON milestone (node_id);
CREATE INDEX milestone_target ON milestone (target_id);
CREATE TABLE unplaced (id INTEGER NOT NULL PRIMARY KEY, rank TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE TABLE step (
    id INTEGER NOT NULL PRIMARY KEY, time TEXT NOT NULL, author TEXT NOT NULL, label TEXT NOT NULL,
    undone INTEGER NOT NULL CHECK (undone IN (0, 1))) STRICT;
CREATE TABLE change (
    id INTEGER NOT NULL PRIMARY KEY, step_id INTEGER NOT NULL REFERENCES step (id), table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL, node_id INTEGER, before TEXT, after TEXT) STRICT;
CREATE INDEX change_step ON change (step_id);
CREATE INDEX change_node ON change (node_id);
"""

# Rows that point to a section or item by `node_id` without REFERENCES stay when it goes: undo brings it back.
VERSION_2 = """
CREATE TABLE setting (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE, text TEXT NOT NULL) STRICT;
CREATE TABLE dismissal (
    id INTEGER NOT NULL PRIMARY KEY, node_id INTEGER, rule TEXT NOT NULL, subject TEXT NOT NULL, reason TEXT NOT NULL,
    time TEXT NOT NULL, author TEXT NOT NULL) STRICT;
CREATE TABLE light (
    id INTEGER NOT NULL PRIMARY KEY, node_id INTEGER NOT NULL REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT NOT NULL, target_id INTEGER REFERENCES target (id) DEFERRABLE INITIALLY DEFERRED,
    light TEXT NOT NULL CHECK (light IN ('green', 'yellow', 'red')), reason TEXT NOT NULL, time TEXT NOT NULL,
    author TEXT NOT NULL) STRICT;
CREATE INDEX light_node ON light (node_id);
CREATE INDEX light_target ON light (target_id);
CREATE TABLE evidence (
    id INTEGER NOT NULL PRIMARY KEY, node_id INTEGER NOT NULL REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT NOT NULL, progress_id INTEGER REFERENCES progress (id) DEFERRABLE INITIALLY DEFERRED, name TEXT NOT NULL,
    size INTEGER NOT NULL, sha256 TEXT NOT NULL) STRICT;
CREATE INDEX evidence_node ON evidence (node_id);
CREATE INDEX evidence_progress ON evidence (progress_id);
CREATE TABLE evidence_part (
    id INTEGER NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL, rank TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE INDEX evidence_part_file ON evidence_part (sha256);
CREATE TABLE version (
    id INTEGER NOT NULL PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('draft', 'handout')), name TEXT NOT NULL,
    note TEXT NOT NULL, time TEXT NOT NULL, author TEXT NOT NULL) STRICT;
CREATE TABLE version_part (
    id INTEGER NOT NULL PRIMARY KEY, version_id INTEGER NOT NULL REFERENCES version (id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE INDEX version_part_version ON version_part (version_id);
CREATE TABLE handout (
    id INTEGER NOT NULL PRIMARY KEY, rank TEXT NOT NULL, version_id INTEGER, department_id INTEGER NOT NULL,
    name TEXT NOT NULL, purpose TEXT NOT NULL CHECK (purpose IN ('progress', 'draft')),
    form TEXT NOT NULL CHECK (form IN ('xlsx', 'plan')), period TEXT NOT NULL, time TEXT NOT NULL, due TEXT NOT NULL,
    contact TEXT NOT NULL, note TEXT NOT NULL) STRICT;
CREATE TABLE receipt (
    id INTEGER NOT NULL PRIMARY KEY, handout_id INTEGER NOT NULL REFERENCES handout (id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, time TEXT NOT NULL, author TEXT NOT NULL,
    note TEXT NOT NULL) STRICT;
CREATE INDEX receipt_handout ON receipt (handout_id);
"""

VERSION_3 = """
CREATE TABLE lineage (
    id INTEGER NOT NULL PRIMARY KEY, node_id INTEGER NOT NULL REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT NOT NULL, target_id INTEGER REFERENCES target (id) DEFERRABLE INITIALLY DEFERRED,
    source_id INTEGER NOT NULL, year INTEGER, text TEXT NOT NULL) STRICT;
CREATE INDEX lineage_node ON lineage (node_id);
CREATE INDEX lineage_target ON lineage (target_id);
"""

# The tables that hold the plan, with their columns in order; what undo, the digest and verification cover.
CONTENT: dict[str, tuple[str, ...]] = {
    "plan": (
        "id", "title", "doc_number", "issuer", "notice_title", "addressees", "notice", "date", "year", "kind",
        "preamble", "closing", "signer", "numbering",
    ),
    "department": ("id", "rank", "name", "aliases", "members"),
    "node": ("id", "parent_id", "rank", "kind", "title", "due", "mark", "numbered", "numbering"),
    "body": ("id", "text"),
    "field": ("id", "node_id", "rank", "label", "text"),
    "owner": ("id", "node_id", "department_id", "rank", "role", "name"),
    "target": (
        "id", "node_id", "rank", "kind", "indicator", "comparator", "value", "value_high", "unit", "base_value",
        "base_period", "deadline", "modality", "parent_id", "text", "span_place", "span_start", "span_end",
    ),
    "progress": (
        "id", "node_id", "rank", "date", "status", "percent", "target_id", "value", "narrative", "problem",
        "next_step", "reporter", "evidence",
    ),
    "milestone": ("id", "node_id", "rank", "period", "text", "target_id", "value"),
    "unplaced": ("id", "rank", "text"),
    "setting": ("id", "name", "text"),
    "dismissal": ("id", "node_id", "rule", "subject", "reason", "time", "author"),
    "light": ("id", "node_id", "rank", "target_id", "light", "reason", "time", "author"),
    "evidence": ("id", "node_id", "rank", "progress_id", "name", "size", "sha256"),
    "evidence_part": ("id", "sha256", "rank", "text"),
    "version": ("id", "kind", "name", "note", "time", "author"),
    "version_part": ("id", "version_id", "rank", "text"),
    "handout": (
        "id", "rank", "version_id", "department_id", "name", "purpose", "form", "period", "time", "due", "contact",
        "note",
    ),
    "receipt": ("id", "handout_id", "rank", "name", "sha256", "time", "author", "note"),
    "lineage": ("id", "node_id", "rank", "target_id", "source_id", "year", "text"),
}  # fmt: skip
# Too large to be recorded twice, and nothing that one would undo: kept versions of the plan, the bytes of files.
UNRECORDED = frozenset({"version", "version_part", "evidence_part"})


def migrations() -> "Migrations":
    """Return the migrations of the plan file, in order."""
    from sqlite_utils import Database, Migrations

    steps = Migrations("planeditor")

    @steps(name="1")
    def first(db: Database) -> None:
        for statement in VERSION_1.split(";\n"):
            db.execute(statement)

    @steps(name="2")
    def second(db: Database) -> None:
        for statement in VERSION_2.split(";\n"):
            db.execute(statement)

    @steps(name="3")
    def third(db: Database) -> None:
        for statement in VERSION_3.split(";\n"):
            db.execute(statement)

    return steps


def content_tables(connection: sqlite3.Connection) -> list[str]:
    """Return the content tables that a file of this or an older version has, in the order of CONTENT."""
    present = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return [table for table in CONTENT if table in present]


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a new or an older plan file to this VERSION."""
    from sqlite_utils import Database

    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrations().apply(Database(connection))
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.commit()


def fingerprint(connection: sqlite3.Connection) -> str:
    """Return a hash of all that the file's schema defines, but for the table that records the migrations."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    ours = [row for row in rows if not (row[2] == MIGRATIONS_TABLE and row[0] in ("table", "index"))]
    return hashlib.sha256(repr(ours).encode()).hexdigest()
