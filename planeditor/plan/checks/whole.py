"""Running the rules over a plan or one node, and telling what is everywhere only once.

One rule: problems come in document order, and every text is searched once by each rule.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from planeditor.errors import Cancelled
from planeditor.i18n import _, ngettext
from planeditor.plan.checks import alike, endings, figures, glance, goals, marks, outline, terms, words, years
from planeditor.plan.checks.problems import (
    PLAN,
    WARNING,
    CheckSettings,
    Finding,
    Fix,
    Problem,
    Spot,
    Subject,
    Text,
    TextRule,
)
from planeditor.plan.entities import Node, Plan, Snapshot
from planeditor.plan.numbering import snapshot_numbers

PLAN_TEXTS = ("title", "notice_title", "notice", "preamble", "closing")
RULES_OF_A_TEXT: tuple[TextRule, ...] = (
    TextRule("placeholder", words.placeholders, words.BLANK_SIGNS),
    TextRule("web-spam", words.web_spam, words.SPAM_SIGNS),
    *figures.LOST_NUMBERS,
    TextRule("impossible-figure", figures.impossible_shares, ("100", "百分之百")),
    TextRule("impossible-figure", figures.impossible_days, ("月",)),
    TextRule("no-amount-unit", figures.missing_units, ("万", "亿")),
    TextRule("unmatched-mark", marks.unmatched),
    TextRule("doubled-mark", marks.doubled),
    TextRule("repeated-word", words.stutters),
    TextRule("repeated-word", words.doubled_particles, words.PARTICLE_SIGNS),
    TextRule("repeated-word", words.verbs_twice, words.MAKING),
    TextRule("typo", words.typos, words.TYPO_SIGNS),
    TextRule("half-width", marks.half_width, marks.HALF_WIDTH),
    TextRule("stray-space", marks.stray_spaces, (" ", "\u3000", "\xa0")),
)
BETWEEN = 1024  # texts between two looks at whether to go on
TOGETHER = 64  # texts that are searched for signs at once
EVERYWHERE = 5  # nodes with a matter of style: in more it is the plan's style, and told once
STYLE = ("half-width", "stray-space")


def texts_of(node: Node) -> list[Text]:
    """Return the texts of a node that say something."""
    found = [Text(node.id, "title", node.title), Text(node.id, "body", node.body)]
    found += [Text(node.id, str(field.id), field.text, field.label) for field in node.fields]
    return [text for text in found if text.words and not text.words.isspace()]


def texts_of_plan(plan: Plan) -> list[Text]:
    """Return the plan's own texts."""
    found = [Text(None, f"plan.{name}", getattr(plan, name)) for name in PLAN_TEXTS]
    return [text for text in found if text.words.strip()]


def check_texts(node: Node, plan: Plan | None, today: date | None) -> list[Problem]:
    """Return what is wrong with the texts and targets of one node."""
    year = years.year_of_plan(plan) if plan else None
    texts = texts_of(node)
    return [*_check_texts(texts, 0, year), *_check_node(node, texts, year, today), *endings.missing_stops(texts)]


def _check_node(node: Node, texts: Sequence[Text], year: int | None, today: date | None) -> Iterator[Problem]:
    """Look at what a node says beside its words."""
    yield from years.deadlines(node, year, today)
    if node.targets:
        yield from goals.stale_targets(node, texts, year)
        yield from goals.impossible_targets(node)


def _rules_of_texts(year: int | None) -> tuple[TextRule, ...]:
    if year is None:
        return RULES_OF_A_TEXT
    return (
        *RULES_OF_A_TEXT,
        TextRule("contradicting-year", lambda text: years.other_year(text, year), ("年",)),
        TextRule("deadline-outside", lambda text: years.over_already(text, year), ("前",)),
    )


def _check_texts(texts: Sequence[Text], plan_id: int, year: int | None) -> Iterator[Problem]:
    """Search texts by all rules, many at once for the signs that tell which rules can find anything."""
    rules = _rules_of_texts(year)
    for first in range(0, len(texts), TOGETHER):
        together = texts[first : first + TOGETHER]
        joined = "\n".join(text.words for text in together)
        characters = set(joined)  # most signs have one that is rare: no need to search for these
        for rule in rules:
            signs = [sign for sign in rule.signs if characters.issuperset(sign) and sign in joined]
            if rule.signs and not signs:
                continue
            for text in together:
                if not signs or _has_any(text.words, signs):
                    for finding in rule.find(text):
                        yield _problem(rule.id, text, text.node_id or plan_id, finding)


def _has_any(text: str, signs: list[str]) -> bool:
    for sign in signs:  # noqa: SIM110 - any() takes three times as long
        if sign in text:
            return True
    return False


def _problem(rule: str, text: Text, id_: int, finding: Finding) -> Problem:
    fixes: tuple[Fix, ...] = ()
    if finding.mend:
        mend = finding.mend
        place = {"node_id": text.node_id, "place": text.place, "start": mend.start, "end": mend.end}
        arguments = {**place, "old": text.words[mend.start : mend.end], "new": mend.words}
        fixes = (Fix(mend.label, "replace_text", arguments),)
    spot = Spot(text.place, finding.start, finding.end)
    whole = text.node_id is None
    return Problem(rule, finding.severity, id_, "", finding.message, spot, finding.subject, fixes, whole)


