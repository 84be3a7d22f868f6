"""What SQLite must be able to do. One rule: it is tried, not looked up by its version."""

import contextlib
import sqlite3

NEEDED = (
    "CREATE TABLE strict_table (id INTEGER NOT NULL PRIMARY KEY, text TEXT NOT NULL) STRICT",
    "CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'trigram')",
    "INSERT INTO words VALUES ('学前教育普及普惠')",
    "SELECT json_group_array(id) FROM strict_table",
    "SELECT count(*) FROM words WHERE words MATCH '学前教育'",
)


def sqlite_features() -> str:
    """Return SQLite's version after trying all that is needed; sqlite3.Error where something is missing."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        for statement in NEEDED:
            connection.execute(statement).fetchall()
    return sqlite_version()


def sqlite_version() -> str:
    """Return SQLite's version."""
    return sqlite3.sqlite_version
