"""The Word file: the template's parts and a long body. One rule: the body is streamed, never held in memory."""

from collections.abc import Iterable
from pathlib import Path
from typing import IO

from planeditor.exporting.content import Content
from planeditor.exporting.fonts import BY_STYLE, PROFILES
from planeditor.exporting.package import CORE, Package
from planeditor.exporting.text import chinese_date
from planeditor.exporting.word.front import ADDRESSEES, DOC_NUMBER, TITLE, printing_date, printing_office
from planeditor.exporting.word.layouts import Layout
from planeditor.exporting.word.pages import STANDARD
from planeditor.exporting.word.runs import Pen, lines
from planeditor.exporting.word.template import CUSTOM, DOCUMENT, custom_properties, draft_header, template_parts
from planeditor.exporting.word.xml import DECLARATION, NAMESPACES

_OPENING = f"{DECLARATION}<w:document {NAMESPACES}><w:body>"
_CLOSING = "</w:body></w:document>"
_CHUNK = 1 << 16  # characters


def write_document(content: Content, file: IO[bytes], layout: Layout) -> None:
    """Write a Word file whose body is what `layout` yields; SourceError if its template cannot be used."""
    if content.options.template:
        _write_into_template(content, file, layout)
        return
    options = content.options
    pen = Pen(content, PROFILES[options.fonts])
    with _package(content, file) as package:
        for name, part in template_parts(options.fonts, strict=options.strict).items():
            package.writestr(name, part)
        package.writestr("word/header1.xml", draft_header(pen.run(pen.kai, layout.header(content))))
        _write_properties(package, content)
        after = [layout.page(content, STANDARD), _CLOSING]
        _write_body(package, DOCUMENT, [_OPENING], layout.body(content, pen), after)


def _write_into_template(content: Content, file: IO[bytes], layout: Layout) -> None:
    from planeditor.exporting.word.office import read_template

    template = read_template(Path(content.options.template), PROFILES[content.options.fonts], _values(content, layout))
    pen = Pen(content, BY_STYLE, template.pages, run_in=template.run_in, placed=template.placed)
    with _package(content, file) as package:
        for name, part in template.parts.items():
            package.writestr(name, part)
        _write_properties(package, content)
        after = [template.behind, layout.page(content, template.pages), template.closing]
        _write_body(package, template.document, [DECLARATION, template.before], layout.body(content, pen), after)


def _values(content: Content, layout: Layout) -> dict[str, str]:
    """Return what an office's template may show of the plan, by the names of the places."""
    plan, options, clean = content.snapshot.plan, content.options, Pen(content, BY_STYLE).text
    values = {
        DOC_NUMBER: plan.doc_number,
        TITLE: layout.title(plan),
        ADDRESSEES: plan.addressees,
        "发文机关": plan.issuer or plan.signer,
        "日期": chinese_date(plan.date),
        "抄送": options.copies_to,
        "印发机关": printing_office(plan, options),
        "印发日期": printing_date(plan, options),
    }
    return {name: clean(" ".join(lines(text))) for name, text in values.items()}


def _package(content: Content, file: IO[bytes]) -> Package:
    visible = content.cleaner.visible
    return Package(file, visible(content.snapshot.plan.title), visible(content.options.author))


def _write_properties(package: Package, content: Content) -> None:
    package.writestr(CORE, "")
    package.writestr(CUSTOM, custom_properties(content.cleaner.visible(content.options.mark)))


def _write_body(package: Package, name: str, before: list[str], body: Iterable[str], after: list[str]) -> None:
    """Stream the document part: many short pieces, joined to chunks that are worth compressing."""
    with package.open(package.entry(name), "w") as part:
        pieces, size = before, sum(map(len, before))
        for piece in body:
            pieces.append(piece)
            size += len(piece)
            if size > _CHUNK:
                part.write("".join(pieces).encode())
                pieces, size = [], 0
        part.write("".join([*pieces, *after]).encode())
