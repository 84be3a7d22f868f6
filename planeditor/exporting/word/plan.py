"""The layouts `plan` and `draft`: the plan by itself, in full. One rule: every word of it stands in it once."""

from collections.abc import Iterator
from itertools import chain

from planeditor.exporting.content import Content
from planeditor.exporting.text import chinese_date
from planeditor.exporting.word.annex import annex_list, annexes, parted
from planeditor.exporting.word.body import BodyWriter
from planeditor.exporting.word.front import EMPTY_LINE, addressees, contact, document_title, head, imprint, signature
from planeditor.exporting.word.pages import Pages
from planeditor.exporting.word.runs import Pen, lines
from planeditor.exporting.word.xml import keep_last, paragraph
from planeditor.plan.entities import Plan


def plan_paragraphs(content: Content, pen: Pen) -> Iterator[str]:
    """Yield the XML of every paragraph of a plan by itself."""
    plan = content.snapshot.plan
    yield from _plan(content, pen, _subtitle(plan))


def draft_paragraphs(content: Content, pen: Pen) -> Iterator[str]:
    """Yield the XML of every paragraph of a draft, which says below its title that it is one, and of when."""
    date = draft_date(content)
    shown = [f"（{content.options.draft_mark}）", *_issuers(content.snapshot.plan), *([f"（{date}）"] if date else [])]
    yield from _plan(content, pen, shown)


def draft_page(content: Content, pages: Pages) -> str:
    """Return the page of a draft's last part, whose head says that it is one, but for annexes that are tables."""
    return pages.landscape if parted(content.snapshot.nodes)[1] else pages.draft


def draft_date(content: Content) -> str:
    """Return the day of the draft as it is written; usual: the plan's own."""
    return chinese_date(content.options.draft_date or content.snapshot.plan.date)


def _plan(content: Content, pen: Pen, subtitle: list[str]) -> Iterator[str]:
    plan, options, writer = content.snapshot.plan, content.options, BodyWriter(content, pen)
    yield from head(plan, options, pen)
    yield document_title(plan.title, pen)
    for line in subtitle:
        yield paragraph("Subtitle", pen.run(pen.kai, line))
    yield EMPTY_LINE
    yield from addressees(plan, pen)
    yield from writer.prose(plan.preamble)
    nodes, tables = parted(content.snapshot.nodes)
    text = chain(writer.nodes(nodes), writer.prose(plan.closing), annex_list(tables, pen))
    yield from keep_last(text) if lines(plan.signer) else text
    yield from signature(plan, options, pen)
    yield from contact(options.contact, pen)
    yield from annexes(content, pen, writer, tables)
    yield from imprint(plan, options, pen, landscape=bool(tables))


def plan_page(content: Content, pages: Pages) -> str:
    """Return the page of the last part: annexes that are tables stand across it."""
    return pages.landscape if parted(content.snapshot.nodes)[1] else pages.portrait


def _subtitle(plan: Plan) -> list[str]:
    """Return issuers not yet named, and the date where nobody signs."""
    date = "" if lines(plan.signer) else chinese_date(plan.date)
    return [*_issuers(plan), *([f"（{date}）"] if date else [])]


def _issuers(plan: Plan) -> list[str]:
    """Return the issuers who stand neither in the title nor in the signature."""
    seen = plan.title + plan.signer
    return [line for line in lines(plan.issuer) if line not in seen]
