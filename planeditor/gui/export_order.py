"""An order to export: what of the plan, as what, to where; and its execution off the GUI thread.

One rule: an order says all that is needed to do the same again tomorrow; choices of taste are the plan's own settings.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from planeditor.errors import UsageError
from planeditor.exporting import Exported, Options, export, options_from
from planeditor.exporting.content import Content
from planeditor.exporting.selection import chosen, department_named, owned_by
from planeditor.gui import settings
from planeditor.gui.preferences import export_settings
from planeditor.i18n import _
from planeditor.plan.entities import Snapshot
from planeditor.plan.identity import id_text
from planeditor.plan.numbering import snapshot_numbers
from planeditor.store import Document

ScopeKind = Literal["all", "rows", "department", "filter"]
PDF = ".pdf"
_KEPT = 30  # plans whose last export is remembered
_SETTING = "export/last"
_Progress = Callable[[float], bool]


@dataclass(frozen=True, slots=True)
class Scope:
    """What of the plan: all, chosen rows with all below them, one department's items, or the rows of a filter."""

    kind: ScopeKind = "all"
    ids: tuple[int, ...] = ()
    department: int = 0

    @property
    def owner(self) -> str | None:
        """Return the department as `export` wants it."""
        return id_text(self.department) if self.kind == "department" else None

    def part(self, snapshot: Snapshot) -> Snapshot | None:
        """Return the chosen rows of the plan, None for another scope; UsageError if none of them is left."""
        if self.kind not in ("rows", "filter"):
            return None
        part = chosen(snapshot, self.ids, whole=self.kind == "rows")
        if not part.nodes:
            raise UsageError(_("The rows that were exported last are no longer in the plan. Choose anew."))
        return part


@dataclass(frozen=True, slots=True)
class Order:
    """One export. `layout` is one of the format's, "" for its usual one."""

    path: Path
    layout: str = ""
    scope: Scope = field(default_factory=Scope)


def carry_out(document: Document, order: Order, progress: _Progress) -> Exported:
    """Export the plan as it is on disk, with the plan's own choices; runs in a worker thread."""
    with document.aside() as reader:
        snapshot, options = reader.snapshot(), options_from(export_settings(reader.settings()), reader.mark())
    if order.path.suffix.lower() == PDF:
        from planeditor.gui.print_pdf import export_pdf

        return export_pdf(content_of(snapshot, order.scope, options, progress), order.path, order.layout)
    part, owner, layout = order.scope.part(snapshot), order.scope.owner, order.layout or None
    return export(
        snapshot, order.path, layout=layout, owner=owner, part=part, force=True, progress=progress, options=options
    )


def content_of(snapshot: Snapshot, scope: Scope, options: Options, progress: _Progress | None) -> Content:
    """Return what of the plan is printed, with the numbers of the whole; UsageError if the department is gone."""
    numbers = snapshot_numbers(snapshot)
    part = scope.part(snapshot) or snapshot
    if scope.owner is not None:
        part = owned_by(part, department_named(snapshot, scope.owner).name)
    return Content(part, numbers, options, progress)


def keep_last(plan_id: int, order: Order) -> None:
    """Remember a plan's last export on this computer: a path does not belong into the plan."""
    kept = _all_kept()
    kept.pop(id_text(plan_id), None)
    kept[id_text(plan_id)] = {"path": str(order.path), "layout": order.layout, "scope": asdict(order.scope)}
    newest = dict(list(kept.items())[-_KEPT:])
    settings.settings().setValue(_SETTING, json.dumps(newest, ensure_ascii=False))


def last_order(plan_id: int) -> Order | None:
    """Return the plan's last export, None if there was none that can be read."""
    try:
        kept = _all_kept()[id_text(plan_id)]
        scope = kept["scope"]
        return Order(Path(kept["path"]), kept["layout"], Scope(scope["kind"], tuple(scope["ids"]), scope["department"]))
    except (KeyError, TypeError):
        return None


def _all_kept() -> dict[str, Any]:
    try:
        kept = json.loads(str(settings.settings().value(_SETTING, "{}")))
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}
