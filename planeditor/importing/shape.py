"""From sprouts to sections and items: owners, kinds, titles and bodies.

One rule: what the document's form says decides (what stands below a mark, how its siblings look), never its subject.
"""

import re
from collections import Counter
from collections.abc import Iterator

from planeditor.i18n import _
from planeditor.importing.blocks import Progress, report
from planeditor.importing.ledger import Ledger
from planeditor.importing.sprouts import SECTION_FAMILIES, LabelledWords, Sprout, Words, walk_all
from planeditor.language.labels import take_closing_brackets
from planeditor.language.marks import CHAPTERS
from planeditor.language.owners import OwnerName, find_owners_in_prose, parse_owners
from planeditor.language.prose import (
    OWN_LINE_HEADING,
    clean_title,
    ends_sentence,
    has_full_stop,
    is_heading,
    is_open,
    split_heading,
    split_run_in,
)

ITEM_FAMILIES = ("article", "digit", "path", "digit_bracket", "circled", "prose")
PART_FAMILIES = ("circled", "prose")  # what is counted so are parts of what stands above
HEADING_WITH_MORE = 80  # characters of a heading whose fields or sub-items prove it one
SECTION_TITLE = 60
MIN_PARAGRAPHS = 2
_RUN_IN_TITLE = re.compile("[\u4e00-\u9fff“”、]{2,14}(?<![即是为到合者])")
RUN_IN_HEADING = 25
_NO_HEADING = re.compile("[0-9０-９是有]|\\A—")
_FIGURE = re.compile("[0-9０-９]")


def shape(sprouts: list[Sprout], labels: frozenset[str], ledger: Ledger, progress: Progress | None = None) -> None:
    """Give every sprout its owners, kind, title and texts."""
    for sprout in walk_all(sprouts):
        _split_paragraphs(sprout, labels, ledger)
    for sprout in walk_all(sprouts):
        _take_labelled_children(sprout, ledger)
    everything = list(walk_all(sprouts))
    for done, sprout in enumerate(everything):
        report(progress, done, len(everything))
        _read_owners(sprout, labels, ledger)
    _hoist_all(sprouts, ledger)
    _lift_parents(sprouts)
    _choose_kinds(sprouts, None)
    for sprout in walk_all(sprouts):
        _write_texts(sprout)
        _record_kind(sprout, ledger)
    _follow_others(sprouts)
    _entitle_run_in(sprouts)


# -- owners


def _read_owners(sprout: Sprout, labels: frozenset[str], ledger: Ledger) -> None:
    owners: list[OwnerName] = []
    for words in _paragraphs(sprout):
        bracket = take_closing_brackets(words.text, labels)
        if bracket is not None:
            words.text = bracket.rest
            owners += bracket.owners
            sprout.fields += [LabelledWords(f.label, Words(f.text, words.lines[-1:])) for f in bracket.fields]
    for line in sprout.owner_lines:
        owners += parse_owners(line.words.text, line.role)
    sprout.body = [words for words in sprout.body if words.text.strip()]
    if not (owners or sprout.owners or sprout.children):
        owners = find_owners_in_prose(_paragraphs(sprout)[-1].text)
    sprout.owners = list(dict.fromkeys(owners + sprout.owners))
    _ask_for_lead(sprout, ledger)


def _paragraphs(sprout: Sprout) -> list[Words]:
    return [sprout.head, *sprout.body, *(labelled.words for labelled in sprout.fields)]


def _ask_for_lead(sprout: Sprout, ledger: Ledger) -> None:
    lines = sprout.owner_lines
    if len(lines) > 1 and all(line.role == "support" for line in lines):
        question = _("Two lines of departments responsible and none in the lead. Is this one the lead?")
        ledger.ask(lines[0].words.line, question, ("lead", "support"))


def _hoist_all(siblings: list[Sprout], ledger: Ledger) -> None:
    owned = any(other.owners and not other.children for other in siblings)
    for sprout in siblings:
        parts = bool(sprout.children) and sprout.children[-1].family in PART_FAMILIES
        if sprout.family == "digit" or parts or (owned and sprout.family == siblings[0].family):
            _hoist_owners(sprout, ledger)
        _hoist_all(sprout.children, ledger)


def _hoist_owners(sprout: Sprout, ledger: Ledger) -> None:
    """Owners and fields on lines of their own below the last sub-item, where no other has any, are the whole item's."""
    *others, last = sprout.children or [sprout]
    if not others or last.children or any(c.owners or c.fields for c in others):
        return
    lines = [labelled.words.line for labelled in last.fields]
    sprout.fields, last.fields = sprout.fields + last.fields, []
    if last.owners_last and not sprout.owners:
        lines += [owners.words.line for owners in last.owner_lines] or [last.owners_last]
        sprout.owners, last.owners = last.owners, []
    for line in lines:
        ledger.move(line, ledger.role_of(line), sprout.id)
    if lines:
        question = _("What stands below the last sub-item was taken for the whole item.")
        ledger.ask(max(lines), question, (ledger.role_of(max(lines)), "text"))


