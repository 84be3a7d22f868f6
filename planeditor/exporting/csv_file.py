"""A table of tasks as text (.csv), for programs that read no Excel files.

One rule: the columns are those of 任务分解表, and no cell is a formula: text that Excel would calculate gets the
apostrophe with which people write such text in Excel (and which the import takes away again).
"""

import csv
import io
import re
from typing import IO

from planeditor.exporting.content import Content
from planeditor.exporting.phrases import (
    LEADER_LABELS,
    REMARK_LABELS,
    labelled_text,
    measures_text,
    owner_names,
    targets_text,
)
from planeditor.exporting.text import chinese_date
from planeditor.plan.entities import LEAD, SUPPORT, Node
from planeditor.plan.identity import id_text

HEADER = ("序号", "重点任务", "具体举措", "量化目标", "牵头领导", "牵头科室", "责任科室", "完成时限", "备注", "标识")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_BYTE_ORDER_MARK = "\ufeff"  # by which Excel knows UTF-8
_FLUSH_CHARACTERS = 1 << 16


def write_csv(content: Content, file: IO[bytes]) -> None:
    """Write the table: UTF-8 with a byte order mark, CRLF, commas (RFC 4180); a section is a row of one cell."""
    text = io.StringIO(newline="")
    text.write(_BYTE_ORDER_MARK)
    writer = csv.writer(text)
    writer.writerow(HEADER)
    content.report(0.0)
    for node in content.snapshot.walk():
        content.step()
        for row in _rows(node, content.numbers.get(node.id, "")):
            writer.writerow([_cell(content, value) for value in row])
        if text.tell() > _FLUSH_CHARACTERS:
            _flush(text, file)
    _flush(text, file)
    content.report(1.0)


def _flush(text: io.StringIO, file: IO[bytes]) -> None:
    file.write(text.getvalue().encode())
    text.seek(0)
    text.truncate()


def _rows(node: Node, number: str) -> list[list[str]]:
    if node.kind == "item":
        return [_values(node, number.rstrip(".．、﹒"), node.title)]
    section = [f"{number}{node.title}", *[""] * (len(HEADER) - 1)]  # an id would make it a task
    values = _values(node, "", "")
    return [section, values] if any(values[:-1]) else [section]


def _values(node: Node, number: str, title: str) -> list[str]:
    return [
        number,
        title,
        measures_text(node, LEADER_LABELS | REMARK_LABELS),
        targets_text(node),
        labelled_text(node, LEADER_LABELS),
        owner_names(node, LEAD),
        owner_names(node, SUPPORT),
        chinese_date(node.due),
        labelled_text(node, REMARK_LABELS),
        id_text(node.id),
    ]


def _cell(content: Content, text: str) -> str:
    text = content.cleaner.visible(text)
    return f"'{text}" if _FORMULA.match(text) else text
