"""The layouts by name. One rule: a layout yields its body piece by piece and says what page it ends on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from planeditor.exporting.content import Content
from planeditor.exporting.word.cards import cards_paragraphs
from planeditor.exporting.word.official import notice_title, official_page, official_paragraphs
from planeditor.exporting.word.pages import Pages
from planeditor.exporting.word.plan import draft_date, draft_page, draft_paragraphs, plan_page, plan_paragraphs
from planeditor.exporting.word.runs import Pen
from planeditor.exporting.word.table import table_paragraphs
from planeditor.plan.entities import Plan


@dataclass(frozen=True, slots=True)
class Layout:
    """How a kind of document is written; `header` is what stands at the head of every page."""

    body: Callable[[Content, Pen], Iterator[str]]
    page: Callable[[Content, Pages], str]
    header: Callable[[Content], str] = lambda _content: ""
    title: Callable[[Plan], str] = lambda plan: plan.title


def _portrait(_content: Content, pages: Pages) -> str:
    return pages.portrait


def _draft_header(content: Content) -> str:
    date = draft_date(content)
    return content.options.draft_mark + (f"　{date}" if date else "")


LAYOUTS: Mapping[str, Layout] = {
    "plan": Layout(plan_paragraphs, plan_page),
    "official": Layout(official_paragraphs, official_page, title=notice_title),
    "draft": Layout(draft_paragraphs, draft_page, _draft_header),
    "table": Layout(table_paragraphs, lambda _content, pages: pages.landscape),
    "cards": Layout(cards_paragraphs, _portrait),
}
