"""How long reading a Word document takes at three sizes, beside python-docx and the limit of unpacking its bytes.

`python bench/read_word.py [RUNS]`. The document is like a plan: headings numbered by their styles, items numbered by
themselves, paragraphs of several runs. python-docx only walks over its paragraphs and takes their text, without
numbers, levels, fields or notes. All run interleaved; medians, ratios and the growth exponents are printed.
"""

import io
import math
import statistics
import sys
import time
import zipfile
from collections.abc import Callable

import docx

from planeditor.importing.options import ImportOptions
from planeditor.importing.word import read_docx

SIZES = (5_000, 15_000, 50_000)
GOAL = 0.3
RUNS = 5
ITEMS_A_SECTION = 50
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FONTS = '<w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/>'
_LEVELS = (("chineseCounting", "%1、"), ("decimal", "%2."))

Job = Callable[[bytes], object]


def make_document(paragraphs: int) -> bytes:
    """Return a .docx with that many paragraphs."""
    body = "".join(_heading(n) if n % ITEMS_A_SECTION == 0 else _item(n) for n in range(paragraphs))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", _content_types())
        archive.writestr("_rels/.rels", _links(("officeDocument", "word/document.xml")))
        parts = (("styles", "styles.xml"), ("numbering", "numbering.xml"))
        archive.writestr("word/_rels/document.xml.rels", _links(*parts))
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{_WORD}">{_styles()}</w:styles>')
        archive.writestr("word/numbering.xml", f'<w:numbering xmlns:w="{_WORD}">{_numbering()}</w:numbering>')
        document = f'<w:document xmlns:w="{_WORD}"><w:body>{body}<w:sectPr/></w:body></w:document>'
        archive.writestr("word/document.xml", document)
    return stream.getvalue()


def _content_types() -> str:
    kinds = (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))
    parts = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for part, kind in kinds
    )
    relations = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{relations}{parts}</Types>'


def _links(*parts: tuple[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{index}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(parts, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _styles() -> str:
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>'
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    return f'{normal}<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>{numbered}</w:style>'


def _numbering() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(_LEVELS)
    )
    number = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{number}'


def _run(text: str) -> str:
    return f'<w:r><w:rPr>{_FONTS}<w:sz w:val="32"/></w:rPr><w:t>{text}</w:t></w:r>'


def _heading(number: int) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr>{_run(f"推进第{number}部分工作")}</w:p>'


def _item(number: int) -> str:
    listed = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:ind w:firstLineChars="200"/>'
    texts = (
        f"完善第{number}项机制。",
        "到",
        "2020",
        "年底，全县学前三年毛入园率达到",
        "95%",
        "以上，普惠性资源覆盖率巩固提高。",
    )
    return f"<w:p><w:pPr>{listed}</w:pPr>{''.join(map(_run, texts))}</w:p>"


def walk_with_python_docx(data: bytes) -> list[str]:
    """Return the text of every paragraph, as python-docx gives it."""
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def read_ours(data: bytes) -> object:
    """Return the source that an import begins with."""
    return read_docx(data, "计划.docx", ImportOptions())


def unpack(data: bytes) -> bytes:
    """Return the bytes of the document's part: less is not to be had."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml")


JOBS: dict[str, Job] = {"planeditor": read_ours, "python-docx": walk_with_python_docx, "unpack": unpack}


def measure(data: bytes, runs: int) -> dict[str, float]:
    """Return the median seconds of each job, run in turns."""
    times: dict[str, list[float]] = {name: [] for name in JOBS}
    for _run_number in range(runs):
        for name, job in JOBS.items():
            started = time.perf_counter()
            job(data)
            times[name].append(time.perf_counter() - started)
    return {name: statistics.median(each) for name, each in times.items()}


def main() -> int:
    """Print the table; return 1 if the goal is missed at the largest size."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    found = {size: measure(make_document(size), runs) for size in SIZES}
    ratio = 0.0
    print("paragraphs " + " ".join(f"{name:>12}" for name in JOBS) + "   ours / python-docx")
    for size, seconds in found.items():
        ratio = seconds["planeditor"] / seconds["python-docx"]
        print(f"{size:10,} " + " ".join(f"{seconds[name]:10.3f} s" for name in JOBS) + f"   {ratio:.3f}")
    for name in JOBS:
        growth = math.log(found[SIZES[-1]][name] / found[SIZES[0]][name]) / math.log(SIZES[-1] / SIZES[0])
        print(f"{name}: grows with exponent {growth:.2f}")
    print(f"goal {GOAL}: {'reached' if ratio <= GOAL else 'missed'}")
    return 0 if ratio <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
