"""What of a plan is printed, and how: full text, outline, cards, table.

One rule: every form is a stream of paragraphs and rows; `paint_pages` puts them on any device, page by page.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QColor, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPen

from planeditor.errors import OutputError
from planeditor.exporting.content import Content
from planeditor.exporting.fonts import PROFILES
from planeditor.exporting.phrases import (
    LEADER_LABELS,
    REMARK_LABELS,
    labelled_text,
    measures_text,
    owner_labels,
    owner_names,
    targets_text,
)
from planeditor.exporting.prose import Line, one_line, plan_lines
from planeditor.exporting.text import chinese_date, chinese_quotes, full_width
from planeditor.gui.document_fonts import families
from planeditor.gui.print_pages import (
    TWIPS,
    Align,
    Face,
    FontCase,
    Page,
    Pages,
    Paragraph,
    Row,
    Run,
    Sheet,
    Style,
    page_number_place,
)
from planeditor.i18n import _
from planeditor.plan.entities import LEAD, SUPPORT, Node

Part = Paragraph | Row
RULE_WIDTH = 0.5 * TWIPS
SHADE = QColor(0xF0, 0xF0, 0xF0)
PAGE_NUMBER_SIZE = 14.0  # 4号

# GB/T 9704: title 2号 小标宋, headings 黑体 and 楷体, text 3号 仿宋, two characters in.
TITLE = Style(Face.TITLE, 22, 33, align=Align.AlignHCenter, above=1, below=1, keeps_next=True)
TEXT = Style(first=2)
FLUSH = Style()
CENTRED = Style(align=Align.AlignHCenter)
SIGNED = Style(align=Align.AlignRight, right=2)
HEADINGS = (Style(Face.HEI, first=2, keeps_next=True), Style(Face.KAI, first=2, keeps_next=True))
DEEPER = Style(first=2, keeps_next=True)
CELLS = Style(Face.TABLE, 10.5, 16)
TABLE_TITLE = Style(Face.TITLE, 18, 28, align=Align.AlignHCenter, below=0.5)
ENTRIES = Style(Face.BODY, 12, 20)


class Form(StrEnum):
    """What is made of the plan."""

    TEXT = "text"
    OUTLINE = "outline"
    CARDS = "cards"
    TABLE = "table"


def form_names() -> dict[Form, str]:
    """Return what people call the forms, in their order."""
    return {
        Form.TEXT: _("Full text"),
        Form.OUTLINE: _("Outline"),
        Form.CARDS: _("Item cards"),
        Form.TABLE: _("Table of tasks"),
    }


def usual_layout(form: Form) -> QPageLayout:
    """Return the page of a form: that of official documents, a table on its side."""
    if form is Form.TABLE:
        margins, side = QMarginsF(15, 20, 15, 20), QPageLayout.Orientation.Landscape
    elif form is Form.TEXT:
        margins, side = QMarginsF(28, 37, 26, 35), QPageLayout.Orientation.Portrait
    else:
        margins, side = QMarginsF(20, 25, 20, 25), QPageLayout.Orientation.Portrait
    paper = QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(paper, side, margins, QPageLayout.Unit.Millimeter)


def plan_pages(content: Content, form: Form, layout: QPageLayout) -> Iterator[Page]:
    """Yield the pages of a plan one by one; Cancelled by the content's progress."""
    parts: dict[Form, Callable[[Content], Iterator[Part]]] = {
        Form.TEXT: _text,
        Form.OUTLINE: _outline,
        Form.CARDS: _cards,
        Form.TABLE: _table,
    }
    sheet = Sheet.of(layout)
    titled = (_broken(part, sheet) for part in parts[form](content))
    yield from Pages(sheet, _fonts(content)).feed(titled)


