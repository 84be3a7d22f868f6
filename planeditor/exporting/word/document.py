"""The Word file: the template's parts and a long body. One rule: the body is streamed, never held in memory."""

from collections.abc import Iterable
from typing import IO

from planeditor.exporting.content import Content
from planeditor.exporting.fonts import PROFILES
from planeditor.exporting.package import CORE, Package
from planeditor.exporting.word.layouts import Layout
from planeditor.exporting.word.runs import Pen
from planeditor.exporting.word.template import CUSTOM, DOCUMENT, custom_properties, draft_header, template_parts
from planeditor.exporting.word.xml import DECLARATION, NAMESPACES

_OPENING = f"{DECLARATION}<w:document {NAMESPACES}><w:body>"
_CLOSING = "</w:body></w:document>"
_CHUNK = 1 << 16  # characters


def write_document(content: Content, file: IO[bytes], layout: Layout) -> None:
    """Write a Word file whose body is what `layout` yields."""
    options = content.options
    pen = Pen(content, PROFILES[options.fonts])
    with Package(file, content.cleaner.visible(content.snapshot.plan.title)) as package:
        for name, part in template_parts(options.fonts, strict=options.strict).items():
            package.writestr(name, part)
        package.writestr("word/header1.xml", draft_header(pen.run(pen.kai, layout.header(content))))
        package.writestr(CORE, "")
        package.writestr(CUSTOM, custom_properties(content.cleaner.visible(options.mark)))
        write_body(package, [_OPENING], layout.body(content, pen), [layout.page(content), _CLOSING])


def write_body(package: Package, before: list[str], body: Iterable[str], after: list[str]) -> None:
    """Stream the document part: many short pieces, joined to chunks that are worth compressing."""
    with package.open(package.entry(DOCUMENT), "w") as part:
        pieces, size = before, sum(map(len, before))
        for piece in body:
            pieces.append(piece)
            size += len(piece)
            if size > _CHUNK:
                part.write("".join(pieces).encode())
                pieces, size = [], 0
        part.write("".join([*pieces, *after]).encode())
