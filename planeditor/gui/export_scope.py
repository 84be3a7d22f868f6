"""Which parts of a plan the window offers to export or print, and which first.

One rule: what would be empty is not offered; while a filter shows some rows, these come first.
"""

from typing import TYPE_CHECKING

from planeditor.gui.export_order import Scope
from planeditor.i18n import _, ngettext

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow


def first_scope(window: "MainWindow") -> Scope:
    """Return what is printed and exported unless people choose otherwise: what the filter shows, else all."""
    shown = window.tree.filtered_ids
    return Scope("filter", tuple(sorted(shown))) if shown else Scope()


def scope_names(window: "MainWindow") -> dict[Scope, str]:
    """Return what can be chosen now, with its name: all, the rows of the filter, the selected rows, departments."""
    found = {Scope(): _("The whole plan")}
    if (first := first_scope(window)).kind == "filter":
        text = ngettext("The {count} row of the filter", "The {count} rows of the filter", len(first.ids))
        found[first] = text.format(count=len(first.ids))
    if rows := window.tree.selected_ids():
        text = ngettext("The {count} selected row and all below", "The {count} selected rows and all below", len(rows))
        found[Scope("rows", tuple(rows))] = text.format(count=len(rows))
    load = window.session.document.department_load()
    for department in window.session.document.departments():
        if any(load.get(department.id, ())):
            found[Scope("department", department=department.id)] = _("Items of {name}").format(name=department.name)
    return found
