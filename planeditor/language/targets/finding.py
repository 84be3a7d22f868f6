"""The search itself: quantities and sayings of a text in order, judged one by one, made into targets.

One rule: targets come in the order of the text, and their spans do not overlap.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import Literal

from planeditor.language.targets import phrases
from planeditor.language.targets.deadlines import (
    find_deadline,
    find_deadline_behind,
    find_deadline_of_end,
    find_deadline_of_next_clause,
)
from planeditor.language.targets.frames import Frames, Place
from planeditor.language.targets.phrases import Comparator, Wording
from planeditor.language.targets.quantities import Bound, Quantity, find_quantities
from planeditor.language.targets.reviews import find_reviews, is_within
from planeditor.language.targets.rules import Context, Verdict, judge, judge_time
from planeditor.language.targets.units import QuantityKind
from planeditor.language.targets.wordings import Saying, find_sayings

TargetKind = Literal["target", "actual"]

_NO_GOALS = re.compile("问题|现状|不足|短板|时限|时间|期限|领导|责任|联系|负责|牵头|配合|电话|依据|文号|序号|背景")
_RESULTS = re.compile("进展|完成情况|进度情况|成效$|成果$|总结|实绩")
_GOALS = re.compile("目标|指标|任务$")
_JOINTS = ("、", "和", "及", "或")
_SUBJECT = re.compile(r"(?!其中)([^，,：:]{2,20})(?<!\d)[：:][^：:]*\Z")
_PHRASE = re.compile(r"([^，,：:、]{2,30})[，,：:]*\Z")
SHORT_INDICATOR = 3
REACH = 200  # characters around a figure that may say what it is; a sentence may be endless, people's are not
LONGEST_LIST = 12  # figures that share a bound or a whole


@dataclass(frozen=True, slots=True)
class FoundTarget:
    """A goal (or a result, kind "actual") that a text states at [start, end).

    `deadline` is ISO text or ""; `part_of` is the index, in the same list, of the target this is a part of (其中).
    """

    start: int
    end: int
    kind: TargetKind
    indicator: str
    comparator: Comparator
    value: float
    value_high: float | None = None
    unit: str = ""
    base_value: float | None = None
    base_period: str = ""
    deadline: str = ""
    modality: str = ""
    part_of: int | None = None


def may_hold_goals(label: str) -> bool:
    """Tell whether a field of that label, "" for none, may state goals: 问题描述 and the like do not."""
    return not (label and _NO_GOALS.search(label) and not _GOALS.search(label))


def find_targets(text: str, *, year: int | None = None, report: bool = False, label: str = "") -> list[FoundTarget]:
    """Return the quantified goals in `text`, in order.

    `year` (of the plan) completes deadlines such as 9月底; in a `report` figures are results; `label` is that of the
    field the text comes from: 问题描述 and the like hold no goals, 目标任务 and the like hold them without a verb.
    """
    if not may_hold_goals(label):
        return []
    quantities = list(find_quantities(text))
    sayings = [(_as_quantity(saying), saying) for saying in find_sayings(text)]
    if not quantities and not sayings:
        return []
    search = _Search(text, quantities, year, report or bool(_RESULTS.search(label)), bool(_GOALS.search(label)))
    found: list[tuple[Quantity, Saying | None]] = [(quantity, None) for quantity in quantities]
    if sayings:
        found = sorted([*found, *sayings], key=lambda one: one[0].digits)
    for (quantity, saying), following in zip(found, [*found[1:], None], strict=True):
        search.stop = following[0].start if following else len(text)
        if saying is None:
            search.take(quantity)
        else:
            search.take_saying(saying, quantity)
    return search.targets


def read_figure(text: str, *, year: int | None = None) -> FoundTarget | None:
    """Return the first quantity of `text` as a goal, because people say that it is one; None without a quantity."""
    quantity = next(find_quantities(text), None)
    if quantity is None:
        return None
    search = _Search(text, [quantity], year, report=False, goals=True)
    search.take_as_goal(quantity)
    return search.targets[0]


def _as_quantity(saying: Saying) -> Quantity:
    kind: QuantityKind = "percent" if saying.shared else "event"
    start, end = saying.start, saying.end
    return Quantity(start, start, end, saying.value, None, saying.unit, kind, "", "1", negated=False)


class _Search:
    """One pass over the quantities of a text; remembers what a later one may be part of."""

    def __init__(self, text: str, quantities: list[Quantity], year: int | None, report: bool, goals: bool) -> None:
        self.targets: list[FoundTarget] = []
        self._text, self._quantities = text, quantities
        self._starts = [quantity.digits for quantity in quantities]
        self._year, self._report, self._goals = year, report, goals
        self._frames = Frames(text)
        self._reviews = [] if report or goals else find_reviews(text, year)
        self.stop = len(text)  # where the next quantity begins
        self._numbers: list[tuple[int, int]] = []  # where the number of each target stands
        self._base: Quantity | None = None
        self._start = 0  # where the last base ends

    def take(self, quantity: Quantity) -> None:
        """Add the quantity if it is a goal or a result."""
        context = self._context(quantity)
        verdict = judge(context)
        if verdict is Verdict.BASE:
            self._base, self._start = quantity, quantity.end
        elif verdict is not Verdict.NOTHING:
            self._add(context, verdict, self._word(context))
            self._share(context)

    def take_as_goal(self, quantity: Quantity) -> None:
        """Add the quantity whatever the rules say of it."""
        context = self._context(quantity)
        self._add(context, Verdict.GOAL, self._word(context))

    def take_saying(self, saying: Saying, quantity: Quantity) -> None:
        """Add what is said without a figure, unless a figure beside it says the same."""
        context = self._context(quantity)
        start, end = context.place.clause
        first = bisect_left(self._starts, max(start, saying.start - REACH))
        beside = self._quantities[first : bisect_left(self._starts, min(end, saying.end + REACH))]
        doubled = any(other.unit == "%" and other.value == 100 if saying.shared else True for other in beside)
        if doubled or context.quoted or (verdict := judge_time(context)) is Verdict.NOTHING:
            return
        self._add(context, verdict, self._word(context, saying.said))

    def _word(self, context: Context, said: str | None = None) -> Wording:
        room = phrases.Room(self._after(context.place), max(self.stop, context.quantity.end))
        return phrases.word(self._text, context, room, said)

    def _context(self, quantity: Quantity) -> Context:
        place = self._frames.place(quantity.digits)
        start, end = place.clause
        first = self.targets[-1].start if self.targets else -1
        text, sentence = self._text, place.sentence[0]
        follows, begin, far = first >= sentence, quantity.start, quantity.end + REACH
        near = begin - REACH
        return Context(
            quantity,
            place,
            left=text[start if start > near else near : begin] if begin > start else "",
            right=text[quantity.end : end if end < far else far],
            lead=text[max(sentence, start - REACH) : start] if sentence < start else "",
            quoted=text[slice(*place.quotes)] if place.quotes else "",
            follows=follows,
            behind_result=follows and self.targets[-1].kind == "actual",
            part=follows and place.bracket is not None,
            goals=self._goals,
            looks_back=bool(self._reviews) and is_within(self._reviews, quantity.digits),
            report=self._report,
            year=self._year,
        )

    def _unit(self, context: Context, comparator: Comparator) -> str:
        """Return the unit with what it is per, where anything says so."""
        quantity = context.quantity
        if "每" in context.left or quantity.leads or quantity.per:
            return phrases.per_unit(context, comparator, self._own(context))
        return quantity.unit

    def _own(self, context: Context) -> str:
        """Return the words of the clause that no quantity before this one has."""
        start = max(self._after(context.place), context.place.clause[0], self._start, context.quantity.digits - REACH)
        return self._text[start : context.quantity.digits]

    def _after(self, place: Place) -> int:
        """Return where the last target of the clause ends, 0 without one."""
        last = self.targets[-1].end if self.targets else 0
        return last if last > place.clause[0] else 0

    def _add(self, context: Context, verdict: Verdict, wording: Wording) -> None:
        quantity = context.quantity
        comparator = phrases.compare(context)
        low, high, base = quantity.value, quantity.high, self._take_base(context)
        if high is not None and context.left.endswith(("从", "由")):
            low, high, base = high, None, low
        start = max(wording.start, self.targets[-1].end if self.targets else 0)
        self.targets.append(
            FoundTarget(
                start=min(start, quantity.digits),
                end=wording.end,
                kind="actual" if verdict is Verdict.RESULT else "target",
                indicator=self._indicator(context, wording.indicator),
                comparator=comparator,
                value=low,
                value_high=high,
                unit=self._unit(context, comparator),
                base_value=base,
                base_period=phrases.base_period_of(context),
                deadline=self._deadline(context, wording.end),
                modality=phrases.modality_of(context),
                part_of=self._parent(context),
            )
        )
        self._numbers.append((quantity.digits, quantity.end))

    def _take_base(self, context: Context) -> float | None:
        """Return the value that a change starts from, if the clause named one."""
        base, self._base = self._base, None
        if base is None or base.digits < context.place.clause[0] or base.unit != context.quantity.unit:
            return None
        return base.value

    def _indicator(self, context: Context, said: str) -> str:
        """Return the indicator, completed where the text leaves it to what stands before: 达到97%, 初中95%."""
        if phrases.is_incomplete(said):
            if self.targets and self.targets[-1].start >= context.place.sentence[0]:
                return self.targets[-1].indicator
            before = _PHRASE.search(context.lead)
            return phrases.subject_of(before[1]) if before else said or context.left.strip()
        listed = len(said) <= SHORT_INDICATOR and self._announced(context) is None
        subject = _SUBJECT.search(context.lead) if listed else None
        return subject[1] + said if subject else said

    def _joined(self, index: int) -> bool:
        """Tell whether the target at `index` goes on with a list of figures: 15%、50%、70%."""
        return index > 0 and self._text[self._numbers[index - 1][1] : self._numbers[index][0]] in _JOINTS

    def _share(self, context: Context) -> None:
        """分别达到15%、50%、70%左右: the bound of the last holds for all, and each has a subject of its own."""
        last = first = len(self.targets) - 1
        while self._joined(first) and last - first < LONGEST_LIST:
            first -= 1
        if first == last:
            return
        bound = context.quantity.bound or self._leading_bound(first)
        change = self.targets[first].comparator  # 分别增长6%和4%
        names = phrases.names_of_list(self.targets[first].indicator) if "分别" in context.left else []
        for index in range(first, last + 1):
            target = self.targets[index]
            name = names[index - first] if len(names) == last - first + 1 else target.indicator
            whole = target.value == 100 and target.unit == "%"  # nothing exceeds it
            comparator = bound if bound and target.comparator == "=" and not whole else target.comparator
            comparator = change if change in "+-" and target.comparator == "=" else comparator
            self.targets[index] = replace(target, indicator=name, comparator=comparator)

    def _leading_bound(self, index: int) -> Bound:
        """不低于60%、70%、80%: return the bound that stands before the first figure of a list."""
        found = bisect_left(self._starts, self._numbers[index][0])
        leading = self._quantities[found : found + 1]
        return leading[0].bound if leading and leading[0].leads else ""

    def _deadline(self, context: Context, end: int) -> str:
        behind = find_deadline_behind(self._text, end, self._year)
        if not behind:
            words = context.right[: max(self.stop - context.quantity.end, 0)]
            behind = find_deadline_of_end(words, self._year)
        own = behind or find_deadline(context.left, self._year)
        if own and not own.endswith("-12"):  # a month of its own; 今年 leaves the month to what follows
            return own
        following = find_deadline_of_next_clause(self._text, context.place.clause[1], self.stop, self._year)
        return following or own or find_deadline(context.lead, self._year)

    def _parent(self, context: Context) -> int | None:
        """Return the target that 其中 or a bracket makes this a part of: of the same unit, else the last one."""
        announced = self._announced(context)
        if announced is not None:
            return announced
        bracket, (start, _) = context.place.bracket, context.place.sentence
        earliest = max(start, context.quantity.start - REACH)
        among = self._text.rfind("其中", bracket[0] if bracket else earliest, context.quantity.start)
        limit = bracket[0] if bracket else among
        if limit < 0 or not self.targets:
            return None
        reach = self._text.rfind("。", max(start - REACH, 0), max(start - 1, 0))
        wholes = self._before(limit, max(reach, start - REACH))
        same = [index for index in wholes if self.targets[index].unit == context.quantity.unit]
        first = self.targets[-1].start <= limit
        return same[0] if same else wholes[0] if wholes and first else None

    def _announced(self, context: Context) -> int | None:
        """招聘教师320名：小学150名、初中90名: return the target whose parts a colon behind it announces."""
        colon = context.place.clause[0] - 1
        if colon < 0 or self._text[colon] not in "：:":
            return None
        last = len(self.targets) - 1
        earliest = max(last - LONGEST_LIST, -1)
        return next((index for index in range(last, earliest, -1) if self.targets[index].end == colon), None)

    def _before(self, limit: int, reach: int) -> list[int]:
        """Return the targets between two places, the last first."""
        found: list[int] = []
        for index in range(len(self.targets) - 1, -1, -1):
            if self.targets[index].start <= reach or len(found) >= LONGEST_LIST:
                break
            if self.targets[index].end <= limit + 1:
                found.append(index)
        return found
