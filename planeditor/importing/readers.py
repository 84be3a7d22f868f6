"""Which reader reads a document. One rule: a reader's module is loaded when a document of its kind is read.

The suffixes and the signs in the bytes stand in `kinds`; here is what is done with what they say.
"""

import importlib
from collections.abc import Callable

from planeditor.errors import SourceError
from planeditor.i18n import _
from planeditor.importing.blocks import Progress, Source
from planeditor.importing.kinds import Kind, find_kind
from planeditor.importing.options import ImportOptions
from planeditor.importing.source_limits import check_source

Reader = Callable[[bytes, str, ImportOptions, Progress | None], Source]

_READERS: dict[Kind, tuple[str, str]] = {
    "docx": ("word", "read_docx"),
    "xlsx": ("xlsx", "read_xlsx"),
    "csv": ("csv_file", "read_csv"),
    "text": ("text", "read_text"),
    "markdown": ("markdown", "read_markdown"),
    "html": ("html_page", "read_html"),
    "opml": ("opml", "read_opml"),
    "mhtml": ("mhtml", "read_mhtml"),
}


def load_reader(kind: Kind) -> Reader:
    """Return the reader of a kind of document, loading its code; KeyError for JSON, which is a plan already."""
    module, function = _READERS[kind]
    reader: Reader = getattr(importlib.import_module(f"planeditor.importing.{module}"), function)
    return reader


def read_document(data: bytes, name: str, options: ImportOptions, progress: Progress | None = None) -> Source:
    """Return the paragraphs and tables of a document; SourceError if it cannot be read.

    For trusted bytes and the reading child only: whatever a document does to its reader, it does to this process.
    """
    kind = find_kind(name, data)
    if kind == "json":
        raise SourceError(_("“{file}” holds a plan, not a text to be read.").format(file=name))
    source = load_reader(kind)(data, name, options, progress)
    check_source(source)
    return source
