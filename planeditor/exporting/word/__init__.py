"""Word documents in the official layout of GB/T 9704-2012.

One rule: a layout yields the XML of its paragraphs one by one; `document` puts them into the template.
"""

from typing import IO

from planeditor.exporting.content import Content
from planeditor.exporting.word.document import write_document
from planeditor.exporting.word.plan import plan_paragraphs


def write_plan(content: Content, file: IO[bytes]) -> None:
    """Write the layout `plan`: the plan by itself, in full."""
    write_document(content, file, plan_paragraphs)