def _split_paragraphs(sprout: Sprout, labels: frozenset[str], ledger: Ledger) -> None:
    """Several paragraphs that each end in owners, or all begin with a heading sentence, are items without a number."""
    if sprout.children or sprout.fields or sprout.family not in SECTION_FAMILIES:
        return
    owned = [index for index, words in enumerate(sprout.body) if _is_owned(words, labels)]
    headed = {index for index, words in enumerate(sprout.body) if _is_headed(words)}
    if len(owned) >= MIN_PARAGRAPHS:
        first = owned[0]
        while first - 1 in headed:
            first -= 1
    elif len(headed) >= MIN_PARAGRAPHS and len(headed) == len(sprout.body) and not sprout.owner_lines:
        first = 0
    else:
        return
    loose, sprout.body = sprout.body[first:], sprout.body[:first]
    for words in loose:
        child = Sprout(None, words)
        sprout.children.append(child)
        for line in words.lines:
            continues = line != words.line
            ledger.move(line, "text" if continues else "item", child.id, continues=continues)


def _is_headed(words: Words) -> bool:
    """加强队伍建设。… has a heading sentence; 今年是开局之年。… and 去年新增12所。… have none."""
    heading = "" if words.ruled else split_heading(words.text)[0]
    return 0 < len(heading) <= RUN_IN_HEADING and _NO_HEADING.search(heading) is None


def _take_labelled_children(sprout: Sprout, ledger: Ledger) -> None:
    """Numbered labels （1）项目概况：… （2）责任单位：… are an item's own fields and owners, not its sub-items."""
    children = sprout.children
    if not any(child.owner_lines for child in children) or not all(map(_is_labelled, children)):
        return
    for child in children:
        label, text = split_run_in(child.head.text)
        if label:
            child.fields = [LabelledWords(label, Words(text, child.head.lines))]
        for line in (*child.head.lines, *(words.line for words in (o.words for o in child.owner_lines))):
            ledger.move(line, child.owner_lines[0].role if child.owner_lines else "field", sprout.id)
        sprout.fields += child.fields
        sprout.owner_lines += child.owner_lines
    sprout.children = []


def _is_labelled(child: Sprout) -> bool:
    """Tell whether a sub-item is nothing but a label and what it says."""
    if child.pinned or child.children or child.body or child.family not in ("digit", "digit_bracket", "circled"):
        return False
    parts = len(child.fields) + len(child.owner_lines)
    return parts == 0 and bool(split_run_in(child.head.text)[0]) if child.head.text else parts == 1


def _is_owned(words: Words, labels: frozenset[str]) -> bool:
    bracket = None if words.ruled else take_closing_brackets(words.text, labels)
    return bracket is not None and bool(bracket.owners) and bool(bracket.rest)


# -- kinds


def _choose_kinds(siblings: list[Sprout], parent: Sprout | None) -> None:
    """Give siblings of one family one kind, as most of them need it."""
    free = [sprout for sprout in siblings if not sprout.pinned]
    for family in {sprout.family for sprout in free}:
        group = [sprout for sprout in free if sprout.family == family]
        if _are_sections(group, parent):
            for sprout in group:
                sprout.kind = "section"
    for sprout in siblings:
        _choose_kinds(sprout.children, sprout)


def _lift_parents(sprouts: list[Sprout]) -> bool:
    """Make a section of what holds one that people made; tell whether there was any."""
    lifted = False
    for sprout in sprouts:
        if _lift_parents(sprout.children):
            sprout.kind = "section"
        lifted = lifted or (sprout.kind == "section" and (sprout.pinned or bool(sprout.children)))
    return lifted


def _are_sections(group: list[Sprout], parent: Sprout | None) -> bool:
    family = group[0].family
    if family == "digit" and parent is None:  # 1 above 1.1 is what 一、 is above 1.
        return any(child.family == "path" for sprout in group for child in sprout.children)
    if family not in SECTION_FAMILIES or (parent is not None and parent.kind == "item"):
        return False
    holding = sum(any(_is_item_like(child, family) for child in sprout.children) for sprout in group)
    owned = sum(bool(sprout.owners) for sprout in group)
    if 2 * holding < len(group) and 2 * owned > len(group):
        return False  # 一、 with departments of its own is a task, though one of them has parts
    if family in CHAPTERS or (parent is None and family in ("chinese", "heading")):
        return holding > 0
    return 2 * holding >= len(group) and holding > 0


