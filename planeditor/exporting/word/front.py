"""What stands above and below a text: red head, title, signature, imprint. One rule: GB/T 9704-2012 places it."""

from collections.abc import Iterator, Sequence

from planeditor.exporting.options import Options
from planeditor.exporting.text import chinese_date, display_width
from planeditor.exporting.word.pages import LANDSCAPE_WIDTH, left_margin
from planeditor.exporting.word.runs import Pen, lines, run_open
from planeditor.exporting.word.styles import RULE_DISTANCE
from planeditor.exporting.word.titles import title_lines
from planeditor.exporting.word.units import CHARACTER, LINE_PITCH, SIZE_2, TEXT_WIDTH, twips
from planeditor.exporting.word.xml import keep_next, paragraph
from planeditor.plan.entities import Plan

# What an office's own template may show, so that it is not shown again.
HEAD, DOC_NUMBER, TITLE, ADDRESSEES, IMPRINT = "版头", "文号", "标题", "主送", "版记"
EMPTY_LINE = paragraph("Salutation", "")
_MARK_BELOW_TOP = twips(35)
_LARGEST_MARK, _SMALLEST_MARK = 52, 22  # points
_TEXT_POINTS = TEXT_WIDTH / 20
_TITLE_SIZE = SIZE_2 * 10  # twips
_RED, _BLACK = "FF0000", "auto"
_DOCUMENT = "文件"
_THICK, _THIN = 8, 6  # eighths of a point: 0.35 and 0.25 mm
# A floating table belongs to the paragraph behind it.
_ANCHOR = paragraph("BodyText", "", '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>')
_IMPRINT_INDENT = 280  # one character of 4号


def head(plan: Plan, options: Options, pen: Pen) -> Iterator[str]:
    """Yield what stands above the title: urgency, the agency's mark, the document number, the red rule."""
    number = [] if DOC_NUMBER in pen.placed else lines(plan.doc_number)
    if options.urgency:
        yield paragraph("Urgency", pen.run(pen.hei, options.urgency))
    if options.red_head == "none" or HEAD in pen.placed:
        for line in number:
            yield paragraph("DocNumber", pen.run(pen.body, line)) + EMPTY_LINE
        return
    color = _RED if options.red_head == "drawn" else _BLACK
    yield from _mark(_agencies(plan, options), options, pen, color)
    rule = "" if options.red_head == "preprinted" else _rule("bottom", 12, color, RULE_DISTANCE)
    yield paragraph("HeadNumber", pen.lines(pen.body, number), f"<w:pBdr>{rule}</w:pBdr>" if rule else "")
    yield EMPTY_LINE * 2


def _agencies(plan: Plan, options: Options) -> list[str]:
    """Return the lines of the mark; usual: the issuers, 文件 behind the last."""
    if options.agency.strip():
        return lines(options.agency)
    names = lines(plan.issuer) or lines(plan.signer)
    return [*names[:-1], *(f"{name}{_DOCUMENT}" for name in names[-1:])]


def _mark(agencies: list[str], options: Options, pen: Pen, color: str) -> Iterator[str]:
    """Yield the mark's lines, as large as one line of the page holds; its room alone where the paper has it."""
    widest = max([display_width(name) for name in agencies], default=2) / 2
    size = max(min(_LARGEST_MARK, int(_TEXT_POINTS * 0.96 / widest)), _SMALLEST_MARK)
    opening = run_open(pen.fonts.title, after=f'<w:color w:val="{color}"/>{_size(size)}')
    above = _MARK_BELOW_TOP - (LINE_PITCH if options.urgency else 0)
    shown = [""] * len(agencies or [""]) if options.red_head == "preprinted" else agencies
    for name in shown:
        spacing = f'<w:spacing w:before="{above}" w:after="0" w:line="{size * 22}" w:lineRule="exact"/>'
        yield paragraph("AgencyMark", pen.run(opening, name), spacing)
        above = 0


def _size(points: int) -> str:
    return f'<w:sz w:val="{points * 2}"/><w:szCs w:val="{points * 2}"/>'


def _rule(side: str, width: int, color: str, distance: int = 1) -> str:
    return f'<w:{side} w:val="single" w:sz="{width}" w:space="{distance}" w:color="{color}"/>'


def document_title(text: str, pen: Pen) -> str:
    """Return the title of the whole document, unless the template shows it."""
    return "" if TITLE in pen.placed else title(text, pen)


