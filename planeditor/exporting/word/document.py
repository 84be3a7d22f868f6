"""The Word file: the template's parts and a long body. One rule: the body is streamed, never held in memory."""

import io
from collections.abc import Callable, Iterator
from typing import IO

from planeditor.exporting.content import Content
from planeditor.exporting.package import CORE, Package
from planeditor.exporting.word.template import NAMESPACES, SECTION, template_parts

_OPENING = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {NAMESPACES}><w:body>'
_CLOSING = f"{SECTION}</w:body></w:document>"


def write_document(content: Content, file: IO[bytes], layout: Callable[[Content], Iterator[str]]) -> None:
    """Write a Word file whose body is what `layout` yields: elements of w:body as XML text."""
    with Package(file, content.cleaner.visible(content.snapshot.plan.title)) as package:
        for name, part in template_parts(content.options.fonts).items():
            package.writestr(name, part)
        package.writestr(CORE, "")
        with package.open(package.entry("word/document.xml"), "w") as raw:
            document = io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
            document.write(_OPENING)
            document.writelines(layout(content))
            document.write(_CLOSING)
            document.flush()
            document.detach()
