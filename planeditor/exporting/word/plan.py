"""The layout `plan`: the plan by itself, in full. One rule: every word of the plan's text stands in it once."""

import re
from collections.abc import Iterator

from planeditor.exporting.content import Content
from planeditor.exporting.phrases import owner_labels, owner_names
from planeditor.exporting.text import chinese_date, display_width
from planeditor.exporting.word.runs import Pen, lines, paragraph
from planeditor.exporting.word.template import HEADING_LEVELS
from planeditor.language.marks import Family, read_mark
from planeditor.plan.entities import LEAD, SUPPORT, Node, Plan
from planeditor.plan.identity import id_text

BOOKMARK = "_pe_"  # a leading underscore hides it in Word's list; the id follows
_EMPTY_LINE = paragraph("Salutation", "")
_KEEP_WITH_NEXT = "<w:keepNext/>"
_CHAR_TWIPS = 320

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
_WORD_AS_NUMBER = re.compile("(部分|章|节|编)$")
_SENTENCE_END = "。！？；：，、…"


def plan_paragraphs(content: Content) -> Iterator[str]:
    """Yield the XML of every paragraph."""
    plan = content.snapshot.plan
    writer = _PlanWriter(content)
    yield from writer.head(plan)
    for node in content.snapshot.nodes:
        yield from writer.node(node, 0)
    yield from writer.foot(plan)


class _PlanWriter:
    """Writes the parts of one plan; counts the bookmarks, whose numbers must differ."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.pen = Pen(content)
        self.bookmarks = 0
        self.owner_labels = owner_labels(content.snapshot)

    def head(self, plan: Plan) -> Iterator[str]:
        """Yield document number, title, and what stands between them and the first section."""
        pen = self.pen
        for line in lines(plan.doc_number):
            yield paragraph("DocNumber", pen.run(pen.body, line)) + _EMPTY_LINE
        if lines(plan.title):
            yield paragraph("Title", pen.run(pen.title, "\n".join(lines(plan.title))))
        for line in _subtitle(plan):
            yield paragraph("Subtitle", pen.run(pen.kai, line))
        yield _EMPTY_LINE
        for line in lines(plan.addressees):
            yield paragraph("Salutation", pen.run(pen.body, line.rstrip("：:") + "："))
        yield from self.prose(plan.preamble)

    def foot(self, plan: Plan) -> Iterator[str]:
        """Yield the closing, then the signature and the date as GB/T 9704 7.3.5.2 sets them without a seal."""
        yield from self.prose(plan.closing)
        signers = lines(plan.signer)
        if not signers:
            return
        yield _EMPTY_LINE
        date = chinese_date(plan.date)
        signer_indent, date_indent = _signature_indents(max(map(_characters, signers)), _characters(date))
        for line in signers:
            yield paragraph("Signature", self.pen.run(self.pen.body, line), _right(signer_indent))
        if date:
            yield paragraph("Date", self.pen.run(self.pen.body, date), _right(date_indent))

    def prose(self, text: str) -> Iterator[str]:
        """Yield plain paragraphs."""
        for line in lines(text):
            yield paragraph("BodyText", self.pen.run(self.pen.body, line))

    def node(self, node: Node, above: int) -> Iterator[str]:
        """Yield a section or an item and all below it; `above` is the heading level of its parent."""
        self.content.step()
        level = heading_level(node, self.content.numbers.get(node.id, ""), above)
        yield self.bookmarked(node, [*self.heading(node, level), *self.details(node)])
        for child in node.children:
            yield from self.node(child, level)

    def bookmarked(self, node: Node, paragraphs: list[str]) -> str:
        """Return the node's own paragraphs with its id in a hidden bookmark around them."""
        if not paragraphs:
            return ""
        self.bookmarks += 1
        name = f"{BOOKMARK}{id_text(node.id)}"
        start = f'<w:bookmarkStart w:id="{self.bookmarks}" w:name="{name}"/>'
        end = f'<w:bookmarkEnd w:id="{self.bookmarks}"/></w:p>'
        paragraphs[0] = paragraphs[0].replace("</w:pPr>", f"</w:pPr>{start}", 1)
        paragraphs[-1] = paragraphs[-1].removesuffix("</w:p>") + end
        return "".join(paragraphs)

    def heading(self, node: Node, level: int) -> Iterator[str]:
        """Yield number, title and body: an item's body follows its title in the same paragraph."""
        number = _number_text(self.content.numbers.get(node.id, ""))
        title, body = " ".join(lines(node.title)), lines(node.body)
        font = self.pen.headings[level - 1]
        if not title:
            first, *rest = body or [""]
            if number or first:
                yield paragraph("BodyText", self.pen.run(self.pen.body, number + first))
        elif node.kind == "item" and body and not node.fields:
            first, *rest = body
            lead = title if title[-1] in _SENTENCE_END else f"{title}。"
            runs = self.pen.run(font, number + lead) + self.pen.run(self.pen.body, first)
            yield paragraph(f"Heading{level}", runs)
        else:
            rest = body
            yield paragraph(f"Heading{level}", self.pen.run(font, number + title), _KEEP_WITH_NEXT)
        for line in rest:
            yield paragraph("BodyText", self.pen.run(self.pen.body, line))

    def details(self, node: Node) -> Iterator[str]:
        """Yield the labelled fields, then who answers for the item and until when."""
        pen = self.pen
        for field in node.fields:
            label = f"{field.label}：" if field.label else ""
            first, *rest = lines(field.text) or [""]
            yield paragraph("PlanField", pen.run(pen.label, label) + pen.run(pen.body, first))
            for line in rest:
                yield paragraph("PlanField", pen.run(pen.body, line))
        if owners := _owners_line(node, self.owner_labels):
            yield paragraph("PlanOwners", pen.run(pen.body, owners))


