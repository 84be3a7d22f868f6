"""The names of the bundled templates, as the menu shows them.

One rule: a template's name is the title of its plan; where two share one, the labels of their items tell them apart.
"""

from collections import Counter

from planeditor.bundled import bundled_names, bundled_path
from planeditor.i18n import _
from planeditor.plan.entities import Snapshot


def template_names() -> dict[str, str]:
    """Return the bundled templates by file name, each with what people call it."""
    from planeditor.importing.interchange import read_json

    found = {name: read_json(bundled_path(f"templates/{name}.json")) for name in bundled_names("templates")}
    titles = Counter(snapshot.plan.title for snapshot in found.values())
    return {name: _shown(snapshot, alone=titles[snapshot.plan.title] == 1) for name, snapshot in found.items()}


def _shown(snapshot: Snapshot, *, alone: bool) -> str:
    labels = dict.fromkeys(field.label for node in snapshot.walk() for field in node.fields)
    if alone or not labels:
        return snapshot.plan.title
    return _("{title} ({labels})").format(title=snapshot.plan.title, labels="、".join(labels))
