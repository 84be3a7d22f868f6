"""The layout `official`: the notice and, from a new page on, the plan. One rule: GB/T 9704-2012 says the order."""

from collections.abc import Iterator
from dataclasses import replace

from planeditor.exporting.content import Content
from planeditor.exporting.word.annex import annexes, parted
from planeditor.exporting.word.body import BodyWriter
from planeditor.exporting.word.fitting import on_one_page
from planeditor.exporting.word.front import (
    EMPTY_LINE,
    addressees,
    attachment_head,
    attachments,
    contact,
    document_title,
    head,
    imprint,
    signature,
    title,
)
from planeditor.exporting.word.pages import STANDARD, Pages, section_break
from planeditor.exporting.word.runs import Pen, lines
from planeditor.exporting.word.table import NAME as TABLE_NAME
from planeditor.exporting.word.table import table
from planeditor.exporting.word.xml import keep_last, keep_next
from planeditor.plan.entities import Plan

_USUAL_TITLE = "工作要点"


def official_paragraphs(content: Content, pen: Pen) -> Iterator[str]:
    """Yield the XML of the notice, of the plan as 附件, if wanted of its table as 附件2, and of the imprint."""
    plan, options, writer = content.snapshot.plan, content.options, BodyWriter(content, pen)
    notice = "".join(_notice(content, pen, writer))
    yield on_one_page(notice) if pen.pages is STANDARD else notice
    yield attachment_head(1 if options.task_table else None, pen) + EMPTY_LINE
    yield title(plan.title.strip() or _in_one_line(plan), pen)
    yield EMPTY_LINE
    yield from writer.prose(plan.preamble)
    nodes, tables = parted(content.snapshot.nodes)
    yield from writer.nodes(nodes)
    yield from writer.prose(plan.closing)
    yield from annexes(content, pen, writer, tables)
    if options.task_table:
        if not tables:
            yield section_break(pen.pages.portrait)
        yield attachment_head(2, pen)
        yield from table(content, pen, writer, marked=False)
    yield from imprint(plan, options, pen, landscape=options.task_table or bool(tables))


def official_page(content: Content, pages: Pages) -> str:
    """Return the page of the last part."""
    is_wide = content.options.task_table or parted(content.snapshot.nodes)[1]
    return pages.landscape if is_wide else pages.portrait


def _notice(content: Content, pen: Pen, writer: BodyWriter) -> Iterator[str]:
    plan, options = content.snapshot.plan, content.options
    yield from head(plan, options, pen)
    yield document_title(notice_title(plan), pen)
    yield EMPTY_LINE
    yield from addressees(plan, pen)
    signed = replace(plan, signer=plan.signer or plan.issuer)
    text = writer.prose(plan.notice or _usual_notice(plan))
    attached = attachments([_in_one_line(plan), *([_table_title(plan)] if options.task_table else [])], pen)
    if lines(signed.signer):  # the standard wants text on the page of the signature
        text, attached = keep_last(text), map(keep_next, attached)
    yield from text
    yield from attached
    yield from signature(signed, options, pen)
    yield from contact(options.contact, pen)


def _in_one_line(plan: Plan) -> str:
    return "".join(lines(plan.title)) or (f"{plan.year}年{_USUAL_TITLE}" if plan.year else _USUAL_TITLE)


def _table_title(plan: Plan) -> str:
    return f"{_in_one_line(plan)}{TABLE_NAME}"


def notice_title(plan: Plan) -> str:
    """Return the notice's title; usual: 某局关于印发《2020年工作要点》的通知, the office named once at its head."""
    if plan.notice_title.strip():
        return plan.notice_title
    issuer = " ".join(lines(plan.issuer))
    return f"{issuer}关于印发《{_in_one_line(plan).removeprefix(issuer)}》的通知"


def _usual_notice(plan: Plan) -> str:
    return f"现将《{_in_one_line(plan)}》印发给你们，请结合实际认真贯彻落实。"
