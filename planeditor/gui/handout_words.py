"""Hand-outs in the user's language. One rule: the register, the dialogs and the messages use the same words."""

from collections.abc import Collection
from datetime import date

from planeditor.i18n import _, ngettext
from planeditor.plan.entities import Handout, Purpose
from planeditor.plan.handing import State, days_late, state_of
from planeditor.plan.periods import period_text

# Shape and colour of a state's sign.
SIGNS: dict[State, tuple[str, str]] = {
    "waiting": ("calendar", "muted"),
    "due": ("warning", "warning"),
    "late": ("error", "error"),
    "returned": ("check", "ok"),
    "returned_late": ("check", "warning"),
    "replaced": ("redo", "muted"),
}


def purpose_names() -> dict[Purpose, str]:
    """Return what is asked for, in words."""
    return {"progress": _("Fill in progress"), "draft": _("Draft or revise the items")}


def state_names() -> dict[State, str]:
    """Return the states in words."""
    return {
        "waiting": _("waiting"),
        "due": _("due soon"),
        "late": _("late"),
        "returned": _("came back"),
        "returned_late": _("came back late"),
        "replaced": _("a newer one was sent"),
    }


def state_text(handout: Handout, today: date, replaced: Collection[int] = ()) -> str:
    """Return how a hand-out stands, with the days by which it is late."""
    state = state_of(handout, today, replaced)
    if state not in ("late", "returned_late"):
        return state_names()[state]
    days = days_late(handout, today)
    late = ngettext("{count} day late", "{count} days late", days).format(count=days)
    return late if state == "late" else _("came back, {late}").format(late=late)


def what_for(handout: Handout, year: int | None) -> str:
    """Return what a hand-out asks for, and for which period."""
    period = period_text(handout.period, year) if handout.period else ""
    name = purpose_names()[handout.purpose]
    return f"{name}（{period}）" if period else name