def paint_pages(
    pages: Iterator[Page], device: QPagedPaintDevice, content: Content, *, first: int = 1, last: int = 0
) -> int:
    """Paint pages `first` to `last` (0: all) on a device that shows its margins; return how many.

    OutputError if the device cannot be painted on; Cancelled leaves it unfinished.
    """
    layout = device.pageLayout()
    sheet, fonts = Sheet.of(layout), _fonts(content)
    painter = QPainter()
    if not painter.begin(device):
        raise OutputError(_("The printer does not answer. Choose another one, or print into a PDF file."))
    count = 0
    try:
        for page in pages:
            if page.number < first or (last and page.number > last):
                continue
            if count and not device.newPage():
                raise OutputError(_("The printer takes no further page. Look after it and print again."))
            _paint(painter, device, page, sheet, fonts)
            count += 1
    finally:
        painter.end()
    return count


def _paint(painter: QPainter, device: QPagedPaintDevice, page: Page, sheet: Sheet, fonts: FontCase) -> None:
    painter.save()
    scale = device.logicalDpiX() / (72 * TWIPS)
    painter.scale(scale, scale)
    for box in page.shaded:
        painter.fillRect(box, SHADE)
    painter.setPen(QPen(QColor("black"), RULE_WIDTH))
    for box in page.boxes:
        painter.drawRect(box)
    for layout, index, place in page.lines:
        layout.lineAt(index).draw(painter, place)
    text, font = f"— {page.number} —", fonts.font(Face.TABLE, PAGE_NUMBER_SIZE)
    painter.setFont(font)
    painter.drawText(page_number_place(sheet, text, font, page.number), text)
    painter.restore()


def _fonts(content: Content) -> FontCase:
    names = PROFILES[content.options.fonts]
    return FontCase({face: families(names, face.value) for face in Face})


def _visible(content: Content, text: str) -> str:
    """Return a text as it is printed: no control characters, and Chinese marks where that was chosen."""
    text = content.cleaner.visible(text)
    return chinese_quotes(full_width(text)) if content.options.full_width else text


# full text


def _text(content: Content) -> Iterator[Part]:
    for line in plan_lines(content):
        yield _paragraph(content, line)


def _paragraph(content: Content, line: Line) -> Paragraph:
    lead = Run(_visible(content, line.lead), Face.HEI if line.kind == "field" else None)
    return Paragraph((lead, Run(_visible(content, line.text))), _style(line))


def _broken(part: Part, sheet: Sheet) -> Part:
    """Return a part of the plan; the lines of a title end where its sense does."""
    if isinstance(part, Row) or part.style not in (TITLE, TABLE_TITLE):
        return part
    from planeditor.exporting.word.titles import title_lines

    text = "".join(run.text for run in part.runs)
    most = int(sheet.text.width() / (part.style.size * TWIPS))
    return Paragraph((Run("\u2028".join(line.strip() for line in title_lines(text, most))),), part.style)


def _style(line: Line) -> Style:
    if line.kind == "heading":
        return HEADINGS[line.level - 1] if line.level <= len(HEADINGS) else DEEPER
    styles = {
        "title": TITLE,
        "doc_number": CENTRED,
        "facts": CENTRED,
        "addressees": FLUSH,
        "signer": SIGNED,
        "date": SIGNED,
        "owners": Style(Face.KAI, first=2),
    }
    return styles.get(line.kind, TEXT)


# tables of all kinds


def _heading(content: Content) -> Iterator[Part]:
    plan = content.snapshot.plan
    if title := one_line(plan.title) or one_line(plan.notice_title):
        yield Paragraph((Run(_visible(content, title)),), TABLE_TITLE)


def _walk(content: Content) -> Iterator[tuple[Node, int]]:
    """Yield all nodes with how deep they stand, and count them."""
    stack = [(node, 0) for node in reversed(content.snapshot.nodes)]
    while stack:
        node, depth = stack.pop()
        content.step()
        yield node, depth
        stack += [(child, depth + 1) for child in reversed(node.children)]


def _name(content: Content, node: Node) -> str:
    words = one_line(node.title) or one_line(node.body)
    return _visible(content, f"{content.numbers.get(node.id, '')}{words}")


