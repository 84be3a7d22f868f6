"""Microsoft Project's XML (.xml, the schema mspdi_pj12), which ProjectLibre and others read as well.

One rule: elements stand in the schema's order, or Project refuses the file. Sections are summary tasks, items are tasks
that end at their dues, departments are resources, and all further text lies in the notes.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO
from xml.sax.saxutils import escape

from planeditor.exporting.content import Content
from planeditor.exporting.phrases import owner_names, targets_text
from planeditor.exporting.prose import LEAD_LABEL, SUPPORT_LABEL, TARGETS_LABEL, one_line
from planeditor.plan.entities import LEAD, SUPPORT, Node, Plan, Snapshot

NAMESPACE = "http://schemas.microsoft.com/project"
MOST_NAME = 512  # characters of a name
MOST_TOLD = 60  # characters of a text that names an item without a title
_MORNING, _EVENING = "08:00:00", "17:00:00"
_DAY_HOURS = 8
_DAYS_FORMAT = 7  # durations are shown in days
_FINISH_NO_LATER, _AS_SOON_AS_POSSIBLE = 7, 0
_WORKING_TIMES = (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00"))
_DUE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class _Span:
    """The first and the last day of the whole plan."""

    start: date
    finish: date


def write_project(content: Content, file: IO[bytes]) -> None:
    """Write the project: UTF-8, LF."""
    content.report(0.0)
    for text in _Writer(content).project():
        file.write(f"{text}\n".encode())
    content.report(1.0)


class _Writer:
    """Writes one plan; ids of tasks, resources and assignments count from 1, as other programs expect."""

    def __init__(self, content: Content) -> None:
        self.content = content
        snapshot = content.snapshot
        self.dues = {node.id: _last_day(node.due) for node in snapshot.walk()}
        self.finishes: dict[int, date] = {}
        self.span = _span(snapshot, [due for due in self.dues.values() if due])
        for node in snapshot.nodes:
            self._find_finish(node)
        self.tasks = {node.id: number for number, node in enumerate(snapshot.walk(), 1)}
        used = {owner.department_id for node in snapshot.walk() for owner in node.owners}
        departments = [department for department in snapshot.departments if department.id in used]
        self.resources = {department.id: number for number, department in enumerate(departments, 1)}
        self.names = {department.id: department.name for department in departments}

    def _find_finish(self, node: Node) -> date:
        below = [self._find_finish(child) for child in node.children]
        due = self.dues[node.id]
        self.finishes[node.id] = max([*below, *([due] if due else [])], default=self.span.finish)
        return self.finishes[node.id]

    def text(self, name: str, value: object) -> str:
        """Return an element that holds a text, "" for an empty one."""
        shown = escape(self.content.cleaner.visible(str(value)))
        return f"<{name}>{shown}</{name}>" if shown else ""

    def project(self) -> Iterator[str]:
        """Yield the file line by line."""
        plan, span = self.content.snapshot.plan, self.span
        yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        yield f'<Project xmlns="{NAMESPACE}">'
        title = one_line(plan.title) or one_line(plan.notice_title)
        yield self.text("Title", title[:MOST_NAME])
        yield self.text("Company", one_line(plan.issuer or plan.signer)[:MOST_NAME])
        yield "<ScheduleFromStart>1</ScheduleFromStart>"
        yield f"<StartDate>{span.start}T{_MORNING}</StartDate><FinishDate>{span.finish}T{_EVENING}</FinishDate>"
        yield "<CalendarUID>1</CalendarUID>"
        yield f"<DefaultStartTime>{_MORNING}</DefaultStartTime><DefaultFinishTime>{_EVENING}</DefaultFinishTime>"
        yield f"<MinutesPerDay>{_DAY_HOURS * 60}</MinutesPerDay><MinutesPerWeek>{_DAY_HOURS * 60 * 7}</MinutesPerWeek>"
        yield from _calendars()
        yield "<Tasks>"
        for place, node in enumerate(self.content.snapshot.nodes, 1):
            yield from self.task(node, f"{place}", 1)
        yield "</Tasks>"
        yield from self.listed_resources()
        yield from self.assignments()
        yield "</Project>"

    def task(self, node: Node, outline: str, level: int) -> Iterator[str]:
        """Yield a task and those below it."""
        self.content.step()
        number, finish, due = self.tasks[node.id], self.finishes[node.id], self.dues[node.id]
        days = (finish - self.span.start).days + 1
        constraint = _FINISH_NO_LATER if due and not node.children else _AS_SOON_AS_POSSIBLE
        yield (
            f"<Task><UID>{number}</UID><ID>{number}</ID>{self.text('Name', self.name(node))}<Type>1</Type>"
            f"<IsNull>0</IsNull><WBS>{outline}</WBS><OutlineNumber>{outline}</OutlineNumber>"
            f"<OutlineLevel>{level}</OutlineLevel><Priority>500</Priority>"
            f"<Start>{self.span.start}T{_MORNING}</Start><Finish>{finish}T{_EVENING}</Finish>"
            f"<Duration>PT{days * _DAY_HOURS}H0M0S</Duration><DurationFormat>{_DAYS_FORMAT}</DurationFormat>"
            f"<EffortDriven>0</EffortDriven><Estimated>0</Estimated><Milestone>0</Milestone>"
            f"<Summary>{int(bool(node.children))}</Summary><PercentComplete>{_percent(node)}</PercentComplete>"
            f"<ConstraintType>{constraint}</ConstraintType><CalendarUID>-1</CalendarUID>"
            + (f"<ConstraintDate>{due}T{_EVENING}</ConstraintDate>" if constraint else "")
            + (f"<Deadline>{due}T{_EVENING}</Deadline>" if due else "")
            + f"{self.text('Notes', self.notes(node))}</Task>"
        )
        for place, child in enumerate(node.children, 1):
            yield from self.task(child, f"{outline}.{place}", level + 1)

    def name(self, node: Node) -> str:
        """Return number and title, or the first words of the text of an item without a title."""
        words = one_line(node.title) or _first_words(one_line(node.body))
        return f"{self.content.numbers.get(node.id, '')}{words}"[:MOST_NAME]

    def notes(self, node: Node) -> str:
        """Return all that the task's other parts do not tell in full."""
        title = one_line(node.title)
        parts = [title if len(title) + len(self.content.numbers.get(node.id, "")) > MOST_NAME else "", node.body]
        parts += [f"{field.label}：{field.text}" if field.label else field.text for field in node.fields]
        labelled = (
            (TARGETS_LABEL, targets_text(node)),
            (LEAD_LABEL, owner_names(node, LEAD)),
            (SUPPORT_LABEL, owner_names(node, SUPPORT)),
        )
        parts += [f"{label}：{text}" for label, text in labelled if text]
        parts += [f"{milestone.period}：{milestone.text}" for milestone in node.milestones if milestone.text]
        return "\n".join(part for part in parts if part)

    def listed_resources(self) -> Iterator[str]:
        """Yield the departments that own anything."""
        yield "<Resources>"
        for department, number in self.resources.items():
            name = self.text("Name", self.names[department][:MOST_NAME])
            yield f"<Resource><UID>{number}</UID><ID>{number}</ID>{name}<Type>1</Type><IsNull>0</IsNull></Resource>"
        yield "</Resources>"

    def assignments(self) -> Iterator[str]:
        """Yield who works on what; the note says who leads."""
        yield "<Assignments>"
        count = 0
        for node in self.content.snapshot.walk():
            for owner in node.owners:
                count += 1
                role = LEAD_LABEL if owner.role == LEAD else SUPPORT_LABEL
                note = role if owner.name == self.names[owner.department_id] else f"{role}：{owner.name}"
                yield (
                    f"<Assignment><UID>{count}</UID><TaskUID>{self.tasks[node.id]}</TaskUID>"
                    f"<ResourceUID>{self.resources[owner.department_id]}</ResourceUID>"
                    f"<Finish>{self.finishes[node.id]}T{_EVENING}</Finish>{self.text('Notes', note)}"
                    f"<Start>{self.span.start}T{_MORNING}</Start><Units>1</Units></Assignment>"
                )
        yield "</Assignments>"


