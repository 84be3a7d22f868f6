"""Documents without any numbering mark. One rule: every paragraph after the title is an item without a number.

Short lines with paragraphs below them are the sections of those.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from planeditor.importing.front import Front
from planeditor.importing.ledger import Ledger
from planeditor.importing.lines import Line
from planeditor.importing.outline import UNNUMBERED_LEVEL
from planeditor.importing.rulings import TEXT_ROLES, Rulings
from planeditor.importing.sprouts import LabelledWords, OwnerWords, Sprout, Words, walk_all
from planeditor.language.chrome import is_blurb, is_menu
from planeditor.language.labels import KNOWN_LABELS, split_labels
from planeditor.language.prose import is_complete, is_open, split_heading

HEADING_LINE = 20
MIN_HEADINGS = 2
KNOWN = frozenset(KNOWN_LABELS)


def sprout_paragraphs(lines: Sequence[Line], front: Front, ledger: Ledger) -> list[Sprout]:
    """Return an item for every paragraph that the front matter took for running text beyond the first, or left."""
    sprouts: list[Sprout] = []
    titled = not front.title
    opening = bool(front.preamble) or not front.title  # below a title alone, short lines are what the plan has
    for line in lines:
        role = ledger.role_of(line.number)
        titled = titled or role == "title"
        if line.role in TEXT_ROLES and sprouts:
            sprouts[-1].body.append(Words(line.text, [line.number], ruled=True))
            ledger.move(line.number, line.role or "text", sprouts[-1].id)
        elif line.role is not None:
            continue
        elif line.row:
            sprouts.append(Sprout(None, Words(line.text, [line.number])))
            ledger.move(line.number, "item", sprouts[-1].id)
        elif role == "preamble" and opening:
            opening = False
        elif role == "preamble" or (
            not opening and titled and role == "unplaced" and not (is_menu(line.text) or is_blurb(line.text))
        ):
            _add(sprouts, line, ledger)
    sprouts = _under_headings(sprouts, ledger)
    taken = {line for sprout in walk_all(sprouts) for words in (sprout.head, *sprout.body) for line in words.lines}
    front.preamble = [words for words in front.preamble if words.line not in taken]
    return sprouts


def _under_headings(sprouts: list[Sprout], ledger: Ledger) -> list[Sprout]:
    """Where several paragraphs stand below a short line, such lines are headings, and what stands below are items."""
    groups: list[list[Sprout]] = []
    for sprout in sprouts:
        if not groups or _is_heading_line(sprout):
            groups.append([])
        groups[-1].append(sprout)
    headed = [group for group in groups if _is_heading_line(group[0])]
    several = any(len(group) > 1 for group in headed)
    if len(headed) < MIN_HEADINGS or not several or not all(group[0].body or len(group) > 1 for group in headed):
        return sprouts
    top: list[Sprout] = []
    for group in groups:
        top += _headed(group, ledger) if _is_heading_line(group[0]) else group
    return top


def _is_heading_line(sprout: Sprout) -> bool:
    text = sprout.head.text.strip()
    return len(text) <= HEADING_LINE and re.search(r"[，。；：、！？,;:!?\d]", text) is None and not sprout.head.ruled


def _headed(group: list[Sprout], ledger: Ledger) -> list[Sprout]:
    """Return the heading with the paragraphs below it: as items, a single one without a heading as its text."""
    heading, *below = group
    heading.level = UNNUMBERED_LEVEL
    first = [Sprout(None, words) for words in heading.body]
    if below or any(split_heading(sprout.head.text)[0] for sprout in first):
        heading.body, heading.children = [], [*first, *below]
        for sprout in first:
            ledger.move(sprout.line, "item", sprout.id)
    return [heading]


def follow_items_before(lines: Sequence[Line], rulings: Rulings) -> list[Line]:
    """Where nothing but people's word tells sections, paragraphs that were items before remain items."""
    if any(line.mark or line.level or line.table for line in lines):
        return list(lines)
    followed: list[Line] = []
    for line in lines:
        below = bool(followed) and followed[-1].role == "section" and rulings.kind_of(line.number) == "text"
        was_item = line.role is None and (below or rulings.kind_of(line.number) == "item")
        followed.append(replace(line, role="item") if was_item else line)
    return followed


def _take_labels(sprout: Sprout, line: Line, ledger: Ledger) -> bool:
    """A line of nothing but owners and known labels belongs to the paragraph above; False for any other line."""
    segments = split_labels(line.text, KNOWN)
    if not any(segment.kind in ("lead", "support") for segment in segments) or segments[0].kind == "text":
        return False
    for segment in segments:
        words = Words(segment.text, [line.number])
        if segment.kind == "field":
            sprout.fields.append(LabelledWords(segment.label, words))
        elif segment.kind != "text":
            sprout.owner_lines.append(OwnerWords(segment.kind, words))
            sprout.owners_last = line.number
    ledger.move(line.number, next(s.kind for s in segments if s.kind in ("lead", "support")), sprout.id)
    return True


def _add(sprouts: list[Sprout], line: Line, ledger: Ledger) -> None:
    last = sprouts[-1] if sprouts else None
    if last is not None and _take_labels(last, line, ledger):
        return
    if (
        last is not None
        and not last.body
        and not is_complete(last.head.text)
        and (is_complete(line.text) or is_open(last.head.text))
    ):
        last.body.append(Words(line.text, [line.number]))
        ledger.move(line.number, "text", last.id)
        return
    sprout = Sprout(None, Words(line.text, [line.number]))
    sprouts.append(sprout)
    ledger.move(line.number, "item", sprout.id)