def _outline(content: Content) -> Iterator[Part]:
    """The tree as the window shows it: titles by depth, who leads, until when."""
    yield from _heading(content)
    widths = (0.66, 0.19, 0.15)
    aligns = (Align.AlignLeft, Align.AlignLeft, Align.AlignRight)
    for node, depth in _walk(content):
        faces = (Face.HEI if node.kind == "section" else None, None, None)
        cells = (_name(content, node), _visible(content, owner_names(node, LEAD)), chinese_date(node.due))
        yield Row(cells, widths, ENTRIES, ruled=False, faces=faces, aligns=aligns, depth=1.5 * depth)


def _cards(content: Content) -> Iterator[Part]:
    """A box for every item: who, what, until when; sections stand between them."""
    yield from _heading(content)
    lead, support = owner_labels(content.snapshot)
    for number, (node, _depth) in enumerate(_walk(content), 1):
        if node.kind == "section":
            yield Row((_name(content, node),), (1.0,), ENTRIES, ruled=False, across=True, faces=(Face.HEI,), gap=8)
            if not node.body and not node.fields and not node.owners:
                continue
        pairs = [
            ("正文" if one_line(node.title) else "", node.body if one_line(node.title) else ""),
            *((field.label, field.text) for field in node.fields),
            ("量化目标", targets_text(node)),
            (lead, owner_names(node, LEAD)),
            (support, owner_names(node, SUPPORT)),
            ("完成时限", chinese_date(node.due)),
        ]
        yield from _card(content, node, number, [(label, text) for label, text in pairs if text])


def _card(content: Content, node: Node, group: int, pairs: list[tuple[str, str]]) -> Iterator[Part]:
    if node.kind == "item":
        yield Row((_name(content, node),), (1.0,), ENTRIES, across=True, faces=(Face.HEI,), group=group, gap=10)
    aligns = (Align.AlignHCenter, Align.AlignLeft)
    for label, text in pairs:
        cells = (_visible(content, label), _visible(content, text))
        yield Row(cells, (0.17, 0.83), CELLS, faces=(Face.HEI, None), aligns=aligns, group=group)


def _table(content: Content) -> Iterator[Part]:
    """任务分解表: the columns that any item fills."""
    yield from _heading(content)
    lead, support = owner_labels(content.snapshot)
    columns: list[tuple[str, float, Callable[[Node], str], Align]] = [
        ("序号", 5, lambda node: content.numbers.get(node.id, "").rstrip(".．、﹒"), Align.AlignHCenter),
        ("重点任务", 17, lambda node: one_line(node.title), Align.AlignLeft),
        ("具体举措", 44, lambda node: measures_text(node, LEADER_LABELS | REMARK_LABELS), Align.AlignLeft),
        ("量化目标", 16, targets_text, Align.AlignLeft),
        ("牵头领导", 8, lambda node: labelled_text(node, LEADER_LABELS), Align.AlignHCenter),
        (lead, 10, lambda node: owner_names(node, LEAD), Align.AlignHCenter),
        (support, 12, lambda node: owner_names(node, SUPPORT), Align.AlignHCenter),
        ("完成时限", 10, lambda node: chinese_date(node.due), Align.AlignHCenter),
        ("备注", 10, lambda node: labelled_text(node, REMARK_LABELS), Align.AlignLeft),
    ]
    items = [node for node in content.snapshot.walk() if node.kind == "item"]
    used = [column for index, column in enumerate(columns) if index < 3 or any(map(column[2], items))]
    total = sum(column[1] for column in used)
    widths = tuple(column[1] / total for column in used)
    aligns = tuple(column[3] for column in used)
    heads = tuple(column[0] for column in used)
    centred, bold = (Align.AlignHCenter,) * len(used), (Face.HEI,) * len(used)
    yield Row(heads, widths, CELLS, header=True, aligns=centred, faces=bold)
    for node, _depth in _walk(content):
        if node.kind == "section":
            yield Row((_name(content, node),), (1.0,), CELLS, across=True, faces=(Face.HEI,))
        if node.kind == "item" or node.body or node.fields or node.owners:
            cells = tuple(_visible(content, column[2](node)) for column in used)
            yield Row(cells if node.kind == "item" else ("", "", *cells[2:]), widths, CELLS, aligns=aligns)
