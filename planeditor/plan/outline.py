"""The plan's outline in memory: ids, order and kinds of all nodes, with live numbers.

One rule: an outline holds no texts, not even titles, and follows the file change by change. Rows, numbers
and positions cost a bisection, so that a plan of 100,000 items answers within one frame.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter, ge

from planeditor.plan.changes import Row
from planeditor.plan.entities import Node, Snapshot
from planeditor.plan.limits import DEEPEST
from planeditor.plan.memory import without_collection
from planeditor.plan.numbering import Scheme, is_composed, parse_scheme, render, style_at
from planeditor.plan.ranks import is_rank, rank_sequence

Family = tuple[
    int, Sequence[int], Sequence[str], Sequence[str]
]  # parent (0: none), and its children's ids, ranks, kinds
COLUMNS = ("id", "parent_id", "rank", "kind")
RareRow = tuple[int, str, int, str]  # in the order of RARE
RARE = ("id", "due", "numbered", "numbering")  # "", 1 and "" for most nodes, and then not worth a look

_order = attrgetter("rank", "id")


class Entry:
    """One node of the outline. `tally` counts its numbered sections, numbered items and unnumbered children."""

    __slots__ = ("children", "due", "id", "kind", "numbered", "numbering", "parent", "rank", "tally")

    def __init__(self, id_: int, rank: str, kind: str) -> None:
        """Make an entry that stands nowhere yet, numbered and without a due date."""
        self.id = id_
        self.rank = rank
        self.kind = kind
        self.due = ""
        self.numbered = True
        self.numbering = ""
        self.parent: Entry | None = None
        self.children: Sequence[Entry] = ()  # most entries are leaves: a list only where there are children
        self.tally: Sequence[int] = (0, 0, 0)

    @property
    def order(self) -> tuple[str, int]:
        """Return what siblings are sorted by."""
        return self.rank, self.id

    @property
    def is_section(self) -> bool:
        """Tell a section from an item."""
        return self.kind == "section"

    def count_class(self) -> int:
        """Return which of the parent's three tallies this entry counts in."""
        return 2 if not self.numbered else 0 if self.is_section else 1

    def walk(self) -> Iterator["Entry"]:
        """Yield this entry and all below it in document order."""
        yield self
        stack = [iter(self.children)]
        while stack:
            for entry in stack[-1]:
                yield entry
                if entry.children:
                    stack.append(iter(entry.children))
                    break
            else:
                stack.pop()


def _count(entry: Entry, difference: int) -> None:
    """Count an entry in or out of its parent's tally."""
    assert entry.parent is not None
    tally = list(entry.parent.tally)
    tally[entry.count_class()] += difference
    entry.parent.tally = tally


def _join(parent: Entry, children: list[Entry]) -> None:
    """Put entries below their parent."""
    ranks = [child.rank for child in children]
    if any(map(ge, ranks, ranks[1:])):  # they come in their order nearly always
        children.sort(key=_order)
    parent.children = children
    parent.tally = tally = [0, 0, 0]
    for child in children:
        child.parent = parent
        tally[2 if not child.numbered else 0 if child.kind == "section" else 1] += 1  # not count_class: thousands


