"""The tree of a plan's body from its lines: which marks count, and to whom every line belongs.

One rule: a mark counts when its number follows its predecessor or starts a list; otherwise the line is text.
"""

import re
from collections.abc import Sequence

from planeditor.i18n import _
from planeditor.importing.blocks import Progress, Table, report, share
from planeditor.importing.draft import LineKind, TableReading
from planeditor.importing.headings import heading_ranks
from planeditor.importing.ledger import Ledger
from planeditor.importing.lines import WRAP_SLACK, Line, Unnumbered
from planeditor.importing.rulings import MARKED_ROLES, Rulings
from planeditor.importing.sprouts import ITEM_RANK, SECTION_FAMILIES, LabelledWords, OwnerWords, Sprout, Words
from planeditor.importing.tabular import grow_rows
from planeditor.language.labels import (
    VALUE_LABELS,
    ClosingBrackets,
    Segment,
    are_set_apart,
    ruled_field,
    split_labels,
    take_closing_brackets,
)
from planeditor.language.marks import CHAPTERS, RANKS, Mark, lists_inside
from planeditor.language.owners import continues_owner_list, join_owner_lines, without_owner_label
from planeditor.language.prose import (
    OWN_LINE_HEADING,
    has_full_stop,
    is_complete,
    is_open,
    is_prose,
    split_run_in,
    wrap_width,
)
from planeditor.plan.entities import NodeKind

LOOSE_FAMILIES = (*CHAPTERS, "chinese", "chinese_bracket", "digit")  # a gap in these is a gap in the source
MAX_GAP = 30
MAX_NUMBER = 500
CUT_LINE = 16
SECTION_RANK = RANKS["chinese"]
BULLET_RANK = RANKS["dash"]
UNNUMBERED_LEVEL = 10  # below the nine levels of styles
NO_RULINGS = Rulings()
_TABLE_NOTE = re.compile("(?:填表|填报|表格)?(?:说明|备注|注)\\s*[：:]")


def grow_outline(
    lines: Sequence[Line],
    labels: frozenset[str],
    lead: list[Words],
    ledger: Ledger,
    progress: Progress | None = None,
    rulings: Rulings = NO_RULINGS,
    width: int | None = None,
) -> list[Sprout]:
    """Return the top sections or items of the body; text before the first mark goes to `lead`."""
    outline = _Outline(lines, labels, ledger, rulings, width)
    for done, line in enumerate(lines):
        report(progress, done, len(lines))
        outline.read(line, share(progress, done / len(lines), (done + 1) / len(lines)))
    lead += outline.lead
    return outline.top


