"""Reports as plans of their own: made from a plan, and brought up to date with it.

One rule: a report's file keeps the draft it began as, so that what people wrote is told from what was drafted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from planeditor.errors import EditError
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet, Row
from planeditor.plan.drafted import Drafted
from planeditor.plan.entities import Snapshot
from planeditor.plan.identity import id_text, new_id
from planeditor.plan.memory import without_collection
from planeditor.plan.ranks import rank_sequence
from planeditor.plan.report_period import ReportPeriod
from planeditor.plan.report_refresh import Refreshed, refresh
from planeditor.plan.report_words import day_text
from planeditor.plan.reporting import KINDS, ReportKind, report_of
from planeditor.store import Document, new_document
from planeditor.store.reader import Reader
from planeditor.store.store import now
from planeditor.store.versions import pack

PREFIX = "report."
BASE = f"{PREFIX}base"


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """What a report is asked for: which period, kind and day, of which plan: its id, and the name of its file."""

    period: ReportPeriod
    kind: ReportKind = "summary"
    day: date | None = None
    plan_id: str = ""
    file: str = ""

    @property
    def until(self) -> date:
        """The last day whose entries count."""
        return self.day or self.period.last

    def draft(self, plan: Snapshot, settings: Mapping[str, str]) -> Snapshot:
        """Return the draft of the report."""
        with without_collection():  # a plan's entities hold no cycles, and looking for them takes as long as the draft
            return report_of(plan, self.period, self.kind, day=self.day, settings=settings)


def order_of(settings: Mapping[str, str]) -> ReportOrder | None:
    """Return what a report was asked for, None for a plan that was not drafted here."""
    known = {name: settings.get(PREFIX + name, "") for name in ("period", "kind", "day", "plan", "file")}
    kind = next((each for each in KINDS if each == known["kind"]), None)
    if kind is None or not known["period"]:
        return None
    day = date.fromisoformat(known["day"]) if known["day"] else None
    return ReportOrder(ReportPeriod.of(known["period"]), kind, day, known["plan"], known["file"])


def _settings(order: ReportOrder) -> dict[str, str]:
    """Return an order as settings; the name of the file, never its folder: reports are sent around."""
    return {
        f"{PREFIX}period": order.period.text,
        f"{PREFIX}kind": order.kind,
        f"{PREFIX}day": order.day.isoformat() if order.day else "",
        f"{PREFIX}plan": order.plan_id,
        f"{PREFIX}file": order.file,
    }


def new_report(plan: Snapshot, settings: Mapping[str, str], order: ReportOrder, *, author: str = "") -> Document:
    """Return a new, untitled plan of kind "report"; `settings` are those of the plan it is about."""
    order = replace(order, plan_id=id_text(plan.plan.id))
    drafted = order.draft(plan, settings)
    own = replace(drafted, plan=replace(drafted.plan, id=new_id()))
    return new_document(own, author=author, kept=_kept(drafted, order, author))


def _kept(draft: Snapshot, order: ReportOrder, author: str) -> Iterator[tuple[str, Row]]:
    version_id = new_id()
    for name, text in (*_settings(order).items(), (BASE, str(version_id))):
        if text:
            yield "setting", {"id": new_id(), "name": name, "text": text}
    yield (
        "version",
        {"id": version_id, "kind": "draft", "name": _version_name(order), "note": "", "time": now(), "author": author},
    )
    parts = list(pack(draft))
    for text, rank in zip(parts, rank_sequence(len(parts)), strict=True):
        yield "version_part", {"id": new_id(), "version_id": version_id, "rank": rank, "text": text}


def read_drafted(report: Reader) -> Drafted:
    """Return which sentences a report was drafted with; none of a plan that was not drafted here."""
    try:
        return Drafted.of(report.version(int(report.settings().get(BASE, ""))))
    except (EditError, ValueError):
        return Drafted()


def _version_name(order: ReportOrder) -> str:
    until = day_text(order.until, order.period.year)
    return _("Draft made of the plan: {period}, until {day}").format(period=order.period.full_name, day=until)


@dataclass(frozen=True, slots=True)
class Refreshing:
    """A report beside its plan: what of it would follow. `draft` is the new one, `mine` the report as it was read."""

    order: ReportOrder
    mine: Snapshot
    draft: Snapshot
    refreshed: Refreshed
    is_for_another_day: bool = False  # than the report was drafted or refreshed for last

    def take(self, document: Document) -> ChangeSet:
        """Bring the report up to date, as one undoable step; EditError if it was changed meanwhile."""
        if document.snapshot() != self.mine:
            raise EditError(_("The report was changed meanwhile. Refresh it again."))
        before = {version.id for version in document.versions()}
        with document.step(_("Refresh figures")) as step:
            document.save_version(_version_name(self.order), content=self.draft)
            (kept,) = [version.id for version in document.versions() if version.id not in before]
            for name, text in (*_settings(self.order).items(), (BASE, str(kept))):
                document.set_setting(name, text)
            document.take_over(self.refreshed.snapshot, _("Refresh figures"))
        return step.change_set


def read_refreshing(
    report: Reader, plan: Snapshot, settings: Mapping[str, str], *, day: date | None = None
) -> Refreshing:
    """Compare a report with its plan; EditError if it was not drafted of this plan, or its draft is not there."""
    known = report.settings()
    order = order_of(known)
    if order is None:
        raise EditError(_("This is no report that was drafted of a plan."))
    if order.plan_id != id_text(plan.plan.id):
        text = _("The report is about another plan: {file}.")
        raise EditError(text.format(file=order.file or _("an untitled plan")))
    base_id = known.get(BASE, "")
    if base_id not in {str(version.id) for version in report.versions()}:
        raise EditError(_("The draft that this report began as is no longer kept in it, so it cannot be refreshed."))
    wanted = replace(order, day=day or order.day)
    draft = wanted.draft(plan, settings)
    mine = report.snapshot()
    refreshed = refresh(report.version(int(base_id)), mine, draft)
    return Refreshing(wanted, mine, draft, refreshed, wanted.until != order.until)
