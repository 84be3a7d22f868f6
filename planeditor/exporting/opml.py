"""An outline (.opml) for outliners and mind maps.

One rule: a topic is a section or an item; its text lies in `_note`, labelled fields and owners in attributes where XML
can name them, and the plan's own paragraphs are topics of the type "paragraph".
"""

import re
from collections.abc import Iterator
from typing import IO

from planeditor.exporting.content import Content
from planeditor.exporting.phrases import targets_text
from planeditor.exporting.prose import (
    DUE_LABEL,
    LEAD_LABEL,
    SUPPORT_LABEL,
    TARGETS_LABEL,
    Line,
    foot_lines,
    head_lines,
    one_line,
    owners_text,
    present,
)
from planeditor.plan.entities import Node
from planeditor.plan.identity import id_text

PARAGRAPH = "paragraph"  # the type of a topic that is running text
_NAME = re.compile(r"[\u4e00-\u9fff]{1,20}")  # labels that are names in XML and no attribute of an outliner's own
_OWN_LABELS = frozenset((LEAD_LABEL, SUPPORT_LABEL, DUE_LABEL, TARGETS_LABEL))
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
)
_INDENT = "\u3000\u3000"


def write_opml(content: Content, file: IO[bytes]) -> None:
    """Write the outline: OPML 2.0, UTF-8, LF."""
    content.report(0.0)
    for text in _document(content):
        file.write(f"{text}\n".encode())
    content.report(1.0)


def _document(content: Content) -> Iterator[str]:
    plan = content.snapshot.plan
    head = list(head_lines(plan))
    title = next((line for line in head if line.kind == "title"), Line("title", ""))
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<opml version="2.0">\n<head>\n<title>{_value(content, title.text)}</title>\n</head>\n<body>'
    yield from (_paragraph(content, line) for line in head if line is not title)
    for node in content.snapshot.nodes:
        yield from _topic(content, node)
    yield from (_paragraph(content, line) for line in foot_lines(plan))
    yield "</body>\n</opml>"


def _paragraph(content: Content, line: Line) -> str:
    return f'<outline text="{_value(content, line.text)}" type="{PARAGRAPH}"/>'


def _topic(content: Content, node: Node) -> Iterator[str]:
    content.step()
    number, title, body = content.numbers.get(node.id, ""), one_line(node.title), present(node.body)
    text = title or (body.pop(0) if body else "")
    note, attributes = _details(content, node, body)
    parts = [f'text="{_value(content, number + text)}"', f'id="{id_text(node.id)}"']
    parts += [f'type="{PARAGRAPH}"'] if number and not title else []  # its number tells its place
    parts += [f'_note="{_value(content, note)}"'] if note else []
    parts += [f'{label}="{_value(content, words)}"' for label, words in attributes]
    if not node.children:
        yield f"<outline {' '.join(parts)}/>"
        return
    yield f"<outline {' '.join(parts)}>"
    for child in node.children:
        yield from _topic(content, child)
    yield "</outline>"


def _details(content: Content, node: Node, body: list[str]) -> tuple[str, list[tuple[str, str]]]:
    """Return the note and the attributes; fields whose labels cannot be attributes stand in the note, all of them."""
    fields = [(field.label, _indented(field.text)) for field in node.fields]
    if content.options.targets and (targets := targets_text(node)):
        fields.append((TARGETS_LABEL, _indented(targets)))
    labels = [label for label, _text in fields]
    own = _OWN_LABELS if not content.options.targets else _OWN_LABELS - {TARGETS_LABEL}
    nameable = all(_NAME.fullmatch(label) for label in labels) and all(text for _label, text in fields)
    owners = owners_text(node) if content.options.owners else ""
    parted = [tuple(part.split("：", 1)) for part in owners.split("；")] if owners else []
    if nameable and len(set(labels)) == len(labels) and not own.intersection(labels):
        return _indented("\n".join(body)), [*fields, *((label, words) for label, words in parted)]
    lines = [*body, *(f"{label}：{text}" if label else text for label, text in fields), *([owners] if owners else [])]
    return _indented("\n".join(lines)), []


def _indented(text: str) -> str:
    """Return the lines of a text set in, so that each is seen to be a paragraph of its own."""
    return f"\n{_INDENT}".join(line.strip() for line in present(text))


def _value(content: Content, text: str) -> str:
    return content.cleaner.visible(text).translate(_ESCAPES)