class _Outline:
    """The open branch of the tree while the lines go by."""

    def __init__(
        self, lines: Sequence[Line], labels: frozenset[str], ledger: Ledger, rulings: Rulings, width: int | None
    ) -> None:
        self.top: list[Sprout] = []
        self.lead: list[Words] = []
        self._ledger = ledger
        self._rulings = rulings
        self._open: list[Sprout] = []
        self._labels = labels
        self._ranks = heading_ranks(lines)
        self._width = width or wrap_width(line.text for line in lines)
        self._counted: dict[str, int] = {}  # the last number of every family among the top ones
        self._through: dict[str, int] = {}  # the last number of every family, over all sections
        self._previous: Line | None = None
        self._last_row: Sprout | None = None  # what the last row of tasks gave, to which a ruled row may belong

    def read(self, line: Line, progress: Progress | None = None) -> None:
        """Take in the next line."""
        if line.table is not None and line.reading is not None:
            self._hang_table(line.table, line.reading, progress)
        elif line.role is not None:
            self._follow_ruling(line, line.role)
            if self._open and self._open[-1] is self._last_row:
                self._open.pop()
        elif line.mark is not None and self._counts(line, line.mark):
            self._start(line, line.mark)
        elif line.heading is not None:
            self._start_unnumbered(line, line.heading)
        elif line.level:
            self._start_heading(line)
        elif line.bullet and self._lists_bullets(line):
            self._start_bullet(line)
        else:
            self._carry_on(line)
        self._previous = line

    # -- tables, headings, rulings

    def _hang_table(self, table: Table, reading: TableReading, progress: Progress | None) -> None:
        """A list of tasks belongs to the section it stands in, or is the plan itself."""
        while self._open and not self._is_section(self._open[-1]):
            self._open.pop()
        grown = grow_rows(table, reading, self._ledger, progress)
        (self._open[-1].children if self._open else self.top).extend(grown)
        self._last_row = list(grown[-1].walk())[-1] if grown else self._last_row

    def _is_section(self, sprout: Sprout) -> bool:
        """Tell whether an open sprout is going to be a section, as far as can be known while it is open."""
        kind = sprout.kind if sprout.pinned else self._rulings.kind_of(sprout.line)
        return kind == "section" if kind in MARKED_ROLES else sprout.family in SECTION_FAMILIES

    def _start_heading(self, line: Line) -> None:
        self._grow(Sprout(None, Words("", [line.number]), rank=self._ranks[line.level], level=line.level))
        self._ledger.take(line.number, "item", self._open[-1].id)
        self._open[-1].head.text = line.text.strip()

    def _start_unnumbered(self, line: Line, heading: Unnumbered) -> None:
        """九月份：开学典礼 is a heading and the text below it."""
        words = Words(heading.words, [line.number])
        self._grow(Sprout(None, words, rank=heading.rank, level=UNNUMBERED_LEVEL))
        self._ledger.take(line.number, "item", self._open[-1].id)
        if line.text[heading.start :].strip():
            self._place_segments(line, split_labels(line.text[heading.start :], self._labels))

    def _lists_bullets(self, line: Line) -> bool:
        """Right below a section's heading, and behind the first such line, a bullet begins a task."""
        outer = next((sprout for sprout in reversed(self._open) if sprout.rank < BULLET_RANK), None)
        if outer is None or not self._is_section(outer) or outer.body or outer.fields or outer.owner_lines:
            return False
        return split_labels(line.text, self._labels)[0].kind == "text"

    def _start_bullet(self, line: Line) -> None:
        self._grow(Sprout(None, Words("", [line.number]), rank=BULLET_RANK))
        self._ledger.take(line.number, "item", self._open[-1].id)
        self._place_segments(line, split_labels(line.text, self._labels))

    def _follow_ruling(self, line: Line, role: LineKind) -> None:
        if line.row and self._last_row is not None and role not in MARKED_ROLES:
            self._last_row.last = "owners"  # its texts are complete: a ruled row is a paragraph of its own
            self._open.append(self._last_row)
        if role == "section" or role == "item":
            self._start_ruled(line, role)
        elif not self._open:
            self.lead.append(Words(line.text.strip(), [line.number, *line.more]))
            self._ledger.take(line.number, role)
        elif role == "lead" or role == "support":
            self._place_owners(line, role, without_owner_label(line.text.strip()))
        elif role == "field":
            self._place_field(line, ruled_field(line.text.strip(), self._labels))
        else:
            self._place_ruled_text(line, role)

    def _start_ruled(self, line: Line, kind: NodeKind) -> None:
        """A mark or a heading style gives the level, else those around do; a section stands in no item."""
        rank = line.mark.rank if line.mark else self._ranks[line.level] if line.level else self._rank_here(kind)
        if kind == "section":
            item = next((i for i, sprout in enumerate(self._open) if not self._is_section(sprout)), len(self._open))
            del self._open[item:]
        sprout = Sprout(line.mark, Words("", [line.number]), kind=kind, rank=rank, level=line.level, pinned=True)
        self._grow(sprout)
        if line.mark is not None:
            self._counted_below(line.mark)[line.mark.family] = self._through[line.mark.family] = line.mark.number
        self._ledger.take(line.number, kind, sprout.id)
        if line.rest.strip():
            self._place_head(line)

    def _rank_here(self, kind: NodeKind) -> float:
        """Return the rank of the nearest open section for a section, of the items below it for an item."""
        section = next((sprout for sprout in reversed(self._open) if self._is_section(sprout)), None)
        if kind == "section":
            return section.rank if section else SECTION_RANK
        items = [sprout for sprout in (section.children if section else self.top) if not self._is_section(sprout)]
        if items:
            return items[-1].rank
        return max(ITEM_RANK, section.rank + 1) if section else ITEM_RANK

    def _grow(self, sprout: Sprout) -> None:
        while self._open and self._open[-1].rank >= sprout.rank:
            self._open.pop()
        (self._open[-1].children if self._open else self.top).append(sprout)
        self._open.append(sprout)

    def _place_ruled_text(self, line: Line, role: LineKind) -> None:
        """Text belongs to the item above; it carries on a paragraph of its that breaks off."""
        sprout, text = self._open[-1], line.text.strip()
        last = None if sprout.last in ("field", "owners") else self._last_words()
        if last is not None and role == "text" and (not last.text or self._joins(line, last)):
            last.text += text
            last.lines += [number for number in (line.number, *line.more) if number not in last.lines]
            self._ledger.take(line.number, role, sprout.id, continues=True)
            return
        sprout.body.append(Words(text, [line.number, *line.more], ruled=True))
        sprout.last = "body"
        self._ledger.take(line.number, role, sprout.id)

    # -- marks

    def _counts(self, line: Line, mark: Mark) -> bool:
        if mark.path and not self._is_on_path(mark):
            return False
        if mark.family == "dash" or lists_inside(mark, line.rest):
            return False  # 一是…；二是… in one paragraph is text
        before = self._number_before(mark)
        if mark.number in (before + 1, self._through.get(mark.family, 0) + 1):
            return True
        if mark.number == 1:
            return not self._is_cut(line)
        return mark.family in LOOSE_FAMILIES and self._is_gap(line, mark, before)

    def _is_on_path(self, mark: Mark) -> bool:
        """3.2 stands below 3, or below the third of whatever counts above it."""
        parent = next((s for s in reversed(self._open) if s.rank < mark.rank), None)
        return parent is None or parent.mark is None or parent.mark.number == mark.path[-1]

    def _number_before(self, mark: Mark) -> int:
        """Return the number of the sibling before, 0 for the first of a list."""
        return self._counted_below(mark).get(mark.family, 0)

    def _counted_below(self, mark: Mark) -> dict[str, int]:
        parent = next((s for s in reversed(self._open) if s.rank < mark.rank), None)
        return parent.counted if parent else self._counted

    def _is_gap(self, line: Line, mark: Mark, before: int) -> bool:
        if self._is_cut(line) or not line.rest.strip():
            return False
        through = self._through.get(mark.family, 0)
        if before and not any(last <= mark.number <= last + MAX_GAP for last in (before, through)):
            return False
        if through:
            question = _("The number “{mark}” does not follow the one before it. Is a line missing here?")
            self._ledger.ask(line.number, question.format(mark=mark.text), ("item", "section", "text"))
        return mark.number <= MAX_NUMBER

    def _is_cut(self, line: Line) -> bool:
        """Tell whether the line before breaks off in the middle of a sentence."""
        if not self._open or self._open[-1].last == "owners" or line.gap:
            return False
        words = self._last_words()
        if words is None or is_complete(words.text):
            return False
        heading = OWN_LINE_HEADING if self._open[-1].last == "head" else CUT_LINE  # such as 二月 above a list
        return is_open(words.text) or len(words.text) > heading

    def _start(self, line: Line, mark: Mark) -> None:
        sprout = Sprout(mark, Words("", [line.number]), rank=mark.rank, level=line.level)
        self._grow(sprout)
        self._counted_below(mark)[mark.family] = self._through[mark.family] = mark.number
        self._ledger.take(line.number, "item", sprout.id)
        self._place_head(line)

    def _place_head(self, line: Line) -> None:
        segments = split_labels(line.rest, self._labels)
        above = line.mark is None or line.mark.family in (*CHAPTERS, "chinese")
        if above and [segment.kind for segment in segments] == ["field"]:
            segments = [Segment("text", "", line.rest)]  # 一、总体目标：… is a heading that runs on
        self._place_segments(line, segments)

    # -- text

    def _carry_on(self, line: Line) -> None:
        if not self._open and self.top and _TABLE_NOTE.match(line.text):
            question = _("This row looks like a note below the table. Does it belong to the plan?")
            self._ledger.ask(line.number, question, ("unplaced", "text"))
            return
        if not self._open:
            self.lead.append(Words(line.text, [line.number]))
            self._ledger.take(line.number, "table" if line.row else "preamble")
            return
        if line.row:
            self._place_ruled_text(line, "table")
            return
        segments = split_labels(line.text, self._labels)
        if not self._carries_on_owners(line, segments):
            self._place_segments(line, segments)

    def _carries_on_owners(self, line: Line, segments: list[Segment]) -> bool:
        """Join a line to the owner list that broke off above it; False if it is none of that list."""
        sprout = self._open[-1]
        if sprout.last != "owners" or [segment.kind for segment in segments] != ["text"]:
            return False
        owners = sprout.owner_lines[-1]
        if not continues_owner_list(owners.words.text, line.text):
            return False
        owners.words.text = join_owner_lines(owners.words.text, line.text)
        self._ledger.take(line.number, owners.role, sprout.id, continues=True)
        return True

    def _place_segments(self, line: Line, segments: list[Segment]) -> None:
        for segment in segments:
            if segment.kind == "text":
                self._place_text(line, segment.text)
            elif segment.kind == "field":
                self._place_field(line, segment)
            else:
                self._place_owners(line, segment.kind, segment.text)
        if sum(segment.kind != "text" for segment in segments) > 1 and not are_set_apart(segments):
            cut = _("Two labels stand in one line; it was cut at the second.")
            self._ledger.ask(line.number, cut, ("field", "lead", "support", "text"))

    def _place_field(self, line: Line, segment: Segment) -> None:
        sprout = self._open[-1]
        sprout.fields.append(LabelledWords(segment.label, Words(segment.text, [line.number])))
        sprout.last = "field"
        self._ledger.take(line.number, "field", sprout.id, label=segment.label)

    def _place_owners(self, line: Line, role: LineKind, text: str) -> None:
        sprout = self._open[-1]
        kind: LineKind = "lead" if role == "lead" else "support"
        sprout.owner_lines.append(OwnerWords("lead" if kind == "lead" else "support", Words(text, [line.number])))
        sprout.last = "owners"
        sprout.owners_last = line.number
        self._ledger.take(line.number, kind, sprout.id)

    def _place_text(self, line: Line, text: str) -> None:
        sprout = self._open[-1]
        text = text.strip()
        if not sprout.head.text and not sprout.has_more():
            sprout.head.text = text
            if line.number not in sprout.head.lines:
                sprout.head.lines.append(line.number)
            self._ledger.take(line.number, "text", sprout.id, continues=True)
            return
        last = self._last_words()
        if sprout.last == "field" and last is not None and self._leaves_field(sprout, last.text, text):
            sprout.body.append(Words(text, [line.number]))
            sprout.last = "body"
            self._ledger.take(line.number, "text", sprout.id)
            return
        if last is not None and self._joins(line, last):
            last.text += text
            last.lines.append(line.number)
            self._ledger.take(line.number, "field" if sprout.last == "field" else "text", sprout.id, continues=True)
            return
        self._new_paragraph(sprout, line, text, last)

    def _leaves_field(self, sprout: Sprout, value: str, text: str) -> bool:
        """Behind a person or a time, running text is the item's own again."""
        known = bool(value) and sprout.fields[-1].label in VALUE_LABELS
        return known and not is_open(value) and is_prose(text)

    def _new_paragraph(self, sprout: Sprout, line: Line, text: str, last: Words | None) -> None:
        bracket = take_closing_brackets(text, self._labels)
        if bracket is not None and not bracket.rest:
            self._place_bracket(sprout, line, bracket)
            return
        if sprout.last == "field" and last is not None:
            last.text = f"{last.text}\n{text}" if last.text else text
            last.lines.append(line.number)
            self._ledger.take(line.number, "field", sprout.id)
            return
        if sprout.last == "owners":
            after = _("Text after the owners: does it belong to the item above?")
            self._ledger.ask(line.number, after, ("text", "item", "closing", "unplaced"))
        sprout.body.append(Words(text, [line.number]))
        sprout.last = "body"
        self._ledger.take(line.number, "text", sprout.id)

    def _place_bracket(self, sprout: Sprout, line: Line, bracket: ClosingBrackets) -> None:
        """A bracket on a line of its own: its owners and notes are the item's."""
        sprout.owners += bracket.owners
        sprout.fields += [LabelledWords(f.label, Words(f.text, [line.number])) for f in bracket.fields]
        sprout.owners_last = line.number if bracket.owners else sprout.owners_last
        role = bracket.owners[0].role if bracket.owners else "field"
        self._ledger.take(line.number, role, sprout.id)

    def _last_words(self) -> Words | None:
        sprout = self._open[-1]
        if sprout.last == "head":
            return sprout.head
        if sprout.last == "body":
            return sprout.body[-1]
        return sprout.fields[-1].words if sprout.last == "field" else None

    def _joins(self, line: Line, last: Words) -> bool:
        """Tell whether a line carries on a sentence that a page or line end cut."""
        if line.row or (line.mark is not None and line.mark.family == "dash"):
            return False
        if is_open(last.text) and not line.indented:
            return True
        if self._width is not None:
            full = self._previous is not None and len(self._previous.text) >= self._width - WRAP_SLACK
            return full and not line.indented and not line.gap
        if is_complete(last.text) or line.indented or self._are_short(line):
            return False
        return not self._is_own_heading(last)

    def _are_short(self, line: Line) -> bool:
        """Two short lines without an end are a list; a sentence that a page cuts has a long line before the cut."""
        before = len(self._previous.text) if self._previous else 0
        return max(before, len(line.text)) < CUT_LINE and not is_complete(line.text)

    def _is_own_heading(self, last: Words) -> bool:
        """A head on a line of its own is a heading if it is short and holds no full stop."""
        if self._open[-1].level and self._open[-1].last == "head":
            return True
        if self._open[-1].last != "head" or has_full_stop(last.text):
            return False
        if self._open[-1].family in (*CHAPTERS, "chinese"):
            return not split_run_in(last.text)[0]
        return len(last.lines) == 1 and len(last.text) <= OWN_LINE_HEADING
