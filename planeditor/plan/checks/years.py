"""Rules on time: deadlines outside the plan's year or past, and years that contradict each other.

One rule: today is told, never asked for; a later year that the text itself names is meant.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date

from planeditor.i18n import _
from planeditor.plan.checks.glance import target_name, target_spot
from planeditor.plan.checks.problems import WARNING, Finding, Fix, Mend, Problem, Spot, Text, around
from planeditor.plan.entities import Node, Plan, Progress, Target

_DONE = frozenset(("已完成", "提前完成"))
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_TITLE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:[-—–至](?:20)?\d\d)?\s*(?:年|学年)")
_PERIOD = re.compile(r"20\d\d\s*年?\s*[-—–~～至到]\s*(?:20)?\d\d|十[三四五六]五|规划|三年|五年|行动计划|中长期")
_OF = r"(?:全[市区县省州旗]|我[市区县省局校]|本[市区县局校]|[^，,。；;：:《》“”\n]{0,10}?)"
_SAID = re.compile(
    rf"(?:\A|(?<=[。\n\s　]))(?P<now>20\d\d)\s*年度?(?:"
    rf"[，,]?{_OF}(?:教育|体育|科技)*工作的?(?:总体|指导|基本|主要|思路|目标|要求|重点|任务|要点)"
    r"|是[^。\n]{2,80}?(?:之年|的一年|起步年|关键期))"
)
_BEFORE = "(?:之?前|以前)"
_OVER = re.compile(
    rf"(?<!\d)(20\d\d)\s*年(?:(?:\s*\d{{1,2}}\s*月)?[底末]{_BEFORE}"
    rf"|\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*[日号])?{_BEFORE})"
)
_LOOKING_BACK = re.compile(r"(?:自|从|在|对|于|由|凡|已|比|较|以)\Z")
_PAST_TENSE = re.compile(r"\s*(?:的|入职|参加|取得|毕业|出生|建成的|已|聘用|审批|登记|设立|开办|批准)")


def year_of_title(title: str) -> int | None:
    """Return the one year that a title names, None without one or with a period of years."""
    years = {int(match[1]) for match in _TITLE_YEAR.finditer(title)}
    return years.pop() if len(years) == 1 and not _PERIOD.search(title) else None


def year_of_plan(plan: Plan) -> int | None:
    """Return the plan's year: what was set, else what its title says."""
    return plan.year if plan.year is not None else year_of_title(plan.title)


def contradicting_years(plan: Plan) -> Iterator[Problem]:
    """Report a plan whose title is of another year than the plan, or which has none."""
    titled = year_of_title(plan.title)
    if plan.year is None and plan.title.strip():
        fixes = (_set_year(titled),) if titled else ()
        message = _("The plan does not say which year it is for.")
        yield Problem("no-year", WARNING, plan.id, "", message, Spot("plan.year"), fixes=fixes, whole=True)
    elif plan.year is not None and titled is not None and titled != plan.year:
        message = _("The title says {titled}, the plan is for {year}.").format(titled=titled, year=plan.year)
        yield Problem(
            "contradicting-year", WARNING, plan.id, "", message, Spot("plan.title", 0, len(plan.title)), "title",
            (_set_year(titled),), whole=True,
        )  # fmt: skip


def _set_year(year: int) -> Fix:
    return Fix(_("Set the year to {year}").format(year=year), "set_plan", {"year": year})


def other_year(text: Text, year: int) -> Iterator[Finding]:
    """Report a text that speaks of another year as the plan's, and days by which something is due before it."""
    if text.place == "plan.title":  # that is the plan's own year, see contradicting_years
        return
    for match in _SAID.finditer(text.words):
        if int(match["now"]) != year:
            message = _("The text speaks of {said} as the year of the plan, the plan is for {year}.")
            message = message.format(said=match["now"], year=year)
            start, end = match.span("now")
            mend = Mend(start, end, str(year), _("Write “{words}”").format(words=year))
            yield Finding(start, end, message, f"{match['now']}:{around(text.words, start, end)}", mend=mend)


def over_already(text: Text, year: int) -> Iterator[Finding]:
    """Report days named in a text by which something is due, but which lie before the plan's year."""
    words = text.words
    for match in _OVER.finditer(words):
        if int(match[1]) >= year or _LOOKING_BACK.search(words[: match.start()][-1:]):
            continue
        if not _PAST_TENSE.match(words, match.end()):
            message = _("“{words}” lies before the plan's year {year}.").format(words=match.group(), year=year)
            yield Finding(*match.span(), message, around(words, *match.span()))


def deadlines(node: Node, year: int | None, today: date | None) -> Iterator[Problem]:
    """Report deadlines of an item and its targets that lie outside the plan's year, in no calendar, or in the past."""
    own = [(node.due, Spot("due"), "due", _("The item"), _is_done(node.progress, None))]
    own += [
        (target.deadline, target_spot(target), str(target.id), target_name(target), _is_done(node.progress, target))
        for target in node.targets
        if target.kind == "target" and target.deadline != node.due
    ]
    for words, spot, subject, name, done in own:
        match = _DATE.fullmatch(words) if words else None
        if match is not None:
            yield from _judge(node, match, year, today, (spot, subject, name, done))


def _judge(
    node: Node, due: re.Match[str], year: int | None, today: date | None, what: tuple[Spot, str, str, bool]
) -> Iterator[Problem]:
    spot, subject, name, done = what
    last = _last_day(due)
    if last is None:
        message = _("{name} is due on {due}, which is in no calendar.").format(name=name, due=_written(due))
        yield Problem("impossible-figure", WARNING, node.id, "", message, spot, subject)
    elif year is not None and last.year != year and not (last.year > year and _names(node, last.year)):
        message = _("{name} is due {due}, outside the plan's year {year}.")
        message = message.format(name=name, due=_written(due), year=year)
        yield Problem("deadline-outside", WARNING, node.id, "", message, spot, subject)
    elif today is not None and last < today and not done and (year is None or year >= today.year):
        message = _("{name} was due {due} and is not reported as done.").format(name=name, due=_written(due))
        yield Problem("deadline-past", WARNING, node.id, "", message, spot, subject)


def _written(due: re.Match[str]) -> str:
    """Return a date as documents write it: 2020年9月."""
    return "".join(f"{int(part)}{unit}" for part, unit in zip(due.groups(), "年月日", strict=True) if part)


def _last_day(due: re.Match[str]) -> date | None:
    year, month, day = int(due[1]), int(due[2] or 12), int(due[3] or 0)
    try:
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except ValueError:
        return None


def _names(node: Node, year: int) -> bool:
    """Tell whether the node's own words name a later year: then the goal is one for longer than the plan."""
    return any(str(year) in text for text in (node.title, node.body, *(field.text for field in node.fields)))


def _is_done(progress: tuple[Progress, ...], target: Target | None) -> bool:
    """Tell whether the last report says that an item, or one of its targets, is done."""
    for entry in reversed(progress):
        if entry.target_id is None or (target is not None and entry.target_id == target.id):
            return entry.status in _DONE or (entry.percent is not None and entry.percent >= 100)
    return False
