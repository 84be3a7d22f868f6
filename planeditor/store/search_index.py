"""The index of a large plan's words: SQLite's FTS5 over pairs of characters, in a file beside the working copy.

One rule: the index is worth nothing by itself. It lies in no document, goes when the plan is closed, and what it has
not taken in yet is read from the plan; so it always answers as a scan would.

Chinese has no blanks: a text is indexed as its pairs of neighbouring characters, and words are sought as the phrase of
their pairs. FTS5's own trigrams would not find words of two characters.
"""

import contextlib
import json
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from operator import add
from pathlib import Path

from planeditor.plan.changes import ChangeSet
from planeditor.plan.sought import PARTS, Part, Sought
from planeditor.store.search import PLAN_HEAD, Pause, go_on, owned, scan, texts_of
from planeditor.store.store import connect

FILE = "search.db"
BATCH = 500  # nodes
WORTH_SCANNING = 2000  # nodes that changed: above, the index has to take them in first
COLUMNS: tuple[Part, ...] = tuple(part for part in PARTS if part != "number")  # numbers are computed
BLANK, CONTROL, END = "␣", "␤", "␞"

SCHEMA = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -64000;
CREATE TABLE doc (id INTEGER PRIMARY KEY, node_id INTEGER NOT NULL UNIQUE);
CREATE VIRTUAL TABLE words USING fts5 ({", ".join(COLUMNS)}, content='', columnsize=0, tokenize='ascii');
"""
# The tokenizer breaks at everything in ASCII but letters and digits: the rest is kept as its full-width form.
_FOLD = (
    dict.fromkeys((*range(0x20), 0x7F), CONTROL)
    | {0x20: BLANK, 0x3000: BLANK}
    | {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F) if not chr(code).isalnum()}
    | {code + shift: chr(code).lower() for code in range(0x21, 0x7F) if chr(code).isalnum() for shift in (0, 0xFEE0)}
)


def fold(text: str) -> str:
    """Return a text as it is indexed, character by character: no capitals, one width, no blanks."""
    return text.translate(_FOLD)


def pairs(text: str) -> str:
    """Return the pairs of neighbouring characters of a folded text, with blanks between them."""
    return " ".join(map(add, text, text[1:]))


class SearchIndex:
    """The index of one working copy. `touch` belongs to the thread that edits, the rest to any."""

    def __init__(self, database: Path) -> None:
        """Index the plan in `database`; nothing is written before `build`."""
        self._database = database
        self.path = database.with_name(FILE)
        self._turn = threading.Lock()  # of who uses the connections
        self._pending: set[int] = set()  # changed since they were indexed
        self._taking_in: set[int] = set()
        self._last = 0  # row given; never given again, since words of an older state stay under the rows they had
        self._words: sqlite3.Connection | None = None
        self._plan: sqlite3.Connection | None = None
        self.is_ready = False

    def build(self, pause: Pause = go_on) -> None:
        """Index the whole plan; what `pause` raises ends it, and leaves no index."""
        with self._turn:
            self._open()
            try:
                self._take_in([PLAN_HEAD])
                for node_ids in self._batches():
                    self._take_in(node_ids, pause)
                self.is_ready = True
            except BaseException:
                self._close()
                raise

    def _open(self) -> None:
        self._close()
        self._plan = connect(self._database)
        self._words = sqlite3.connect(self.path, check_same_thread=False, isolation_level=None)
        self._words.executescript(SCHEMA)

    def _batches(self) -> Iterator[list[int]]:
        assert self._plan is not None
        last = PLAN_HEAD
        while True:
            sql = f"SELECT id FROM node WHERE id > ? ORDER BY id LIMIT {BATCH}"
            node_ids = [node_id for (node_id,) in self._plan.execute(sql, (last,))]
            if not node_ids:
                return
            yield node_ids
            last = node_ids[-1]

    def _take_in(self, node_ids: Sequence[int], pause: Pause = go_on) -> None:
        assert self._plan is not None
        assert self._words is not None
        texts: dict[int, dict[Part, str]] = defaultdict(lambda: defaultdict(str))
        for node_id, part, text in texts_of(self._plan, node_ids):
            texts[node_id][part] += fold(text) + END
        self._words.execute("BEGIN")
        self._words.executemany("DELETE FROM doc WHERE node_id = ?", [(node_id,) for node_id in node_ids])
        marks = ", ".join("?" * (len(COLUMNS) + 1))
        insert = f"INSERT INTO words (rowid, {', '.join(COLUMNS)}) VALUES ({marks})"
        for node_id in sorted(texts):
            pause()
            self._last += 1
            self._words.execute("INSERT INTO doc VALUES (?, ?)", (self._last, node_id))
            self._words.execute(insert, (self._last, *(pairs(texts[node_id][part]) for part in COLUMNS)))
        self._words.execute("COMMIT")

    # keeping up

    def touch(self, change_set: ChangeSet) -> None:
        """Note what a change set changed; until `refresh` it is read from the plan."""
        self._pending |= change_set.node_ids()
        if any(change_set.of("plan")):
            self._pending.add(PLAN_HEAD)

    def refresh(self) -> None:
        """Take in what was touched."""
        with self._turn:
            if not self.is_ready or not self._pending:
                return
            # The editing thread may go on touching: what is taken in now counts as untouched only when it is done.
            self._taking_in, self._pending = self._pending, set()
            for node_ids in _chunks(self._taking_in):
                self._take_in(node_ids)
            self._taking_in = set()

    # asking

    def find(self, sought: Sought, *, limit: int = -1, only: Collection[int] | None = None) -> list[int] | None:
        """Return up to `limit` nodes that hold what is sought, in no order; None where only a scan can tell."""
        text = fold(sought.query.text)
        stale = self._pending | self._taking_in
        if not self.is_ready or not sought.query.is_plain or len(text) < 2 or len(stale) > WORTH_SCANNING:
            return None
        with self._turn, contextlib.suppress(sqlite3.Error):  # a scan finds it without the index
            if self._words is None or self._plan is None:  # closed meanwhile
                return None
            looks = _needs_a_look(sought, text)
            most = limit + len(stale) if limit >= 0 and only is None and not looks else -1
            found = _wanted(self._matches(_phrase(sought, text), most), only, stale)
            if looks:
                found = scan(self._plan, sought, found)
            fresh = stale if only is None else stale.intersection(only)
            both = list(dict.fromkeys([*found, *scan(self._plan, sought, fresh), *owned(self._plan, sought, only)]))
            return both if limit < 0 else both[:limit]
        return None

    def _matches(self, phrase: str, limit: int) -> list[int]:
        """Return the nodes whose words match; as one JSON text, which does not give up the interpreter row by row."""
        if not phrase:
            return []
        assert self._words is not None
        rows = f"SELECT doc.node_id FROM words JOIN doc ON doc.id = words.rowid WHERE words MATCH ? LIMIT {limit}"
        (text,) = self._words.execute(f"SELECT json_group_array(node_id) FROM ({rows})", (phrase,)).fetchone()
        found: list[int] = json.loads(text)
        return found

    def close(self) -> None:
        """Remove the index."""
        with self._turn:
            self._close()

    def _close(self) -> None:
        self.is_ready = False
        for connection in (self._words, self._plan):
            if connection is not None:
                connection.close()
        self._words = self._plan = None
        with contextlib.suppress(OSError):  # Windows: a virus scanner may hold it; it goes with the working folder
            self.path.unlink(missing_ok=True)


def _phrase(sought: Sought, text: str) -> str:
    columns = [part for part in COLUMNS if part in sought.query.parts]
    return f'{{{" ".join(columns)}}} : "{pairs(text)}"' if columns else ""


def _needs_a_look(sought: Sought, text: str) -> bool:
    """Tell whether the index knows less than the query asks: it has no capitals, word ends and control signs."""
    doubtful = {CONTROL, END, *(BLANK if BLANK in sought.query.text else "")}
    return sought.query.case or sought.query.whole or not doubtful.isdisjoint(text)


def _wanted(found: Iterable[int], only: Collection[int] | None, stale: Collection[int]) -> Iterable[int]:
    return [node_id for node_id in found if node_id not in stale and (only is None or node_id in only)]


def _chunks(node_ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(sorted(node_ids))
    while chunk := list(islice(rest, BATCH)):
        yield chunk
