"""The book that the grammar keeps while it reads: which line went where.

One rule: a line that nobody took is unplaced when the book is closed, so nothing can be lost by an oversight.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from planeditor.importing.blocks import Block
from planeditor.importing.draft import LineKind, LineRole


@dataclass(slots=True)
class _Entry:
    role: LineKind = "unplaced"
    node_id: int | None = None
    label: str = ""
    continues: bool = False
    question: str = ""
    answers: tuple[LineKind, ...] = ()
    aside: list[str] = field(default_factory=list)


class Ledger:
    """Roles of lines by their number, questions about them, and what was set aside.

    `settled` are the lines of which people said what they are: nothing is asked about them.
    """

    def __init__(self, settled: Collection[int] = ()) -> None:
        self._entries: dict[int, _Entry] = {}
        self._settled = settled

    def take(
        self, line: int, role: LineKind, node_id: int | None = None, *, label: str = "", continues: bool = False
    ) -> None:
        """Record what a line is; the first role of a line with several is the one shown."""
        entry = self._entries.get(line)
        if entry is None:
            self._entries[line] = _Entry(role, node_id, label, continues)
        elif entry.role == "unplaced":
            entry.role, entry.node_id, entry.label, entry.continues = role, node_id, label, continues

    def move(self, line: int, role: LineKind, node_id: int | None, *, continues: bool = False) -> None:
        """Record a line anew, once more is known of it."""
        entry = self._entries.setdefault(line, _Entry())
        entry.role, entry.node_id, entry.continues = role, node_id, continues

    def rename(self, given: Mapping[int, int]) -> None:
        """Record that sections and items bear other ids from now on."""
        for entry in self._entries.values():
            if entry.node_id is not None:
                entry.node_id = given.get(entry.node_id, entry.node_id)

    def set_aside(self, line: int, text: str) -> None:
        """Keep words of a line verbatim among the unplaced ones, whatever its role."""
        self._entries.setdefault(line, _Entry()).aside.append(text)

    def tell(self, line: int, label: str) -> None:
        """Record why a line is unplaced: what kind of thing its source says it is."""
        self._entries.setdefault(line, _Entry()).label = label

    def ask(self, line: int, question: str, answers: tuple[LineKind, ...] = ()) -> None:
        """Record what is uncertain about a line and which roles would settle it; the first question stays."""
        entry = self._entries.setdefault(line, _Entry())
        if not entry.question and line not in self._settled:
            entry.question, entry.answers = question, answers

    def doubt(self, line: int, question: str, answers: tuple[LineKind, ...]) -> None:
        """Record what stays uncertain about a line although people said what it is."""
        entry = self._entries.setdefault(line, _Entry())
        entry.question, entry.answers = question, answers

    def lines_of(self, role: LineKind) -> dict[int, int]:
        """Return the lines taken for something that stand in a section or item, with its id."""
        found = ((line, entry.node_id) for line, entry in self._entries.items() if entry.role == role)
        return {line: node_id for line, node_id in found if node_id is not None}

    def role_of(self, line: int) -> LineKind:
        """Return what a line is so far."""
        entry = self._entries.get(line)
        return entry.role if entry else "unplaced"

    def roles(self) -> dict[int, LineKind]:
        """Return what the lines are that were taken for something."""
        return {line: entry.role for line, entry in self._entries.items()}

    def close(self, blocks: Iterable[Block]) -> tuple[tuple[LineRole, ...], tuple[str, ...]]:
        """Return the roles of all lines that are not empty, and the unplaced words in the source's order."""
        roles: list[LineRole] = []
        unplaced: list[str] = []
        for block in blocks:
            if not block.text.strip():
                continue
            entry = self._entries.get(block.line) or _Entry()
            unplaced += [block.text.strip()] if entry.role == "unplaced" else entry.aside
            roles.append(_line_role(block, entry))
        return tuple(roles), tuple(unplaced)


def _line_role(block: Block, entry: _Entry) -> LineRole:
    return LineRole(
        block.line,
        block.text,
        entry.role,
        entry.node_id,
        entry.label,
        entry.continues,
        entry.question,
        entry.answers,
    )
