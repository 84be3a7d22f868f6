"""Markdown (.md). One rule: a sign that Markdown would take for its own is escaped, so that every word stays text."""

import re
from typing import IO

from planeditor.exporting.content import Content
from planeditor.exporting.prose import Line, plan_lines

_DEEPEST = 6  # levels of headings in Markdown
_INDENT = "\u3000\u3000"  # as Chinese paragraphs are set in; a renderer drops spaces, but not these
# Signs of emphasis, code, tables, headings and links; a comment, an address in <>, a link's second half.
_SIGNS = re.compile(r"[\\`*_~|<>\[\]#]|(?<=<)!|(?<=\])\(|(?<=<http):|(?<=<https):|(?<=<mailto):")
_POINT = re.compile(r"(\d{0,9})([.)+=-])")
_POINT_END = re.compile(r"[ \t]|\Z|[-=]")


def write_markdown(content: Content, file: IO[bytes]) -> None:
    """Write the plan: UTF-8 without a byte order mark, LF, an empty line between paragraphs."""
    content.report(0.0)
    between = ""
    for line in plan_lines(content):
        text = _markdown(line, content.cleaner.visible(line.lead), content.cleaner.visible(line.text))
        file.write(f"{between}{text}\n".encode())
        between = "\n"
    if not between:
        file.write(b"\n")  # a file of no bytes looks like one that got lost
    content.report(1.0)


def _markdown(line: Line, lead: str, text: str) -> str:
    if line.kind == "title":
        return f"# {escaped(text)}"
    if line.kind == "heading":
        return f"{'#' * min(line.level + 1, _DEEPEST)} {escaped(lead + text)}"
    if line.kind == "field" and lead:
        return f"{_INDENT}**{escaped(lead[:-1])}**：{escaped(text)}"  # ** behind a colon would not be seen as a sign
    return ("" if line.kind == "addressees" else _INDENT) + escaped(lead + text)


def escaped(text: str) -> str:
    """Return a line of text in which Markdown sees no signs of its own."""
    text = _SIGNS.sub(r"\\\g<0>", text.replace("\r", " ").strip(" \t"))
    point = _POINT.match(text)
    if point is None or not _POINT_END.match(text, point.end()):
        return text
    return f"{point[1]}\\{text[point.start(2) :]}"