def heading_level(node: Node, number: str, above: int) -> int:
    """Return the heading level, 1 to 9: the form of the number decides, and it is below its parent's."""
    deeper = above + 1
    mark = read_mark(number + _ANY_TITLE) if number else None
    if mark is not None and mark.family in _LEVELS:
        return min(max(_LEVELS[mark.family], deeper), HEADING_LEVELS)
    return min(deeper if node.kind == "section" else max(_FIRST_ITEM_LEVEL, deeper), HEADING_LEVELS)


def _number_text(number: str) -> str:
    """A number that is a word of its own, such as 第一部分, is set off from the title."""
    return f"{number}\u3000" if _WORD_AS_NUMBER.search(number) else number


def _owners_line(node: Node, labels: tuple[str, str]) -> str:
    """Return （牵头科室：…；责任科室：…；完成时限：…） with the parts there are."""
    lead, support = labels
    parts = [
        (lead, owner_names(node, LEAD)),
        (support, owner_names(node, SUPPORT)),
        ("完成时限", chinese_date(node.due)),
    ]
    text = "；".join(f"{label}：{value}" for label, value in parts if value)
    return f"（{text}）" if text else ""


def _subtitle(plan: Plan) -> list[str]:
    """Issuers who stand neither in the title nor in the signature, and the date where nobody signs."""
    seen = plan.title + plan.signer
    issuers = [line for line in lines(plan.issuer) if line not in seen]
    date = "" if lines(plan.signer) else chinese_date(plan.date)
    return [*issuers, *([f"（{date}）"] if date else [])]


def _characters(text: str) -> int:
    """Return the width in Chinese characters, rounded up."""
    return (display_width(text) + 1) // 2


def _signature_indents(signer: int, date: int) -> tuple[int, int]:
    """Return the right indents in characters: the signer 2 from the edge, the date starting 2 further right.

    A date that would reach beyond the edge takes the 2 characters itself and moves the signer to the left.
    """
    if signer - date >= 2:
        return 2, signer - date
    return date - signer + 4, 2


def _right(characters: int) -> str:
    return f'<w:ind w:rightChars="{characters * 100}" w:right="{characters * _CHAR_TWIPS}"/>'
