"""Annexes as tables: sections called 附件 whose items are labelled texts alone, such as those of reports.

One rule: one item one row, one label one column, and no row loses a word.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from math import sqrt

from planeditor.exporting.content import Content
from planeditor.exporting.text import display_width
from planeditor.exporting.word.body import BodyWriter
from planeditor.exporting.word.front import attachment_head, attachments, title
from planeditor.exporting.word.pages import LANDSCAPE_WIDTH, section_break
from planeditor.exporting.word.runs import Pen
from planeditor.exporting.word.table import cell, cell_text, table_opening
from planeditor.exporting.word.xml import paragraph
from planeditor.language.annexes import ANNEX, annex_name
from planeditor.plan.entities import Node

_NUMBER, _NAME = "序号", "名称"
_SHORT = 12  # half characters; a column with nothing longer is as wide as it needs
_HALF, _MARGINS = 112, 240  # twips; some fonts have wide figures
_CENTRED = '<w:jc w:val="center"/>'
_HEADER_ROW = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
_ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
_LONGEST_WHOLE = 400  # characters of a row that is not to be divided between pages


def parted(nodes: tuple[Node, ...]) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Return the nodes of the text, and the annexes at the end that are tables."""
    count = 0
    while count < len(nodes) and is_table(nodes[len(nodes) - count - 1]):
        count += 1
    return nodes[: len(nodes) - count], nodes[len(nodes) - count :]


def is_table(node: Node) -> bool:
    """Tell whether a section is an annex whose items are rows."""
    return (
        node.kind == "section"
        and not node.numbered
        and node.title.startswith(ANNEX)
        and not (node.body or node.fields or node.owners or node.targets or node.due)
        and bool(node.children)
        and all(map(_is_row, node.children))
    )


def _is_row(node: Node) -> bool:
    extra = node.body or node.children or node.owners or node.targets or node.due or node.numbered
    return node.kind == "item" and not extra and len({field.label for field in node.fields}) == len(node.fields) > 1


def annex_list(sections: Sequence[Node], pen: Pen) -> Iterator[str]:
    """Yield the names of the annexes as they stand below the text."""
    if sections:
        yield from attachments([annex_name(section.title) for section in sections], pen)


def annexes(content: Content, pen: Pen, writer: BodyWriter, sections: Sequence[Node]) -> Iterator[str]:
    """Yield each annex on a page of its own, across it."""
    if sections:
        yield section_break(pen.pages.portrait)
    for number, section in enumerate(sections, 1):
        yield attachment_head(number if len(sections) > 1 else None, pen)
        start, end = writer.bookmark(section)
        heading = title(annex_name(section.title), pen, "TableTitle", LANDSCAPE_WIDTH)
        yield heading.replace("</w:pPr>", f"</w:pPr>{start}", 1).replace("</w:p>", f"{end}</w:p>", 1)
        yield from _table(content, pen, writer, section)


def _table(content: Content, pen: Pen, writer: BodyWriter, section: Node) -> Iterator[str]:
    labels = list(dict.fromkeys(field.label for row in section.children for field in row.fields))
    place = 1 if labels and labels[0] == _NUMBER else 0
    headers = [*labels[:place], _name_header(labels), *labels[place:]]
    rows = [_cells(row, labels, place) for row in section.children]
    widths = _widths(headers, rows)
    yield table_opening(widths)
    head = (paragraph("TableHeader", pen.run(pen.hei, header)) for header in headers)
    yield f"{_HEADER_ROW}{''.join(map(cell, widths, head))}</w:tr>"
    centred = [
        all(display_width(text) <= _SHORT for row in rows for text in row[at].split("\n")) for at in range(len(headers))
    ]
    for node, row in zip(section.children, rows, strict=True):
        content.step()
        yield _row(row, widths, centred, pen, writer.bookmark(node))
    yield f"</w:tbl>{paragraph('TableText', '')}"


def _name_header(labels: Sequence[str]) -> str:
    return "任务" if _NUMBER in labels else _NAME


def _cells(node: Node, labels: Sequence[str], place: int) -> list[str]:
    texts = {field.label: field.text for field in node.fields}
    cells = [texts.get(label, "") for label in labels]
    return [*cells[:place], node.title, *cells[place:]]


def _row(row: Sequence[str], widths: Sequence[int], centred: Sequence[bool], pen: Pen, marks: tuple[str, str]) -> str:
    start, end = marks
    last = len(row) - 1
    cells = (
        cell(
            widths[at],
            cell_text(
                pen, text, _CENTRED if centred[at] else "", (start if at == 0 else "", end if at == last else "")
            ),
        )
        for at, text in enumerate(row)
    )
    opening = _ROW if sum(map(len, row)) <= _LONGEST_WHOLE else "<w:tr>"
    return f"{opening}{''.join(cells)}</w:tr>"


def _widths(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the widths in twips: short columns as wide as they need, the others by the root of what they hold."""
    columns = list(zip(*rows, strict=True))
    longest = [
        max(map(display_width, chain([header], *(text.split("\n") for text in column))))
        for header, column in zip(headers, columns, strict=True)
    ]
    wanted = [_room(size) for size in longest]
    spare = LANDSCAPE_WIDTH - sum(wanted)
    if spare < 0:
        wanted = _fitted(wanted, [size <= _SHORT for size in longest], columns)
    else:
        wanted = [width + spare // len(wanted) for width in wanted]
    wanted[-1] += LANDSCAPE_WIDTH - sum(wanted)
    return wanted


def _fitted(wanted: list[int], short: list[bool], columns: Sequence[Sequence[str]]) -> list[int]:
    if all(short):
        short[wanted.index(max(wanted))] = False
    amounts = [sqrt(sum(map(len, column)) / len(column) + 1) for column in columns]
    rest = LANDSCAPE_WIDTH - sum(width for width, fits in zip(wanted, short, strict=True) if fits)
    total = sum(amount for amount, fits in zip(amounts, short, strict=True) if not fits)
    parts = zip(wanted, short, amounts, strict=True)
    return [width if fits else int(rest * amount / total) for width, fits, amount in parts]


def _room(size: int) -> int:
    return max(size, 5) * _HALF + _MARGINS
