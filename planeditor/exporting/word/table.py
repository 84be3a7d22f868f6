"""The layout `table`: 任务分解表 as a Word table. One rule: one item one row, and no row may lose a word of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from planeditor.exporting.content import Content
from planeditor.exporting.phrases import (
    LEADER_LABELS,
    REMARK_LABELS,
    labelled_text,
    measures_text,
    owner_labels,
    owner_names,
    targets_text,
)
from planeditor.exporting.text import chinese_date
from planeditor.exporting.word.body import BodyWriter, number_text
from planeditor.exporting.word.front import title
from planeditor.exporting.word.pages import LANDSCAPE_WIDTH
from planeditor.exporting.word.runs import Pen, lines
from planeditor.exporting.word.xml import paragraph
from planeditor.plan.entities import LEAD, SUPPORT, Node, Snapshot

NAME = "任务分解表"
_CENTRED = '<w:jc w:val="center"/>'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_PADDING = 2 * 85
_CELL_MARGINS = (
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
)
_HEADER_ROW = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
_MEASURES = "具体举措"
_CANT_SPLIT = "<w:cantSplit/>"
_CHARACTER, _LINE = 210, 300  # twips: of 五号, and a line of it at most
_HALF_PAGE = 4422  # twips, of a page lying on its side


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its width in twips, and what of an item stands in it."""

    name: str
    width: int
    text: Callable[[Node, str], str]
    centred: bool = False


def table_paragraphs(content: Content, pen: Pen) -> Iterator[str]:
    """Yield the XML of the table and of what stands above it."""
    yield from table(content, pen, BodyWriter(content, pen), marked=True)


def table(content: Content, pen: Pen, writer: BodyWriter, *, marked: bool) -> Iterator[str]:
    """Yield title and table; with `marked`, each node's row has its id in a hidden bookmark."""
    plan = content.snapshot.plan
    name = "".join(lines(plan.title))
    yield title(name if name.endswith("表") else f"{name}{NAME}", pen, "TableTitle", LANDSCAPE_WIDTH)
    unit = "、".join(lines(plan.issuer or plan.signer))
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{LANDSCAPE_WIDTH}"/></w:tabs>'
    facts = f"填报单位：{unit}\t日期：{chinese_date(plan.date)}"
    yield paragraph("TableFacts", pen.run(pen.body, facts), tab)
    columns = _columns(content.snapshot)
    yield table_opening([column.width for column in columns])
    header = "".join(cell(column.width, paragraph("TableHeader", pen.run(pen.hei, column.name))) for column in columns)
    yield f"{_HEADER_ROW}{header}</w:tr>"
    for node in content.snapshot.walk():
        if marked:
            content.step()
        marks = writer.bookmark(node) if marked else ("", "")
        yield from _rows(node, content.numbers.get(node.id, ""), columns, pen, marks)
    yield f"</w:tbl>{paragraph('TableText', '')}"


def table_opening(widths: list[int]) -> str:
    """Return the beginning of a table with fixed columns of these widths in twips."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{_CELL_MARGINS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def cell(width: int, paragraphs: str, *, across: int = 1) -> str:
    """Return a cell `width` twips wide that fills `across` columns."""
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>{paragraphs}</w:tc>'
    )


def cell_text(pen: Pen, text: str, extra: str = "", marks: tuple[str, str] = ("", "")) -> str:
    """Return the paragraphs of a cell, one a line; a cell has at least one. `marks` stand around all of it."""
    start, end = marks
    runs = [pen.run(pen.body, line) for line in lines(text)] or [""]
    runs[0] = start + runs[0]
    runs[-1] += end
    return "".join(paragraph("TableText", each, extra) for each in runs)


def keeps_together(texts: Iterable[tuple[int, str]]) -> str:
    """Return the property of a row that stays on one page, "" for one of more than half a page.

    `texts` are those of its cells, with their widths in twips.
    """
    lines = (
        text.count("\n") + 1 + len(text) * _CHARACTER // max(width - _PADDING, _CHARACTER) for width, text in texts
    )
    return _CANT_SPLIT if max(lines) * _LINE < _HALF_PAGE else ""


def _columns(snapshot: Snapshot) -> tuple[Column, ...]:
    """Return the columns; one that nothing in the plan fills is left out, 备注 is there to write by hand."""
    lead, support = owner_labels(snapshot)
    others = (
        Column("量化目标", 2000, lambda node, _number: targets_text(node)),
        Column("牵头领导", 1000, lambda node, _number: labelled_text(node, LEADER_LABELS), centred=True),
        Column(lead, 1300, lambda node, _number: owner_names(node, LEAD), centred=True),
        Column(support, 1500, lambda node, _number: owner_names(node, SUPPORT), centred=True),
        Column("完成时限", 1300, lambda node, _number: chinese_date(node.due), centred=True),
    )
    filled = [column for column in others if any(column.text(node, "") for node in snapshot.walk())]
    remarks = Column("备注", 900, lambda node, _number: labelled_text(node, REMARK_LABELS))
    first = (
        Column("序号", 700, lambda _node, number: number.rstrip(".．、﹒")),
        Column("重点任务", 2400, lambda node, _number: node.title),
    )
    rest = LANDSCAPE_WIDTH - sum(column.width for column in (*first, *filled, remarks))
    measures = Column(_MEASURES, rest, lambda node, _number: measures_text(node, LEADER_LABELS | REMARK_LABELS))
    return (*first, measures, *filled, remarks)


def _rows(node: Node, number: str, columns: tuple[Column, ...], pen: Pen, marks: tuple[str, str]) -> Iterator[str]:
    """Yield an item's row, or a section's title across, with a row below it for what else the section has."""
    if node.kind == "item":
        yield _row([column.text(node, number) for column in columns], columns, pen, marks)
        return
    below = [column.text(node, "") for column in columns]
    below[1] = ""
    start, end = marks
    name = pen.run(pen.hei, f"{number_text(number)}{' '.join(lines(node.title))}")
    has_more = any(below)
    heading = paragraph("TableSection", f"{start}{name}{'' if has_more else end}")
    yield f"<w:tr><w:trPr>{_CANT_SPLIT}</w:trPr>{cell(LANDSCAPE_WIDTH, heading, across=len(columns))}</w:tr>"
    if has_more:
        yield _row(below, columns, pen, ("", end))


def _row(texts: list[str], columns: tuple[Column, ...], pen: Pen, marks: tuple[str, str]) -> str:
    last = len(columns) - 1
    cells = [
        cell(
            column.width,
            cell_text(
                pen,
                text,
                _CENTRED if column.centred else "",
                (marks[0] if place == 0 else "", marks[1] if place == last else ""),
            ),
        )
        for place, (column, text) in enumerate(zip(columns, texts, strict=True))
    ]
    whole = keeps_together((column.width, text) for column, text in zip(columns, texts, strict=True))
    return f"<w:tr>{f'<w:trPr>{whole}</w:trPr>' if whole else ''}{''.join(cells)}</w:tr>"
