"""Documents without any numbering mark. One rule: every paragraph after the title is an item without a number."""

from collections.abc import Sequence

from planeditor.importing.front import Front
from planeditor.importing.ledger import Ledger
from planeditor.importing.lines import Line
from planeditor.importing.sprouts import Sprout, Words
from planeditor.language.chrome import is_blurb, is_menu
from planeditor.language.prose import is_complete, is_open


def sprout_paragraphs(lines: Sequence[Line], front: Front, ledger: Ledger) -> list[Sprout]:
    """Return an item for every paragraph that the front matter took for running text beyond the first, or left."""
    sprouts: list[Sprout] = []
    opening = True
    for line in lines:
        role = ledger.role_of(line.number)
        if role == "preamble" and opening:
            opening = False
        elif role == "preamble" or (
            not opening and role == "unplaced" and not (is_menu(line.text) or is_blurb(line.text))
        ):
            _add(sprouts, line, ledger)
    del front.preamble[1:]
    return sprouts


def _add(sprouts: list[Sprout], line: Line, ledger: Ledger) -> None:
    last = sprouts[-1] if sprouts else None
    if (
        last is not None
        and not last.body
        and not is_complete(last.head.text)
        and (is_complete(line.text) or is_open(last.head.text))
    ):
        last.body.append(Words(line.text, [line.number]))
        ledger.move(line.number, "text", last.id)
        return
    sprout = Sprout(None, Words(line.text, [line.number]))
    sprouts.append(sprout)
    ledger.move(line.number, "item", sprout.id)