def title(text: str, pen: Pen, style: str = "Title", width: int = TEXT_WIDTH) -> str:
    """Return the title, over several lines where it is long; lines that the author broke stay as they are."""
    broken = lines(text)
    texts = broken if len(broken) > 1 else [each for line in broken for each in title_lines(line, width // _TITLE_SIZE)]
    return paragraph(style, pen.lines(pen.title, texts)) if texts else ""


def addressees(plan: Plan, pen: Pen) -> Iterator[str]:
    """Yield who is addressed, flush left, with a colon behind."""
    for line in [] if ADDRESSEES in pen.placed else lines(plan.addressees):
        keeps = line.endswith(":") and not pen.full_width
        yield paragraph("Salutation", pen.run(pen.body, line if keeps else line.rstrip("：:") + "："))


def signature(plan: Plan, options: Options, pen: Pen) -> Iterator[str]:
    """Yield who signs and when: GB/T 9704 7.3.5.1 with a seal, which takes its room above; 7.3.5.2 without."""
    signers = lines(plan.signer)
    if not signers:
        return
    date = chinese_date(plan.date)
    widest = max(map(display_width, signers))
    indents = _sealed_indents if options.seal else _signature_indents
    signer_indent, date_indent = indents(widest, display_width(date))
    yield keep_next(EMPTY_LINE * (2 if options.seal else 1))
    for line in signers:
        yield paragraph("Signature", pen.run(pen.body, line), _KEEP + _right(signer_indent))
    if date:
        yield paragraph("Date", pen.run(pen.body, date), _right(date_indent))


_KEEP = "<w:keepNext/><w:keepLines/>"


def _signature_indents(signer: int, date: int) -> tuple[int, int]:
    """Return the right indents in half characters: the signer 2 characters in, the date starting 2 further right.

    A date that would reach beyond the edge takes the 2 characters itself and moves the signer to the left.
    """
    if signer - date >= 4:
        return 4, signer - date
    return date - signer + 8, 4


def _sealed_indents(signer: int, date: int) -> tuple[int, int]:
    """Return the right indents in half characters: the date 4 characters in, the signer centred above it."""
    return max(8 + (date - signer) // 2, 0), 8


def _right(halves: int) -> str:
    return f'<w:ind w:rightChars="{halves * 50}" w:right="{halves * CHARACTER // 2}"/>'


def contact(text: str, pen: Pen) -> Iterator[str]:
    """Yield the note below the date, indented, in brackets."""
    for line in lines(text):
        plain = line if line.startswith(("（", "(")) else f"（{line}）"
        yield paragraph("BodyText", pen.run(pen.body, plain))


def attachments(titles: Sequence[str], pen: Pen) -> Iterator[str]:
    """Yield the list of attachments, one line below the text; what runs on stands below its title.

    A single one has no number.
    """
    yield EMPTY_LINE
    numbered = 1.5 if len(titles) > 1 else 0.0  # characters of 1.
    for number, text in enumerate(titles, 1):
        first = "附件：" if number == 1 else ""
        hang = len(first) + numbered
        left = 5 + numbered
        indent = (
            f'<w:ind w:leftChars="{round(left * 100)}" w:left="{round(left * CHARACTER)}"'
            f' w:hangingChars="{round(hang * 100)}" w:hanging="{round(hang * CHARACTER)}"/>'
        )
        yield paragraph("AttachmentNote", pen.run(pen.body, f"{first}{f'{number}.' if numbered else ''}{text}"), indent)


def attachment_head(number: int | None, pen: Pen) -> str:
    """Return 附件1, or 附件 where there is only one, at the top of a new page and the empty line below it."""
    return paragraph("AttachmentMark", pen.run(pen.hei, f"附件{number or ''}")) + EMPTY_LINE


def imprint(plan: Plan, options: Options, pen: Pen, *, landscape: bool = False) -> Iterator[str]:
    """Yield the 版记 at the foot of the last page, if wanted: copies, who printed it and when."""
    if not options.imprint or IMPRINT in pen.placed:
        return
    shown = [f"抄送：{_stopped(line)}" for line in lines(options.copies_to)]
    shown.append(f"{printing_office(plan, options)}\t{printing_date(plan, options)}印发")
    page, width = (pen.pages.landscape, LANDSCAPE_WIDTH) if landscape else (pen.pages.portrait, TEXT_WIDTH)
    yield _imprint_opening(width, left_margin(page))
    for number, row in enumerate(shown):
        indent = _imprint_indent(width, hangs=number < len(shown) - 1)
        text = paragraph("Imprint", pen.run(pen.body, row), indent)
        cell = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{text}'
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>{cell}</w:tc></w:tr>"
    yield f"</w:tbl>{_ANCHOR}"


def printing_office(plan: Plan, options: Options) -> str:
    """Return who prints the document; usual: the office of the first issuer."""
    issuers = lines(plan.issuer) or lines(plan.signer)
    return options.printer.strip() or (f"{issuers[0]}办公室" if issuers else "")


def printing_date(plan: Plan, options: Options) -> str:
    """Return when the document is printed; usual: the plan's date."""
    return chinese_date(options.printed or plan.date)


def _stopped(text: str) -> str:
    return text if text.endswith("。") else f"{text}。"


def _imprint_opening(width: int, left: int) -> str:
    """Return the beginning of a table that floats at the foot of the page: rules of 0.35 and 0.25 mm.

    It is placed from the edge of the page: LibreOffice before 7.6 lets a table as wide as the text float only so.
    """
    rules = "".join(
        _rule(side, size, _BLACK, 0) for side, size in (("top", _THICK), ("bottom", _THICK), ("insideH", _THIN))
    )
    return (
        '<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page"'
        f' w:tblpX="{left}" w:tblpYSpec="bottom"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
    )


def _imprint_indent(width: int, *, hangs: bool) -> str:
    """One character in on both sides; what runs on of 抄送 stands below the name behind it."""
    hanging = f' w:hanging="{3 * _IMPRINT_INDENT}"' if hangs else ""
    left = _IMPRINT_INDENT * (4 if hangs else 1)
    return (
        f'<w:tabs><w:tab w:val="right" w:pos="{width - _IMPRINT_INDENT}"/></w:tabs>'
        f'<w:ind w:left="{left}" w:right="{_IMPRINT_INDENT}"{hanging}/>'
    )
