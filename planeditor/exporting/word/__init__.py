"""Word documents in the official layout of GB/T 9704-2012.

One rule: a layout yields the XML of its paragraphs one by one; `document` puts them into the template.
"""

from typing import IO

from planeditor.exporting.content import Content
from planeditor.exporting.word.document import write_document
from planeditor.exporting.word.layouts import LAYOUTS


def write_word(content: Content, file: IO[bytes], layout: str) -> None:
    """Write the plan as a Word document in the layout of that name."""
    write_document(content, file, LAYOUTS[layout])