def _is_item_like(child: Sprout, family: str) -> bool:
    """Sub-points （1） ① 一是 below （一） are its parts; below 一、 they are what it lists."""
    if family in ("chinese_bracket", "heading"):
        return child.family in ("digit", "heading", "chinese_bracket", "path", "")
    return True


def _record_kind(sprout: Sprout, ledger: Ledger) -> None:
    """Record a section's line, unless an item stands in the same row of a table as the cell that names the section."""
    if sprout.kind == "section" and all(child.line != sprout.line for child in sprout.children):
        ledger.move(sprout.line, "section", sprout.id)


# -- titles and texts


def _write_texts(sprout: Sprout) -> None:
    head = sprout.head.text.strip()
    if sprout.title or sprout.texts:
        sprout.texts += [words.text for words in sprout.body]  # a row of a table comes with both
        return
    title, rest = (head, "") if sprout.level and not has_full_stop(head.rstrip("。")) else _title_of(sprout, head)
    sprout.title = clean_title(title)
    sprout.texts = [text for text in [rest, *(words.text for words in sprout.body)] if text]


def _title_of(sprout: Sprout, head: str) -> tuple[str, str]:
    return _section_title(head) if sprout.kind == "section" else _item_title(sprout, head)


def _section_title(head: str) -> tuple[str, str]:
    title, rest = split_heading(head)
    if title:
        return title, rest
    title, rest = split_run_in(head)
    if title and (ends_sentence(rest) or len(head) > SECTION_TITLE):
        return title, rest  # 围绕一个中心：提高质量 is a title as a whole
    inner = head.rstrip("。：:. ")
    return (inner, "") if not has_full_stop(inner) and len(inner) <= SECTION_TITLE else ("", head)


def _item_title(sprout: Sprout, head: str) -> tuple[str, str]:
    title, rest = split_heading(head)
    if title:
        return title, rest
    inner = head.rstrip("。：:. ")
    if has_full_stop(inner) or is_open(head):
        return "", head
    if head.endswith(("。", "：", ":", ".")):
        proves = sprout.has_more() and (is_heading(inner) or (bool(sprout.fields) and len(inner) <= HEADING_WITH_MORE))
        return (inner, "") if proves else ("", head)
    limit = HEADING_WITH_MORE if sprout.fields or sprout.children else OWN_LINE_HEADING
    is_title = len(head) <= limit and not head.endswith(("；", ";", "！", "？"))
    return (head, "") if is_title and (sprout.has_more() or _is_plain_heading(head)) else ("", head)


def _is_plain_heading(head: str) -> bool:
    """Tell whether a line that stands alone names a task: one that goes on to a figure behind a comma sets a goal."""
    _first, *others = re.split("[，,]", head)
    return is_heading(head) and not any(map(_FIGURE.search, others))


def _follow_others(sprouts: list[Sprout]) -> None:
    """A list of which some points have titles and some are text follows what most such points of the plan are."""
    counts: dict[str, Counter[bool]] = {}
    mixed = []
    for points in _lists_of_points(sprouts):
        titled = Counter(bool(point.title) for point in points)
        counts.setdefault(points[0].family, Counter()).update(titled)
        mixed += [points] if len(titled) > 1 else []
    for points in mixed:
        if counts[points[0].family][True] <= counts[points[0].family][False]:
            for point in points:
                point.texts, point.title = point.texts or [point.head.text.strip()], ""


def _lists_of_points(siblings: list[Sprout]) -> Iterator[list[Sprout]]:
    """Yield every list's points that are a line and nothing else: a title, or a text."""
    alone = (s for s in siblings if bool(s.title) != bool(s.texts) and s.kind == "item" and s.head.text)
    points = [s for s in alone if not (s.has_more() or s.level or s.pinned)]
    if points:
        yield points
    for sprout in siblings:
        if sprout.children:
            yield from _lists_of_points(sprout.children)


def _entitle_run_in(siblings: list[Sprout]) -> None:
    """Points that all begin with words and a colon (科学衔接：…) have these for titles."""
    points = [s for s in siblings if s.kind == "item" and not (s.level or s.pinned)]
    if len(points) >= MIN_PARAGRAPHS and all(map(_begins_with_label, points)):
        for point in points:
            point.title, point.texts[0] = split_run_in(point.texts[0])
    for sprout in siblings:
        if sprout.children:
            _entitle_run_in(sprout.children)


def _begins_with_label(point: Sprout) -> bool:
    if point.title or not point.texts:
        return False
    return _RUN_IN_TITLE.fullmatch(split_run_in(point.texts[0])[0]) is not None
