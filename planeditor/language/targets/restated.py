"""Goals that are said twice: in what is to be done, and again in the field that sums the goals up.

One rule: two goals are one only where their figures are the same and nothing that both say differs.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import Protocol

_BOUNDS = frozenset((">=", "<=", "~"))  # 25所 and 25所以上 may be one goal; 5% and a rise of 5% never are
_NO_WORD = re.compile(r"\W|_")
_FIGURES = re.compile("量化|指标|绩效|考核|目标值")
_GOALS = re.compile("目标|任务$")
_PERIOD = re.compile(r"20\d\d|\d\s*月|[一二三四1-4]季度|半年|阶段|[上中下]旬|[近中远]期")

Figure = tuple[str, float | None, float | None, str]


class Goal(Protocol):
    """What two goals are compared by, whether found or recorded."""

    @property
    def kind(self) -> str:
        """Return "target" or "actual"."""

    @property
    def indicator(self) -> str:
        """Return what is measured."""

    @property
    def comparator(self) -> str:
        """Return how the value is meant."""

    @property
    def value(self) -> float | None:
        """Return the value, the lower one of a range."""

    @property
    def value_high(self) -> float | None:
        """Return the upper value of a range."""

    @property
    def unit(self) -> str:
        """Return the unit."""

    @property
    def base_value(self) -> float | None:
        """Return the value that a change starts from."""

    @property
    def deadline(self) -> str:
        """Return ISO text, "" without one."""


def figure_of(goal: Goal) -> Figure:
    """Return what two goals share if they are one."""
    return goal.kind, goal.value, goal.value_high, goal.unit


def is_same_goal(one: Goal, other: Goal) -> bool:
    """Tell whether two goals say the same, one of them perhaps in fewer words, without its bound or its deadline."""
    return (
        one.value is not None
        and figure_of(one) == figure_of(other)
        and _agree(one.comparator, other.comparator)
        and (one.base_value is None or other.base_value is None or one.base_value == other.base_value)
        and (one.deadline.startswith(other.deadline) or other.deadline.startswith(one.deadline))
        and _is_within(one.indicator, other.indicator)
    )


def may_restate(label: str, other: str, periods: int) -> bool:
    """Tell whether a field may say what another text says; a title's and a body's label is "".

    Of two fields one sums up what the other says: 量化目标 does so for 目标任务, and both for 工作措施. Where an item
    has fields of several `periods` (一季度, 二季度), each says what is to be done in its own.
    """
    if other and _summing(label) == _summing(other):
        return False
    return periods <= 1 or not _PERIOD.search(label)


def count_periods(labels: Collection[str]) -> int:
    """Count the labels that name a period."""
    return sum(bool(_PERIOD.search(label)) for label in labels)


def _summing(label: str) -> int:
    """Return how far a field sums up what an item says, by its label."""
    return 2 if _FIGURES.search(label) else int(bool(_GOALS.search(label)))


@lru_cache(maxsize=1024)
def bare(words: str) -> str:
    """Return words without signs and differences of width or case."""
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", words)).casefold()


def _agree(one: str, other: str) -> bool:
    return one == other or (one == "=" and other in _BOUNDS) or (other == "=" and one in _BOUNDS)


def _is_within(one: str, other: str) -> bool:
    """Tell whether the words of one indicator stand in the other in their order: 新增学位 in 新增普通高中学位."""
    short, long = sorted((bare(one), bare(other)), key=len)
    rest = iter(long)
    return all(character in rest for character in short)