class Outline:
    """All entries by id, below one unnamed root."""

    def __init__(self, families: Iterable[Family] = (), numbering: str = "", rare: Iterable[RareRow] = ()) -> None:
        """Take families in any order, each once, and what is rare (RARE); siblings are sorted by rank."""
        self.root = Entry(0, "", "section")
        self.root.numbered = False
        self.numbering = numbering
        self.entries: dict[int, Entry] = {0: self.root}
        self._offsets: dict[int, int] | None = None
        with without_collection():
            made = [(parent_id, self._make(ids, ranks, kinds)) for parent_id, ids, ranks, kinds in families]
            for id_, due, numbered, own_numbering in rare:
                entry = self.entries[id_]
                entry.due, entry.numbered, entry.numbering = due, bool(numbered), own_numbering
            for parent_id, children in made:
                _join(self.entries[parent_id], children)

    def _make(self, ids: Sequence[int], ranks: Sequence[str], kinds: Sequence[str]) -> list[Entry]:
        """Make the entries of one family."""
        children = list(map(Entry, ids, ranks, kinds))
        self.entries.update(zip(ids, children, strict=True))
        return children

    def is_sound(self) -> bool:
        """Tell whether every node stands below the root once, not too deep, by a rank; a damaged file may say else."""
        seen, level = 1, [self.root]
        for _depth in range(DEEPEST):
            children = [child for entry in level for child in entry.children]
            seen += len(children)
            level = [child for child in children if child.children]
        ranks = {entry.rank for entry in self.entries.values()}
        ranks.discard(self.root.rank)
        return not level and seen == len(self.entries) and all(map(is_rank, ranks))

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Outline":
        """Return the outline of a whole plan in memory."""
        families: list[Family] = []
        rare: list[RareRow] = []
        stack: list[tuple[int, tuple[Node, ...]]] = [(0, snapshot.nodes)]
        while stack:
            parent_id, nodes = stack.pop()
            ids, kinds = [node.id for node in nodes], [node.kind for node in nodes]
            families.append((parent_id, ids, rank_sequence(len(nodes)), kinds))
            for node in nodes:
                rare.append((node.id, node.due, node.numbered, node.numbering))
                if node.children:
                    stack.append((node.id, node.children))
        return cls(families, snapshot.plan.numbering, rare)

    def __getitem__(self, node_id: int) -> Entry:
        """Return the entry of a node; KeyError if it is not in the plan."""
        return self.entries[node_id]

    def __contains__(self, node_id: int) -> bool:
        """Tell whether the plan has the node."""
        return node_id in self.entries

    def __len__(self) -> int:
        """Count sections and items."""
        return len(self.entries) - 1

    def walk(self) -> Iterator[Entry]:
        """Yield all entries in document order."""
        walk = self.root.walk()
        next(walk)
        return walk

    def row(self, entry: Entry) -> int:
        """Return the entry's place among its siblings, from 0."""
        assert entry.parent is not None
        return bisect_left(entry.parent.children, entry.order, key=_order)

    def ancestors(self, entry: Entry) -> list[Entry]:
        """Return the entries above this one, the outermost first."""
        found = []
        while entry.parent is not None and entry.parent is not self.root:
            entry = entry.parent
            found.append(entry)
        return found[::-1]

    def place_for(self, parent_id: int, rank: str, node_id: int) -> int:
        """Return the row at which a node of this rank would stand below `parent_id`."""
        return bisect_left(self.entries[parent_id].children, (rank, node_id), key=_order)

    # changes, as the tree model asks for them one by one

    def insert(self, row: Row) -> Entry:
        """Add the entry of a node row."""
        entry = Entry(int(row["id"] or 0), str(row["rank"]), str(row["kind"]))
        entry.due, entry.numbering = str(row["due"]), str(row["numbering"])
        entry.numbered = bool(row["numbered"])
        self.entries[entry.id] = entry
        self._attach(entry, self.entries[int(row["parent_id"] or 0)])
        return entry

    def remove(self, node_id: int) -> None:
        """Take out an entry and all below it."""
        entry = self.entries[node_id]
        self._detach(entry)
        for gone in entry.walk():
            self.entries.pop(gone.id, None)

    def move(self, node_id: int, parent_id: int, rank: str) -> None:
        """Put an entry at another place."""
        entry = self.entries[node_id]
        self._detach(entry)
        entry.rank = rank
        self._attach(entry, self.entries[parent_id])

    def update(self, node_id: int, row: Row) -> None:
        """Take over changed columns that do not move the entry."""
        entry = self.entries[node_id]
        assert entry.parent is not None
        _count(entry, -1)
        for column in ("kind", "due", "numbering"):
            if column in row:
                setattr(entry, column, row[column])
        if "numbered" in row:
            entry.numbered = bool(row["numbered"])
        _count(entry, 1)
        if row.keys() & {"kind", "numbered", "numbering"}:
            self._offsets = None

    def set_numbering(self, numbering: str) -> None:
        """Take over the plan's scheme."""
        self.numbering = numbering
        self._offsets = None

    def _attach(self, entry: Entry, parent: Entry) -> None:
        entry.parent = parent
        place = bisect_left(parent.children, entry.order, key=_order)
        parent.children = [*parent.children[:place], entry, *parent.children[place:]]
        _count(entry, 1)
        self._offsets = None

    def _detach(self, entry: Entry) -> None:
        parent = entry.parent
        assert parent is not None
        place = self.row(entry)
        parent.children = [*parent.children[:place], *parent.children[place + 1 :]]
        _count(entry, -1)
        self._offsets = None

    # numbers

    def number(self, entry: Entry) -> str:
        """Return the entry's number as shown, "" where it has none."""
        if not entry.numbered:
            return ""
        scheme, section_depth, item_depth = self._place(entry)
        styles, depth = (scheme.sections, section_depth) if entry.is_section else (scheme.items, item_depth)
        style, above = style_at(styles, depth), tuple[int, ...]()
        if is_composed(style):
            above = tuple(self._count(each) for each in self.ancestors(entry) if each.numbered)
        return render(style, self._count(entry), above)

    def _count(self, entry: Entry) -> int:
        """Return the number that an entry has in its list, or through the plan."""
        scheme, _section_depth, item_depth = self._place(entry)
        counts_through = not entry.is_section and scheme.through and item_depth == 0
        return self._ordinal(entry) + (self._offset(entry) if counts_through else 0)

    def _place(self, entry: Entry) -> tuple[Scheme, int, int]:
        above = self.ancestors(entry)
        scheme = parse_scheme(self.numbering)
        for ancestor in above:
            if ancestor.numbering:
                scheme = parse_scheme(ancestor.numbering, scheme)
        sections = sum(ancestor.is_section for ancestor in above)
        return scheme, sections, len(above) - sections

    def _ordinal(self, entry: Entry) -> int:
        assert entry.parent is not None
        row, which = self.row(entry), entry.count_class()
        if entry.parent.tally[which] == len(entry.parent.children):
            return row + 1
        return 1 + sum(sibling.count_class() == which for sibling in entry.parent.children[:row])

    def _offset(self, entry: Entry) -> int:
        """Return how many through-counted items stand before the entry's run of siblings."""
        if self._offsets is None:
            self._offsets = {}
            self._count_through(self.root, parse_scheme(self.numbering), 0)
        assert entry.parent is not None
        before = self._offsets.get(entry.parent.id, 0)
        if any(entry.parent.tally[::2]):  # sections stand among the items: those before this entry hold items, too
            before += sum(self._offsets[-s.id] for s in entry.parent.children[: self.row(entry)] if s.is_section)
        return before

    def _count_through(self, parent: Entry, scheme: Scheme, count: int) -> int:
        """Note the count before `parent`'s children, and, under its negative id, how many it holds in all."""
        assert self._offsets is not None
        self._offsets[parent.id] = start = count
        if parent.numbering:
            scheme = parse_scheme(parent.numbering, scheme)
        if any(parent.tally[::2]) or not scheme.through:
            count = self._count_mixed(parent, scheme, count)
        else:
            count += parent.tally[1]
        if parent is not self.root:
            self._offsets[-parent.id] = count - start
        return count

    def _count_mixed(self, parent: Entry, scheme: Scheme, count: int) -> int:
        for child in parent.children:
            if child.is_section:
                count = self._count_through(child, scheme, count)
            elif scheme.through and child.numbered:
                count += 1
        return count
