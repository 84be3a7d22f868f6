"""The layouts by name. One rule: a layout yields its body piece by piece and says what page it ends on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from planeditor.exporting.content import Content
from planeditor.exporting.word.cards import cards_paragraphs
from planeditor.exporting.word.official import official_page, official_paragraphs
from planeditor.exporting.word.pages import DRAFT, LANDSCAPE, PORTRAIT
from planeditor.exporting.word.plan import draft_date, draft_paragraphs, plan_paragraphs
from planeditor.exporting.word.runs import Pen
from planeditor.exporting.word.table import table_paragraphs


@dataclass(frozen=True, slots=True)
class Layout:
    """How a kind of document is written; `header` is what stands at the head of every page."""

    body: Callable[[Content, Pen], Iterator[str]]
    page: Callable[[Content], str]
    header: Callable[[Content], str] = lambda _content: ""


def _draft_header(content: Content) -> str:
    date = draft_date(content)
    return content.options.draft_mark + (f"　{date}" if date else "")


LAYOUTS: Mapping[str, Layout] = {
    "plan": Layout(plan_paragraphs, lambda _content: PORTRAIT),
    "official": Layout(official_paragraphs, official_page),
    "draft": Layout(draft_paragraphs, lambda _content: DRAFT, _draft_header),
    "table": Layout(table_paragraphs, lambda _content: LANDSCAPE),
    "cards": Layout(cards_paragraphs, lambda _content: PORTRAIT),
}
