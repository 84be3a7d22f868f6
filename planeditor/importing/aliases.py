"""Departments of a draft that are probably one: proposals for people, with the reason.

One rule: nothing is merged here.
"""

from collections.abc import Sequence

from planeditor.i18n import _
from planeditor.importing.draft import AliasProposal
from planeditor.language.names import Likeness, likely_aliases
from planeditor.plan.entities import Department


def propose_aliases(departments: Sequence[Department]) -> tuple[AliasProposal, ...]:
    """Return the pairs of departments whose names probably mean the same, in the registry's order."""
    found = likely_aliases([department.name for department in departments])
    return tuple(
        AliasProposal(departments[pair.first].id, departments[pair.second].id, _reason(pair.likeness)) for pair in found
    )


def _reason(likeness: Likeness) -> str:
    return {
        "spelling": _("Only spaces or brackets differ."),
        "prefix": _("One name has the city, county or bureau before it, the other has not."),
        "ending": _("Only the kind of office at the end is written otherwise."),
        "abbreviation": _("One name looks like the short form of the other."),
    }[likeness]
