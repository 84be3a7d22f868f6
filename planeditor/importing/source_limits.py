"""How large a source may be. One rule: what would keep the program busy for minutes is refused before it does."""

from planeditor.errors import SourceError
from planeditor.i18n import _
from planeditor.importing.blocks import Block, Part, Source

MOST_LINES = 500_000  # a plan of 100,000 items has fewer
MOST_CELLS = 4_000_000
LONGEST_LINE = 500_000  # characters; nobody writes it, and to look for items in it takes seconds
_BLANK = "\ufeff \t\n\u3000"


def check_source(source: Source) -> None:
    """Raise SourceError for a source that is empty or larger than any plan."""
    lines = cells = 0
    blank = True
    for part in source.parts:
        lines += 1 if isinstance(part, Block) else len(part.rows)
        cells += 0 if isinstance(part, Block) else len(part.rows) * len(part.rows[0])
        for text in _texts(part):
            blank = blank and not text.strip(_BLANK)
            if len(text) > LONGEST_LINE:
                message = _("“{file}” has a paragraph of endless length. Break it up and import it again.")
                raise SourceError(message.format(file=source.name))
    if lines > MOST_LINES or cells > MOST_CELLS:
        raise too_long(source.name)
    if blank:
        raise SourceError(_("“{file}” is empty. Choose the file that holds the plan.").format(file=source.name))


def too_long(name: str) -> SourceError:
    """Return the error for a document with more lines than any plan."""
    return SourceError(_("“{file}” is far too long for a plan. Import the part that holds the plan.").format(file=name))


def _texts(part: Part) -> tuple[str, ...]:
    return (part.text,) if isinstance(part, Block) else tuple("\t".join(row) for row in part.rows)