def check_whole(
    snapshot: Snapshot, settings: CheckSettings, today: date | None, cancelled: Callable[[], bool]
) -> list[Problem]:
    """Return all problems of a plan in document order."""
    numbers = snapshot_numbers(snapshot)
    found: dict[int, list[Problem]] = {snapshot.plan.id: [], **{node.id: [] for node in snapshot.walk()}}
    for problem in _told_once(snapshot, _all(snapshot, settings, today, cancelled, numbers)):
        if problem.rule not in settings.off:
            id_ = problem.id if problem.id in found else snapshot.plan.id
            message = " ".join(problem.message.split())  # words of a text may bring line breaks
            found[id_].append(replace(problem, id=id_, number=numbers.get(id_, ""), message=message))
    return list(chain.from_iterable(found.values()))


def _all(
    snapshot: Snapshot,
    settings: CheckSettings,
    today: date | None,
    cancelled: Callable[[], bool],
    numbers: dict[int, str],
) -> Iterator[Problem]:
    plan = snapshot.plan
    year = years.year_of_plan(plan)
    texts = texts_of_plan(plan)
    yield from years.contradicting_years(plan)
    registry = frozenset(department.id for department in snapshot.departments)
    is_report = plan.kind == "report"  # whose results nobody has to lead
    for node, led, due_above in _with_above(snapshot.nodes):
        _go_on(cancelled)
        subject = Subject(node, registry, is_report or led or any(below.owners for below in _below(node)))
        yield from chain.from_iterable(rule(subject) for rule in glance.RULES)
        own = texts_of(node)
        yield from _check_node(node, own, year, today)
        if node.targets and not settings.year_is_deadline:
            yield from goals.without_deadline(node, due_above)
        texts += own
    for place in range(0, len(texts), BETWEEN):
        _go_on(cancelled)
        yield from _check_texts(texts[place : place + BETWEEN], plan.id, year)
    yield from _comparing(snapshot, texts, numbers, cancelled)


def _go_on(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled(_("Checking was stopped."))


def _comparing(
    snapshot: Snapshot, texts: Sequence[Text], numbers: dict[int, str], cancelled: Callable[[], bool]
) -> Iterator[Problem]:
    yield from outline.source_gaps(snapshot)
    if snapshot.plan.kind != "report":  # which tells of a task as result, as problem, as next step and in its tables
        yield from outline.duplicate_titles(snapshot, numbers)
        yield from alike.near_duplicates(snapshot, numbers, cancelled)
    yield from outline.thin_sections(snapshot)
    yield from endings.missing_stops(texts)
    yield from endings.labels_inside(texts)
    yield from terms.alike_departments(snapshot)
    yield from terms.alike_documents(texts)
    yield from terms.percent_styles(texts)


def _with_above(nodes: tuple[Node, ...]) -> Iterator[tuple[Node, bool, bool]]:
    """Yield every node, whether one above it has a lead department, and whether one has a due date."""
    stack = [(node, False, False) for node in reversed(nodes)]
    while stack:
        node, led, due = stack.pop()
        yield node, led, due
        below = led or glance.has_lead(node), due or bool(node.due)
        stack += [(child, *below) for child in reversed(node.children)]


def _below(node: Node) -> Iterator[Node]:
    """Yield what stands below an item; a section's are not asked for, since it needs no lead."""
    return chain.from_iterable(child.walk() for child in node.children) if node.kind == "item" else iter(())


def _told_once(snapshot: Snapshot, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Join the findings of a matter of style that is the plan's own style into one, with one fix for all.

    So it is with leads: a plan that knows only 责任单位, or leaves it to later who does what, has none at all.
    """
    style: dict[str, list[Problem]] = defaultdict(list)
    joined = STYLE if any(glance.has_lead(node) for node in snapshot.walk()) else (*STYLE, "no-lead")
    for problem in problems:
        if problem.rule in joined:
            style[problem.rule].append(problem)
        else:
            yield problem
    for rule, found in style.items():
        if len({problem.id for problem in found}) <= EVERYWHERE:
            yield from found
        elif rule == "no-lead":
            yield _nobody_leads(snapshot, found)
        else:
            yield _everywhere(rule, found)


def _nobody_leads(snapshot: Snapshot, found: list[Problem]) -> Problem:
    message = _("No item names a department.")
    if any(node.owners for node in snapshot.walk()):
        message = _("Departments are responsible throughout, but nowhere does one lead.")
    return replace(found[0], severity=WARNING, message=message, subject=PLAN, fixes=(), whole=True)


def _everywhere(rule: str, found: list[Problem]) -> Problem:
    count = len({problem.id for problem in found})
    messages = {
        "half-width": ngettext(
            "Half-width punctuation throughout: in {count} section or item.",
            "Half-width punctuation throughout: in {count} sections and items.",
            count,
        ),
        "stray-space": ngettext(
            "Stray spaces between Chinese characters: in {count} section or item.",
            "Stray spaces between Chinese characters: in {count} sections and items.",
            count,
        ),
    }
    fixes = tuple(fix for problem in found for fix in problem.fixes)
    fix = Fix(fixes[0].label, "several", {"fixes": fixes})
    return replace(found[0], message=messages[rule].format(count=count), subject=PLAN, fixes=(fix,), whole=True)
