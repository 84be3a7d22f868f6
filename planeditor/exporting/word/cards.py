"""The layout `cards`: 单条任务卡, each on a page of its own. One rule: all of an item and of what is below it."""

from collections.abc import Iterator

from planeditor.exporting.content import Content
from planeditor.exporting.phrases import owner_labels, owner_names, targets_text
from planeditor.exporting.text import chinese_date
from planeditor.exporting.word.body import BodyWriter, number_text
from planeditor.exporting.word.runs import Pen, lines
from planeditor.exporting.word.table import cell, cell_text, keeps_together, table_opening
from planeditor.exporting.word.units import TEXT_WIDTH
from planeditor.exporting.word.xml import paragraph
from planeditor.plan.entities import LEAD, SUPPORT, Node

NAME = "重点任务卡"
_LABEL, _HALF = 1422, 3000
_WIDTHS = [_LABEL, _HALF, _LABEL, _HALF]
_WIDE = TEXT_WIDTH - _LABEL
_ROW, _TALL = (f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' for height in (454, 1500))
_NEW_PAGE = "<w:pageBreakBefore/>"


def cards_paragraphs(content: Content, pen: Pen) -> Iterator[str]:
    """Yield the XML of a card for every item that stands in a section or at the top."""
    writer = _CardWriter(content, pen)
    yield from writer.cards(content.snapshot.nodes, ())
    if not writer.written:
        yield paragraph("CardTitle", pen.run(pen.title, NAME))


class _CardWriter:
    """Writes cards; knows whether one was written, since the first needs no new page."""

    def __init__(self, content: Content, pen: Pen) -> None:
        self.content, self.pen = content, pen
        self.body = BodyWriter(content, pen)
        self.owner_labels = owner_labels(content.snapshot)
        self.written = False

    def cards(self, nodes: tuple[Node, ...], sections: tuple[str, ...]) -> Iterator[str]:
        """Yield the cards of the items at or below `nodes`; `sections` are the titles above."""
        for node in nodes:
            if node.kind == "item":
                yield "".join(self.card(node, sections))
                continue
            self.content.step()
            yield from self.cards(node.children, (*sections, self._heading(node)))

    def card(self, node: Node, sections: tuple[str, ...]) -> Iterator[str]:
        """Yield one card: its title, the table, and the line below that Word asks for."""
        self.content.step()
        lead, support = self.owner_labels
        marks = self.body.bookmark(node)
        yield paragraph("CardTitle", self.pen.run(self.pen.title, NAME), _NEW_PAGE if self.written else "")
        yield table_opening(_WIDTHS)
        yield self._pair(
            "编号", self.content.numbers.get(node.id, "").rstrip(".．、﹒"), "完成时限", chinese_date(node.due)
        )
        yield self._wide("所属部分", "\n".join(sections))
        yield self._wide("重点任务", " ".join(lines(node.title)) or node.body, marks)
        yield from self._content(node)
        yield self._pair(lead, owner_names(node, LEAD), support, owner_names(node, SUPPORT))
        yield self._wide("进展情况", _progress(node), tall=True)
        yield self._pair("责任人签字", "", "日期", "")
        yield f"</w:tbl>{paragraph('TableText', '')}"
        self.written = True

    def _content(self, node: Node) -> Iterator[str]:
        if node.title and node.body:
            yield self._wide("具体举措", node.body)
        for field in node.fields:
            yield self._wide(field.label, field.text)
        if node.children:
            yield self._row(self._label("具体任务"), cell(_WIDE, "".join(self._below(node)), across=3))
        if targets := targets_text(node):
            yield self._wide("量化目标", targets)

    def _below(self, node: Node) -> Iterator[str]:
        """Yield the items below an item, each in its own bookmark, with all that belongs to them."""
        for child in node.children:
            self.content.step()
            parts = [
                self._heading(child),
                child.body,
                *(f"{field.label}：{field.text}" if field.label else field.text for field in child.fields),
                targets_text(child),
                "；".join(
                    filter(None, (owner_names(child, LEAD), owner_names(child, SUPPORT), chinese_date(child.due)))
                ),
            ]
            yield self._text("\n".join(filter(None, parts)), self.body.bookmark(child))
            yield from self._below(child)

    def _heading(self, node: Node) -> str:
        return f"{number_text(self.content.numbers.get(node.id, ''))}{' '.join(lines(node.title))}"

    def _text(self, text: str, marks: tuple[str, str] = ("", "")) -> str:
        return cell_text(self.pen, text, marks=marks)

    def _label(self, text: str) -> str:
        return cell(_LABEL, paragraph("TableHeader", self.pen.run(self.pen.hei, text)))

    def _row(self, *cells: str, whole: str = "", tall: bool = False) -> str:
        return f"<w:tr><w:trPr>{whole}{_TALL if tall else _ROW}</w:trPr>{''.join(cells)}</w:tr>"

    def _wide(self, label: str, text: str, marks: tuple[str, str] = ("", ""), *, tall: bool = False) -> str:
        shown = cell(_WIDE, self._text(text, marks), across=3)
        return self._row(self._label(label), shown, whole=keeps_together([(_WIDE, text)]), tall=tall)

    def _pair(self, label: str, text: str, second: str, second_text: str) -> str:
        return self._row(
            self._label(label),
            cell(_HALF, self._text(text)),
            self._label(second),
            cell(_HALF, self._text(second_text)),
        )


def _progress(node: Node) -> str:
    """Return the latest report, if there is one."""
    if not node.progress:
        return ""
    latest = max(node.progress, key=lambda entry: (entry.date, entry.id))
    percent = "" if latest.percent is None else f"{latest.percent:g}%"
    head = "，".join(filter(None, (chinese_date(latest.date), latest.status, percent)))
    return "\n".join(filter(None, (head, latest.narrative, latest.problem, latest.next_step)))
