"""Cut, copy and paste of sections and items, between plans and with Word, Excel and plain text.

One rule: a copy carries every form at once (our own, HTML, text) and the program that pastes takes the richest it
knows; we take our own first, then HTML, then text.
"""

from html import escape
from itertools import islice
from typing import cast

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication

from planeditor.gui import tree_mime
from planeditor.gui.jobs import Job, wait_for
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet
from planeditor.plan.entities import LEAD, SUPPORT, Node, Plan, Role, Snapshot
from planeditor.plan.memory import without_collection
from planeditor.plan.outline import Outline
from planeditor.store import Document
from planeditor.store.reader import Reader

LONG = 500  # rows
NAMES_JOINED_BY = "、"


def copy_nodes(document: Document, outline: Outline, ids: list[int]) -> None:
    """Put subtrees on the clipboard."""
    QGuiApplication.clipboard().setMimeData(mime_of(document, outline, ids))


def mime_of(document: Document, outline: Outline, ids: list[int]) -> QMimeData:
    """Return subtrees in all forms of the clipboard; a worker writes those of many rows."""
    below = islice((entry for node_id in ids for entry in outline[node_id].walk()), LONG + 1)
    if sum(1 for _entry in below) <= LONG:
        nodes, text, html = _forms(document, outline, ids)
    else:
        nodes, text, html = cast("tuple[bytes, str, str]", wait_for(Job(_forms_aside, document, outline, ids)))
    data = QMimeData()
    data.setData(tree_mime.NODES, QByteArray(nodes))
    data.setText(text)
    data.setHtml(html)
    return data


def _forms(reader: Reader, outline: Outline, ids: list[int]) -> tuple[bytes, str, str]:
    """Return subtrees as our own format, as text and as HTML."""
    snapshot = tree_mime.snapshot_of(reader, ids)
    numbers = dict(tree_mime.numbers_of(snapshot, outline))
    text = "\n".join(line for node in snapshot.nodes for line in text_lines(node, numbers, 0))
    return tree_mime.nodes_text(snapshot, numbers), text, html_table(snapshot, numbers)


def _forms_aside(document: Document, outline: Outline, ids: list[int]) -> tuple[bytes, str, str]:
    with without_collection(), document.aside() as reader:
        return _forms(reader, outline, ids)


def text_lines(node: Node, numbers: dict[int, str], depth: int) -> list[str]:
    """Return a subtree as lines indented by tabs: number and title, below it the texts one tab further in."""
    indent = "\t" * depth
    heading = numbers[node.id] + (node.title or node.body)
    lines = [indent + heading] if heading else []
    below = "\t" * (depth + 1)
    if node.title and node.body:
        lines += [below + line for line in node.body.splitlines()]
    lines += [f"{below}{field.label}：{field.text}" for field in node.fields]
    for child in node.children:
        lines += text_lines(child, numbers, depth + 1)
    return lines


def html_table(snapshot: Snapshot, numbers: dict[int, str]) -> str:
    """Return a table with one row per section and item, so that Excel gets columns and Word a table."""
    headings = (_("No."), _("Title"), _("Text"), _("Lead"), _("Support"), _("Due"))
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    rows = "".join(_html_row(node, numbers) for node in snapshot.walk())
    return f'<meta charset="utf-8"><table border="1"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _html_row(node: Node, numbers: dict[int, str]) -> str:
    cells = (
        numbers[node.id],
        node.title,
        _whole_text(node),
        _names(node, LEAD),
        _names(node, SUPPORT),
        node.due,
    )
    tag = "th" if node.kind == "section" else "td"
    # mso-number-format: Excel would read "1." as a number and "（1）" as minus one.
    marked = "".join(
        f'<{tag} align="left" style="mso-number-format:\'\\@\'">{_html_text(cell)}</{tag}>' for cell in cells
    )
    return f"<tr>{marked}</tr>"


def _whole_text(node: Node) -> str:
    parts = [node.body] if node.body else []
    return "\n".join(parts + [f"{field.label}：{field.text}" for field in node.fields])


def _html_text(text: str) -> str:
    # The style keeps the lines of one text in one cell of Excel's.
    return escape(text).replace("\n", '<br style="mso-data-placement:same-cell">')


def _names(node: Node, role: Role) -> str:
    return NAMES_JOINED_BY.join(owner.name for owner in node.owners if owner.role == role)


def read_clipboard(year: int | None = None) -> Snapshot:
    """Return the subtrees on the clipboard with their departments, and words that have no place among them.

    `year` completes dues such as 9月底.
    """
    data = QGuiApplication.clipboard().mimeData()
    if data is None:  # nothing was ever copied, or its owner is gone
        return Snapshot(Plan(0))
    nodes, departments = tree_mime.read_nodes(data)
    if nodes or not (data.hasHtml() or data.hasText()):
        return Snapshot(Plan(0), departments, nodes)
    from planeditor.importing.paste import parse_html, parse_outline

    if data.hasHtml():
        return parse_html(data.html(), data.text(), year)
    return Snapshot(Plan(0), nodes=parse_outline(data.text()))


def paste_nodes(document: Document, pasted: Snapshot, parent_id: int | None, before: int | None) -> ChangeSet:
    """Paste what was read from the clipboard into a section or item, before a row of it or at its end."""
    if not pasted.unplaced:
        return document.paste(pasted.nodes, parent_id, before=before, departments=pasted.departments)
    with document.step(_("Paste")) as step:
        document.insert_plan(pasted, parent_id, before=before)
    return step.change_set


def paste_place(outline: Outline, current_id: int, nodes: tuple[Node, ...]) -> tuple[int | None, int | None]:
    """Return the parent and the row to stand before: sections and items go after one of their kind."""
    entry = outline.entries.get(current_id) if current_id else None
    if entry is None or entry.parent is None:
        return None, None
    if entry.is_section and not any(node.kind == "section" for node in nodes):
        return entry.id, None
    while not entry.is_section and any(node.kind == "section" for node in nodes):
        if entry.parent is None or entry.parent is outline.root:
            break
        entry = entry.parent
    assert entry.parent is not None
    following = entry.parent.children[outline.row(entry) + 1 :][:1]
    return entry.parent.id or None, following[0].id if following else None