def _calendars() -> Iterator[str]:
    """Yield a calendar that works every day, so that a task ends on its due day and not on the working day after it."""
    times = "".join(
        f"<WorkingTime><FromTime>{start}</FromTime><ToTime>{end}</ToTime></WorkingTime>"
        for start, end in _WORKING_TIMES
    )
    yield "<Calendars><Calendar><UID>1</UID><Name>每日</Name><IsBaseCalendar>1</IsBaseCalendar><WeekDays>"
    for day in range(1, 8):
        yield (
            f"<WeekDay><DayType>{day}</DayType><DayWorking>1</DayWorking><WorkingTimes>{times}</WorkingTimes></WeekDay>"
        )
    yield "</WeekDays></Calendar></Calendars>"


def _span(snapshot: Snapshot, dues: list[date]) -> _Span:
    """Return the plan's year, longer where dues lie outside of it."""
    year = _year(snapshot.plan) or (min(dues).year if dues else date.min.year + 1999)
    days = [date(year, 1, 1), date(year, 12, 31), *dues]
    return _Span(min(days), max(days))


def _year(plan: Plan) -> int | None:
    told = plan.year or (int(plan.date[:4]) if re.match(r"\d{4}", plan.date) else None)
    return told if told and date.min.year <= told <= date.max.year else None


def _last_day(due: str) -> date | None:
    """Return the last day of an ISO date, month or year; None for any other text."""
    match = _DUE.fullmatch(due)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        return date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError:  # no day of the calendar
        return None


def _percent(node: Node) -> int:
    """Return how much is done by the latest report that tells it."""
    told = [entry for entry in node.progress if entry.percent is not None and entry.target_id is None]
    latest = max(told, key=lambda entry: entry.date, default=None)
    return min(max(round(latest.percent or 0), 0), 100) if latest else 0


def _first_words(text: str) -> str:
    return text if len(text) <= MOST_TOLD else f"{text[:MOST_TOLD]}…"
