"""Which columns of a grid show, in which order and how wide, from day to day.

One rule: columns are kept by their keys, so that a plan with other fields changes nothing for the columns they share.
"""

import json

from PySide6.QtCore import QByteArray

from planeditor.gui.grid_view import GridView


def kept_columns(view: GridView) -> bytes:
    """Return what is to be kept of a view's columns."""
    header = view.horizontalHeader()
    order = sorted(range(len(view.grid.columns)), key=header.visualIndex)
    found = [
        (
            view.grid.columns[at].key,
            0 if view.isColumnHidden(at) else header.sectionSize(at) / view.fontMetrics().height(),
        )
        for at in order
    ]
    return json.dumps(found).encode()


def restore_columns(view: GridView, kept: QByteArray | None) -> None:
    """Show columns as they were kept; those that were not known then stay as they are, behind the others."""
    known = _read(kept)
    if known:
        view.widths.choose()
    places = {column.key: at for at, column in enumerate(view.grid.columns)}
    header = view.horizontalHeader()
    at = 0
    for key, width in known:
        if key in places:
            header.moveSection(header.visualIndex(places[key]), at)
            view.setColumnHidden(places[key], width <= 0)
            if width > 0:
                least = view.widths.heading(view.grid.columns[places[key]])  # longer in another language
                view.setColumnWidth(places[key], max(round(width * view.fontMetrics().height()), least))
            at += 1


def _read(kept: QByteArray | None) -> list[tuple[str, float]]:
    try:
        found = json.loads(bytes(kept.data())) if kept is not None else []
        return [(str(key), float(width)) for key, width in found]
    except (ValueError, TypeError):
        return []  # a settings file is worth nothing
