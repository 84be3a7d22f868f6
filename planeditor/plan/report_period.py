"""The period that a report is about, in days and in the words of documents.

One rule: a report looks back on one period and ahead to the next of the same length.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from planeditor.errors import UsageError
from planeditor.i18n import _
from planeditor.plan.periods import period_days

_FORM = re.compile(r"(\d{4})(?:(H[12])|(Q[1-4])|-(0[1-9]|1[0-2]))?")
_QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """A period by its text ("2020H1"), its first and its last day."""

    text: str
    first: date
    last: date

    @classmethod
    def of(cls, text: str) -> "ReportPeriod":
        """Return the period of a text such as 2020, 2020H1, 2020Q3 or 2020-06; UsageError for any other."""
        wanted = text.strip().upper()
        days = period_days(wanted) if _FORM.fullmatch(wanted) else None
        if days is None:
            message = _(
                "“{text}” is no period. Write a year, half-year, quarter or month: 2020, 2020H1, 2020Q3, 2020-06."
            )
            raise UsageError(message.format(text=text))
        return cls(wanted, *days)

    @property
    def year(self) -> int:
        """The year it lies in."""
        return self.first.year

    @property
    def is_year(self) -> bool:
        """Tell whether it is a whole year."""
        return len(self.text) == 4

    @property
    def name(self) -> str:
        """What it is called within its year: 上半年, 第三季度, 6月, 全年."""
        mark = self.text[4:]
        if not mark:
            return "全年"
        if mark[0] == "H":
            return "上半年" if mark == "H1" else "下半年"
        return f"第{_QUARTERS[int(mark[1]) - 1]}季度" if mark[0] == "Q" else f"{self.first.month}月"

    @property
    def full_name(self) -> str:
        """What it is called with its year: 2020年上半年, 2020年度."""
        return f"{self.year}年度" if self.is_year else f"{self.year}年{self.name}"

    @property
    def next(self) -> "ReportPeriod":
        """The period after it."""
        first = self.last + timedelta(days=1)
        mark = self.text[4:]
        if not mark:
            return ReportPeriod.of(str(first.year))
        part = {"H": f"H{(first.month + 5) // 6}", "Q": f"Q{(first.month + 2) // 3}"}.get(mark[0], f"-{first.month:02}")
        return ReportPeriod.of(f"{first.year}{part}")

    def next_name(self) -> str:
        """Return what the next period is called: 下半年 within the year, 2021年上半年 beyond it, 2021年."""
        following = self.next
        if self.is_year:
            return f"{following.year}年"
        return following.name if following.year == self.year else following.full_name


def period_ended_last(today: date, year: int) -> ReportPeriod:
    """Return what is usually reported on a day in a plan's year: the half-year or year nearest to its end."""
    if today >= date(year, 11, 1):
        return ReportPeriod.of(str(year))
    return ReportPeriod.of(f"{year}H1")
