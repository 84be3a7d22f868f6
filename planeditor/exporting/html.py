"""A web page (.html): one file that needs no other, readable on a screen and ready to print.

One rule: all text is escaped, and the page holds no script, no picture and no address.
"""

from collections.abc import Iterator
from html import escape
from typing import IO

from planeditor.exporting.content import Content
from planeditor.exporting.fonts import PROFILES, Fonts
from planeditor.exporting.prose import Line, one_line, plan_lines
from planeditor.plan.identity import id_text

_DEEPEST = 6  # levels of headings in HTML
# GB/T 9704: A4 with margins 37/26/35/28 mm, 3号 (16 pt) at 28.95 pt, title 2号. Page numbers stand in the middle, since
# not every browser knows odd and even pages.
_STYLE = """
@page {{ size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center {{ content: "— " counter(page) " —"; }} }}
body {{ margin: 0; background: #fff; color: #000; font: 16pt/28.95pt {body}; }}
main {{ max-width: 156mm; margin: 0 auto; padding: 12mm 8mm; overflow-wrap: break-word; }}
p, h1, h2, h3, h4, h5, h6 {{ margin: 0; font-size: 16pt; font-weight: normal; text-indent: 2em;
  text-align: justify; white-space: pre-wrap; unicode-bidi: plaintext; }}
h1 {{ margin: 1em 0; font: 22pt/33pt {title}; text-indent: 0; text-align: center; }}
h2 {{ font-family: {hei}; }}
h3 {{ font-family: {kai}; }}
h2, h3, h4, h5, h6 {{ break-after: avoid; }}
b {{ font-family: {hei}; font-weight: normal; }}
.doc_number, .facts {{ text-indent: 0; text-align: center; }}
.addressees {{ text-indent: 0; }}
.owners {{ font-family: {kai}; }}
.signer, .date {{ text-indent: 0; text-align: right; padding-right: 2em; }}
@media print {{ main {{ max-width: none; padding: 0; }} p {{ orphans: 2; widows: 2; }} }}
"""


def write_html(content: Content, file: IO[bytes]) -> None:
    """Write the page: UTF-8, LF."""
    plan = content.snapshot.plan
    title = escape(content.cleaner.visible(one_line(plan.title) or one_line(plan.notice_title)))
    file.write(_head(title, PROFILES[content.options.fonts]).encode())
    content.report(0.0)
    for line in plan_lines(content):
        file.write(_element(line, content).encode())
    file.write(b"</main>\n</body>\n</html>\n")
    content.report(1.0)


def _head(title: str, fonts: Fonts) -> str:
    style = _STYLE.format(
        body=_family(fonts.body, "FangSong, 仿宋"),
        title=_family(fonts.title, "SimSun, 宋体"),
        kai=_family(fonts.kai, "KaiTi, 楷体"),
        hei=_family(fonts.hei, "SimHei"),
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
    )


def _family(name: str, others: str) -> str:
    return f'"{name}", {others}, serif'


def _element(line: Line, content: Content) -> str:
    lead, text = (escape(content.cleaner.visible(part)) for part in (line.lead, line.text))
    anchor = f' id="n{id_text(line.node_id)}"' if line.node_id else ""
    if line.kind == "title":
        return f"<h1>{text}</h1>\n"
    if line.kind == "heading":
        tag = f"h{min(line.level + 1, _DEEPEST)}"
        return f"<{tag}{anchor}>{lead}{text}</{tag}>\n"
    name = "" if line.kind in ("text", "item") else f' class="{line.kind}"'
    return f"<p{name}{anchor}>{''.join(_led(line, lead))}{text}</p>\n"


def _led(line: Line, lead: str) -> Iterator[str]:
    if lead:
        yield f"<b>{lead}</b>" if line.kind == "field" else lead
