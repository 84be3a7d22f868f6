"""Where an import can go: a plan of its own, or a place in the open one.

One rule: the places are those of the open plan's current row; the document checks what may stand there.
"""

from dataclasses import dataclass

from planeditor.gui.session import Session
from planeditor.i18n import _
from planeditor.plan.outline import Entry

SHOWN = 16  # characters of a title


@dataclass(frozen=True, slots=True)
class InsertPlace:
    """A place in the open plan: below `parent_id` (None for the top), before `before` (None for the end)."""

    label: str
    parent_id: int | None = None
    before: int | None = None


def insert_places(session: Session) -> list[InsertPlace]:
    """Return the places for an import in the open plan, none if it cannot be written or is empty."""
    outline = session.outline
    if session.read_only or not len(outline):
        return []
    places = [InsertPlace(_("The open plan, at the end"))]
    entry = outline.entries.get(session.current_id)
    if entry is None or entry.parent is None:
        return places
    top = next((above for above in (*outline.ancestors(entry), entry) if above.is_section), None)
    section = entry
    while not section.is_section and section.parent is not None and section.parent is not outline.root:
        section = section.parent
    if section.is_section:
        places.append(InsertPlace(_("The open plan, below {title}").format(title=_name(session, section)), section.id))
    if top is not None:
        following = outline.root.children[outline.row(top) + 1 :][:1]
        label = _("The open plan, after {title}").format(title=_name(session, top))
        places += [InsertPlace(label, None, following[0].id)] if following else []
    return places


def _name(session: Session, entry: Entry) -> str:
    title = session.tree.glance(entry.id).title
    shown = title if len(title) <= SHOWN else title[:SHOWN] + "…"
    return f"{session.outline.number(entry)}{shown}"
