"""All that is written in a plan, text by text, for those who count it. One rule: none is left out, in whatever order.

Written are titles, bodies, the texts of fields, preamble and closing; names of owners, targets and progress are not.
"""

import sqlite3
from collections.abc import Callable, Iterator

from planeditor.store.search import PAUSE_EVERY, PLAN_HEAD, go_on

_SOURCES = (
    f"SELECT {PLAN_HEAD}, title FROM plan",
    f"SELECT {PLAN_HEAD}, preamble FROM plan",
    f"SELECT {PLAN_HEAD}, closing FROM plan",
    "SELECT id, title FROM node",
    "SELECT id, text FROM body",
    "SELECT node_id, text FROM field",
)


def written(connection: sqlite3.Connection, pause: Callable[[], object] = go_on) -> Iterator[tuple[int, str]]:
    """Yield every text with the id of its section or item, PLAN_HEAD for the plan's own; calls `pause` often."""
    count = 0
    for sql in _SOURCES:
        for node_id, text in connection.execute(sql):
            if text:
                yield node_id, text
            count += 1
            if count % PAUSE_EVERY == 0:
                pause()
