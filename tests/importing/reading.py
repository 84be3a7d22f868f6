"""What a reader found, in short, for tests."""

from collections.abc import Callable

from planeditor.errors import SourceError
from planeditor.importing.blocks import Block, Source, Table
from planeditor.importing.options import ImportOptions

Reader = Callable[[bytes, str, ImportOptions], Source]


def read(reader: Reader, data: str | bytes, options: ImportOptions | None = None) -> Source:
    """Return what a reader makes of a text or bytes."""
    return reader(data.encode() if isinstance(data, str) else data, "资料", options or ImportOptions())


def read_or_refuse(reader: Reader, data: str | bytes) -> Source | None:
    """Return what a reader makes of damaged bytes; None if it refuses them in one sentence that names the file."""
    try:
        return read(reader, data)
    except SourceError as error:
        if "资料" not in str(error) or "\n" in str(error):
            raise
        return None


def texts(source: Source) -> list[str]:
    """Return the paragraphs that are text, without empty ones."""
    return [part.text for part in source.parts if isinstance(part, Block) and part.text.strip() and not part.aside]


def levels(source: Source) -> list[tuple[int, str]]:
    """Return the paragraphs that are text with their outline levels."""
    blocks = (part for part in source.parts if isinstance(part, Block))
    return [(block.level, block.text) for block in blocks if block.text.strip() and not block.aside]


def apart(source: Source) -> list[tuple[str, str]]:
    """Return the paragraphs kept apart and why."""
    return [(part.aside, part.text) for part in source.parts if isinstance(part, Block) and part.aside]


def tables(source: Source) -> list[Table]:
    """Return the tables."""
    return [part for part in source.parts if isinstance(part, Table)]


def numbered_well(source: Source) -> bool:
    """Tell whether every paragraph and row has the next line number."""
    return [line.line for line in source.lines()] == list(range(1, len(list(source.lines())) + 1))
