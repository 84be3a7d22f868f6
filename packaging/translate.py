"""Keep the translations in step with the code. One rule: the .po files are the only home of translated texts.

    python3 dev.py translate [DICTIONARY.py ...]

Reads the texts out of planeditor/**/*.py and ui/*.ui, updates resources/locale/*.po, drops what is no longer
used and names what is untranslated. A dictionary is a file with one Python literal, {"English": "Chinese"}, a
list of forms instead of a text where the English has a plural; its entries go into zh_CN.po.
"""

import ast
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
KEYWORDS = {"_": None, "mark": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
GENERATED = (Path("planeditor/gui/forms"), Path("planeditor/gui/resources_rc.py"))
DICTIONARY_LANGUAGE = "zh_CN"
HEADER_NOISE = re.compile(rb'"(Project-Id|Report-|POT-|PO-|Last-|Language-Team|Generated-)')

Translation = str | list[str]


def extract_template() -> Catalog:
    """Return every text of the code and the forms with the files it stands in."""
    template = Catalog(project="planeditor", charset="utf-8", fuzzy=False)
    for path in source_files():
        name = path.relative_to(ROOT).as_posix()
        for message, context, comments in _texts(path):
            template.add(message, context=context, locations=[(name, 0)], auto_comments=comments)
    return template


def source_files() -> list[Path]:
    """Return the Python files and forms that hold texts, generated ones left out."""
    generated = [ROOT / path for path in GENERATED]
    modules = sorted((ROOT / "planeditor").rglob("*.py"))
    written = [path for path in modules if not any(path.is_relative_to(folder) for folder in generated)]
    return [*written, *sorted((ROOT / "ui").glob("*.ui"))]


def read_catalogue(path: Path) -> Catalog:
    """Read a .po file; its name is its language."""
    with path.open("rb") as source:
        return read_po(source, locale=path.stem, abort_invalid=True)


def update_catalogue(path: Path, template: Catalog, dictionaries: list[Path]) -> list[Message]:
    """Bring one .po file up to date with the template and return its untranslated messages."""
    catalogue = read_catalogue(path) if path.exists() else Catalog(locale=path.stem, fuzzy=False)
    catalogue.header_comment = f"# The {path.stem} texts of planeditor, kept by: python3 dev.py translate"
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if path.stem == DICTIONARY_LANGUAGE:
        for dictionary in dictionaries:
            merge_dictionary(catalogue, read_dictionary(dictionary))
    _write_catalogue(path, catalogue)
    return untranslated(catalogue)


def read_dictionary(path: Path) -> dict[str, Translation]:
    """Read a file with one Python literal, {"English": "Chinese"}; exit naming the file otherwise."""
    try:
        content = ast.literal_eval(path.read_text(encoding="utf-8"))
    except (ValueError, SyntaxError) as error:
        sys.exit(f"{path} is not one Python dictionary: {error}")
    if not isinstance(content, dict):
        sys.exit(f"{path} is not one Python dictionary.")
    return content


def merge_dictionary(catalogue: Catalog, translations: dict[str, Translation]) -> None:
    """Fill the untranslated messages from {"English": "translation"}; nothing else is touched."""
    for message in _messages(catalogue):
        found = translations.get(_singular(message))
        if found and not _is_translated(message):
            forms = [found] if isinstance(found, str) else list(found)
            message.string = tuple(forms[: catalogue.num_plurals]) if message.pluralizable else forms[0]


def untranslated(catalogue: Catalog) -> list[Message]:
    """Return the messages without a translation, and those marked as uncertain (fuzzy)."""
    return [message for message in _messages(catalogue) if message.fuzzy or not _is_translated(message)]


def _texts(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None, list[str]]]:
    if path.suffix == ".ui":
        yield from _form_texts(path)
        return
    for _line, message, comments, context in extract_from_file(
        "python", path, keywords=KEYWORDS, comment_tags=("Translators:",)
    ):
        yield message, context, comments


def _form_texts(path: Path) -> Iterator[tuple[str, str | None, list[str]]]:
    for element in ElementTree.parse(path).iter("string"):
        if element.text and element.get("notr") != "true":
            extra = element.get("extracomment")
            yield element.text, element.get("comment"), [extra] if extra else []


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _is_translated(message: Message) -> bool:
    return bool(message.string) and all(message.string or ())


def _write_catalogue(path: Path, catalogue: Catalog) -> None:
    text = BytesIO()
    # Without line numbers: they would change half the catalogue at every edit.
    write_po(text, catalogue, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
    # Dates and empty contact lines would make every run a change.
    path.write_bytes(b"".join(line for line in text.getvalue().splitlines(True) if not HEADER_NOISE.match(line)))


def main(arguments: list[str]) -> int:
    """Update every catalogue; 1 where something is untranslated."""
    template = extract_template()
    missing = 0
    for path in sorted(LOCALE.glob("*.po")):
        untranslated_here = update_catalogue(path, template, [Path(argument) for argument in arguments])
        missing += len(untranslated_here)
        print(f"{path.relative_to(ROOT)}: {len(template)} texts, {len(untranslated_here)} untranslated")
        for message in untranslated_here:
            print(f"  {_singular(message)!r}  {', '.join(sorted({name for name, _ in message.locations}))}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
