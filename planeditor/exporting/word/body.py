"""The plan's own text: sections and items. One rule: every word of a node stands once, in its hidden bookmark."""

import re
from collections.abc import Iterator

from planeditor.exporting.content import Content
from planeditor.exporting.phrases import owner_labels, owner_names, targets_text
from planeditor.exporting.text import chinese_date
from planeditor.exporting.word.runs import Pen, lines
from planeditor.exporting.word.styles import HEADING_LEVELS
from planeditor.exporting.word.xml import paragraph
from planeditor.language.marks import Family, read_mark
from planeditor.plan.entities import LEAD, SUPPORT, Node
from planeditor.plan.identity import id_text

BOOKMARK = "_pe_"  # a leading underscore hides it in Word's list; the id follows
_LEVELS: dict[Family, int] = {
    "part": 1,
    "chapter": 1,
    "subchapter": 2,
    "chinese": 1,
    "chinese_bracket": 2,
    "digit": 3,
    "digit_bracket": 4,
    "circled": 4,
}
_ANY_TITLE = "题"  # marks are read where text follows
_FIRST_ITEM_LEVEL = 3
_WORDS_AS_NUMBERS = "分章节编"  # 第一部分, 第二章
_WORD_AS_NUMBER = re.compile("(部分|章|节|编)$")
_SENTENCE_END = "。！？；：，、…"
_HEADINGS = tuple(f'<w:p><w:pPr><w:pStyle w:val="Heading{level + 1}"/></w:pPr>' for level in range(HEADING_LEVELS))
_KEEP_NEXT = "<w:keepNext/>"
_LONE_HEADINGS = tuple(opening.replace("</w:pPr>", f"{_KEEP_NEXT}</w:pPr>") for opening in _HEADINGS)
_BODY, _FIELD, _OWNERS = (
    f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>' for style in ("BodyText", "PlanField", "PlanOwners")
)

Paragraph = tuple[str, str]  # how it begins, and its runs


class BodyWriter:
    """Writes the nodes of one plan; counts the bookmarks, whose numbers must differ."""

    def __init__(self, content: Content, pen: Pen) -> None:
        self.content = content
        self.pen = pen
        self.bookmarks = 0
        self.owner_labels = owner_labels(content.snapshot)

    def nodes(self, nodes: tuple[Node, ...], above: int = 0) -> Iterator[str]:
        """Yield sections and items and all below them; `above` is the heading level of their parent."""
        levels: dict[tuple[str, bool], int] = {}  # siblings of a kind are numbered in one style
        for node in nodes:
            self.content.step()
            number = self.content.numbers.get(node.id, "")
            kind = (node.kind, not number)
            if kind not in levels:
                levels[kind] = heading_level(node, number, above)
            yield self.node(node, number, levels[kind])
            if node.children:
                yield from self.nodes(node.children, levels[kind])

    def node(self, node: Node, number: str, level: int) -> str:
        """Return the node's own paragraphs with its id in a hidden bookmark around them."""
        paragraphs = self.heading(node, number, level)
        if node.fields or node.owners or node.due or node.targets:
            paragraphs += self.details(node)
        if not paragraphs:
            return ""
        if len(paragraphs) == 1 and node.kind == "item" and not node.children:  # nothing to keep with
            paragraphs = [(opening.replace(_KEEP_NEXT, ""), runs) for opening, runs in paragraphs]
        start, end = self.bookmark(node)
        if len(paragraphs) == 1:
            opening, runs = paragraphs[0]
            return f"{opening}{start}{runs}{end}</w:p>"
        (first, first_runs), *rest = paragraphs
        text = "</w:p>".join(opening + runs for opening, runs in rest)
        return f"{first}{start}{first_runs}</w:p>{text}{end}</w:p>"

    def bookmark(self, node: Node) -> tuple[str, str]:
        """Return the elements that stand before and behind what belongs to the node."""
        self.bookmarks += 1
        name = BOOKMARK + id_text(node.id)
        start = f'<w:bookmarkStart w:id="{self.bookmarks}" w:name="{name}"/>'
        return start, f'<w:bookmarkEnd w:id="{self.bookmarks}"/>'

    def heading(self, node: Node, number: str, level: int) -> list[Paragraph]:
        """Return number, title and body: an item's body follows its title in the same paragraph."""
        pen = self.pen
        if number and number[-1] in _WORDS_AS_NUMBERS:
            number = number_text(number)
        title, rest = " ".join(lines(node.title)), lines(node.body)
        paragraphs = []
        if not title:
            first = rest.pop(0) if rest else ""
            if number or first:
                paragraphs.append((_BODY, pen.run(pen.body, number + first)))
        elif node.kind == "item" and rest and not node.fields:
            stop = "" if title[-1] in _SENTENCE_END else "。"
            runs = pen.run(pen.headings[level - 1], number + title + stop) + pen.run(pen.run_in, rest.pop(0))
            paragraphs.append((_HEADINGS[level - 1], runs))
        else:
            paragraphs.append((_LONE_HEADINGS[level - 1], pen.run(pen.headings[level - 1], number + title)))
        paragraphs += [(_BODY, pen.run(pen.body, line)) for line in rest]
        return paragraphs

    def details(self, node: Node) -> Iterator[Paragraph]:
        """Yield the labelled fields, then the goals, then who answers for the item and until when."""
        pen, options = self.pen, self.content.options
        for field in node.fields:
            yield from self.labelled(field.label, lines(field.text))
        if options.targets and (targets := targets_text(node)):
            yield from self.labelled("量化目标", ["；".join(targets.split("\n"))])
        if options.owners and (owners := owners_line(node, self.owner_labels)):
            yield _OWNERS, pen.run(pen.body, owners)

    def labelled(self, label: str, texts: list[str]) -> Iterator[Paragraph]:
        """Yield a text that may have several paragraphs behind its label."""
        pen = self.pen
        first, *rest = texts or [""]
        yield _FIELD, pen.run(pen.label, f"{label}：" if label else "") + pen.run(pen.body, first)
        for line in rest:
            yield _FIELD, pen.run(pen.body, line)

    def prose(self, text: str) -> Iterator[str]:
        """Yield plain paragraphs."""
        for line in lines(text):
            yield paragraph("BodyText", self.pen.run(self.pen.body, line))


def heading_level(node: Node, number: str, above: int) -> int:
    """Return the heading level, 1 to 9: the form of the number decides, and it is below its parent's."""
    deeper = above + 1
    mark = read_mark(number + _ANY_TITLE) if number else None
    if mark is not None and mark.family in _LEVELS:
        return min(max(_LEVELS[mark.family], deeper), HEADING_LEVELS)
    return min(deeper if node.kind == "section" else max(_FIRST_ITEM_LEVEL, deeper), HEADING_LEVELS)


def number_text(number: str) -> str:
    """Return the number as it stands before a title: one that is a word, such as 第一部分, is set off from it."""
    return f"{number}\u3000" if _WORD_AS_NUMBER.search(number) else number


def owners_line(node: Node, labels: tuple[str, str]) -> str:
    """Return （牵头科室：…；责任科室：…；完成时限：…） with the parts there are."""
    lead, support = labels
    parts = []
    if node.owners:
        parts = [(lead, owner_names(node, LEAD)), (support, owner_names(node, SUPPORT))]
    if node.due:
        parts.append(("完成时限", chinese_date(node.due)))
    text = "；".join(f"{label}：{value}" for label, value in parts if value)
    return f"（{text}）" if text else ""
